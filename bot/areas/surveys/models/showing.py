"""To whom results were shown: residents in a message, and staff, council and hearings in person."""

import enum
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum


class PresentedTo(enum.StrEnum):
    """001 §3.3: the report is presented to staff and council, at hearings and in social networks."""

    STAFF = "staff"
    COUNCIL = "council"
    HEARING = "hearing"
    SOCIAL_NETWORKS = "social_networks"


class Presentation(Base):
    """A report presented on a day: the plan counts these (001 §3.3)."""

    __tablename__ = "survey_presentations"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    presented_to: Mapped[PresentedTo] = mapped_column(stored_enum(PresentedTo))
    held_on: Mapped[date]
    note: Mapped[str | None] = mapped_column(Text)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]


class Publication(Base):
    """Results of the chosen `questions` told to residents, with what the office will do about them."""

    __tablename__ = "survey_publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), index=True)
    questions: Mapped[list[str]] = mapped_column(JSON)
    measures_ky: Mapped[str] = mapped_column(Text)
    measures_ru: Mapped[str | None] = mapped_column(Text)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    created_at: Mapped[datetime]
