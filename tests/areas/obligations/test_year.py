"""A whole year of the sample municipality: a diligent officer, a head who is late, a chair who never comes.

The expected days follow from the documents' windows, 2026's days off, fourteen days of notice for hearings
and five for the others: the last lawful day is so many whole days and one more before the window's end.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.rules.state import State
from bot.areas.obligations.rules.windows import windows_of
from bot.core.db import Database
from tests.areas.obligations.year import Year, open_office

DILIGENT = {"plan.1.1", "plan.1.3", "plan.1.4", "plan.1.5", "plan.3.1", "plan.3.2", "plan.3.3", "str.2.5"}
LATE = {"cal.1", "cal.2", "cal.3", "cal.4", "plan.1.2", "plan.2.1", "reg.4.4"}
ABSENT = {"cal.6", "plan.2.2", "plan.2.3", "plan.2.4"}
AS_NEEDED = {"cal.5"}
NINE_DAYS = timedelta(days=9)

HEAD = """
01-08 opened cal.1 cal.2 plan.1.2 plan.2.1 plan.2.2 plan.2.4 reg.4.4
01-22 soon cal.1
01-27 soon cal.2 plan.1.2
01-30 soon cal.1
02-06 soon cal.1 cal.2 plan.1.2
02-12 soon cal.1
02-13 soon cal.2 plan.1.2
02-16 too_late cal.1
02-20 soon cal.2 plan.1.2
02-23 too_late cal.2 plan.1.2
03-02 overdue cal.1 cal.2 plan.1.2
03-02 opened cal.3
03-30 soon plan.2.1
04-01 soon reg.4.4
04-08 soon cal.3
04-30 soon cal.3
05-15 soon cal.3
05-18 too_late cal.3
06-01 overdue cal.3
06-01 opened cal.4
06-08 overdue cal.3
06-10 soon plan.2.1
06-16 soon reg.4.4
06-17 soon plan.2.1
06-23 soon plan.2.1 reg.4.4
06-25 too_late plan.2.1
06-29 soon reg.4.4
07-01 overdue plan.2.1 reg.4.4
07-01 opened plan.1.2 plan.2.1 reg.4.4
07-02 soon plan.2.2 plan.2.4
07-08 overdue plan.2.1 reg.4.4
07-09 soon cal.4
07-28 soon plan.1.2
07-31 soon cal.4
08-07 soon cal.4
08-11 soon plan.1.2
08-14 soon cal.4
08-17 too_late cal.4
08-18 soon plan.1.2
08-24 soon plan.1.2
08-26 too_late plan.1.2
09-01 overdue cal.4 plan.1.2
09-08 overdue cal.4 plan.1.2
09-28 soon plan.2.1
09-30 soon reg.4.4
12-11 soon plan.2.1
12-17 soon plan.2.2 plan.2.4 reg.4.4
12-18 soon plan.2.1
12-24 soon plan.2.1 plan.2.2 plan.2.4 reg.4.4
12-28 too_late cal.6 plan.2.1
12-30 soon plan.2.2 plan.2.4 reg.4.4
"""
"""What the chair doesn't do the head hears of when it is too late."""

FINANCE_HEAD = """
01-08 opened cal.1
01-22 soon cal.1
01-30 soon cal.1
02-06 soon cal.1
02-12 soon cal.1
02-16 too_late cal.1
03-02 overdue cal.1
06-01 opened cal.4
07-09 soon cal.4
07-31 soon cal.4
08-07 soon cal.4
08-14 soon cal.4
08-17 too_late cal.4
09-01 overdue cal.4
09-08 overdue cal.4
"""

OFFICER = """
01-08 opened cal.2 plan.1.1 plan.1.3 plan.1.4 plan.3.1 plan.3.2 plan.3.3 str.2.5
01-27 soon cal.2
02-02 opened plan.1.1
02-06 soon cal.2
02-13 soon cal.2
02-20 soon cal.2
02-23 too_late cal.2
03-02 opened plan.1.1
03-02 overdue cal.2
04-01 opened plan.1.1 plan.1.3 plan.1.4 plan.3.1
06-01 opened plan.1.1
07-01 opened plan.1.1 plan.1.3 plan.1.4 plan.3.1 plan.3.2 str.2.5
08-03 opened plan.1.1
09-01 opened plan.1.1
10-01 opened plan.1.1 plan.1.3 plan.1.4 plan.3.1
11-02 opened plan.1.1
12-01 opened plan.1.1
"""
"""Who does everything in its first days hears of openings alone; in May nobody works until the 11th, when
it is done. Of the head's report (000 row 2: head and staff) the officer hears with the head.
"""

