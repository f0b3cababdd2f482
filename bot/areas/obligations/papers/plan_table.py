"""The plan and the calendar as the documents have them: their columns, goals and notes, on a lying sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import Document, calendar, plan
from bot.areas.obligations.models import Plan, PlanState
from bot.areas.obligations.planning import PlanRow
from bot.areas.obligations.texts import plan_papers as texts
from bot.areas.obligations.texts import planning as words
from bot.core.i18n import Translator
from bot.documents.content import plain
from bot.documents.paper import Paper, Part, Signature, Table

# As wide as what usually stands in them.
_WIDTHS = {
    "number": 3,
    "title": 18,
    "period": 9,
    "format": 9,
    "responsibles": 10,
    "budget": 8,
    "expected_result": 14,
    "indicator": 15,
    "note": 8,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """All that a printed plan is made of. `edition` counts the approved ones and this."""

    organisation: str
    head: str
    year: int
    rows: Sequence[PlanRow]
    legal: LegalValues
    plan: Plan | None
    edition: int
    made_on: date


def plan_paper(t: Translator, printed: Printed) -> Paper:
    """001, with its goals above their measures."""
    document = plan()
    first, last = years_of(printed)
    rows: list[tuple[str, ...]] = []
    bands: set[int] = set()
    for goal in document.goals:
        bands.add(len(rows))
        rows.append((goal(t.language), *[""] * (len(document.columns) - 1)))
        rows += [
            _cells(t, document, printed, row)
            for row in printed.rows
            if row.measure and row.measure.goal == goal.number
        ]
    title = document.title(t.language).format(first=first, last=last, name=printed.organisation)
    return _paper(t, printed, title, "", [_table(t, document, rows, frozenset(bands))])


def calendar_paper(t: Translator, printed: Printed) -> Paper:
    """000, with the office's own events after its rows and its note below."""
    document = calendar()
    known = [row for row in printed.rows if row.measure in document.measures]
    own = [row for row in printed.rows if row.obligation.own]
    rows = [_cells(t, document, printed, row) for row in known]
    rows += [_cells(t, document, printed, row, len(known) + at) for at, row in enumerate(own, 1)]
    parts: list[Part] = [_table(t, document, rows, frozenset())]
    if document.note:
        parts.append(plain(document.note(t.language)))
    subtitle = texts.calendar_subtitle(t, printed.year)
    return _paper(t, printed, texts.calendar_title(t), subtitle, parts)


def years_of(printed: Printed) -> tuple[int, int]:
    if printed.plan:
        return printed.plan.first_year, printed.plan.last_year
    return plan().first_year or printed.year, plan().last_year or printed.year


def _paper(t: Translator, printed: Printed, title: str, subtitle: str, parts: Sequence[Part]) -> Paper:
    found = printed.plan
    is_approved = found is not None and found.state is not PlanState.DRAFT
    approval: tuple[str, ...] = ()
    if found is not None and is_approved:
        approval = (
            texts.approved(t),
            texts.head_role(t),
            f"______________ {printed.head}",
            texts.by_order(t, found),
        )
    standing = texts.draft(t) if not is_approved else ""
    if is_approved and printed.edition > 1:
        standing = texts.revised(t, printed.edition)
    return Paper(
        language=t.language,
        date=printed.made_on,
        organisation=printed.organisation,
        title=title,
        subtitle=subtitle,
        number_line=standing,
        parts=tuple(parts),
        signatures=(Signature(texts.head_role(t), printed.head),),
        page_words=texts.page_words(t),
        approval=approval,
        landscape=True,
    )


def _table(
    t: Translator, document: Document, rows: Sequence[tuple[str, ...]], bands: frozenset[int]
) -> Table:
    return Table(
        head=tuple(one(t.language) for one in document.columns),
        rows=tuple(rows),
        widths=tuple(_WIDTHS[one.key] for one in document.columns),
        bands=bands,
        compact=True,
    )


def _cells(
    t: Translator, document: Document, printed: Printed, row: PlanRow, number: int | None = None
) -> tuple[str, ...]:
    return tuple(_CELLS[one.key](t, printed, row, number) for one in document.columns)


def _period(t: Translator, _printed: Printed, row: PlanRow, _number: int | None) -> str:
    """The document's words, and the days that were chosen."""
    recurrence = row.obligation.recurrence or {}
    said = row.measure.recurrence(t.language) if row.measure else str(recurrence.get(t.language, ""))
    days = [one.planned_on for one in row.periods if one.planned_on]
    return "\n".join([said, texts.planned(t, days)] if days else [said])


def _who(t: Translator, _printed: Printed, row: PlanRow, _number: int | None) -> str:
    if row.named:
        return ", ".join(one.name for one in row.named)
    roles = [one(t.language) for one in row.measure.responsibles] if row.measure else []
    return ", ".join(roles)


def _note(t: Translator, _printed: Printed, row: PlanRow, _number: int | None) -> str:
    lines = [row.obligation.note or ""]
    if row.obligation.waived_at:
        lines.append(texts.waived(t, row.obligation.waived_reason or ""))
    return "\n".join(line for line in lines if line)


def _expected(t: Translator, printed: Printed, row: PlanRow, number: int | None) -> str:
    """The calendar has no column for a note: what isn't held this year stands here."""
    said = row.measure.expected_result if row.measure else None
    lines = [said(t.language) if said else ""]
    if row.measure is None or row.measure.document == "cal":
        lines.append(_note(t, printed, row, number))
    return "\n".join(line for line in lines if line)


def _number(_t: Translator, _printed: Printed, row: PlanRow, number: int | None) -> str:
    return row.measure.number if row.measure else str(number or "")


def _format(t: Translator, _printed: Printed, row: PlanRow, _number: int | None) -> str:
    return row.measure.format(t.language) if row.measure and row.measure.format else ""


def _budget(t: Translator, _printed: Printed, row: PlanRow, _number: int | None) -> str:
    return str(words.money(t, row).unescape())


def _indicator(t: Translator, printed: Printed, row: PlanRow, _number: int | None) -> str:
    return words.indicator(t, row, printed.legal)


Cell = Callable[[Translator, Printed, PlanRow, int | None], str]
_CELLS: Mapping[str, Cell] = {
    "number": _number,
    "title": lambda t, _printed, row, _number: row.title(t.language),
    "period": _period,
    "format": _format,
    "responsibles": _who,
    "budget": _budget,
    "expected_result": _expected,
    "indicator": _indicator,
    "note": _note,
}
