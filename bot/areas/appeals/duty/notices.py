"""What colleagues and the group itself are told of the duty group."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries
from bot.areas.appeals.texts import duty as texts
from bot.areas.appeals.texts import office_lists
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage, Rows
from bot.core.places import Place
from bot.outbox import service as outbox


async def chosen(session: AsyncSession, place: Place, by: int, now: datetime) -> None:
    """The others on duty: their own chats fall silent, so they must know."""
    name = await staff.name_of(session, by) or ""

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=texts.was_chosen(t, name, place.title), choices=_ways(t))

    await people.tell_all(session, Permission.HANDLE_APPEALS, message, now, except_person=by)


async def stopped(session: AsyncSession, place: Place, by: int, now: datetime) -> None:
    name = await staff.name_of(session, by) or ""

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=texts.was_stopped(t, name, place.title), choices=_ways(t))

    await people.tell_all(session, Permission.HANDLE_APPEALS, message, now, except_person=by)


async def lost(session: AsyncSession, place: Place, now: datetime) -> None:
    """Nobody saw what came there last, so how many wait is told too."""
    waiting, trouble = await queries.count_untaken(session), place.trouble

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=texts.was_lost(t, place.title, trouble, waiting), choices=_ways(t))

    await people.tell_all(session, Permission.HANDLE_APPEALS, message, now)


async def greet(session: AsyncSession, place: Place, language: str, now: datetime) -> None:
    t = Translator(language, await people.zone_of(session))
    await outbox.post(session, place, OutMessage(text=texts.greeting(t)), now=now)


async def part(session: AsyncSession, place: Place, language: str, now: datetime) -> None:
    t = Translator(language, await people.zone_of(session))
    await outbox.post(session, place, OutMessage(text=texts.farewell(t)), now=now)


def _ways(t: Translator) -> Rows:
    return ((Choice(str(office_lists.staff_label(t)), "cases:"), Choice(str(texts.label(t)), "dg:")),)
