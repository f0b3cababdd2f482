"""The table as it goes out: a row for each duty, and one more for each further number it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import Parameter
from bot.areas.obligations.planning import PlanRow
from bot.areas.obligations.rules import targets
from bot.areas.obligations.texts import sheets as texts
from bot.areas.obligations.texts import short
from bot.core.i18n import Translator
from bot.documents.workbook import Cell, Sheet, Workbook

CODE, NUMBER, DAYS, PEOPLE, AMOUNT, NOTE = 0, 5, 6, 7, 8, 9
COLUMNS = 10
_WIDTHS = (22, 5, 46, 24, 24, 10, 22, 28, 12, 30)
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; `parameter` None: it asks for no number. `first`: the row's own line, which has
    its days, people, money and note.
    """

    code: str
    row: PlanRow
    parameter: Parameter | None
    first: bool


def lines(rows: Sequence[PlanRow]) -> list[Line]:
    found = []
    for row in rows:
        parameters = row.measure.parameters if row.measure else ()
        code = f"{row.obligation.year}/{row.key}"
        found.append(Line(code, row, parameters[0] if parameters else None, first=True))
        found += [Line(f"{code}+{one.key}", row, one, first=False) for one in parameters[1:]]
    return found


def workbook(
    t: Translator, year: int, rows: Sequence[PlanRow], legal: LegalValues, author: str, now: datetime
) -> Workbook:
    table = Sheet(
        texts.sheet_name(t, year),
        texts.columns(t),
        tuple(_cells(t, one, legal) for one in lines(rows)),
        _WIDTHS,
        note=texts.note(t, year),
    )
    told = Sheet(
        texts.help_name(t), texts.help_heads(t), tuple((line,) for line in texts.help_lines(t)), (110,)
    )
    created = now.astimezone(t.timezone).replace(tzinfo=None)
    return Workbook(texts.sheet_name(t, year), (table, told), created, author)


def _cells(t: Translator, line: Line, legal: LegalValues) -> tuple[Cell, ...]:
    row, parameter = line.row, line.parameter
    number = targets.value_of(parameter, row.obligation.targets, legal) if parameter else None
    what = str(short.number(t, parameter).unescape()) if parameter else ""
    head: tuple[Cell, ...] = (
        line.code,
        row.measure.number if row.measure else "",
        row.title(t.language),
        _term(t, row),
        what,
        number,
    )
    if not line.first:
        return (*head, None, None, None, None)
    return (
        *head,
        SEPARATOR.join(f"{one.planned_on:%d.%m.%Y}" for one in row.periods if one.planned_on),
        SEPARATOR.join(one.name for one in row.named),
        row.obligation.amount,
        row.obligation.note,
    )


def _term(t: Translator, row: PlanRow) -> str:
    if row.measure:
        return row.measure.recurrence(t.language)
    return str((row.obligation.recurrence or {}).get(t.language, ""))
