"""A questionnaire with its versions, and each time that it is asked."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.areas.surveys.questionnaire.content import Questionnaire
from bot.core.db import Base, stored_enum


class Source(enum.StrEnum):
    """How a questionnaire was made."""

    CHAT = "chat"
    XLSFORM = "xlsform"
    TEMPLATE = "template"


class SurveyState(enum.StrEnum):
    """draft -> open -> closed; draft -> dropped."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


class Form(Base):
    """A questionnaire (001 §3.1). `content` is `Questionnaire.to_json`; once it was answered it is locked.

    A changed copy is the next `version` of the same `series`: the id of the first. `tried_at`: when staff
    last walked through it as it is now.
    """

    __tablename__ = "questionnaires"
    __table_args__ = (UniqueConstraint("series", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[int | None] = mapped_column(ForeignKey("questionnaires.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    content: Mapped[dict[str, Any]]
    source: Mapped[Source] = mapped_column(stored_enum(Source))
    template: Mapped[str | None] = mapped_column(String(40))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]

    @property
    def questionnaire(self) -> Questionnaire:
        return Questionnaire.from_json(self.content)


class Survey(Base):
    """One time that a questionnaire is asked (001 §3.2). `audience` is a broadcast's.

    `opens_at`, `closes_at`: as planned; `opened_at`, `closed_at`: as it was. `printed`: so many paper forms
    have a number. `in_box`: so many filled ones lay in the box (үкөк), counted at `box_counted_at`.
    """

    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("questionnaires.id"), index=True)
    state: Mapped[SurveyState] = mapped_column(stored_enum(SurveyState), index=True)
    anonymous: Mapped[bool]
    audience: Mapped[dict[str, Any]]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"))
    printed: Mapped[int] = mapped_column(default=0)
    in_box: Mapped[int | None]
    box_counted_at: Mapped[datetime | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]


class SurveyStep(Base):
    """Something told or done by the clock, once each: a tick, a restart or a second process repeats none."""

    __tablename__ = "survey_steps"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    done_at: Mapped[datetime]
