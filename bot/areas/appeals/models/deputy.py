"""What the clock told deputies, and on which day they want to report to their voters."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class DeputyStep(Base):
    """Something told to or about a deputy by the clock, once each."""

    __tablename__ = "deputy_steps"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    done_at: Mapped[datetime]


class ReportWish(Base):
    """The day on which a deputy wants to report that year; the council's secretary calls the meeting."""

    __tablename__ = "report_wishes"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    wished_at: Mapped[datetime]
