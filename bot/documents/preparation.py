"""What of a paper is printed: letters the renderer can show, nothing empty, no idle page break."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.documents.content import Bullets, Letters, Paragraph, kept_runs
from bot.documents.paper import Facts, Heading, Numbered, PageBreak, Paper, Part, Pictures, Signature, Table

DEEPEST_HEADING = 3


def prepared(paper: Paper, letters: Letters) -> Paper:
    return replace(
        paper,
        title=letters(paper.title).strip(),
        organisation=letters(paper.organisation).strip(),
        subtitle=letters(paper.subtitle).strip(),
        number_line=letters(paper.number_line).strip(),
        parts=tuple(_needed_breaks(_stepped(_kept(paper.parts, letters)))),
        signatures=tuple(_signatures(paper.signatures, letters)),
        footer=letters(paper.footer).strip(),
        page_words=letters(paper.page_words).strip(),
        approval=tuple(line for line in (letters(one).strip() for one in paper.approval) if line),
    )


def _kept(parts: Iterable[Part], letters: Letters) -> Iterator[Part]:
    for part in parts:
        kept = _kept_part(part, letters)
        if kept is not None:
            yield kept


def _kept_part(part: Part, letters: Letters) -> Part | None:
    match part:
        case Heading(text, level):
            return Heading(letters(text).strip(), level) if letters(text).strip() else None
        case Paragraph():
            return next(_items((part,), letters), None)
        case Bullets(items) | Numbered(items):
            kept = tuple(_items(items, letters))
            return replace(part, items=kept) if kept else None
        case Facts(rows):
            facts = tuple(_facts(rows, letters))
            return Facts(facts) if facts else None
        case Table():
            return _table(part, letters) if part.rows else None
        case Pictures(pictures):
            shown = tuple(replace(one, description=letters(one.description).strip()) for one in pictures)
            return Pictures(shown) if shown else None
    return part


def _items(items: Iterable[Paragraph], letters: Letters) -> Iterator[Paragraph]:
    for item in items:
        if runs := kept_runs(item, letters):
            yield Paragraph(runs)


def _facts(rows: Iterable[tuple[str, str]], letters: Letters) -> Iterator[tuple[str, str]]:
    """A label says nothing without its value."""
    for label, value in rows:
        if kept := letters(value).strip():
            yield letters(label).strip(), kept


def _table(table: Table, letters: Letters) -> Table:
    """A row of blanks stays: it is there to be filled in by hand."""

    def line(cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(letters(cell).strip() for cell in cells)

    return replace(table, head=line(table.head), rows=tuple(map(line, table.rows)))


def _signatures(signatures: Iterable[Signature], letters: Letters) -> Iterator[Signature]:
    for one in signatures:
        role, name = letters(one.role).strip(), letters(one.name).strip()
        if role or name:
            yield Signature(role, name)


def _stepped(parts: Iterable[Part]) -> Iterator[Part]:
    """No heading is more than one step below the last: a listener would look for the one between."""
    last = 0
    for part in parts:
        if isinstance(part, Heading):
            last = max(1, min(part.level, last + 1, DEEPEST_HEADING))
            yield Heading(part.text, last)
        else:
            yield part


def _needed_breaks(parts: Iterable[Part]) -> Iterator[Part]:
    """Only those between two parts: no sheet stays empty."""
    begun = waiting = False
    for part in parts:
        if isinstance(part, PageBreak):
            waiting = begun
            continue
        if waiting:
            yield PageBreak()
        begun, waiting = True, False
        yield part
