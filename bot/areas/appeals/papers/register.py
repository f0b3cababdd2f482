"""The register of appeals as a table, without words and without authors."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.areas.appeals.models import Appeal
from bot.areas.appeals.texts import figures as texts
from bot.areas.appeals.texts import naming
from bot.areas.municipality.working_days import WorkCalendar
from bot.core.i18n import Translator
from bot.documents.workbook import Cell, Sheet, Workbook

WIDTHS = (14, 20, 24, 20, 14, 14, 22, 14, 12)


def workbook(
    t: Translator,
    period: str,
    found: Sequence[Appeal],
    villages: Mapping[int, str],
    calendar: WorkCalendar,
    made_at: datetime,
) -> Workbook:
    title = texts.table_title(t, period)
    rows = tuple(_row(t, one, villages, calendar) for one in found)
    sheet = Sheet(str(texts.label(t).unescape())[2:].strip(), texts.table_head(t), rows, WIDTHS, note=title)
    return Workbook(title, (sheet,), made_at.astimezone(t.timezone).replace(tzinfo=None))


def _row(t: Translator, one: Appeal, villages: Mapping[int, str], calendar: WorkCalendar) -> tuple[Cell, ...]:
    received: date = one.received_at.astimezone(t.timezone).date()
    answered = one.answered_at.astimezone(t.timezone).date() if one.answered_at else None
    return (
        one.number,
        str(naming.kind(t, one.kind).unescape()),
        str(naming.topic(t, one.topic).unescape()) if one.topic else "",
        villages.get(one.village_id or 0, ""),
        received,
        one.due_on,
        str(naming.state(t, one.state).unescape()),
        answered,
        calendar.between(received, answered) if answered else None,
    )
