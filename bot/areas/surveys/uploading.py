"""Files that staff send: kept at once, read when their bytes have come, answered by a message."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import making
from bot.areas.surveys.models import Source, Upload, UploadPurpose
from bot.areas.surveys.questionnaire.xlsform import XlsFormRefused, read_xlsform
from bot.areas.surveys.texts import problems
from bot.areas.surveys.texts import uploads as texts
from bot.core.db import Database
from bot.core.fetching import ATTEMPTS
from bot.core.files import StoredFile
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage

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
    act = await reader(upload, waiting.content) if waiting.content is not None else _not_fetched
    async with database.session() as session:
        upload = await session.get_one(Upload, waiting.upload_id, with_for_update=True)
        if upload.done_at is not None:
            return
        upload.done_at = now
        await people.tell(session, upload.person_id, await act(session, upload, now), now, urgent=True)


Act = Callable[[AsyncSession, Upload, datetime], Awaitable[Message]]
Reader = Callable[[Upload, bytes], Awaitable[Act]]


async def _not_fetched(_session: AsyncSession, _upload: Upload, _now: datetime) -> Message:
    return lambda t: OutMessage(text=texts.not_fetched(t), choices=((_forms(t),),))


async def _read_form(_upload: Upload, content: bytes) -> Act:
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


def _forms(t: Translator) -> Choice:
    return Choice(str(texts.to_forms(t)), "forms:")


_READERS: Mapping[UploadPurpose, Reader] = {UploadPurpose.FORM: _read_form}
