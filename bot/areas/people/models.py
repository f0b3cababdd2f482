"""Staff and deputies: who holds which role, and the invitations by which they came."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum

NAME_LENGTH = 120


class Role(enum.StrEnum):
    HEAD = "head"
    OFFICER = "officer"
    FINANCE_HEAD = "finance_head"
    COUNCIL_CHAIR = "council_chair"
    COUNCIL_SECRETARY = "council_secretary"
    DEPUTY = "deputy"
    ADMINISTRATOR = "administrator"


class StaffMember(Base):
    """A person who holds or held a role, by the name used in papers."""

    __tablename__ = "staff"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))


class RoleGrant(Base):
    """A role held from `granted_at` until `revoked_at`, once at a time; a deputy's has a district."""

    __tablename__ = "role_grants"
    __table_args__ = (
        Index(
            "ix_role_grants_held",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    granted_at: Mapped[datetime]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))


class Invitation(Base):
    """A one-time link to a role; only the hash of its secret is kept.

    `picture_id` is the QR picture made for the chat: it shows the secret, so its bytes go once it was sent.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
