"""Who reads figures sees how many appeals came and how they were answered, and gets the register."""

import asyncio
import re
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.areas.appeals import figures
from bot.areas.appeals.dialogs.numbers import office_book
from bot.areas.appeals.models import Appeal
from bot.areas.appeals.papers import register
from bot.areas.appeals.texts import figures as texts
from bot.areas.appeals.texts import office_book as book_texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import files
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Reply, Routes, Turn, say
from bot.documents.workbook_xlsx import XLSX, render_workbook

_PERIOD = re.compile(r"(?:(table|own|book)\.)?((20\d\d)q([0-4]))", re.ASCII)
WHOLE_YEAR = 0


async def show(turn: Turn, argument: str) -> Reply:
    """`2026q4`, `2026q0` for a year, `table.2026q4` for the register, `own.` and `book.` for the
    office's own; anything else is this quarter.
    """
    await people.check_may(turn.session, turn.person_id, Permission.READ_FIGURES)
    t, today = turn.t, turn.now.astimezone(turn.t.timezone).date()
    match = _PERIOD.fullmatch(argument)
    year, quarter = (int(match[3]), int(match[4])) if match else (today.year, (today.month - 1) // 3 + 1)
    if match and match[1]:
        return await _file(turn, match[1], year, quarter)
    start, end = _span(turn, year, quarter)
    found = await figures.figures(turn.session, start, end, today, t.timezone)
    deputies = {one.person_id: one.name for one in await staff.list_holders(turn.session)}
    rows = [[Choice(str(texts.table_button(t)), f"apfig:table.{year}q{quarter}")]] if found.received else []
    if found.received and await people.may(turn.session, turn.person_id, Permission.HANDLE_APPEALS):
        rows.append([Choice(str(book_texts.button(t)), f"apfig:own.{year}q{quarter}")])
    ahead = [_choice(turn, year, one) for one in (1, 2, 3, 4)]
    years = [_choice(turn, one, WHOLE_YEAR) for one in (today.year - 1, today.year)]
    text = texts.screen(t, _name(turn, year, quarter), found, await _villages(turn), deputies)
    return say(text, *rows, ahead[:2], ahead[2:], years, [Choice(str(texts.to_menu(t)), "admin:")])


async def _file(turn: Turn, which: str, year: int, quarter: int) -> Reply:
    if which == "table":
        return await _table(turn, year, quarter)
    period, name = f"{year}q{quarter}", _name(turn, year, quarter)
    if which == "own":
        return await office_book.ask(turn, period, name)
    return await office_book.make(turn, period, name, *_span(turn, year, quarter))


async def _table(turn: Turn, year: int, quarter: int) -> Reply:
    start, end = _span(turn, year, quarter)
    found = await turn.session.scalars(
        select(Appeal)
        .where(Appeal.received_at >= start, Appeal.received_at < end)
        .order_by(Appeal.received_at, Appeal.id)
    )
    calendar = await municipality.get_work_calendar(turn.session)
    name = _name(turn, year, quarter)
    book = register.workbook(turn.t, name, found.all(), await _villages(turn), calendar, turn.now)
    content = await asyncio.to_thread(render_workbook, book)
    file = f"{year}-{quarter or 'all'}.xlsx"
    kept = await files.keep_made(turn.session, AttachmentKind.DOCUMENT, file, XLSX, content, turn.now)
    return say(texts.table_ready(turn.t), attachments=(kept,), redraw=False)


def _span(turn: Turn, year: int, quarter: int) -> tuple[datetime, datetime]:
    zone = turn.t.timezone
    if quarter == WHOLE_YEAR:
        return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    start = datetime(year, quarter * 3 - 2, 1, tzinfo=zone)
    return start, (start + timedelta(days=95)).replace(day=1)


def _name(turn: Turn, year: int, quarter: int) -> str:
    return texts.quarter(turn.t, year, quarter) if quarter else texts.whole_year(turn.t, year)


def _choice(turn: Turn, year: int, quarter: int) -> Choice:
    return Choice(_name(turn, year, quarter), f"apfig:{year}q{quarter}")


async def _villages(turn: Turn) -> dict[int, str]:
    return {one.id: one.name(turn.t.language) for one in await municipality.list_villages(turn.session)}


routes = Routes(actions={"apfig": show})

admin_entries = ((texts.label, "apfig:", Permission.READ_FIGURES, None),)
