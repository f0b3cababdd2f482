"""A paper with a number and signatures: minutes, a report, a file of evidence. What stands on it, not how."""

from dataclasses import dataclass
from datetime import date

from bot.documents.content import Bullets, Paragraph, Picture


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Numbered:
    """Counted from one."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, line by line: a label and its value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are relative, equal if none; columns in `numeric` hold figures; a total is the last row.

    Rows in `bands` are titles of those below them: their first cell is as wide as the table. `compact`: in
    smaller letters, for tables of many words.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    numeric: frozenset[int] = frozenset()
    total_row: bool = False
    bands: frozenset[int] = frozenset()
    compact: bool = False

    def __post_init__(self) -> None:
        columns = len(self.head)
        if self.widths and (len(self.widths) != columns or min(self.widths) <= 0):
            raise ValueError(f"{columns} columns of widths {self.widths}")
        if wrong := [row for row in self.rows if len(row) != columns]:
            raise ValueError(f"{columns} columns, but a row of {len(wrong[0])}")

    def shares(self) -> tuple[float, ...]:
        """The part of the page's width each column takes."""
        widths = self.widths or (1,) * len(self.head)
        return tuple(width / sum(widths) for width in widths)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Side by side, each above its description."""

    pictures: tuple[Picture, ...]

    def per_row(self) -> int:
        count = len(self.pictures)
        return 3 if count > 4 else min(count, 2)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Part = Heading | Paragraph | Bullets | Numbered | Facts | Table | Pictures | PageBreak


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on, between an office and a name."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """`date` is that of the file; `page_words` says in the foot which page it is: `{page}` of `{pages}`.

    `approval`: who approved it and when, in lines at the head of the sheet's right half. `landscape`: the
    sheet lies on its side, for wide tables.
    """

    language: str
    date: date
    title: str
    organisation: str = ""
    subtitle: str = ""
    number_line: str = ""
    parts: tuple[Part, ...] = ()
    signatures: tuple[Signature, ...] = ()
    footer: str = ""
    page_words: str = "{page} / {pages}"
    approval: tuple[str, ...] = ()
    landscape: bool = False

    def name(self) -> str:
        """The title of the file, which must have one."""
        return " ".join(self.title.split()) or self.organisation or self.date.isoformat()
