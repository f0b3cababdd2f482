"""Initiatives and receptions"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "initiatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("title_ky", sa.String(length=200), nullable=False),
        sa.Column("title_ru", sa.String(length=200), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("put_forward_by", sa.String(length=40), nullable=False),
        sa.Column("initiator", sa.String(length=200), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.Column("signatures_needed", sa.Integer(), nullable=True),
        sa.Column("act_number", sa.String(length=40), nullable=True),
        sa.Column("act_on", sa.Date(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("registered_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registered_by"], ["persons.id"], name=op.f("fk_initiatives_registered_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["village_id"], ["villages.id"], name=op.f("fk_initiatives_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiatives")),
        sa.UniqueConstraint("appeal_id", name=op.f("uq_initiatives_appeal_id")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_initiatives_year_number")),
    )
    with op.batch_alter_table("initiatives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiatives_registered_on"), ["registered_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiatives_stage"), ["stage"], unique=False)

    op.create_table(
        "reception_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["persons.id"], name=op.f("fk_reception_series_holder_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_series")),
    )
    with op.batch_alter_table("reception_series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_series_holder_id"), ["holder_id"], unique=False)

    op.create_table(
        "initiative_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_events_initiative_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["noted_by"], ["persons.id"], name=op.f("fk_initiative_events_noted_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_events")),
        sa.UniqueConstraint("initiative_id", "stage", name=op.f("uq_initiative_events_initiative_id_stage")),
    )
    with op.batch_alter_table("initiative_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_events_happened_on"), ["happened_on"], unique=False)

    op.create_table(
        "initiative_supports",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_supports_initiative_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_initiative_supports_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("initiative_id", "person_id", name=op.f("pk_initiative_supports")),
    )
    with op.batch_alter_table("initiative_supports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_supports_person_id"), ["person_id"], unique=False)

    op.create_table(
        "receptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("holder_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["persons.id"], name=op.f("fk_receptions_holder_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["series_id"], ["reception_series.id"], name=op.f("fk_receptions_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receptions")),
        sa.UniqueConstraint("series_id", "starts_at", name=op.f("uq_receptions_series_id_starts_at")),
    )
    with op.batch_alter_table("receptions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receptions_holder_id"), ["holder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_receptions_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "reception_bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reception_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_reception_bookings_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reception_id"],
            ["receptions.id"],
            name=op.f("fk_reception_bookings_reception_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_bookings")),
        sa.UniqueConstraint(
            "reception_id", "person_id", name=op.f("uq_reception_bookings_reception_id_person_id")
        ),
        sa.UniqueConstraint(
            "reception_id", "starts_at", name=op.f("uq_reception_bookings_reception_id_starts_at")
        ),
    )
    with op.batch_alter_table("reception_bookings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_bookings_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reception_bookings_starts_at"), ["starts_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("reception_bookings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_bookings_starts_at"))
        batch_op.drop_index(batch_op.f("ix_reception_bookings_person_id"))

    op.drop_table("reception_bookings")
    with op.batch_alter_table("receptions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receptions_starts_at"))
        batch_op.drop_index(batch_op.f("ix_receptions_holder_id"))

    op.drop_table("receptions")
    with op.batch_alter_table("initiative_supports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_supports_person_id"))

    op.drop_table("initiative_supports")
    with op.batch_alter_table("initiative_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_events_happened_on"))

    op.drop_table("initiative_events")
    with op.batch_alter_table("reception_series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_series_holder_id"))

    op.drop_table("reception_series")
    with op.batch_alter_table("initiatives", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiatives_stage"))
        batch_op.drop_index(batch_op.f("ix_initiatives_registered_on"))

    op.drop_table("initiatives")
