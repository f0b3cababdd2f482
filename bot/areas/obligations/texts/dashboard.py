"""The year at one glance: the picture's words and the summary under it."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.obligations.board import Row
from bot.areas.obligations.rules.lights import Colour
from bot.core.i18n import Translator

MOST_NAMED = 5
_SIGNS = {
    Colour.DONE: "✅",
    Colour.LATE: "🔶",
    Colour.NOW: "⚠️",
    Colour.MISSED: "❌",
    Colour.AHEAD: "⚪️",
    Colour.NONE: "➖",
}


def title(t: Translator, year: int) -> str:
    return _plain(t("How the plan of {year} is carried out", year=year))


def date_line(t: Translator, day: date) -> str:
    return _plain(t("As of {day}", day=t.date(day)))


def group(t: Translator, document: str) -> str:
    names = {
        "cal": t("Calendar of mandatory events"),
        "plan": t("Action plan"),
        "own": t("The office's own events"),
    }
    return _plain(names.get(document, t("Regulation and strategy")))


def colour(t: Translator, one: Colour) -> str:
    words = {
        Colour.DONE: t("done in time"),
        Colour.LATE: t("done late"),
        Colour.NOW: t("to be done now"),
        Colour.MISSED: t("not done in time"),
        Colour.AHEAD: t("its time hasn't come yet"),
        Colour.NONE: t("not needed or dropped"),
    }
    return _plain(words[one])


def note(t: Translator) -> str:
    return _plain(t("The numbers on the right: how often it was done, and how often the year asks it."))


def summary(t: Translator, year: int, day: date, rows: Mapping[Colour, Sequence[Row]]) -> Markup:
    """In words what the picture shows, for those who don't see it."""
    head = t("🚦 <b>The plan of {year}</b>, {day}", year=year, day=t.date(day))
    counts = [
        Markup("{} {}: {}").format(_SIGNS[one], colour(t, one), t.number(len(rows[one])))
        for one in (Colour.DONE, Colour.LATE, Colour.NOW, Colour.MISSED, Colour.AHEAD)
        if rows.get(one)
    ]
    parts = [Markup("\n").join([head, *counts])]
    parts += _named(t, t("Not done in time"), rows.get(Colour.MISSED, ()))
    parts += _named(t, t("To be done now"), rows.get(Colour.NOW, ()))
    return Markup("\n\n").join(parts)


def _named(t: Translator, head: Markup, rows: Sequence[Row]) -> list[Markup]:
    if not rows:
        return []
    lines = [Markup("• {}").format(row.short(t.language)) for row in rows[:MOST_NAMED]]
    if len(rows) > MOST_NAMED:
        lines.append(t("and {count} more", count=t.number(len(rows) - MOST_NAMED)))
    return [Markup("\n").join([Markup("<b>{}</b>").format(head), *lines])]


def empty(t: Translator, year: int) -> Markup:
    return t("The list of duties of {year} isn't open yet.", year=year)


def picture_button(t: Translator) -> Markup:
    return t("🖼 As a picture")


def _plain(text: Markup) -> str:
    return str(text.unescape())
