"""A picture for a WhatsApp group: upright, 1080 x 1350 pixels, read on a small phone."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.documents.content import Scan, lines, words
from bot.documents.qr import qr_svg
from bot.documents.typesetting import Source, render_png

MOST_POINTS = 6
# A headline is a headline: past this length it ends in an ellipsis.
_LONGEST = {"municipality": 70, "title": 100, "period": 60, "point": 120, "caption": 80}
# The page is measured in points, one for a pixel.
_PPI = 72


@dataclass(frozen=True, slots=True)
class SharePicture:
    """`more` words the line about the points that found no room, given how many they are."""

    language: str
    date: date
    municipality: str
    title: str
    points: tuple[str, ...]
    more: Callable[[int], str]
    scan: Scan
    period: str = ""


async def render_share_picture(picture: SharePicture) -> bytes:
    """A PNG; raises `QrTooLongError`."""
    points = [_short(point, "point") for point in lines(picture.points)]
    values = {
        "municipality": _short(picture.municipality, "municipality"),
        "title": _short(picture.title, "title"),
        "period": _short(picture.period, "period"),
        "points": points[:MOST_POINTS],
        # By how many points are shown: what is then said of the rest.
        "more": [picture.more(len(points) - shown) for shown in range(len(points))][: MOST_POINTS + 1],
        "scan": {
            "shown": words(picture.scan.shown),
            "captions": [_short(caption, "caption") for caption in lines(picture.scan.captions)[:2]],
        },
    }
    files = {"qr.svg": qr_svg(picture.scan.link, border=0)}
    source = Source("share_picture", picture.title, picture.language, picture.date, values, files)
    return (await render_png(source, ppi=_PPI))[0]


def _short(text: str, what: str) -> str:
    """Cut at a word; a single endless word, wider than any sentence, is cut within and sooner."""
    limit = _LONGEST[what]
    line = " ".join(words(text).split())
    return textwrap.shorten(line, limit, placeholder="…") if " " in line[:limit] else line[: limit // 2]
