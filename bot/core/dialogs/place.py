"""A point on the map: sent, or typed as coordinates or as a map's link."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from bot.core.dialogs import words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Accepted, Heard, Outcome, Rejected, Step

_PAIR = r"(-?\d{1,3}\.\d+)\s*[,; /]\s*(-?\d{1,3}\.\d+)"
_BARE = re.compile(rf"\s*\(?{_PAIR}\)?\s*")
# OpenStreetMap and Google write latitude first; 2GIS and Yandex the longitude.
_LATITUDE_FIRST = (
    re.compile(r"[?&]mlat=(-?\d+\.\d+)&mlon=(-?\d+\.\d+)"),
    re.compile(r"#map=[\d.]+/(-?\d+\.\d+)/(-?\d+\.\d+)"),
    re.compile(r"!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)"),
    re.compile(rf"[?&](?:q|query|ll|daddr)={_PAIR}"),
    re.compile(r"/@(-?\d+\.\d+),(-?\d+\.\d+)"),
    re.compile(rf"/maps/(?:search|place)/{_PAIR}"),
    re.compile(rf"geo:{_PAIR}"),
)
_LONGITUDE_FIRST = (
    re.compile(rf"2gis\.\w+/.*?/?geo/(?:\d+/)?{_PAIR}"),
    re.compile(rf"2gis\.\w+/.*?[?&]m={_PAIR}"),
    re.compile(rf"yandex\.\w+/.*?[?&](?:whatshere\[point\]|pt|ll)={_PAIR}"),
)


@dataclass(frozen=True, kw_only=True)
class AskPoint(Step):
    """The answer is `[latitude, longitude]`, in degrees."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        place = heard.message.location
        point = (place.latitude, place.longitude) if place else read_point(heard.text)
        return Accepted(list(point)) if point else Rejected(words.send_a_place(view.t))


def read_point(text: str) -> tuple[float, float] | None:
    """`42.87, 74.59` or a link that holds them; None for the rest."""
    typed = unquote(text.strip())
    if match := _BARE.fullmatch(typed):
        return _valid(float(match[1]), float(match[2]))
    for pattern in _LONGITUDE_FIRST:
        if match := pattern.search(typed):
            return _valid(float(match[2]), float(match[1]))
    for pattern in _LATITUDE_FIRST:
        if match := pattern.search(typed):
            return _valid(float(match[1]), float(match[2]))
    return None


def link(latitude: float, longitude: float) -> str:
    """Short, for it is read too; it opens in whatever map the phone has, and `read_point` reads it back."""
    return f"https://maps.google.com/?q={latitude:.5f},{longitude:.5f}"


def _valid(latitude: float, longitude: float) -> tuple[float, float] | None:
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
