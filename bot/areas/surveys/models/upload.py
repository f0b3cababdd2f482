"""Files that take their time: sent to be read (a questionnaire, a table of papers), or asked to be made."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class UploadPurpose(enum.StrEnum):
    FORM = "form"
    PAPERS = "papers"


class Upload(Base):
    """It is read as soon as its bytes are here; `done_at`: its sender was told what came of it."""

    __tablename__ = "survey_uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[UploadPurpose] = mapped_column(stored_enum(UploadPurpose))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id", ondelete="CASCADE"))
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Export(Base):
    """A table of very many answers that was asked for; made by the clock, so that nobody waits meanwhile."""

    __tablename__ = "survey_exports"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
