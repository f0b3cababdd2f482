"""Phones of one person, joined by a code"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_tries",
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_link_tries")),
    )
    op.create_table(
        "link_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typed_by", sa.Integer(), nullable=True),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_link_codes_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["contacts.id"], name=op.f("fk_link_codes_typed_by"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_codes")),
    )
    with op.batch_alter_table("link_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_codes_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_codes_mark"), ["mark"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_codes_typed_by"), ["typed_by"], unique=False)

    op.create_table(
        "second_deliveries",
        sa.Column(
            "first_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("second_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["outbox_batches.id"], name=op.f("fk_second_deliveries_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_second_deliveries_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("first_id", name=op.f("pk_second_deliveries")),
        sa.UniqueConstraint("batch_id", "person_id", name=op.f("uq_second_deliveries_batch_id_person_id")),
    )
    with op.batch_alter_table("second_deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_second_deliveries_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("second_deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_second_deliveries_person_id"))

    op.drop_table("second_deliveries")
    with op.batch_alter_table("link_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_codes_typed_by"))
        batch_op.drop_index(batch_op.f("ix_link_codes_mark"))
        batch_op.drop_index(batch_op.f("ix_link_codes_contact_id"))

    op.drop_table("link_codes")
    op.drop_table("link_tries")
