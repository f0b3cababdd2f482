"""What a meeting leads to: decisions with an owner and a day, reports demanded and written."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class Decision(Base):
    """`owner_id` answers for it, or `owner` who has no phone here; `answer` is what was done (002 §3.9)."""

    __tablename__ = "meeting_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    owner: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    attachments: Mapped[list[Any]] = mapped_column(JSON)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    answered_at: Mapped[datetime | None]


class ReportDemand(Base):
    """A collective, an association or a party demanded a report (002 §2.4)."""

    __tablename__ = "report_demands"

    id: Mapped[int] = mapped_column(primary_key=True)
    demanded_by: Mapped[str] = mapped_column(Text)
    of_whom: Mapped[str] = mapped_column(Text)
    matter: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id", ondelete="SET NULL"))


class ReportPart(Base):
    """What stands in a report under one item of its checklists (002 §3.5, 5.1-5.3); the last to write it."""

    __tablename__ = "report_parts"
    __table_args__ = (UniqueConstraint("meeting_id", "item"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    written_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    item: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
