"""The pieces papers are made of. Callers turn their own markup into these."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from bot.documents.letters import clean, printable

Letters = Callable[[str], str]

# What may stand in an address as it is: RFC 3986 reserved characters, and % of what is already quoted.
_ADDRESS_SIGNS = ":/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that share their marks; a newline breaks the line."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Paragraph, ...]


Block = Paragraph | Bullets


@dataclass(frozen=True, slots=True)
class Section:
    heading: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """An invitation to scan: `link` goes into the QR, `shown` is the same address as a person types it."""

    link: str
    shown: str
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """JPEG or PNG bytes and what they show, for those who hear the page read aloud."""

    content: bytes
    description: str


def plain(text: str) -> Paragraph:
    """A paragraph with no marks."""
    return Paragraph((Run(text),))


def block_values(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """What the templates read; empty blocks are left out."""
    values = [_bullets(block) if isinstance(block, Bullets) else _paragraph(block) for block in blocks]
    return [value for value in values if value["runs" if value["kind"] == "paragraph" else "items"]]


def section_values(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    """What the templates read; empty sections are left out."""
    values = [{"heading": words(one.heading), "blocks": block_values(one.blocks)} for one in sections]
    return [value for value in values if value["heading"] or value["blocks"]]


def words(text: str) -> str:
    """The printable letters of a heading or a line, without blanks around them."""
    return printable(text).strip()


def lines(texts: Iterable[str]) -> list[str]:
    """Those that have something to print."""
    return [line for line in map(words, texts) if line]


def address(link: str) -> str:
    """The link in the signs every program reads."""
    return quote(clean(link), safe=_ADDRESS_SIGNS)


def kept_runs(paragraph: Paragraph, letters: Letters = printable) -> tuple[Run, ...]:
    """Blanks left at either end, where an emoji was perhaps, would indent the text."""
    runs = [replace(run, text=letters(run.text)) for run in paragraph.runs]
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


def _bullets(bullets: Bullets) -> dict[str, Any]:
    items = [_runs(item) for item in bullets.items]
    return {"kind": "bullets", "items": [item for item in items if item]}


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "runs": _runs(paragraph)}


def _runs(paragraph: Paragraph) -> list[dict[str, Any]]:
    return [run_values(run) for run in kept_runs(paragraph)]


def run_values(run: Run) -> dict[str, Any]:
    """What the templates read."""
    link = address(run.link) if run.link else None
    return {"text": run.text, "bold": run.bold, "italic": run.italic, "link": link}
