"""The register of initiatives: what they are, how far they came, who supports them."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum

TITLE_LENGTH = 200
ACT_NUMBER_LENGTH = 40


class InitiativeKind(enum.StrEnum):
    """004 §3.2 and 001 §2.2-2.4: a local initiative, a draft act put before the council, a TPSG's project."""

    LOCAL = "local"
    NORM_MAKING = "norm_making"
    TPSG = "tpsg"


class Initiator(enum.StrEnum):
    """Who put it forward; only a draft act of residents needs signatures."""

    RESIDENTS = "residents"
    DEPUTY = "deputy"
    TPSG = "tpsg"
    ORGANISATION = "organisation"


class InitiativeStage(enum.StrEnum):
    """registered -> signed -> considered -> accepted -> underway -> done; refused or withdrawn end it."""

    REGISTERED = "registered"
    SIGNED = "signed"
    CONSIDERED = "considered"
    ACCEPTED = "accepted"
    UNDERWAY = "underway"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Initiative(Base):
    """`number` counts within its `year`. Money is in whole сом; `amount` is asked, `spent` what it took.

    `signatures` were counted on paper by the office; `signatures_needed` is what the law asked when it was
    registered, None when it asks none. `files`: `[kind, file id]`, the draft act and other papers.
    `appeal_id`: the mandate that it came from; another area's table, so no foreign key.
    """

    __tablename__ = "initiatives"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    kind: Mapped[InitiativeKind] = mapped_column(stored_enum(InitiativeKind))
    stage: Mapped[InitiativeStage] = mapped_column(stored_enum(InitiativeStage), index=True)
    title_ky: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    title_ru: Mapped[str | None] = mapped_column(String(TITLE_LENGTH))
    about: Mapped[str] = mapped_column(Text)
    put_forward_by: Mapped[Initiator] = mapped_column(stored_enum(Initiator))
    initiator: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("villages.id"))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    spent: Mapped[int | None] = mapped_column(BigInteger)
    signatures: Mapped[int] = mapped_column(default=0)
    signatures_needed: Mapped[int | None]
    act_number: Mapped[str | None] = mapped_column(String(ACT_NUMBER_LENGTH))
    act_on: Mapped[date | None]
    files: Mapped[list[Any]] = mapped_column(JSON)
    appeal_id: Mapped[int | None] = mapped_column(unique=True)
    registered_on: Mapped[date] = mapped_column(index=True)
    registered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]

    def title(self, language: str) -> str:
        return (self.title_ru or self.title_ky) if language == "ru" else self.title_ky


class InitiativeEvent(Base):
    """A stage that was reached: the day, a word about it, photos of what was done."""

    __tablename__ = "initiative_events"
    __table_args__ = (UniqueConstraint("initiative_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id", ondelete="CASCADE"))
    stage: Mapped[InitiativeStage] = mapped_column(stored_enum(InitiativeStage))
    on: Mapped[date] = mapped_column("happened_on", index=True)
    note: Mapped[str | None] = mapped_column(Text)
    files: Mapped[list[Any]] = mapped_column(JSON)
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    noted_at: Mapped[datetime]


class InitiativeSupport(Base):
    """A resident's tap: that it matters to them too. Never counted as a signature."""

    __tablename__ = "initiative_supports"

    initiative_id: Mapped[int] = mapped_column(
        ForeignKey("initiatives.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime]
