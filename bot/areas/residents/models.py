"""Who subscribed, to what, and what they agreed to."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class Topic(enum.StrEnum):
    """What can be turned off alone."""

    BULLETINS = "bulletins"
    HEARINGS = "hearings"
    SURVEYS = "surveys"
    NEWS = "news"


class Resident(Base):
    """A person who agreed to be written to. `unsubscribed_at`: they said stop; the row stays."""

    __tablename__ = "residents"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True)
    subscribed_at: Mapped[datetime]
    unsubscribed_at: Mapped[datetime | None]


class ResidentVillage(Base):
    """A village a resident follows; `main` is the one they live in."""

    __tablename__ = "resident_villages"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("residents.person_id", ondelete="CASCADE"), primary_key=True
    )
    village_id: Mapped[int] = mapped_column(
        ForeignKey("villages.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    main: Mapped[bool] = mapped_column(default=False)


class TopicOff(Base):
    """A topic that a resident turned off; all are on at first."""

    __tablename__ = "topics_off"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("residents.person_id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[Topic] = mapped_column(stored_enum(Topic), primary_key=True)


class Consent(Base):
    """What a person agreed to and when; kept without the person after their deletion."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"), index=True)
    version: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    channel: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class DataExport(Base):
    """A file with a person's data, made at their wish; swept with its bytes after a day."""

    __tablename__ = "data_exports"

    file_id: Mapped[int] = mapped_column(ForeignKey("files.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]


class Departure(Base):
    """An address whose person was deleted; it stays until the goodbye went, then a tick sweeps it."""

    __tablename__ = "departures"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime]


class LinkCode(Base):
    """A code by which a person's other phone proves to be theirs; only its mark is kept (`core.sealing`).

    `contact_id` asked for it. Who typed it (`typed_by`, at `typed_at`) alone may join with it, until
    `expires_at`. A code of `joined_at` stays a while: by it `contact_id` may part from the other again.
    """

    __tablename__ = "link_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    mark: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    typed_by: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    typed_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]


class LinkTries(Base):
    """How often in a row an address typed a code that is none, since when.

    The address stands here by its mark alone, so that who deletes their data doesn't begin anew.
    """

    __tablename__ = "link_tries"

    address: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrong: Mapped[int]
    since: Mapped[datetime]
