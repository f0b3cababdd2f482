"""Who is told what as a message goes its way: whose turn it is must be clear to both sides."""

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import texts
from bot.areas.broadcasts.models import Broadcast
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage

Words = Callable[[Translator], Markup]


def open_button(t: Translator, broadcast: Broadcast) -> Choice:
    return Choice(str(texts.open_it(t)), f"bc:card.{broadcast.id}")


async def asked_to_approve(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    author = await staff.name_of(session, broadcast.author_id) or ""

    def message(t: Translator) -> OutMessage:
        text = texts.asked_to_approve(t, author, broadcast)
        return OutMessage(text=text, choices=((open_button(t, broadcast),),))

    await people.tell_all(
        session, Permission.APPROVE_BROADCAST, message, now, except_person=broadcast.author_id
    )


async def taken_back(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """It waited for approval and is being changed."""

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=texts.taken_back(t, broadcast))

    await people.tell_all(
        session, Permission.APPROVE_BROADCAST, message, now, except_person=broadcast.author_id
    )


async def approved(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    approver = await staff.name_of(session, broadcast.decided_by) or ""
    await _tell_author(session, broadcast, now, lambda t: texts.was_approved(t, approver, broadcast))


async def returned(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    approver = await staff.name_of(session, broadcast.decided_by) or ""
    await _tell_author(session, broadcast, now, lambda t: texts.was_returned(t, approver, broadcast))


async def stopped(session: AsyncSession, broadcast: Broadcast, by: int, now: datetime) -> None:
    name = await staff.name_of(session, by) or ""
    if broadcast.author_id and broadcast.author_id != by:
        await _tell_author(session, broadcast, now, lambda t: texts.was_stopped(t, name, broadcast))


async def _tell_author(session: AsyncSession, broadcast: Broadcast, now: datetime, words: Words) -> None:
    def message(t: Translator) -> OutMessage:
        return OutMessage(text=words(t), choices=((open_button(t, broadcast),),))

    if broadcast.author_id:
        # An answer they wait for: the author may be working late.
        await people.tell(session, broadcast.author_id, message, now, urgent=True)
