"""Reception hours, and who booked which slot."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base

PLACE_LENGTH = 300
NAME_LENGTH = 120


class ReceptionSeries(Base):
    """Hours of every week; the clock makes receptions of them, some weeks ahead. `weekday` 0 is Monday.

    `since` is the first day that may hold one.
    """

    __tablename__ = "reception_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"), index=True)
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]
    slot_minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH))
    since: Mapped[date]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Reception(Base):
    """Hours on one day, cut into slots. `holder_id` is None once the holder deleted themselves."""

    __tablename__ = "receptions"
    __table_args__ = (UniqueConstraint("series_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"), index=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("reception_series.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    slot_minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH))
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
    holder_told_at: Mapped[datetime | None]


class Booking(Base):
    """A slot that somebody took. Who gives it back leaves no row, so that it is free again.

    `reminded` is the hour of the last reminder (24, then 2). `came` is None until the holder says.
    """

    __tablename__ = "reception_bookings"
    __table_args__ = (
        UniqueConstraint("reception_id", "starts_at"),
        UniqueConstraint("reception_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reception_id: Mapped[int] = mapped_column(ForeignKey("receptions.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"), index=True)
    name: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    matter: Mapped[str | None] = mapped_column(Text)
    booked_at: Mapped[datetime]
    reminded: Mapped[int | None]
    came: Mapped[bool | None]
