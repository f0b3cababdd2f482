"""Who did what, when, with the values before and after; written beside the change, never edited."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class AuditEntry(Base):
    """`tag` is `subject:thing:action`. `person_id` is None for the system and for deleted people."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    tag: Mapped[str] = mapped_column(String(60), index=True)
    subject_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


def record(
    session: AsyncSession,
    at: datetime,
    tag: str,
    *,
    person_id: int | None,
    subject_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write an entry in the same transaction as the change it tells of."""
    session.add(
        AuditEntry(at=at, tag=tag, person_id=person_id, subject_id=subject_id, before=before, after=after)
    )
