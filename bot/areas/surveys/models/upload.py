"""Files that were sent to be read: a questionnaire, or filled-in papers typed into a table."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
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
