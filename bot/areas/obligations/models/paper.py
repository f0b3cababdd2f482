"""Papers that are made of a period and published: monitoring reports, presentations of local issues."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class PaperKind(enum.StrEnum):
    """004 §5: the monitoring report of a quarter or a year; 001 §1.2: the presentation of a half-year."""

    QUARTER_REPORT = "quarter_report"
    YEAR_REPORT = "year_report"
    PRESENTATION = "presentation"


class ObligationPaper(Base):
    """One for each kind and period; `part` is the quarter's or the half-year's number, 0 for a year's.

    `words` are what people wrote in it, by item and language; `files` what was made when it was published:
    `[kind, file id, language]`. `broadcast_id` told of it.
    """

    __tablename__ = "obligation_papers"
    __table_args__ = (UniqueConstraint("kind", "year", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaperKind] = mapped_column(stored_enum(PaperKind))
    year: Mapped[int]
    part: Mapped[int] = mapped_column(default=0)
    words: Mapped[dict[str, Any]] = mapped_column(JSON)
    files: Mapped[list[Any]] = mapped_column(JSON)
    broadcast_id: Mapped[int | None] = mapped_column(
        ForeignKey("broadcasts.id", ondelete="SET NULL"), unique=True
    )
    made_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
