"""The year's rows as lights."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.areas.obligations.board import Row
from bot.areas.obligations.rules import lights
from bot.areas.obligations.rules.lights import Colour
from bot.areas.obligations.texts import dashboard as texts
from bot.core.i18n import Translator
from bot.documents.dashboard import Dashboard, Light, Lit, LitGroup

_ORDER = ("cal", "plan", "standing", "own")
_SHOWN = (Colour.DONE, Colour.LATE, Colour.NOW, Colour.MISSED, Colour.AHEAD, Colour.NONE)


def by_colour(rows: Sequence[Row]) -> Mapping[Colour, Sequence[Row]]:
    found: dict[Colour, list[Row]] = {one: [] for one in Colour}
    for row in rows:
        found[lights.colour([one.judgement.state for one in row.standings])].append(row)
    return found


def dashboard(t: Translator, organisation: str, year: int, rows: Sequence[Row], day: date) -> Dashboard:
    counted = by_colour(rows)
    return Dashboard(
        language=t.language,
        date=day,
        organisation=organisation,
        title=texts.title(t, year),
        date_line=texts.date_line(t, day),
        groups=tuple(
            LitGroup(texts.group(t, name), tuple(_lit(t, row) for row in rows if _document(row) == name))
            for name in _ORDER
        ),
        legend=tuple(
            (Light(one.value), f"{texts.colour(t, one)}: {t.number(len(counted[one]))}") for one in _SHOWN
        ),
        notes=(texts.note(t),),
    )


def _document(row: Row) -> str:
    if row.measure is None:
        return "own"
    return row.measure.document if row.measure.document in {"cal", "plan"} else "standing"


def _lit(t: Translator, row: Row) -> Lit:
    states = [one.judgement.state for one in row.standings]
    count = f"{lights.fulfilled(states)}/{len(states)}" if states else "–"
    return Lit(
        Light(lights.colour(states).value),
        row.measure.number if row.measure else "",
        row.short(t.language),
        count,
    )
