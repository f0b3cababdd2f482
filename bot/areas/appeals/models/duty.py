"""The group in which those on duty see what comes in, and the cards that stand there."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.areas.appeals.models.appeal import AppealState
from bot.core.db import Base, stored_enum
from bot.core.places import PlaceTrouble


class DutyGroup(Base):
    """A group that somebody on duty brought the bot into; it is the duty group from `chosen_at` on.

    One is at a time. `language` is spoken in it. `lost`: why it ended by itself.
    """

    __tablename__ = "duty_groups"
    __table_args__ = (
        Index(
            "ix_duty_groups_open",
            "place_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2))
    offered_to: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    offered_at: Mapped[datetime]
    chosen_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    chosen_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]
    lost: Mapped[PlaceTrouble | None] = mapped_column(stored_enum(PlaceTrouble))


class DutyCard(Base):
    """The card of an appeal in the duty group, and what it shows: `state`, and the rest as `drawn`.

    `delivery_id` posted or redrew it last; `message_id` is the platform's number of it at `address`, None
    until it is known to have arrived.
    """

    __tablename__ = "duty_cards"

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id", ondelete="CASCADE"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(64))
    delivery_id: Mapped[int]
    message_id: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[AppealState] = mapped_column(stored_enum(AppealState))
    drawn: Mapped[str] = mapped_column(String(120))
    posted_at: Mapped[datetime]
