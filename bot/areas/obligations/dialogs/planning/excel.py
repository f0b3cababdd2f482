"""The year as an Excel table: taken, sent back, taken over."""

import asyncio
from dataclasses import dataclass

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import planning
from bot.areas.obligations.dialogs.planning import screens
from bot.areas.obligations.sheets import uploads
from bot.areas.obligations.sheets.table import workbook
from bot.areas.obligations.texts import sheets as texts
from bot.core import files
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Collect, Heard, Outcome, Rejected
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form
from bot.documents.workbook_xlsx import render_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def show(turn: Turn, year: int, _more: str) -> Reply:
    t = turn.t
    take = Choice(str(texts.take_button(t)), f"obp:table.{year}")
    send = Choice(str(texts.send_button(t)), f"obp:send.{year}")
    return say(texts.head(t, year), [take], [send], [screens.to_year(turn, year)])


async def take(turn: Turn, year: int, _more: str) -> Reply:
    t = turn.t
    office = await municipality.get_municipality(turn.session)
    book = workbook(
        t,
        year,
        await planning.rows_of(turn.session, year),
        await municipality.get_legal(turn.session),
        office.name(t.language) if office else "",
        turn.now,
    )
    content = await asyncio.to_thread(render_workbook, book)
    name = f"{texts.sheet_name(t, year)}.xlsx"
    made = await files.keep_made(turn.session, AttachmentKind.DOCUMENT, name, XLSX, content, turn.now)
    send = Choice(str(texts.send_button(t)), f"obp:send.{year}")
    return say(texts.here_it_is(t), [send], [screens.to_year(turn, year)], attachments=(made,), redraw=False)


async def begin_sending(_turn: Turn, year: int, _more: str) -> Reply:
    return start_form(SENDING.name, year=year)


async def apply(turn: Turn, sheet_id: int, _more: str) -> Reply:
    year, count = await uploads.apply(turn.session, turn.person_id, sheet_id, turn.now, turn.t.timezone)
    return say(texts.applied(turn.t, count)).then(await screens.show_year(turn, year))


@dataclass(frozen=True, kw_only=True)
class _Table(Collect):
    """One spreadsheet; anything else is told what is wanted."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        outcome = super().accept(view, heard)
        return Rejected(texts.ask_file(view.t)) if isinstance(outcome, Rejected) else outcome


async def _finish(turn: Turn, answers: Answers) -> Reply:
    _, file_id = answers["file"][0]
    await uploads.keep(turn.session, turn.person_id, int(answers["year"]), int(file_id), turn.now)
    return say(texts.is_read(turn.t), redraw=False)


async def _left(turn: Turn, answers: Answers) -> Reply:
    return await show(turn, int(answers["year"]), "")


SENDING = Form(
    name="plan_table",
    steps=(
        _Table(
            name="file",
            text=lambda view: texts.ask_file(view.t),
            kinds=frozenset({AttachmentKind.DOCUMENT}),
        ),
    ),
    finish=_finish,
    on_cancel=_left,
)
