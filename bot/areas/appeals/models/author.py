"""What an author need not say twice, and who may not write for now."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base

NAME_LENGTH = 120
TELEPHONE_LENGTH = 40


class AppealAuthor(Base):
    """`district_id` is the electoral district the person said they vote in (village and street)."""

    __tablename__ = "appeal_authors"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    telephone: Mapped[str | None] = mapped_column(String(TELEPHONE_LENGTH))
    district_id: Mapped[int | None] = mapped_column(
        ForeignKey("districts.id", ondelete="SET NULL"), index=True
    )


class AuthorBlock(Base):
    """Somebody may not send appeals, with the reason they are told; in force until `lifted_at`.

    `objection` is what they said against it, once; the head decides.
    """

    __tablename__ = "author_blocks"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    blocked_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    blocked_at: Mapped[datetime]
    objection: Mapped[str | None] = mapped_column(Text)
    objected_at: Mapped[datetime | None]
    upheld_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    lifted_at: Mapped[datetime | None]
