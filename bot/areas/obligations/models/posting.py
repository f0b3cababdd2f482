"""Where a report was put up or told of (004 §5.4)."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class PostingWay(enum.StrEnum):
    """004 §5.4: boards, notices and media must be used; meetings may."""

    BOARD = "board"
    NOTICE = "notice"
    MEDIA = "media"
    MEETING = "meeting"


class PaperPosting(Base):
    __tablename__ = "obligation_paper_postings"

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("obligation_papers.id", ondelete="CASCADE"), index=True)
    way: Mapped[PostingWay] = mapped_column(stored_enum(PostingWay))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("villages.id"))
    place: Mapped[str] = mapped_column(Text)
    people_reached: Mapped[int | None]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]
