"""Files that staff send: kept at once, read when their bytes have come, answered by a message."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import entering, making, service
from bot.areas.surveys.models import Source, Upload, UploadPurpose
from bot.areas.surveys.papers import entry_sheet
from bot.areas.surveys.papers.entry_sheet import SheetRefused
from bot.areas.surveys.questionnaire.xlsform import XlsFormRefused, read_xlsform
from bot.areas.surveys.texts import forms as form_texts
from bot.areas.surveys.texts import problems
from bot.areas.surveys.texts import uploads as texts
from bot.areas.surveys.texts.refusals import REFUSALS
from bot.core.db import Database
from bot.core.errors import Refused
from bot.core.fetching import ATTEMPTS
from bot.core.files import StoredFile
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage

MOST_LINES = 12

Message = Callable[[Translator], OutMessage]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An upload whose bytes have come; `content` None: they never will."""

    upload_id: int
    content: bytes | None


async def keep(
    session: AsyncSession,
    purpose: UploadPurpose,
    file_id: int,
    by: int,
    now: datetime,
    survey_id: int | None = None,
) -> None:
    await people.check_may(session, by, Permission.RUN_SURVEY)
    session.add(Upload(purpose=purpose, file_id=file_id, survey_id=survey_id, person_id=by, created_at=now))
    await session.flush()


async def list_waiting(session: AsyncSession) -> list[Waiting]:
    rows = await session.execute(
        select(Upload.id, StoredFile.content)
        .join(StoredFile, StoredFile.id == Upload.file_id)
        .where(Upload.done_at.is_(None))
        .where(or_(StoredFile.sha256.is_not(None), StoredFile.fetch_attempts >= ATTEMPTS))
        .order_by(Upload.id)
    )
    return [Waiting(upload_id, content) for upload_id, content in rows]


async def read(database: Database, waiting: Waiting, now: datetime) -> None:
    """Read with no transaction open, then all that follows from it at once."""
    async with database.reading() as session:
        upload = await session.get_one(Upload, waiting.upload_id)
    reader = _READERS[upload.purpose]
    act = await reader(upload, waiting.content, database) if waiting.content is not None else _not_fetched
    async with database.session() as session:
        upload = await session.get_one(Upload, waiting.upload_id, with_for_update=True)
        if upload.done_at is not None:
            return
        upload.done_at = now
        await people.tell(session, upload.person_id, await act(session, upload, now), now, urgent=True)


async def give_up(database: Database, waiting: Waiting, now: datetime) -> None:
    """A fault of ours: who sent the file is told, instead of it being tried again for ever."""
    async with database.session() as session:
        upload = await session.get_one(Upload, waiting.upload_id, with_for_update=True)
        if upload.done_at is None:
            upload.done_at = now
            await people.tell(session, upload.person_id, _unreadable, now, urgent=True)


def _unreadable(t: Translator) -> OutMessage:
    return OutMessage(text=texts.unreadable(t), choices=((_forms(t),),))


Act = Callable[[AsyncSession, Upload, datetime], Awaitable[Message]]
Reader = Callable[[Upload, bytes, Database], Awaitable[Act]]


async def _not_fetched(_session: AsyncSession, _upload: Upload, _now: datetime) -> Message:
    return lambda t: OutMessage(text=texts.not_fetched(t), choices=((_forms(t),),))


async def _read_form(_upload: Upload, content: bytes, _database: Database) -> Act:
    try:
        questionnaire = await asyncio.to_thread(read_xlsform, content)
    except XlsFormRefused as refused:
        found = refused.problems

        async def refuse(_session: AsyncSession, _upload: Upload, _now: datetime) -> Message:
            return lambda t: OutMessage(
                text=texts.refused(t, problems.listed(t, found)), choices=((_forms(t),),)
            )

        return refuse

    async def take(session: AsyncSession, upload: Upload, now: datetime) -> Message:
        form = await making.open_form(session, questionnaire, Source.XLSFORM, upload.person_id, now)

        def message(t: Translator) -> OutMessage:
            look = Choice(str(texts.open_button(t)), f"sf:card.{form.id}")
            return OutMessage(text=texts.form_read(t, len(questionnaire.asked)), choices=((look,),))

        return message

    return take


async def _read_papers(upload: Upload, content: bytes, database: Database) -> Act:
    """All rows of the table or none: half a table would be typed in twice."""
    async with database.reading() as session:
        survey = await service.get(session, upload.survey_id or 0)
        form = await service.get_form(session, survey.form_id)
        villages = {
            name.casefold(): one.id
            for one in await municipality.list_villages(session)
            for name in (one.name("ky"), one.name("ru"), one.key)
        }
        office = await municipality.get_municipality(session)
    zone = ZoneInfo(office.time_zone if office else "Asia/Bishkek")
    today = upload.created_at.astimezone(zone).date()
    try:
        filled = await asyncio.to_thread(
            entry_sheet.read_sheet, content, survey, form.questionnaire, villages, today
        )
    except SheetRefused as refused:
        return _refuse_papers(survey.id, refused.wrong)

    async def take(session: AsyncSession, upload: Upload, now: datetime) -> Message:
        try:
            async with session.begin_nested():
                for one in filled:
                    await entering.enter(
                        session,
                        survey.id,
                        one.serial,
                        one.answers,
                        one.village_id,
                        upload.person_id,
                        now,
                        zone,
                    )
        except Refused as refused:
            return await _refuse_papers(survey.id, ((0, refused),))(session, upload, now)
        return lambda t: OutMessage(
            text=form_texts.sheet_read(t, len(filled)), choices=((_survey(t, survey.id),),)
        )

    return take


def _refuse_papers(survey_id: int, wrong: Sequence[tuple[int, Refused]]) -> Act:
    async def refuse(_session: AsyncSession, _upload: Upload, _now: datetime) -> Message:
        def message(t: Translator) -> OutMessage:
            lines = [_line(t, row, refused) for row, refused in wrong[:MOST_LINES]]
            return OutMessage(text=form_texts.sheet_wrong(t, lines), choices=((_survey(t, survey_id),),))

        return message

    return refuse


def _line(t: Translator, row: int, refused: Refused) -> Markup:
    said = REFUSALS[refused.code](t, refused)
    return form_texts.sheet_line(t, row, said) if row else said


def _survey(t: Translator, survey_id: int) -> Choice:
    return Choice(str(form_texts.finish_button(t)), f"survey:card.{survey_id}")


def _forms(t: Translator) -> Choice:
    return Choice(str(texts.to_forms(t)), "forms:")


_READERS: Mapping[UploadPurpose, Reader] = {
    UploadPurpose.FORM: _read_form,
    UploadPurpose.PAPERS: _read_papers,
}
