"""A year's duties at one glance: a light for each, read on a small phone, also by who sees no colours."""

import enum
import textwrap
from dataclasses import dataclass
from datetime import date

from bot.documents.content import lines, words
from bot.documents.typesetting import Source, render_png

# The page is measured in points, one for a pixel.
_PPI = 72
_LONGEST_TITLE = 110


class Light(enum.StrEnum):
    """Each has a shape and a sign of its own besides its colour."""

    DONE = "done"
    LATE = "late"
    NOW = "now"
    MISSED = "missed"
    AHEAD = "ahead"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Lit:
    """One duty. `count`: how often of how often, as it is shown."""

    light: Light
    number: str
    title: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class LitGroup:
    title: str
    items: tuple[Lit, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`legend`: what each light means, with how many have it. `notes` stand below."""

    language: str
    date: date
    organisation: str
    title: str
    date_line: str
    groups: tuple[LitGroup, ...]
    legend: tuple[tuple[Light, str], ...]
    notes: tuple[str, ...] = ()


async def render_dashboard(dashboard: Dashboard) -> bytes:
    """A PNG, 1080 pixels wide and as high as its rows need."""
    values = {
        "organisation": words(dashboard.organisation),
        "title": words(dashboard.title),
        "date_line": words(dashboard.date_line),
        "groups": [
            {"title": words(group.title), "items": [_item(one) for one in group.items]}
            for group in dashboard.groups
            if group.items
        ],
        "legend": [{"light": light.value, "words": words(text)} for light, text in dashboard.legend],
        "notes": lines(dashboard.notes),
    }
    name = words(dashboard.title) or dashboard.date.isoformat()
    source = Source("dashboard", name, dashboard.language, dashboard.date, values)
    return (await render_png(source, ppi=_PPI))[0]


def _item(one: Lit) -> dict[str, str]:
    return {
        "light": one.light.value,
        "number": words(one.number),
        "title": textwrap.shorten(words(one.title), _LONGEST_TITLE, placeholder="…"),
        "count": words(one.count),
    }
