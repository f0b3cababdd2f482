"""What the documents oblige the office to do in a year: rows of 000 and 001 and two duties more, as data.

The rows stand in `data/*.yaml`, each with its source; reading them checks them.
"""

import enum
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.areas.people.models import Role


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Part):
    """The document's Kyrgyz and our Russian."""

    ky: str
    ru: str

    def __call__(self, language: str) -> str:
        return self.ru if language == "ru" else self.ky


class Rule(enum.StrEnum):
    """How often in a year. `as_needed` sets no number, so nothing is ever missed."""

    WINDOWS = "windows"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    AS_NEEDED = "as_needed"


Month = Annotated[int, Field(ge=1, le=12)]


class Months(_Part):
    first_month: Month
    last_month: Month


class Recurrence(Words):
    """`last_day` names the legal value with the day of the month it is due by; `ky`, `ru` are the cell."""

    rule: Rule
    windows: tuple[Months, ...] = ()
    last_day: str | None = None
    continuous: bool = False

    @model_validator(mode="after")
    def _windows_where_named(self) -> "Recurrence":
        if bool(self.windows) != (self.rule is Rule.WINDOWS):
            raise ValueError(f"windows with {self.rule.value}")
        return self


class Duty(enum.StrEnum):
    """Whom a document names; a role where the office has such a person, else somebody to be named."""

    LSG_HEAD = "lsg_head"
    LSG_OFFICER = "lsg_officer"
    LSG_STAFF = "lsg_staff"
    FINANCE_HEAD = "finance_head"
    KENESH_CHAIR = "kenesh_chair"
    KENESH_SECRETARY = "kenesh_secretary"
    DEPUTIES = "deputies"
    BUDGET_COMMISSION = "budget_commission"
    SEDP_WORKING_GROUP = "sedp_working_group"
    SERVICE_PROVIDERS = "service_providers"


ROLES: Mapping[Duty, Role] = {
    Duty.LSG_HEAD: Role.HEAD,
    Duty.LSG_OFFICER: Role.OFFICER,
    Duty.LSG_STAFF: Role.OFFICER,
    Duty.FINANCE_HEAD: Role.FINANCE_HEAD,
    Duty.KENESH_CHAIR: Role.COUNCIL_CHAIR,
    Duty.KENESH_SECRETARY: Role.COUNCIL_SECRETARY,
    Duty.DEPUTIES: Role.DEPUTY,
}


class Responsible(Words):
    duty: Duty

    @property
    def role(self) -> Role | None:
        return ROLES.get(self.duty)


class Unit(enum.StrEnum):
    """`percent` is of the population."""

    PERCENT = "percent"
    PERCENT_A_YEAR = "percent_a_year"
    COUNT = "count"


class Parameter(_Part):
    """A blank («____») of the document; `in_indicator`: it stands in the cell of the indicator.

    `default` is the document's own number, the least that may be set; `legal` names the legal value with the
    municipality's, while the year's plan sets none.
    """

    key: str
    unit: Unit
    default: int | None = None
    legal: str | None = None
    in_indicator: bool = True


class Budget(enum.StrEnum):
    NONE = "none"
    LOCAL = "local"


class Measure(_Part):
    """One row. `number` is the document's, `short` our name for it; in `indicator` each blank is `{}`."""

    key: str
    number: str
    short: Words
    slug: str
    source: str
    goal: int | None = None
    title: Words
    recurrence: Recurrence
    format: Words | None = None
    responsibles: tuple[Responsible, ...]
    budget: Budget = Budget.NONE
    expected_result: Words | None = None
    indicator: Words | None = None
    parameters: tuple[Parameter, ...] = ()

    @model_validator(mode="after")
    def _blanks_have_parameters(self) -> "Measure":
        if self.indicator:
            blanks = sum(one.in_indicator for one in self.parameters)
            if {self.indicator.ky.count("{}"), self.indicator.ru.count("{}")} != {blanks}:
                raise ValueError(f"{self.key}: blanks of the indicator")
        return self

    @property
    def document(self) -> str:
        """Which of the documents it is of: `cal`, `plan`, `reg` or `str`."""
        return self.key.partition(".")[0]


class Column(Words):
    key: str


class Goal(Words):
    number: int


class Example(Words):
    """An event that the note of 000 names: it may be added."""

    slug: str


class Document(_Part):
    """A table of measures as it is printed. Titles hold `{first}`, `{last}`, `{name}` where the plan does."""

    title: Words
    measures: tuple[Measure, ...]
    columns: tuple[Column, ...] = ()
    note: Words | None = None
    examples: tuple[Example, ...] = ()
    goals: tuple[Goal, ...] = ()
    budgets: Mapping[Budget, Words] = Field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None


@cache
def calendar() -> Document:
    """000: the typical calendar."""
    return _read("calendar")


@cache
def plan() -> Document:
    """001: the typical action plan."""
    return _read("plan")


@cache
def standing() -> Document:
    """002 §4.4 and 004 §2.5: duties with a term outside of both tables."""
    return _read("standing")


@cache
def measures() -> Mapping[str, Measure]:
    """All of them by key, in the documents' order."""
    found = [one for document in (calendar(), plan(), standing()) for one in document.measures]
    return {one.key: one for one in found}


def _read(name: str) -> Document:
    text = resources.files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    values: Any = yaml.safe_load(text)
    return Document.model_validate(values)
