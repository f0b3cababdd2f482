"""What must be ready before a meeting, by whom and until when (002 §2.5)."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.areas.people.models import Role
from bot.core.db import Base, stored_enum


class TaskKind(enum.StrEnum):
    PREMISES = "premises"
    MATERIALS = "materials"
    LISTS = "lists"
    INVITATIONS = "invitations"
    INFORMATION_REQUEST = "information_request"


class PreparationTask(Base):
    """Whose it is: the `role`'s, or the person's who took it. `asked`: the body asked for information.

    `due_at` of a request counts from its receipt, of the others back from the meeting.
    """

    __tablename__ = "meeting_tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    kind: Mapped[TaskKind] = mapped_column(stored_enum(TaskKind))
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    asked: Mapped[str | None] = mapped_column(Text)
    matter: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    note: Mapped[str | None] = mapped_column(Text)
    attachments: Mapped[list[Any]] = mapped_column(JSON)
