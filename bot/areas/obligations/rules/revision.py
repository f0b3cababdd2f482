"""When an approved plan may be revised (004 §4.11), and what of it is fixed until then; pure.

«Эгерде артыкчылыктар өзгөрсө, План жылына бир жолудан ашык эмес кайра каралышы мүмкүн»: once a year, if
priorities change. The first approval is no revision, so the first revision may come whenever it is needed;
from then on twelve months lie between one and the next, which keeps to the rule however a year is counted.

What the plan promises is fixed: its numbers and the office's own events. Who does it, on which day, with
how much money, and notes are how the office works: they change freely. So does the head's word that something
isn't held in one year: it has its reason and stands in the plan. A blank that was left open at the
approval may still be filled: the plan said nothing about it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.areas.municipality.legal import LegalValues
from bot.core.errors import Refused


def may_be_revised_on(revised_on: Sequence[date], legal: LegalValues) -> date | None:
    """`revised_on`: the days of the revisions so far, without the first approval. None: at any time."""
    if not revised_on:
        return None
    due: date = max(revised_on) + relativedelta(months=legal.plan_revision_months)
    return due


def check_may_be_revised(revised_on: Sequence[date], today: date, legal: LegalValues) -> None:
    """Raises `Refused` with the day from which it may be."""
    first = may_be_revised_on(revised_on, legal)
    if first is not None and today < first:
        raise Refused("obligations:revised", last=max(revised_on), first=first)


def check_number_free(said: Mapping[str, Any], parameter: str, number: int | None) -> None:
    """`said`: the numbers of the row in the approved plan. Raises `Refused`."""
    fixed = said.get(parameter)
    if fixed is not None and number != fixed:
        raise Refused("obligations:approved", number=fixed)
