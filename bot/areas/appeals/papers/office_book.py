"""The office's own register: who wrote, what was answered and by whom. Never for others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.areas.appeals.models import Appeal, AppealEntry, EntryKind
from bot.areas.appeals.texts import naming
from bot.areas.appeals.texts import office_book as texts
from bot.areas.appeals.texts.telling_notices import about
from bot.core.i18n import Translator
from bot.documents.workbook import Cell, Sheet, Workbook

WIDTHS = (13, 16, 12, 12, 24, 18, 18, 36, 12, 22, 18, 40, 12)
LONGEST_MATTER, LONGEST_ANSWER = 300, 1000


@dataclass(frozen=True, slots=True)
class Book:
    """`answers` by appeal: the last one, or whose matter it was. `reader_id`: whom the book is made for."""

    appeals: Sequence[Appeal]
    answers: Mapping[int, AppealEntry]
    villages: Mapping[int, str]
    names: Mapping[int, str]
    reader_id: int


def workbook(t: Translator, period: str, book: Book, made_at: datetime) -> Workbook:
    title = texts.title(t, period)
    rows = tuple(_row(t, one, book) for one in book.appeals)
    sheet = Sheet(texts.sheet(t), texts.head(t), rows, WIDTHS, note=f"{title}\n{texts.warning(t)}")
    return Workbook(title, (sheet,), made_at.astimezone(t.timezone).replace(tzinfo=None))


def _row(t: Translator, one: Appeal, book: Book) -> tuple[Cell, ...]:
    """Who deleted themselves stands here without a name. Who wrote isn't told who in the office has it."""
    answer = book.answers.get(one.id)
    mine = one.author_id == book.reader_id
    return (
        one.number,
        str(naming.kind(t, one.kind).unescape()),
        one.received_at.astimezone(t.timezone).date(),
        one.due_on,
        one.author_name or "",
        one.author_telephone or "",
        book.villages.get(one.village_id or 0, ""),
        str(about(t, one, LONGEST_MATTER).unescape()),
        None if one.answered_at is None else one.answered_at.astimezone(t.timezone).date(),
        "" if mine else book.names.get(one.handler_id or 0, ""),
        str(naming.state(t, one.state).unescape()),
        _answer(t, answer) if answer else "",
        None if one.closed_at is None else one.closed_at.astimezone(t.timezone).date(),
    )


def _answer(t: Translator, entry: AppealEntry) -> str:
    if entry.kind is EntryKind.FORWARDED:
        return texts.passed_to(t, entry.about.get("whose") or "–")
    words = entry.text or texts.spoken(t)
    return words if len(words) <= LONGEST_ANSWER else words[: LONGEST_ANSWER - 1] + "…"
