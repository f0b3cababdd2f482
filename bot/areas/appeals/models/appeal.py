"""An appeal: what somebody told the office or their deputy, and how far it has come."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class AppealKind(enum.StrEnum):
    """002 §2.3 names the first three; a mandate is given to one's own deputy (002 §2.2)."""

    PROPOSAL = "proposal"
    APPLICATION = "application"
    COMPLAINT = "complaint"
    MANDATE = "mandate"


class AppealState(enum.StrEnum):
    """new -> in_hand <-> asked -> closed or forwarded; closed -> disputed -> in_hand or closed.

    A mandate: new -> planned, council, closed or declined; planned -> council or closed; council -> closed.
    """

    NEW = "new"
    IN_HAND = "in_hand"
    ASKED = "asked"
    PLANNED = "planned"
    COUNCIL = "council"
    DISPUTED = "disputed"
    CLOSED = "closed"
    FORWARDED = "forwarded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Origin(enum.StrEnum):
    """How it came: from the author's own phone, or noted by staff for somebody without one."""

    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    STAFF = "staff"


class Outcome(enum.StrEnum):
    """What the closing answer says was done. Only what was repaired can be looked at weeks later."""

    REPAIRED = "repaired"
    DONE = "done"
    EXPLAINED = "explained"
    REFUSED = "refused"


class AppealTopic(enum.StrEnum):
    """What it is about; sorted by the office."""

    WATER = "water"
    ROADS = "roads"
    WASTE = "waste"
    LIGHT = "light"
    LAND = "land"
    SCHOOLS_AND_HEALTH = "schools_and_health"
    SOCIAL = "social"
    OFFICE = "office"
    OTHER = "other"


class Appeal(Base):
    """`number` is what people read to each other. `attachments`: `[kind, file id]`, photos and voices.

    `author_id` is None for who has no phone here and for who deleted themselves; `author_name` and
    `author_telephone` are what the author gave, None when they gave nothing. `registered`: it counts under
    the law, else as feedback (the municipality's switch when it came). `due_on` and `target_on` are the last
    days by the law and by the office's own aim; None for mandates. `handler_id` has it in hand.
    `deputy_id` and `district_id`: whose mandate it is. `open_to_all`: a mandate's words and progress may be
    seen by everybody, its author never. `works_again`: what the author said when asked weeks later.
    """

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(14), unique=True)
    kind: Mapped[AppealKind] = mapped_column(stored_enum(AppealKind))
    state: Mapped[AppealState] = mapped_column(stored_enum(AppealState), index=True)
    origin: Mapped[Origin] = mapped_column(stored_enum(Origin))
    registered: Mapped[bool]
    topic: Mapped[AppealTopic | None] = mapped_column(stored_enum(AppealTopic))
    text: Mapped[str | None] = mapped_column(Text)
    attachments: Mapped[list[Any]] = mapped_column(JSON)
    village_id: Mapped[int | None] = mapped_column(ForeignKey("villages.id"))
    place: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"), index=True)
    author_name: Mapped[str | None] = mapped_column(Text)
    author_telephone: Mapped[str | None] = mapped_column(String(40))
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    received_at: Mapped[datetime] = mapped_column(index=True)
    due_on: Mapped[date | None] = mapped_column(index=True)
    target_on: Mapped[date | None]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"), index=True)
    open_to_all: Mapped[bool] = mapped_column(default=False)
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("appeals.id", ondelete="SET NULL"))
    outcome: Mapped[Outcome | None] = mapped_column(stored_enum(Outcome))
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    disputed_at: Mapped[datetime | None]
    works_again: Mapped[bool | None]


class AppealSupport(Base):
    """A mandate matters to this resident of its district too; once each."""

    __tablename__ = "appeal_supports"

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime]


class AppealStep(Base):
    """Something told or done by the clock, once each: a tick, a restart or a second process repeats none."""

    __tablename__ = "appeal_steps"

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    done_at: Mapped[datetime]