CHAIR = """
01-08 opened plan.2.2 plan.2.3 plan.2.4
07-02 soon plan.2.2 plan.2.3 plan.2.4
12-01 opened cal.6
12-14 soon cal.6
12-17 soon plan.2.2 plan.2.3 plan.2.4
12-18 soon cal.6
12-24 soon cal.6 plan.2.2 plan.2.3 plan.2.4
12-28 too_late cal.6
12-30 soon plan.2.2 plan.2.3 plan.2.4
"""

SECRETARY = """
12-01 opened cal.6
12-14 soon cal.6
12-18 soon cal.6
12-24 soon cal.6
12-28 too_late cal.6
"""

DEPUTY = ""
"""Hears of their own report from the mandates' clock (test_reminders of appeals), not twice."""

EXPECTED = {
    "head": HEAD,
    "finance": FINANCE_HEAD,
    "officer": OFFICER,
    "chair": CHAIR,
    "secretary": SECRETARY,
    "deputy": DEPUTY,
}


def deeds() -> Mapping[date, list[tuple[str, int]]]:
    """The diligent do it on a window's tenth day, the late nine days after its end."""
    found: dict[date, list[tuple[str, int]]] = defaultdict(list)
    for key, measure in measures().items():
        for window in windows_of(measure.recurrence, 2026, LegalValues()):
            if key in DILIGENT:
                found[window.opens_on + NINE_DAYS].append((key, window.number))
            elif key in LATE:
                found[window.closes_on + NINE_DAYS].append((key, window.number))
    return found


def as_text(year: Year, name: str) -> str:
    lines = []
    for day, told in sorted(year.told.get(name, {}).items()):
        kinds: dict[str, list[str]] = defaultdict(list)
        for kind, key in told:
            kinds[kind.replace(" ", "_")].append(key)
        lines += [f"{day:%m-%d} {kind} {' '.join(sorted(keys))}" for kind, keys in sorted(kinds.items())]
    return "\n".join(lines)


def test_every_row_of_the_documents_has_its_part_in_the_year() -> None:
    assert set(measures()) == DILIGENT | LATE | ABSENT | AS_NEEDED


async def test_a_year_of_a_small_office(sqlite: Database) -> None:
    year = await open_office(sqlite, date(2026, 1, 1))
    await year.go_on(date(2026, 1, 1), date(2026, 12, 31), deeds())
    for name, expected in EXPECTED.items():
        assert sorted(as_text(year, name).splitlines()) == sorted(filter(None, expected.split("\n"))), name
    await year.go_on(date(2027, 1, 1), date(2027, 1, 8), {})
    first_working_day = dict(year.told["head"])[date(2027, 1, 8)]
    assert {key for kind, key in first_working_day if kind == "overdue"} == ABSENT | {"plan.2.1", "reg.4.4"}
    states = await year.states(2026, date(2027, 1, 15))
    for key, found in states.items():
        if key in DILIGENT:
            assert set(found) == {State.DONE}, key
        elif key in ABSENT:
            assert set(found) == {State.MISSED}, key
        elif key in AS_NEEDED:
            assert found == [State.NOT_NEEDED]
        elif key in {"plan.2.1", "reg.4.4"}:
            assert found == [State.LATE, State.MISSED], key
        else:
            assert set(found) == {State.LATE}, key
    assert {len(found) for found in (await year.states(2027, date(2027, 1, 15))).values()} == {1, 2, 4, 12}


@pytest.mark.parametrize("day", ["2026-01-04", "2026-03-21", "2026-05-05", "2026-07-04"])
async def test_nobody_is_reminded_on_a_day_off(sqlite: Database, day: str) -> None:
    year = await open_office(sqlite, date(2026, 1, 1))
    off = date.fromisoformat(day)
    await year.go_on(off, off, {})
    assert not year.told
