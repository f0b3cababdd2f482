"""What is open to all: own sections, every version that was published, who asked for what is missing."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base

KEY_LENGTH = 40
TITLE_LENGTH = 80
LINK_LENGTH = 500
REASON_LENGTH = 300


class OwnSection(Base):
    """A section beyond those that the rules name; a hidden one keeps all that was published in it."""

    __tablename__ = "library_own_sections"

    id: Mapped[int] = mapped_column(primary_key=True)
    title_ky: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    title_ru: Mapped[str | None] = mapped_column(String(TITLE_LENGTH))
    hidden_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))

    @property
    def key(self) -> str:
        return f"own{self.id}"


class Version(Base):
    """One publication in one language; the newest that wasn't taken back is what residents read.

    `section_key` is one of the file's (`sections.yaml`) or an `OwnSection`'s. `number` counts within section
    and language. `text` holds our marks; `files` are `[kind, file id]`. Nothing is ever changed or deleted
    but what is noted when it is taken back.
    """

    __tablename__ = "library_versions"
    __table_args__ = (
        UniqueConstraint("section_key", "language", "number"),
        Index("ix_library_versions_section_key_published_at", "section_key", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    section_key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    language: Mapped[str] = mapped_column(String(2))
    number: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(String(LINK_LENGTH))
    files: Mapped[list[Any]] = mapped_column(JSON)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    withdrawn_reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))


class Check(Base):
    """Somebody looked at a section and found that it still holds."""

    __tablename__ = "library_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    section_key: Mapped[str] = mapped_column(String(KEY_LENGTH), index=True)
    checked_at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))


class Wish(Base):
    """A resident asks for what isn't there, once for each section; told when it appears in `language`."""

    __tablename__ = "library_wishes"

    section_key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


class Digest(Base):
    """When somebody was last reminded of what is missing or old."""

    __tablename__ = "library_digests"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    told_at: Mapped[datetime]
