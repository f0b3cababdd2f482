"""A bulletin of a month or a quarter, and where its poster and its group message were put."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class BulletinKind(enum.StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Bulletin(Base):
    """One for each kind and period, ever. The text and its approval live in the linked broadcast."""

    __tablename__ = "bulletins"
    __table_args__ = (UniqueConstraint("kind", "period_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BulletinKind] = mapped_column(stored_enum(BulletinKind))
    period_start: Mapped[date]
    period_end: Mapped[date]
    publish_at: Mapped[datetime]
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"), unique=True)
    opened_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    late: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]


class BulletinReminder(Base):
    """A reminder that was given: once for each step, however often a tick runs."""

    __tablename__ = "bulletin_reminders"

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletins.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(30), primary_key=True)
    given_at: Mapped[datetime]


class DistributionKind(enum.StrEnum):
    BOARD = "board"
    GROUP = "group"


class Distribution(Base):
    """The record of a poster on a notice board or a message forwarded to a WhatsApp group."""

    __tablename__ = "bulletin_distributions"

    id: Mapped[int] = mapped_column(primary_key=True)
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletins.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DistributionKind] = mapped_column(stored_enum(DistributionKind))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("villages.id"))
    place: Mapped[str] = mapped_column(Text)
    people_reached: Mapped[int | None]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]
