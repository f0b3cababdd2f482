"""A message's text as a poster for the board, and as a picture and a text for groups."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from bot.areas.broadcasts.texts import papers as texts
from bot.areas.municipality.models import Municipality
from bot.core import richtext
from bot.core.i18n import Translator
from bot.documents.content import Block, Bullets, Paragraph, Picture, Run, Scan
from bot.documents.poster import Poster
from bot.documents.share_picture import SharePicture

BULLET = "•"
WHATSAPP_LIMIT = 4096
ROOM_FOR_MARKS = 100
# A share link carries the text in its address; phones cut longer ones.
SHARE_LIMIT = 1500


@dataclass(frozen=True, slots=True)
class Material:
    """What a paper is made of. `text` is in the paper's language; `link` goes into the QR.

    `village`: whose board it hangs on; its link subscribes to that village. `photo`: JPEG or PNG.
    `captions` stand beside the QR: what to do, and what for.
    """

    t: Translator
    municipality: Municipality
    title: str
    period: str
    text: Markup
    link: str
    made_on: date
    village: str | None = None
    photo: bytes | None = None
    captions: tuple[str, str] | None = None


def poster(material: Material) -> Poster:
    t, office = material.t, material.municipality
    return Poster(
        language=t.language,
        date=material.made_on,
        municipality=_place(material),
        title=material.title,
        period=material.period,
        lead=_blocks(_body(material)),
        footer=_contacts(t, office),
        date_line=str(texts.put_up(t, material.made_on)),
        scan=_scan(material),
        picture=Picture(material.photo, material.title) if material.photo else None,
    )


def share_picture(material: Material) -> SharePicture:
    t = material.t
    return SharePicture(
        language=t.language,
        date=material.made_on,
        municipality=material.municipality.name(t.language),
        title=material.title,
        period=material.period,
        points=tuple(_points(_body(material))),
        more=lambda count: richtext.plain(texts.and_more(t, count)),
        scan=_scan(material),
    )


def _place(material: Material) -> str:
    office = material.municipality.name(material.t.language)
    return f"{office} · {material.village}" if material.village else office


def _scan(material: Material) -> Scan:
    # A person types the bot's name; the village stands in the code alone.
    shown = material.link.removeprefix("https://").partition("?")[0]
    usual = (str(texts.scan_to_subscribe(material.t)), str(texts.scan_why(material.t)))
    captions = material.captions or usual
    return Scan(material.link, shown, captions)


def _contacts(t: Translator, office: Municipality) -> tuple[str, ...]:
    opens, closes = t.time(office.office_opens), t.time(office.office_closes)
    lines = [office.address(t.language) or "", str(texts.office_hours(t, opens, closes))]
    if office.telephone:
        lines.insert(1, str(texts.telephone(t, office.telephone)))
    return tuple(line for line in lines if line)


def _body(material: Material) -> list[list[Run]]:
    """The text's lines, without the head that the paper prints in its own way."""
    head = {
        richtext.plain(line).strip().casefold()
        for line in (
            material.municipality.name(material.t.language),
            material.title,
            material.period,
            f"{material.title}: {material.period}",
        )
    }
    lines = _lines(material.text)
    while lines and (_plain(lines[0]).casefold() in head or not _plain(lines[0])):
        del lines[0]
    return lines


def _lines(text: Markup) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in richtext.read_runs(text):
        first, *rest = run.text.split("\n")
        for position, part in enumerate((first, *rest)):
            if position:
                lines.append([])
            if part:
                lines[-1].append(Run(part, run.bold, run.italic, run.link))
    return lines


def _plain(line: Sequence[Run]) -> str:
    return "".join(run.text for run in line).strip()


def _is_point(line: Sequence[Run]) -> bool:
    return _plain(line).startswith((BULLET, "- ", "– ", "— "))


def _blocks(lines: Sequence[Sequence[Run]]) -> tuple[Block, ...]:
    """Lines that begin with a bullet become one list; an empty line parts paragraphs."""
    blocks: list[Block] = []
    for pointed, group in groupby(lines, key=_is_point):
        if pointed:
            blocks.append(Bullets(tuple(Paragraph(_without_bullet(line)) for line in group)))
        else:
            blocks.extend(Paragraph(tuple(line)) for line in group if _plain(line))
    return tuple(blocks)


def _without_bullet(line: Sequence[Run]) -> tuple[Run, ...]:
    first, *rest = line
    return (Run(first.text.lstrip().lstrip("•-–— "), first.bold, first.italic, first.link), *rest)


def _points(lines: Sequence[Sequence[Run]]) -> list[str]:
    """The headlines: the bullets, or where there are none the lines themselves."""
    pointed = [_plain(_without_bullet(line)) for line in lines if _is_point(line)]
    return pointed or [_plain(line) for line in lines if _plain(line)]


# Messages to forward


def whatsapp_text(text: Markup, invitation: str) -> str:
    """Plain, with WhatsApp's own marks, and within its length."""
    return _shortened(f"{whatsapp_marks(text)}\n\n{invitation}", WHATSAPP_LIMIT, invitation)


def whatsapp_marks(text: Markup) -> str:
    """As it is pasted into WhatsApp. Signs that it would read as marks are taken out of the words."""
    return "".join(_marked(run) for run in richtext.read_runs(text)).strip()


# Within a word and an address an underscore marks nothing.
_SIGN = re.compile(r"https?://\S+|[*~`]|(?<![^\W_])_|_(?![^\W_])")


def _marked(run: richtext.Run) -> str:
    bare = _SIGN.sub(lambda found: found[0] if found[0].startswith("http") else "", run.text)
    signs = ("*" if run.bold else "") + ("_" if run.italic else "")
    # A mark holds within a line.
    words = "\n".join(_in_marks(line, signs) for line in bare.split("\n"))
    if not run.link or run.link.rstrip("/") in bare or not words.strip():
        return words
    return f"{words.rstrip()} ({run.link}){words[len(words.rstrip()) :]}"


def _in_marks(line: str, signs: str) -> str:
    bare = line.strip()
    return line.replace(bare, f"{signs}{bare}{signs[::-1]}", 1) if bare and signs else line


def share_link(text: str, invitation: str) -> str:
    """Opens WhatsApp with the text, shortened where a phone would cut it."""
    return whatsapp_link(_shortened(text, SHARE_LIMIT, invitation))


def whatsapp_link(text: str) -> str:
    return f"https://wa.me/?text={quote(text)}"


def _shortened(text: str, limit: int, invitation: str) -> str:
    """Cut at a line, the invitation kept."""
    if len(text) <= limit:
        return text
    room = limit - len(invitation) - 4
    head = text[:room].rpartition("\n")[0] or text[:room]
    return f"{head}\n…\n\n{invitation}"
