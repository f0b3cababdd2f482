"""The library: what is open to all"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "library_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_key", sa.String(length=40), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["persons.id"], name=op.f("fk_library_checks_checked_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_checks")),
    )
    with op.batch_alter_table("library_checks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_checks_section_key"), ["section_key"], unique=False)

    op.create_table(
        "library_digests",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_library_digests_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_library_digests")),
    )
    op.create_table(
        "library_own_sections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_ky", sa.String(length=80), nullable=False),
        sa.Column("title_ru", sa.String(length=80), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["persons.id"],
            name=op.f("fk_library_own_sections_created_by"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_own_sections")),
    )
    op.create_table(
        "library_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_key", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["published_by"],
            ["persons.id"],
            name=op.f("fk_library_versions_published_by"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"],
            ["persons.id"],
            name=op.f("fk_library_versions_withdrawn_by"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_versions")),
        sa.UniqueConstraint(
            "section_key", "language", "number", name=op.f("uq_library_versions_section_key_language_number")
        ),
    )
    with op.batch_alter_table("library_versions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_library_versions_section_key_published_at", ["section_key", "published_at"], unique=False
        )

    op.create_table(
        "library_wishes",
        sa.Column("section_key", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_library_wishes_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("section_key", "person_id", name=op.f("pk_library_wishes")),
    )
    with op.batch_alter_table("library_wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_wishes_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("library_wishes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_wishes_person_id"))

    op.drop_table("library_wishes")
    with op.batch_alter_table("library_versions", schema=None) as batch_op:
        batch_op.drop_index("ix_library_versions_section_key_published_at")

    op.drop_table("library_versions")
    op.drop_table("library_own_sections")
    op.drop_table("library_digests")
    with op.batch_alter_table("library_checks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_checks_section_key"))

    op.drop_table("library_checks")
