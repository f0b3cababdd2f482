"""Appeals and working days"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appeal_authors",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("telephone", sa.String(length=40), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_appeal_authors_district_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_appeal_authors_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_appeal_authors")),
    )
    with op.batch_alter_table("appeal_authors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_authors_district_id"), ["district_id"], unique=False)

    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("registered", sa.Boolean(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=True),
        sa.Column("author_telephone", sa.String(length=40), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("open_to_all", sa.Boolean(), nullable=False),
        sa.Column("duplicate_of", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("works_again", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["persons.id"], name=op.f("fk_appeals_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["persons.id"], name=op.f("fk_appeals_deputy_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_appeals_district_id")),
        sa.ForeignKeyConstraint(
            ["duplicate_of"], ["appeals.id"], name=op.f("fk_appeals_duplicate_of"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["persons.id"], name=op.f("fk_appeals_entered_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["persons.id"], name=op.f("fk_appeals_handler_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["village_id"], ["villages.id"], name=op.f("fk_appeals_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("number", name=op.f("uq_appeals_number")),
    )
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeals_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeals_deputy_id"), ["deputy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeals_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeals_handler_id"), ["handler_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeals_received_at"), ["received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeals_state"), ["state"], unique=False)

    op.create_table(
        "author_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("blocked_by", sa.Integer(), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.Column("objected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("upheld_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["blocked_by"], ["persons.id"], name=op.f("fk_author_blocks_blocked_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["lifted_by"], ["persons.id"], name=op.f("fk_author_blocks_lifted_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_author_blocks_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_blocks")),
    )
    with op.batch_alter_table("author_blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_author_blocks_person_id"), ["person_id"], unique=False)

    op.create_table(
        "working_day_corrections",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_by"], ["persons.id"], name=op.f("fk_working_day_corrections_set_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_working_day_corrections")),
    )
    op.create_table(
        "appeal_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeals.id"], name=op.f("fk_appeal_entries_appeal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_appeal_entries_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_entries")),
    )
    with op.batch_alter_table("appeal_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_entries_appeal_id"), ["appeal_id"], unique=False)

    op.create_table(
        "appeal_cards",
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeals.id"], name=op.f("fk_appeal_cards_appeal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_appeal_cards_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appeal_id", "person_id", name=op.f("pk_appeal_cards")),
    )
    op.create_table(
        "appeal_steps",
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeals.id"], name=op.f("fk_appeal_steps_appeal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appeal_id", "step", name=op.f("pk_appeal_steps")),
    )
    op.create_table(
        "appeal_supports",
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeals.id"], name=op.f("fk_appeal_supports_appeal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_appeal_supports_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appeal_id", "person_id", name=op.f("pk_appeal_supports")),
    )
    with op.batch_alter_table("appeal_supports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appeal_supports_person_id"), ["person_id"], unique=False)

    op.create_table(
        "deputy_steps",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_deputy_steps_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "step", name=op.f("pk_deputy_steps")),
    )
    op.create_table(
        "report_wishes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_report_wishes_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "year", name=op.f("pk_report_wishes")),
    )


def downgrade() -> None:
    op.drop_table("report_wishes")
    op.drop_table("deputy_steps")
    with op.batch_alter_table("appeal_supports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_supports_person_id"))

    op.drop_table("appeal_supports")
    op.drop_table("appeal_steps")
    op.drop_table("appeal_cards")
    with op.batch_alter_table("appeal_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_entries_appeal_id"))

    op.drop_table("appeal_entries")
    op.drop_table("working_day_corrections")
    with op.batch_alter_table("author_blocks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_author_blocks_person_id"))

    op.drop_table("author_blocks")
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeals_state"))
        batch_op.drop_index(batch_op.f("ix_appeals_received_at"))
        batch_op.drop_index(batch_op.f("ix_appeals_handler_id"))
        batch_op.drop_index(batch_op.f("ix_appeals_due_on"))
        batch_op.drop_index(batch_op.f("ix_appeals_deputy_id"))
        batch_op.drop_index(batch_op.f("ix_appeals_author_id"))

    op.drop_table("appeals")
    with op.batch_alter_table("appeal_authors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_authors_district_id"))

    op.drop_table("appeal_authors")
