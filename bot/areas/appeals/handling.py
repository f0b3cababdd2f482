"""The office's work on an appeal: each use case asks the table, notes, tells; never commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import notices, notices_to_author, service, worklist
from bot.areas.appeals.models import Appeal, AppealKind, AppealState, AppealTopic, EntryKind
from bot.areas.appeals.rules import access
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.tags import AuditTag
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.core.errors import Refused

# Neither answers for the office's work: deputies have mandates, an administrator only keeps the bot.
NOT_OF_THE_OFFICE = frozenset({Role.DEPUTY, Role.ADMINISTRATOR})


async def take(session: AsyncSession, appeal_id: int, by: int, now: datetime) -> Appeal:
    """Whoever is first has it. Raises `Refused` when a colleague has it, who may give it away instead."""
    appeal = await service.take(session, appeal_id, by, Action.TAKE)
    if appeal.handler_id == by:
        raise Refused("appeals:yours_already")
    if appeal.handler_id is not None and await staff.roles_of(session, appeal.handler_id):
        raise Refused("appeals:has_it", name=await staff.name_of(session, appeal.handler_id))
    for one in await together(session, appeal):
        await _taken_by(session, one, by, now)
    return appeal


async def _taken_by(session: AsyncSession, appeal: Appeal, by: int, now: datetime) -> None:
    _hand_to(appeal, by)
    entry = await service.note(session, appeal, EntryKind.TAKEN, by, now)
    service.record(session, now, AuditTag.TAKEN, by, appeal)
    await notices_to_author.state_changed(session, appeal, entry, now)
    await notices.taken(session, appeal, by, now)


async def assign(session: AsyncSession, appeal_id: int, by: int, to: int, now: datetime) -> Appeal:
    """To somebody of the office, or to oneself. Raises `Refused` for who isn't of the office."""
    appeal = await service.take(session, appeal_id, by, Action.ASSIGN)
    if to not in await colleagues(session) or to == appeal.author_id:
        raise Refused("appeals:not_of_the_office")
    if appeal.handler_id == to:
        raise Refused("appeals:yours_already" if to == by else "appeals:theirs_already")
    for one in await together(session, appeal):
        before = one.handler_id
        _hand_to(one, to)
        entry = await service.note(session, one, EntryKind.ASSIGNED, by, now, about={"handler": to})
        service.record(session, now, AuditTag.ASSIGNED, by, one)
        await notices_to_author.state_changed(session, one, entry, now)
        await notices.taken(session, one, by, now)
        await notices.given(session, one, by, before, now)
    return appeal


async def colleagues(session: AsyncSession) -> dict[int, str]:
    """Who can have an appeal in hand, by name."""
    holders = await staff.list_holders(session)
    return {one.person_id: one.name for one in holders if one.role not in NOT_OF_THE_OFFICE}


async def ask(
    session: AsyncSession, appeal_id: int, by: int, text: str | None, files: list[Any], now: datetime
) -> Appeal:
    """A question to the author, through the bot. Raises `Refused` for one who can't be written to."""
    appeal = await service.take(session, appeal_id, by, Action.ASK)
    if appeal.author_id is None:
        raise Refused("appeals:no_phone")
    text = _check_said(text, files)
    if appeal.kind is not AppealKind.MANDATE:
        await begin(session, appeal, by, now)
    appeal.state = AppealState.ASKED
    entry = await service.note(session, appeal, EntryKind.QUESTION, by, now, text=text, attachments=files)
    service.record(session, now, AuditTag.ASKED, by, appeal)
    await notices_to_author.state_changed(session, appeal, entry, now)
    return appeal


async def add_note(
    session: AsyncSession, appeal_id: int, by: int, text: str | None, files: list[Any], now: datetime
) -> Appeal:
    """For colleagues only; the author never sees it."""
    appeal = await service.take(session, appeal_id, by, Action.NOTE)
    said = _check_said(text, files)
    await service.note(session, appeal, EntryKind.NOTE, by, now, text=said, attachments=files)
    service.record(session, now, AuditTag.NOTED, by, appeal)
    return appeal


async def sort(session: AsyncSession, appeal_id: int, by: int, topic: AppealTopic, now: datetime) -> Appeal:
    appeal = await service.take(session, appeal_id, by, Action.SORT)
    before = appeal.topic.value if appeal.topic else None
    appeal.topic = topic
    service.record(
        session, now, AuditTag.SORTED, by, appeal, before={"topic": before}, after={"topic": topic.value}
    )
    return appeal


def _check_said(text: str | None, files: list[Any]) -> str | None:
    """Words or at least a file."""
    if text is None and files:
        return None
    return word_rules.check_words(text)


async def together(session: AsyncSession, appeal: Appeal) -> Sequence[Appeal]:
    """It and the open ones that are handled with it; these go the same way without being asked about."""
    others = await worklist.joined_to(session, appeal.id)
    # What its author disputes is the head's to decide.
    return [
        appeal,
        *[await service.lock(session, one.id) for one in others if one.state in access.BEING_HANDLED],
    ]


async def begin(session: AsyncSession, appeal: Appeal, by: int, now: datetime) -> None:
    """Who ends what nobody had in hand had it in hand."""
    if appeal.handler_id is None:
        _hand_to(appeal, by)
        await notices.taken(session, appeal, by, now)


def _hand_to(appeal: Appeal, person_id: int) -> None:
    appeal.handler_id = person_id
    if appeal.state is AppealState.NEW:
        appeal.state = AppealState.IN_HAND
