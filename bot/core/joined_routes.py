"""What all areas offer, as one."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.i18n import LANGUAGES, Translator
from bot.core.routes import Routes

_NAMED = ("commands", "actions", "links", "words", "spoken", "refusals", "place_commands", "place_actions")


def merge(routes: Sequence[Routes]) -> Routes:
    """All areas' routes as one; a name offered twice is a programming error."""
    merged: dict[str, dict[str, Any]] = {}
    for kind in _NAMED:
        merged[kind] = {}
        for route in routes:
            offered = getattr(route, kind)
            if doubled := merged[kind].keys() & offered.keys():
                raise ValueError(f"{kind} offered twice: {sorted(doubled)}")
            merged[kind].update(offered)
    forms = tuple(form for route in routes for form in route.forms)
    return Routes(
        commands=merged["commands"],
        actions=merged["actions"],
        links=merged["links"],
        words=merged["words"],
        spoken=merged["spoken"],
        refusals=merged["refusals"],
        forms=forms,
        place_commands=merged["place_commands"],
        place_actions=merged["place_actions"],
        place_news=tuple(news for route in routes for news in route.place_news),
    )


def label_commands(routes: Sequence[Routes], timezone: ZoneInfo) -> dict[str, str]:
    """The standing menu's labels in every language: an old menu still works after a change of language."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for route in routes:
            if route.labels:
                found.update(route.labels(Translator(language, timezone)))
    return found
