"""Who handles appeals asks for the office's own register: told first what it is, then it is made."""

import asyncio
from datetime import datetime

from bot.areas.appeals import office_book
from bot.areas.appeals.papers import office_book as papers
from bot.areas.appeals.texts import office_book as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.core import files
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Reply, Turn, say
from bot.documents.workbook_xlsx import XLSX, render_workbook


async def ask(turn: Turn, period: str, name: str) -> Reply:
    """`period` as the buttons carry it."""
    await office_book.check_may_take(turn.session, turn.person_id)
    yes = [Choice(str(texts.make_button(turn.t)), f"apfig:book.{period}")]
    no = [Choice(str(texts.back_button(turn.t)), f"apfig:{period}")]
    return say(texts.ask(turn.t, name), yes, no)


async def make(turn: Turn, period: str, name: str, start: datetime, end: datetime) -> Reply:
    t = turn.t
    appeals, answers = await office_book.take(turn.session, turn.person_id, period, start, end, turn.now)
    handlers = {one.handler_id for one in appeals}
    book = papers.Book(
        appeals,
        answers,
        {one.id: one.name(t.language) for one in await municipality.list_villages(turn.session)},
        {one: await staff.name_of(turn.session, one) or "" for one in handlers if one},
        turn.person_id,
    )
    content = await asyncio.to_thread(render_workbook, papers.workbook(t, name, book, turn.now))
    file = f"{period}-office.xlsx"
    kept = await files.keep_made(turn.session, AttachmentKind.DOCUMENT, file, XLSX, content, turn.now)
    return say(texts.ready(t), attachments=(kept,), redraw=False)
