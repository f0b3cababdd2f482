"""How the office ends an appeal, joins those about the same thing, and decides disputes; never commits."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import handling, notices, notices_to_author, queries, service, worklist
from bot.areas.appeals.models import Appeal, AppealState, EntryKind, Outcome
from bot.areas.appeals.rules import access
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.rules.following import JOINED
from bot.areas.appeals.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind


async def close(
    session: AsyncSession,
    appeal_id: int,
    by: int,
    *,
    outcome: Outcome,
    text: str | None,
    files: list[Any],
    now: datetime,
) -> Appeal:
    """With an answer; what was repaired is shown. Those handled together get the same answer.

    Raises `Refused`: `appeals:photo_needed`, and `appeals:empty` for a refusal without its reason.
    """
    appeal = await service.take(session, appeal_id, by, Action.CLOSE)
    text = word_rules.check_explained(text) if text or not files else None
    kinds = {kind for kind, _ in files}
    if outcome is Outcome.REPAIRED and AttachmentKind.PHOTO.value not in kinds:
        raise Refused("appeals:photo_needed")
    if text is None and AttachmentKind.VOICE.value not in kinds:
        # A picture alone explains nothing.
        raise Refused("appeals:empty")
    for one in await handling.together(session, appeal):
        await handling.begin(session, one, by, now)
        one.state, one.outcome = AppealState.CLOSED, outcome
        one.answered_at, one.closed_at = one.answered_at or now, now
        entry = await service.note(session, one, EntryKind.ANSWERED, by, now, text=text, attachments=files)
        service.record(session, now, AuditTag.CLOSED, by, one, after={"outcome": outcome.value})
        await notices_to_author.state_changed(session, one, entry, now)
        await notices.answered(session, one, by, now)
    return appeal


async def forward(
    session: AsyncSession, appeal_id: int, by: int, *, whose: str, telephone: str | None, now: datetime
) -> Appeal:
    """Not ours: the author is told whose it is and how to reach them."""
    appeal = await service.take(session, appeal_id, by, Action.FORWARD)
    about = {"whose": word_rules.check_words(whose, word_rules.LONGEST_LINE)}
    if telephone:
        about["telephone"] = word_rules.check_words(telephone, word_rules.LONGEST_LINE)
    for one in await handling.together(session, appeal):
        await handling.begin(session, one, by, now)
        one.state, one.closed_at = AppealState.FORWARDED, now
        one.answered_at = one.answered_at or now
        entry = await service.note(session, one, EntryKind.FORWARDED, by, now, about=about)
        service.record(session, now, AuditTag.FORWARDED, by, one)
        await notices_to_author.state_changed(session, one, entry, now)
        await notices.forwarded(session, one, by, about["whose"], now)
    return appeal


# About the same thing


async def join(session: AsyncSession, appeal_id: int, first_id: int, by: int, now: datetime) -> Appeal:
    """From now on it goes the way of the first, and what was joined to it does too. Raises `Refused`."""
    appeal = await service.take(session, appeal_id, by, Action.ASSIGN)
    first = await service.take(session, first_id, by, Action.NOTE)
    if first.duplicate_of is not None:
        first = await service.take(session, first.duplicate_of, by, Action.NOTE)
    if first.id == appeal.id:
        raise Refused("appeals:itself")
    access.check(first, await queries.relations_of(session, first, by), Action.ASSIGN)
    for one in await handling.together(session, appeal):
        before = one.handler_id
        one.duplicate_of = first.id
        if first.handler_id is not None:
            one.handler_id = first.handler_id
        if one.state is AppealState.NEW and first.state is not AppealState.NEW:
            one.state = AppealState.IN_HAND
        await service.note(session, one, EntryKind.NOTE, by, now, about={JOINED: first.number})
        service.record(session, now, AuditTag.NOTED, by, one, after={JOINED: first.number})
        if before is None and first.handler_id is not None:
            await notices.taken(session, one, by, now)
        await notices.joined(session, one, now)
    return first


async def part(session: AsyncSession, appeal_id: int, by: int, now: datetime) -> Appeal:
    """It goes its own way again."""
    appeal = await service.take(session, appeal_id, by, Action.ASSIGN)
    appeal.duplicate_of = None
    await service.note(session, appeal, EntryKind.NOTE, by, now, about={JOINED: None})
    service.record(session, now, AuditTag.NOTED, by, appeal, after={JOINED: None})
    return appeal


# What the author disputes


async def uphold(session: AsyncSession, appeal_id: int, by: int, reason: str, now: datetime) -> Appeal:
    """The answer stays, or that it is somebody else's."""
    appeal = await service.take(session, appeal_id, by, Action.DECIDE_DISPUTE)
    said = word_rules.check_explained(reason)
    appeal.state = AppealState.CLOSED if appeal.outcome else AppealState.FORWARDED
    entry = await service.note(session, appeal, EntryKind.UPHELD, by, now, text=said)
    service.record(session, now, AuditTag.UPHELD, by, appeal)
    await notices_to_author.state_changed(session, appeal, entry, now)
    await notices.upheld(session, appeal, by, said, now)
    return appeal


async def reopen(
    session: AsyncSession, appeal_id: int, by: int, reason: str, now: datetime, zone: ZoneInfo
) -> Appeal:
    """Back to who had it, else to those on duty.

    A lawful day still ahead holds. One that has passed stays as it was, because the first answer tells
    whether the law was kept; the office gives itself a new aim instead.
    """
    appeal = await service.take(session, appeal_id, by, Action.DECIDE_DISPUTE)
    said = word_rules.check_explained(reason)
    works_here = appeal.handler_id and await staff.roles_of(session, appeal.handler_id)
    appeal.state = AppealState.IN_HAND if works_here else AppealState.NEW
    appeal.handler_id = appeal.handler_id if works_here else None
    if appeal.outcome is None and appeal.answered_at == appeal.closed_at:
        # It was only passed on: that was no answer.
        appeal.answered_at = None
    appeal.outcome = appeal.closed_at = appeal.works_again = None
    today = now.astimezone(zone).date()
    if appeal.due_on is None or appeal.due_on <= today:
        legal = await municipality.get_legal(session)
        calendar = await municipality.get_work_calendar(session)
        appeal.target_on = calendar.after(today, min(legal.appeal_target_days, legal.appeal_answer_days))
    entry = await service.note(session, appeal, EntryKind.REOPENED, by, now, text=said)
    service.record(session, now, AuditTag.REOPENED, by, appeal)
    await notices_to_author.state_changed(session, appeal, entry, now)
    if appeal.handler_id is None:
        await notices.received(session, appeal, now)
    await notices.reopened(session, appeal, by, said, now)
    return appeal


async def could_be_joined(session: AsyncSession, appeal: Appeal, now: datetime) -> list[Appeal]:
    """The open ones that may be about the same thing."""
    found = await worklist.alike(session, appeal, now, besides=appeal.id)
    return [one for one in found if one.state in access.OPEN]
