"""A hearing or a meeting: what it is about, where and when, and how far it has come."""

import enum
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class MeetingKind(enum.StrEnum):
    """000 rows 1-6 and its note; what each asks for stands in `kinds`."""

    BUDGET_HEARING = "budget_hearing"
    PROGRAMME_HEARING = "programme_hearing"
    TARIFF_HEARING = "tariff_hearing"
    PUBLIC_HEARING = "public_hearing"
    VILLAGE_ASSEMBLY = "village_assembly"
    HEAD_REPORT = "head_report"
    DEPUTY_REPORT = "deputy_report"
    KURULTAI = "kurultai"
    OTHER = "other"


class MeetingState(enum.StrEnum):
    """draft -> called -> held; draft or called -> cancelled."""

    DRAFT = "draft"
    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"


class Meeting(Base):
    """`agenda` is a list of `{"ky", "ru", "minutes"}`, `materials` of `[kind, file id]`.

    `audience` is a broadcast's; `streets` narrows it in words. `sequence` rises with every change that was
    told (RFC 5545). `door_key` opens the registration at the door. `chair`, `secretary`: who was chosen
    there (002 §3.2), with how the agenda was approved.
    """

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MeetingKind] = mapped_column(stored_enum(MeetingKind))
    state: Mapped[MeetingState] = mapped_column(stored_enum(MeetingState), index=True)
    matter_ky: Mapped[str] = mapped_column(Text)
    matter_ru: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int]
    audience: Mapped[dict[str, Any]]
    streets: Mapped[str | None] = mapped_column(Text)
    organiser_ky: Mapped[str] = mapped_column(Text)
    organiser_ru: Mapped[str | None] = mapped_column(Text)
    rapporteurs: Mapped[list[str]] = mapped_column(JSON)
    agenda: Mapped[list[Any]] = mapped_column(JSON)
    materials: Mapped[list[Any]] = mapped_column(JSON)
    online_link: Mapped[str | None] = mapped_column(Text)
    sequence: Mapped[int] = mapped_column(default=0)
    door_key: Mapped[str] = mapped_column(String(24), unique=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    chair: Mapped[str | None] = mapped_column(Text)
    secretary: Mapped[str | None] = mapped_column(Text)
    agenda_for: Mapped[int | None]
    agenda_against: Mapped[int | None]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def calendar_uid(self) -> str:
        """The same for as long as the meeting lives, so that calendars move it and don't double it."""
        return f"meeting-{self.id}-{self.created_at:%Y%m%d%H%M%S}@jarchy"

    def organiser(self, language: str) -> str:
        return (self.organiser_ru or self.organiser_ky) if language == "ru" else self.organiser_ky

    def matter(self, language: str) -> str:
        return (self.matter_ru or self.matter_ky) if language == "ru" else self.matter_ky


class MeetingStep(Base):
    """Something told or done by the clock, once each: a tick, a restart or a second process repeats none."""

    __tablename__ = "meeting_steps"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    done_at: Mapped[datetime]
