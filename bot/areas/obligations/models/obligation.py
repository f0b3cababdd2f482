"""One duty in one year: its periods, who answers for it, what proves it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.areas.obligations.rules.state import FactKind
from bot.areas.obligations.rules.windows import Window
from bot.areas.people.models import NAME_LENGTH
from bot.core.db import Base, stored_enum

KEY_LENGTH = 40
TITLE_LENGTH = 300


class Obligation(Base):
    """A row of the catalogue (`key`) in a `year`, or the office's own event (`own`), which brings its titles
    and its `recurrence` (a catalogue's, as JSON); `every_year`: the next years have it too.

    `targets` fills the blanks: parameter's key to number. `amount` is the budget in whole сом. `note`
    stands in the table's last column. `waived_*`: not done this year, with the reason, by the head's word.
    """

    __tablename__ = "obligations"
    __table_args__ = (UniqueConstraint("year", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    own: Mapped[bool] = mapped_column(default=False)
    title_ky: Mapped[str | None] = mapped_column(String(TITLE_LENGTH))
    title_ru: Mapped[str | None] = mapped_column(String(TITLE_LENGTH))
    recurrence: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    every_year: Mapped[bool] = mapped_column(default=False)
    targets: Mapped[dict[str, Any]] = mapped_column(JSON)
    amount: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str | None] = mapped_column(Text)
    waived_reason: Mapped[str | None] = mapped_column(Text)
    waived_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    waived_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))


class ResponsiblePerson(Base):
    """Who answers for it by name: `person_id` is told, `name` alone has no phone here.

    While an obligation has none, the holders of the roles that its document names answer for it.
    """

    __tablename__ = "obligation_responsibles"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligations.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))


class ObligationPeriod(Base):
    """One of the times in the year it is owed: in time on both days and between. `planned_on` was chosen."""

    __tablename__ = "obligation_periods"
    __table_args__ = (UniqueConstraint("obligation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligations.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    opens_on: Mapped[date]
    closes_on: Mapped[date] = mapped_column(index=True)
    planned_on: Mapped[date | None]

    @property
    def window(self) -> Window:
        return Window(self.number, self.opens_on, self.closes_on)


class Proof(Base):
    """A person's word that it was done, with what shows it; taken back rather than deleted.

    At least one of `note`, `link`, `files` (`[kind, file id]`). `reports`: it proves the report of it, not
    only the deed. `about`: whose deed it is where each of several owes one (000 row 6: a person), None: all
    of theirs. No foreign key, for who deletes themselves must not make it everybody's.
    """

    __tablename__ = "obligation_proofs"

    id: Mapped[int] = mapped_column(primary_key=True)
    period_id: Mapped[int] = mapped_column(
        ForeignKey("obligation_periods.id", ondelete="CASCADE"), index=True
    )
    done_on: Mapped[date]
    about: Mapped[int | None]
    reports: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    files: Mapped[list[Any]] = mapped_column(JSON)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]


class Link(Base):
    """Staff said that a meeting, a survey or another thing belongs to this period, or (`excluded`) doesn't.

    `subject_id` is a row of the area that `kind` tells; other areas' tables, so no foreign key.
    """

    __tablename__ = "obligation_links"
    __table_args__ = (UniqueConstraint("period_id", "kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    period_id: Mapped[int] = mapped_column(
        ForeignKey("obligation_periods.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[FactKind] = mapped_column(stored_enum(FactKind))
    subject_id: Mapped[int]
    excluded: Mapped[bool] = mapped_column(default=False)
    linked_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    linked_at: Mapped[datetime]


class ObligationStep(Base):
    """Something told by the clock, once each. `subject`: a period (`p17`), a year (`y2026`), a digest."""

    __tablename__ = "obligation_steps"

    subject: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    step: Mapped[str] = mapped_column(String(60), primary_key=True)
    done_at: Mapped[datetime]
