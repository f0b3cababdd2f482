"""A message to many: its text, whom it is for, who wrote and who approved it, and where it stands."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.areas.residents.models import Topic
from bot.core.db import Base, stored_enum


class BroadcastKind(enum.StrEnum):
    """`ordinary` needs a second person; `emergency` is the head's alone.

    `bulletin`, `notice` and `survey` are made by their areas; a notice reaches also those who turned its
    topic off.
    """

    ORDINARY = "ordinary"
    EMERGENCY = "emergency"
    BULLETIN = "bulletin"
    NOTICE = "notice"
    SURVEY = "survey"


class BroadcastState(enum.StrEnum):
    """draft -> waiting -> approved -> sending -> sent; waiting -> returned -> waiting; any -> stopped."""

    DRAFT = "draft"
    WAITING = "waiting"
    RETURNED = "returned"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"


class Broadcast(Base):
    """`text_ky` and `text_ru` are Markup in our marks; None in Russian: Kyrgyz goes to all.

    `audience` is `{"villages": [id], "districts": [id], "languages": ["ky"]}`, an empty or missing list
    meaning all; `"told": [broadcast id]` and `"persons": [id]` add who got an earlier message and who else
    is concerned; `"first": "group:17"` names an area's people who get it before the others. `attachments` is
    a list of `[kind, file id]`. `choices` are the buttons under it, by language: rows of `[label, payload,
    url]`; `summaries` are one line in each language where the text's first says too little; `point` is
    `[latitude, longitude]`. `sha256` seals both texts
    at approval. `send_by`: it begins to go out by then, or not at all. `home` is the action that opens what
    it was made for.
    """

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BroadcastKind] = mapped_column(stored_enum(BroadcastKind))
    state: Mapped[BroadcastState] = mapped_column(stored_enum(BroadcastState), index=True)
    topic: Mapped[Topic] = mapped_column(stored_enum(Topic))
    text_ky: Mapped[str] = mapped_column(Text)
    text_ru: Mapped[str | None] = mapped_column(Text)
    attachments: Mapped[list[Any]] = mapped_column(JSON)
    audience: Mapped[dict[str, Any]]
    choices: Mapped[dict[str, Any] | None]
    summaries: Mapped[dict[str, Any] | None]
    point: Mapped[list[float] | None] = mapped_column(JSON)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    remark: Mapped[str | None] = mapped_column(Text)
    emergency_reason: Mapped[str | None] = mapped_column(Text)
    send_at: Mapped[datetime | None]
    send_by: Mapped[datetime | None]
    home: Mapped[str | None] = mapped_column(String(60))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    stopped_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    stopped_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))

    @property
    def batch_name(self) -> str:
        """The outbox's name for its deliveries."""
        return batch_name(self.id)


def batch_name(broadcast_id: int) -> str:
    return f"broadcast:{broadcast_id}"


class ProgressMessage(Base):
    """The one message per staff member that shows a broadcast's progress and is redrawn as it goes.

    `final`: it shows how the broadcast ended.
    """

    __tablename__ = "broadcast_progress"

    broadcast_id: Mapped[int] = mapped_column(
        ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    delivery_id: Mapped[int]
    shown: Mapped[str] = mapped_column(String(64))
    drawn_at: Mapped[datetime]
    final: Mapped[bool] = mapped_column(default=False)
