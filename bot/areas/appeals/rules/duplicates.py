"""Whether two appeals may tell of the same thing: near each other, in similar words, not long ago."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Protocol, TypeVar

NEAR_METRES = 300
LOOK_BACK = timedelta(days=60)
CLOSED_LATELY = timedelta(days=14)
MOST = 3
EARTH_METRES = 6_371_000
# Kyrgyz and Russian put their endings behind: what comes before tells whether it is the same word.
STEM, SHORTEST_WORD = 4, 3
ALIKE = 0.4
_FOLDED = str.maketrans("өүңёһ", "оуне-")
_COMMON_WORDS = """
бизд менин бизди эмне керек келип болуп жатат эрте деле саламат урматтуу сураныч сурайм айыл кайсы биздин
силер бери кана аны анын жана менен учун бар жок эмес бир эки наша наши пожа прош здра уваж кото чтоб если
есть для что как это нет бизге сизден эле абдан аябай ушул ошол турат турган суранам
"""
_COMMON = frozenset(word[:STEM] for word in _COMMON_WORDS.split())


class Described(Protocol):
    """What an appeal, or one that is just being written, tells of what it is about."""

    text: str | None
    village_id: int | None
    latitude: float | None
    longitude: float | None


Some = TypeVar("Some", bound=Described)


@dataclass(slots=True)
class Draft:
    """One that isn't kept yet."""

    text: str | None = None
    village_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that mean something, whatever the keyboard and the endings."""
    words = re.findall(r"[^\W\d_]+", text.casefold().translate(_FOLDED))
    found = {word[:STEM] for word in words if len(word) >= SHORTEST_WORD}
    return frozenset(found - _COMMON)


def metres(first: Described, second: Described) -> float | None:
    """How far their points lie from each other; None when one has none."""
    if first.latitude is None or first.longitude is None:
        return None
    if second.latitude is None or second.longitude is None:
        return None
    here, there = radians(first.latitude), radians(second.latitude)
    across = sin((there - here) / 2) ** 2
    along = cos(here) * cos(there) * sin(radians(second.longitude - first.longitude) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(across + along))


def likeness(first: Described, second: Described) -> float:
    """0: not the same thing. Who only spoke, or sent only a picture, is compared by the place alone."""
    apart = metres(first, second)
    close = apart is not None and apart <= NEAR_METRES
    same_village = first.village_id is not None and first.village_id == second.village_id
    if not close and not same_village:
        return 0
    mine, theirs = stems(first.text or ""), stems(second.text or "")
    if not mine or not theirs:
        return 0.5 if close else 0
    common = len(mine & theirs)
    share = common / min(len(mine), len(theirs))
    # One word that two long texts share says nothing.
    if share < ALIKE or (common < 2 and min(len(mine), len(theirs)) > 2):
        return 0
    return share + (1 if close else 0)


def is_fresh(received_at: datetime, closed_at: datetime | None, now: datetime) -> bool:
    """Come within two months, and still open or ended only lately."""
    lately = closed_at is None or now - closed_at <= CLOSED_LATELY
    return now - received_at <= LOOK_BACK and lately


def most_alike(mine: Described, others: Iterable[Some]) -> list[Some]:
    """A few, the likeliest first."""
    scored = [(likeness(mine, other), other) for other in others]
    likely = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [other for _, other in likely[:MOST]]
