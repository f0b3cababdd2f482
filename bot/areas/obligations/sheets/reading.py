"""A filled table as changes: every cell is checked, all mistakes are told at once; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.areas.initiatives.rules import read_money
from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.filling import LONGEST_NOTE
from bot.areas.obligations.models import ObligationPeriod
from bot.areas.obligations.naming import MOST_PEOPLE
from bot.areas.obligations.planning import PlanRow, check_words
from bot.areas.obligations.rules import meetings, revision, targets
from bot.areas.obligations.sheets.table import (
    AMOUNT,
    CODE,
    COLUMNS,
    DAYS,
    NOTE,
    NUMBER,
    PEOPLE,
    Line,
    lines,
)
from bot.areas.people.rules import check_name
from bot.core.errors import Refused

LETTERS = "ABCDEFGHIJ"
_OTHER_YEAR = re.compile(r"(\d{4})/", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mistake:
    """`cell` as Excel names it; empty: the whole table."""

    cell: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class Year:
    """What a table is held against. `colleagues`: by their names in small letters. `said`: the rows of the
    approved plan, whose numbers are fixed; empty where none are.
    """

    number: int
    rows: Sequence[PlanRow]
    legal: LegalValues
    colleagues: Mapping[str, tuple[str, int]]
    said: Mapping[str, Mapping[str, Any]]
    now: datetime
    zone: ZoneInfo


Change = dict[str, Any]
"""`{"id", "key", "title", "what", "parameter", "before", "after"}`: kept until the sender agrees."""


def read(
    table: Sequence[Sequence[str]], heads: Sequence[Sequence[str]], year: Year
) -> tuple[list[Change], list[Mistake]]:
    """`heads`: the columns in each language. Mistakes in the table's order; with any of them, no change."""
    start = _start(table, heads)
    if start is None:
        return [], [Mistake("", Refused("obligations:sheet_columns"))]
    known = {line.code: line for line in lines(year.rows)}
    changes: list[Change] = []
    mistakes: list[Mistake] = []
    seen: set[str] = set()
    for number, cells in enumerate(table[start:], start + 1):
        filled = [*cells, *[""] * COLUMNS][:COLUMNS]
        if not any(filled):
            continue
        code = filled[CODE]
        line = known.get(code)
        if line is None and (other := _OTHER_YEAR.match(code)) and int(other[1]) != year.number:
            return [], [Mistake("", Refused("obligations:sheet_year", year=year.number))]
        if line is None or code in seen:
            wrong = "obligations:cell_twice" if line else "obligations:cell_code"
            mistakes.append(Mistake(f"A{number}", Refused(wrong, text=code[:60])))
            continue
        seen.add(code)
        for column, reader in _readers(line):
            try:
                changes += reader(line, filled[column], year)
            except Refused as refused:
                mistakes.append(Mistake(f"{LETTERS[column]}{number}", refused))
    if not seen and not mistakes:
        mistakes = [Mistake("", Refused("obligations:sheet_columns"))]
    return ([], mistakes) if mistakes else (changes, [])


def _start(table: Sequence[Sequence[str]], heads: Sequence[Sequence[str]]) -> int | None:
    """The first row below the columns' names."""
    for at, row in enumerate(table[:10]):
        if any([cell.strip() for cell in row[:COLUMNS]] == list(head) for head in heads):
            return at + 1
    return None


def _readers(line: Line) -> list[tuple[int, Any]]:
    number = _number if line.parameter else _no_number
    if not line.first:
        return [(NUMBER, number), *((column, _only_number) for column in (DAYS, PEOPLE, AMOUNT, NOTE))]
    return [(NUMBER, number), (DAYS, _days), (PEOPLE, _people), (AMOUNT, _amount), (NOTE, _note)]


def _change(line: Line, what: str, before: Any, after: Any, parameter: str = "") -> Iterator[Change]:
    if before != after:
        yield {
            "id": line.row.id,
            "key": line.row.key,
            "title": line.row.title("ky"),
            "what": what,
            "parameter": parameter,
            "before": before,
            "after": after,
        }


def _number(line: Line, cell: str, year: Year) -> Iterator[Change]:
    parameter = line.parameter
    if parameter is None:
        return
    before = targets.value_of(parameter, line.row.obligation.targets, year.legal)
    after = targets.read_number(parameter, cell) if cell else None
    if cell == "" and parameter.default is not None:
        # What the document itself gives isn't blank.
        after = before
    if before != after:
        said = year.said.get(line.row.key, {}).get("targets", {})
        revision.check_number_free(said, parameter.key, after)
    yield from _change(line, "number", before, after, parameter.key)


def _no_number(_line: Line, cell: str, _year: Year) -> list[Change]:
    if cell:
        raise Refused("obligations:cell_no_number")
    return []


def _only_number(_line: Line, cell: str, _year: Year) -> list[Change]:
    if cell:
        raise Refused("obligations:cell_only_number")
    return []


def _days(line: Line, cell: str, year: Year) -> Iterator[Change]:
    """By the number of the term each lies in; what stays as it was isn't checked anew."""
    before = {str(one.number): _shown(one.planned_on) for one in line.row.periods if one.planned_on}
    after: dict[str, str] = {}
    for text in _parts(cell):
        day = _day(text)
        period = next((one for one in line.row.periods if one.window.holds(day)), None)
        if period is None:
            terms = [(one.opens_on, one.closes_on) for one in line.row.periods]
            raise Refused("obligations:cell_term", day=day, terms=terms)
        if str(period.number) in after:
            raise Refused("obligations:cell_days", day=day)
        if day != period.planned_on:
            _check_day(line, period, day, year)
        after[str(period.number)] = _shown(day)
    yield from _change(line, "days", before, after)


def _check_day(line: Line, period: ObligationPeriod, day: date, year: Year) -> None:
    meetings.bounds(line.row.key, period.window, year.now, year.legal, year.zone).check(day)


def _shown(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def read_day(text: str) -> date:
    """As `_shown` wrote it."""
    return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 - a day has no zone


def _day(text: str) -> date:
    match = _DAY.fullmatch(text.removesuffix("ж.").strip())
    if match is None:
        raise Refused("obligations:cell_day", text=text[:40])
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Refused("obligations:cell_day", text=text[:40]) from None


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]


def _people(line: Line, cell: str, year: Year) -> Iterator[Change]:
    before = [[one.name, one.person_id] for one in line.row.named]
    known = {one.name.casefold(): [one.name, one.person_id] for one in line.row.named}
    after: list[list[Any]] = []
    for text in _parts(cell):
        name = check_name(text)
        colleague = year.colleagues.get(name.casefold())
        found = known.get(name.casefold()) or (list(colleague) if colleague else [name, None])
        if found not in after:
            after.append(found)
    if len(after) > MOST_PEOPLE:
        raise Refused("obligations:people", limit=MOST_PEOPLE)
    yield from _change(line, "people", before, after)


def _amount(line: Line, cell: str, _year: Year) -> Iterator[Change]:
    yield from _change(line, "amount", line.row.obligation.amount, read_money(cell) if cell else None)


def _note(line: Line, cell: str, _year: Year) -> Iterator[Change]:
    before = line.row.obligation.note
    after = check_words(cell, LONGEST_NOTE) if cell else None
    yield from _change(line, "note", before, after)
