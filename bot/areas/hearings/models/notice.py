"""What the public was told of a meeting, each time with the broadcast that told it."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class NoticePurpose(enum.StrEnum):
    """`call`, `move` and `cancel` change the meeting once they go out; the others tell what came of it."""

    CALL = "call"
    MOVE = "move"
    CANCEL = "cancel"
    RESULTS = "results"
    MEASURES = "measures"


class MeetingNotice(Base):
    """`starts_at`, `place` and the point are what it tells; they hold once it is `applied_at`.

    `required_days` of notice were due and `last_day` was the last lawful one (002 §2.5). The override is
    the head's, with the reason; it stays here for ever. `decision_id`: the decision it answers for.
    """

    __tablename__ = "meeting_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"), unique=True)
    purpose: Mapped[NoticePurpose] = mapped_column(stored_enum(NoticePurpose))
    sequence: Mapped[int]
    starts_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    reason: Mapped[str | None] = mapped_column(Text)
    required_days: Mapped[int | None]
    last_day: Mapped[date | None]
    override_reason: Mapped[str | None] = mapped_column(Text)
    override_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    override_at: Mapped[datetime | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_decisions.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]


class PostingKind(enum.StrEnum):
    """The other ways the rules name (002 §2.5: media, mail, house to house, notices, other means)."""

    BOARD = "board"
    GROUP = "group"
    HOUSES = "houses"
    MEDIA = "media"
    OTHER = "other"


class Posting(Base):
    """A poster on a board, a message in a group, a round of the houses: part of the evidence."""

    __tablename__ = "meeting_postings"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PostingKind] = mapped_column(stored_enum(PostingKind))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("villages.id"))
    place: Mapped[str] = mapped_column(Text)
    people_reached: Mapped[int | None]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]
