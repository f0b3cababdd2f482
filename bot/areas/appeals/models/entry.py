"""What happened to an appeal and what was said about it, in order; the author sees the public part."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class EntryKind(enum.StrEnum):
    RECEIVED = "received"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    QUESTION = "question"
    REPLY = "reply"
    NOTE = "note"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    REOPENED = "reopened"
    WORKS = "works"
    BROKEN_AGAIN = "broken_again"
    PLANNED = "planned"
    PASSED_ON = "passed_on"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    INITIATIVE = "initiative"


class AppealEntry(Base):
    """`person_id` did or said it; whom the other side sees is a role, never a number.

    `about` holds what belongs to the kind: `{"whose", "telephone"}` of who it was forwarded to, `{"handler"}`
    of who it was given to, `{"due_on"}` of a plan, `{"number"}` of the initiative that it became.
    """

    __tablename__ = "appeal_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EntryKind] = mapped_column(stored_enum(EntryKind))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    text: Mapped[str | None] = mapped_column(Text)
    attachments: Mapped[list[Any]] = mapped_column(JSON)
    about: Mapped[dict[str, Any]]
