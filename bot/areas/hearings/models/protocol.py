"""The protocol of a meeting (002 §3.6-3.8)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class Protocol(Base):
    """`number` runs through a year's register. `scan` is the signed paper, a list of `[kind, file id]`.

    What it tells of agenda, speeches, questions and decisions is kept in their own tables.
    """

    __tablename__ = "meeting_protocols"
    __table_args__ = (UniqueConstraint("year", "number"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    invited: Mapped[int | None]
    attended: Mapped[int | None]
    recommendations: Mapped[list[str]] = mapped_column(JSON)
    scan: Mapped[list[Any]] = mapped_column(JSON)
    registered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    registered_at: Mapped[datetime]
    notes: Mapped[str | None] = mapped_column(Text)
