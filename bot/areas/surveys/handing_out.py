"""All answers of a survey as a table (XLSX, CSV): at once, or of very many by the clock; never commits."""

import asyncio
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import exporting, queries, service
from bot.areas.surveys.models import Export, Survey
from bot.areas.surveys.papers import exports
from bot.areas.surveys.questionnaire.content import in_language
from bot.areas.surveys.tags import AuditTag
from bot.areas.surveys.texts import papers as texts
from bot.areas.surveys.texts import results_screens as screens
from bot.areas.surveys.texts.refusals import REFUSALS
from bot.core import files
from bot.core.db import Database
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage
from bot.documents.long_table import MOST_ROWS, CsvTable, LongWorkbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
# More would keep whoever else writes waiting for seconds.
MOST_AT_ONCE = 2_000
Table = tuple[bytes, bytes]


async def is_long(session: AsyncSession, survey_id: int) -> bool:
    return await queries.count_responses(session, survey_id) > MOST_AT_ONCE


async def order(session: AsyncSession, survey: Survey, language: str, by: int, now: datetime) -> None:
    """To be made by the clock and sent to who asked."""
    await people.check_may(session, by, Permission.RUN_SURVEY)
    session.add(Export(survey_id=survey.id, person_id=by, language=language, created_at=now))
    await session.flush()


async def make(session: AsyncSession, t: Translator, survey: Survey) -> Table:
    """The XLSX and the CSV; only reads. Raises `Refused`."""
    await queries.check_enough(session, survey)
    content = (await service.get_form(session, survey.form_id)).questionnaire
    villages = {one.id: one.name(t.language) for one in await municipality.list_villages(session)}
    found, head = exports.columns(content), exports.head(content)
    table = CsvTable(head)
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        path = Path(folder) / "answers.xlsx"
        with LongWorkbook(path, exports.names(t), head) as book:
            count = 0
            async for rows in exporting.rows(session, survey, content):
                written = [exports.cells(t, row, found, villages) for row in rows]
                count += len(written)
                if count > MOST_ROWS:
                    raise Refused("surveys:too_many_rows", limit=MOST_ROWS)
                await asyncio.to_thread(book.add, written)
                table.add(written)
            book.add_sheets([exports.codebook(t, content)])
        return path.read_bytes(), table.content()


async def hand_out(
    session: AsyncSession, t: Translator, survey: Survey, made: Table, by: int, now: datetime
) -> tuple[Attachment, ...]:
    """The files to be sent; who took the answers out of the house stays on record."""
    await people.check_may(session, by, Permission.RUN_SURVEY)
    form = await service.get_form(session, survey.form_id)
    service.record(session, now, AuditTag.EXPORTED, by, survey, form)
    name = texts.file_name(t, "answers", in_language(form.questionnaire.title, t.language))
    kind = AttachmentKind.DOCUMENT
    return (
        await files.keep_made(session, kind, f"{name}.xlsx", XLSX, made[0], now),
        await files.keep_made(session, kind, f"{name}.csv", CSV, made[1], now),
    )


async def list_ordered(session: AsyncSession) -> list[int]:
    found = await session.scalars(select(Export.id).where(Export.done_at.is_(None)).order_by(Export.id))
    return list(found.all())


async def make_ordered(database: Database, export_id: int, now: datetime, zone: ZoneInfo) -> None:
    """Read with no transaction that others would wait for; then sent, once."""
    made: Table | Refused
    async with database.reading() as session:
        export = await session.get_one(Export, export_id)
        survey = await service.get(session, export.survey_id)
        try:
            made = await make(session, Translator(export.language, zone), survey)
        except Refused as refused:
            made = refused
    async with database.session() as session:
        export = await session.get_one(Export, export_id, with_for_update=True)
        if export.done_at is not None:
            return
        export.done_at = now
        if isinstance(made, Refused):
            await people.tell(session, export.person_id, _refusal(made), now, urgent=True)
            return
        survey = await service.get(session, export.survey_id)
        t = Translator(export.language, zone)
        try:
            attachments = await hand_out(session, t, survey, made, export.person_id, now)
        except Refused:
            # Who asked for it lost the right meanwhile: the order is over, and nothing goes out.
            return
        await people.tell(session, export.person_id, _message(survey.id, attachments), now, urgent=True)


def _refusal(refused: Refused) -> Callable[[Translator], OutMessage]:
    return lambda t: OutMessage(text=REFUSALS[refused.code](t, refused))


def _message(survey_id: int, attachments: tuple[Attachment, ...]) -> Callable[[Translator], OutMessage]:
    def message(t: Translator) -> OutMessage:
        back = Choice(str(screens.to_results(t)), f"survey:results.{survey_id}")
        return OutMessage(text=screens.file_made(t, "export"), attachments=attachments, choices=((back,),))

    return message
