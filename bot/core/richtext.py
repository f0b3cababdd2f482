"""The few marks we allow: bold, italic, link. Lists are lines that begin with a bullet.

Markup is kept as HTML with the tags `<b>`, `<i>` and `<a href>`; everything else a person typed or
pasted is text. Lengths are counted as Telegram counts them, in UTF-16 units after the marks are read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_SAME_AS = {"strong": "b", "em": "i", "b": "b", "i": "i", "a": "a"}
_LINK_SCHEMES = ("http", "https", "tel", "mailto")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that share their marks."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None

    def markup(self) -> Markup:
        marked = escape(self.text)
        if self.link:
            marked = Markup('<a href="{}">{}</a>').format(self.link, marked)
        if self.italic:
            marked = Markup("<i>{}</i>").format(marked)
        return Markup("<b>{}</b>").format(marked) if self.bold else marked

    def with_text(self, text: str) -> "Run":
        return Run(text, self.bold, self.italic, self.link)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
        if tag in _SAME_AS:
            self._open.append((_SAME_AS[tag], allowed_link(dict(attrs).get("href"))))

    def handle_endtag(self, tag: str) -> None:
        name = _SAME_AS.get(tag)
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position][0] == name:
                del self._open[position]
                return

    def handle_data(self, data: str) -> None:
        names = {name for name, _ in self._open}
        links = [link for name, link in self._open if name == "a" and link]
        self.runs.append(Run(data, "b" in names, "i" in names, links[-1] if links else None))


def allowed_link(address: str | None) -> str | None:
    """The address when it is of a kind that opens a page, a mail or a call; else None."""
    if not address:
        return None
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return None
    return address if scheme in _LINK_SCHEMES else None


def read_runs(text: str) -> list[Run]:
    """A plain `str` is one run; `Markup` is read for its marks."""
    if not isinstance(text, Markup):
        return [Run(text)] if text else []
    reader = _Reader()
    reader.feed(str(text))
    reader.close()
    return _joined(reader.runs)


def write_runs(runs: Iterable[Run]) -> Markup:
    return Markup().join(run.markup() for run in runs)


def clean(html: str) -> Markup:
    """HTML from outside, reduced to our marks."""
    return write_runs(read_runs(Markup(html)))  # noqa: S704 - it is read here and written anew


def plain(text: str) -> str:
    """The letters alone."""
    return "".join(run.text for run in read_runs(text))


def length(text: str) -> int:
    """UTF-16 units once the marks are read."""
    return units(plain(text))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def split(text: Markup, limit: int) -> list[Markup]:
    """Pieces of at most `limit` units, cut at a paragraph, a line or a word, their marks kept whole."""
    if length(text) <= limit:
        return [text]
    pieces: list[list[Run]] = [[]]
    room = limit
    for run in read_runs(text):
        rest = run.text
        while rest:
            if units(rest) <= room:
                pieces[-1].append(run.with_text(rest))
                room -= units(rest)
                break
            cut = _cut_at(rest, room, fresh=not pieces[-1])
            if cut:
                pieces[-1].append(run.with_text(rest[:cut]))
            rest = rest[cut:].lstrip("\n ")
            pieces.append([])
            room = limit
    return [write_runs(_stripped(piece)) for piece in pieces if any(r.text.strip() for r in piece)]


def shorten(text: str, limit: int) -> str:
    """Plain letters in at most `limit` characters, an ellipsis where something was left out."""
    letters = plain(text)
    return letters if len(letters) <= limit else letters[: limit - 1].rstrip() + "…"


def _cut_at(text: str, room: int, *, fresh: bool) -> int:
    """Where to cut so that the head fits `room`; 0 when nothing fits and the piece isn't fresh."""
    head = _head(text, room)
    for mark in ("\n\n", "\n", " "):
        position = text.rfind(mark, 0, head + len(mark))
        if position > 0:
            return position
    return head if fresh else 0


def _head(text: str, room: int) -> int:
    """How many characters of `text` fit `room` units."""
    used = 0
    for position, letter in enumerate(text):
        used += 2 if ord(letter) > 0xFFFF else 1
        if used > room:
            return position
    return len(text)


def _stripped(runs: list[Run]) -> list[Run]:
    return [*runs[:-1], runs[-1].with_text(runs[-1].text.rstrip())] if runs else runs


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].with_text("") == run.with_text(""):
            joined[-1] = run.with_text(joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return joined
