"""What those who work on an appeal are told of what its author does; never who the author is."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import notices, queries
from bot.areas.appeals.mandate_notices import deputys_card
from bot.areas.appeals.models import Appeal, AppealEntry, AppealKind, EntryKind
from bot.areas.appeals.notices_to_author import as_files
from bot.areas.appeals.texts import telling_office as texts
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.core.i18n import Translator
from bot.core.messages import OutMessage


async def author_said(session: AsyncSession, appeal: Appeal, entry: AppealEntry, now: datetime) -> None:
    """A reply, or that they withdrew it: who has it in hand, else those on duty; of a mandate its deputy."""
    if appeal.kind is AppealKind.MANDATE:
        await _tell_deputy(session, appeal, entry, now)
        return
    if entry.kind is EntryKind.WITHDRAWN:
        await notices.no_longer(session, appeal, now)
    await notices.tell(
        session,
        await notices.working_on(session, appeal),
        appeal,
        now,
        lambda t: texts.said(t, appeal, entry),
        files=as_files(entry.attachments),
    )


async def head_decides(session: AsyncSession, appeal: Appeal, entry: AppealEntry, now: datetime) -> None:
    """They dispute the answer, or what was repaired broke again: who decides, and who answered."""
    deciders = await queries.deciders(session, appeal)
    chair = await queries.chair_decides(session, appeal)
    await notices.tell(
        session,
        [*deciders, *await notices.responsible(session, appeal)],
        appeal,
        now,
        lambda t: texts.said(t, appeal, entry, chair=chair),
        files=as_files(entry.attachments),
    )
    for person_id in () if deciders else await staff.holders_of(session, Role.ADMINISTRATOR):
        await people.tell(session, person_id, lambda t: OutMessage(text=texts.nobody_decides(t, appeal)), now)


async def _tell_deputy(session: AsyncSession, appeal: Appeal, entry: AppealEntry, now: datetime) -> None:
    """Who is a deputy no more reads nothing of it."""
    deputy = appeal.deputy_id
    if deputy is None or Role.DEPUTY not in await staff.roles_of(session, deputy):
        return

    def message(t: Translator) -> OutMessage:
        return OutMessage(
            text=texts.said(t, appeal, entry),
            choices=deputys_card(appeal)(t),
            attachments=as_files(entry.attachments),
        )

    await people.tell(session, deputy, message, now)
