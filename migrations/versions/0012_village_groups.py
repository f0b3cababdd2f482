"""Village groups"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_places",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("offered_by", sa.Integer(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offered_by"], ["persons.id"], name=op.f("fk_group_places_offered_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["places.id"], name=op.f("fk_group_places_place_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_group_places")),
    )
    op.create_table(
        "village_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("bilingual", sa.Boolean(), nullable=False),
        sa.Column("news", sa.Boolean(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("members_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("members_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link", sa.String(length=200), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("forwarder_id", sa.Integer(), nullable=True),
        sa.Column("forwarder_name", sa.String(length=120), nullable=True),
        sa.Column("forwards_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["persons.id"], name=op.f("fk_village_groups_closed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["forwarder_id"], ["persons.id"], name=op.f("fk_village_groups_forwarder_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["persons.id"], name=op.f("fk_village_groups_opened_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["places.id"], name=op.f("fk_village_groups_place_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_village_groups")),
    )
    with op.batch_alter_table("village_groups", schema=None) as batch_op:
        batch_op.create_index(
            "ix_village_groups_place",
            ["place_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "forwarder_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["persons.id"], name=op.f("fk_forwarder_offers_created_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["village_groups.id"], name=op.f("fk_forwarder_offers_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_forwarder_offers_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forwarder_offers")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_forwarder_offers_secret_hash")),
    )
    with op.batch_alter_table("forwarder_offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forwarder_offers_group_id"), ["group_id"], unique=False)

    op.create_table(
        "group_packs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forwarder_id", sa.Integer(), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("office_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name=op.f("fk_group_packs_broadcast_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["forwarder_id"], ["persons.id"], name=op.f("fk_group_packs_forwarder_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["village_groups.id"], name=op.f("fk_group_packs_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["files.id"], name=op.f("fk_group_packs_photo_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["persons.id"], name=op.f("fk_group_packs_settled_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_packs")),
        sa.UniqueConstraint("group_id", "broadcast_id", name=op.f("uq_group_packs_group_id_broadcast_id")),
    )
    with op.batch_alter_table("group_packs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_packs_broadcast_id"), ["broadcast_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_packs_state"), ["state"], unique=False)

    op.create_table(
        "group_rounds",
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pictures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name=op.f("fk_group_rounds_broadcast_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("broadcast_id", name=op.f("pk_group_rounds")),
    )
    op.create_table(
        "group_villages",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["village_groups.id"], name=op.f("fk_group_villages_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["village_id"], ["villages.id"], name=op.f("fk_group_villages_village_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "village_id", name=op.f("pk_group_villages")),
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.add_column(sa.Column("used_for", sa.String(length=20), nullable=True))
    op.execute(
        "UPDATE places SET used_for = 'duty' WHERE id IN "
        "(SELECT place_id FROM duty_groups WHERE chosen_at IS NOT NULL AND ended_at IS NULL)"
    )


def downgrade() -> None:
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.drop_column("used_for")

    op.drop_table("group_villages")
    op.drop_table("group_rounds")
    with op.batch_alter_table("group_packs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_packs_state"))
        batch_op.drop_index(batch_op.f("ix_group_packs_broadcast_id"))

    op.drop_table("group_packs")
    with op.batch_alter_table("forwarder_offers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forwarder_offers_group_id"))

    op.drop_table("forwarder_offers")
    with op.batch_alter_table("village_groups", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_village_groups_place",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("village_groups")
    op.drop_table("group_places")
