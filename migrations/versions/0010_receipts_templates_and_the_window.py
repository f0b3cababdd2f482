"""Receipts, templates and the window"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_troubles",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_receipt", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "reason", name=op.f("pk_channel_troubles")),
    )
    op.create_table(
        "receipts",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=160), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "external_id", name=op.f("pk_receipts")),
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index("ix_receipts_at", ["at"], unique=False)

    op.create_table(
        "shown_choices",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_shown_choices_contact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_shown_choices")),
    )
    with op.batch_alter_table("broadcasts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("summaries", sa.JSON(), nullable=True))

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.alter_column(
            "address",
            existing_type=sa.VARCHAR(length=64),
            type_=sa.String(length=140),
            existing_nullable=False,
        )

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("template", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("cost", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column(
            "address",
            existing_type=sa.VARCHAR(length=64),
            type_=sa.String(length=140),
            existing_nullable=False,
        )
        batch_op.alter_column(
            "replaces",
            existing_type=sa.VARCHAR(length=64),
            type_=sa.String(length=160),
            existing_nullable=True,
        )
        batch_op.alter_column(
            "external_id",
            existing_type=sa.VARCHAR(length=64),
            type_=sa.String(length=160),
            existing_nullable=True,
        )
        batch_op.create_index(
            "ix_deliveries_held",
            ["contact_id"],
            unique=False,
            sqlite_where=sa.text("held_at IS NOT NULL AND opened_at IS NULL"),
            postgresql_where=sa.text("held_at IS NOT NULL AND opened_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deliveries_paid",
            ["channel", "finished_at"],
            unique=False,
            sqlite_where=sa.text("cost IS NOT NULL"),
            postgresql_where=sa.text("cost IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_deliveries_told",
            ["channel", "external_id"],
            unique=False,
            sqlite_where=sa.text("told IS NOT NULL"),
            postgresql_where=sa.text("told IS NOT NULL"),
        )

    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.alter_column(
            "external_id",
            existing_type=sa.VARCHAR(length=100),
            type_=sa.String(length=200),
            existing_nullable=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.alter_column(
            "external_id",
            existing_type=sa.String(length=200),
            type_=sa.VARCHAR(length=100),
            existing_nullable=False,
        )

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_deliveries_told",
            sqlite_where=sa.text("told IS NOT NULL"),
            postgresql_where=sa.text("told IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_deliveries_paid",
            sqlite_where=sa.text("cost IS NOT NULL"),
            postgresql_where=sa.text("cost IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_deliveries_held",
            sqlite_where=sa.text("held_at IS NOT NULL AND opened_at IS NULL"),
            postgresql_where=sa.text("held_at IS NOT NULL AND opened_at IS NULL"),
        )
        batch_op.alter_column(
            "external_id",
            existing_type=sa.String(length=160),
            type_=sa.VARCHAR(length=64),
            existing_nullable=True,
        )
        batch_op.alter_column(
            "replaces",
            existing_type=sa.String(length=160),
            type_=sa.VARCHAR(length=64),
            existing_nullable=True,
        )
        batch_op.alter_column(
            "address",
            existing_type=sa.String(length=140),
            type_=sa.VARCHAR(length=64),
            existing_nullable=False,
        )
        batch_op.drop_column("opened_at")
        batch_op.drop_column("held_at")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("cost")
        batch_op.drop_column("template")
        batch_op.drop_column("told")

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.alter_column(
            "address",
            existing_type=sa.String(length=140),
            type_=sa.VARCHAR(length=64),
            existing_nullable=False,
        )

    with op.batch_alter_table("broadcasts", schema=None) as batch_op:
        batch_op.drop_column("summaries")

    op.drop_table("shown_choices")
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.drop_index("ix_receipts_at")

    op.drop_table("receipts")
    op.drop_table("channel_troubles")
