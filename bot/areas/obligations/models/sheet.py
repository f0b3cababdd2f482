"""The year as a table that came back as a file."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class PlanSheet(Base):
    """`done_at`: its sender was told what is wrong in it, or what it would change (`changes`). Nothing is
    changed before they say so (`applied_at`).
    """

    __tablename__ = "obligation_sheets"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    changes: Mapped[list[Any] | None] = mapped_column(JSON)
    applied_at: Mapped[datetime | None]
