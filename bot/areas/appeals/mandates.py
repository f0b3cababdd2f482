"""A mandate's way: given, planned, answered, passed on, declined, supported, handed over; never commits."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import deputies, mandate_notices, notices_to_author, receiving, service
from bot.areas.appeals.models import (
    Appeal,
    AppealState,
    AppealSupport,
    AppealTopic,
    EntryKind,
    Origin,
    Outcome,
)
from bot.areas.appeals.receiving import Told
from bot.areas.appeals.rules import mandates as rules
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.rules.words import check_explained, check_words
from bot.areas.appeals.tags import AuditTag
from bot.areas.people import queries as staff
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind


async def give(
    session: AsyncSession, told: Told, author_id: int, origin: Origin, now: datetime, zone: ZoneInfo
) -> Appeal:
    """To a deputy of the author's district. Raises `Refused` as `receiving.receive`, and when that deputy
    isn't one there (any more).
    """
    await _check_seat(session, told.deputy_id, told.district_id)
    appeal = await receiving.receive(session, told, author_id, origin, now, zone)
    await mandate_notices.given(session, appeal, now)
    return appeal


async def _check_seat(session: AsyncSession, deputy_id: int | None, district_id: int | None) -> None:
    seats = await deputies.of_district(session, district_id or 0)
    if deputy_id not in {one.person_id for one in seats}:
        raise Refused("appeals:no_deputy")


# The deputy


async def plan(
    session: AsyncSession, appeal_id: int, by: int, text: str, due_on: date, now: datetime, zone: ZoneInfo
) -> Appeal:
    """Accepted, with what will be done and by which day; a later plan replaces the one before."""
    appeal = await service.take(session, appeal_id, by, Action.PLAN)
    words = check_words(text, rules.LONGEST_PLAN)
    rules.check_plan_day(due_on, now.astimezone(zone).date())
    appeal.state = AppealState.PLANNED
    entry = await service.note(
        session, appeal, EntryKind.PLANNED, by, now, text=words, about={"due_on": due_on.isoformat()}
    )
    service.record(session, now, AuditTag.PLANNED, by, appeal, after={"due_on": due_on.isoformat()})
    await notices_to_author.state_changed(session, appeal, entry, now)
    return appeal


async def answer(
    session: AsyncSession,
    appeal_id: int,
    by: int,
    text: str,
    now: datetime,
    *,
    outcome: Outcome,
    attachments: Sequence[Any] = (),
) -> Appeal:
    """By the deputy, or by the council once it was passed on; ends it.

    Raises `Refused("appeals:photo_needed")`: what a deputy calls repaired is shown like what the office does,
    for nobody asks its author weeks later whether it holds.
    """
    appeal = await service.take(session, appeal_id, by, Action.ANSWER_MANDATE)
    words = check_explained(text)
    if outcome is Outcome.REPAIRED and AttachmentKind.PHOTO.value not in {kind for kind, _ in attachments}:
        raise Refused("appeals:photo_needed")
    appeal.state, appeal.outcome = AppealState.CLOSED, outcome
    appeal.answered_at = appeal.closed_at = now
    entry = await service.note(
        session, appeal, EntryKind.ANSWERED, by, now, text=words, attachments=list(attachments)
    )
    service.record(session, now, AuditTag.ANSWERED, by, appeal, after={"outcome": outcome.value})
    await notices_to_author.state_changed(session, appeal, entry, now)
    await mandate_notices.answered(session, appeal, entry, now)
    return appeal


async def ask(session: AsyncSession, appeal_id: int, by: int, text: str, now: datetime) -> Appeal:
    """The author, who replies through the bot."""
    appeal = await service.take(session, appeal_id, by, Action.ASK)
    words = check_words(text, rules.LONGEST_PLAN)
    appeal.state = AppealState.ASKED
    entry = await service.note(session, appeal, EntryKind.QUESTION, by, now, text=words)
    service.record(session, now, AuditTag.ASKED, by, appeal)
    await notices_to_author.state_changed(session, appeal, entry, now)
    return appeal


async def hand_to_council(
    session: AsyncSession, appeal_id: int, by: int, text: str | None, now: datetime
) -> Appeal:
    """As a normative proposal (002 §2.2). What was only spoken is put into words by the deputy: the council
    must not hear the author's voice.
    """
    appeal = await service.take(session, appeal_id, by, Action.HAND_TO_COUNCIL)
    words = check_words(text) if text or not appeal.text else None
    appeal.state = AppealState.COUNCIL
    entry = await service.note(session, appeal, EntryKind.PASSED_ON, by, now, text=words)
    service.record(session, now, AuditTag.PASSED_ON, by, appeal)
    await notices_to_author.state_changed(session, appeal, entry, now)
    await mandate_notices.passed_on(session, appeal, entry, now)
    return appeal


async def decline(session: AsyncSession, appeal_id: int, by: int, reason: str, now: datetime) -> Appeal:
    appeal = await service.take(session, appeal_id, by, Action.DECLINE)
    words = check_explained(reason, rules.LONGEST_PLAN)
    appeal.state, appeal.closed_at = AppealState.DECLINED, now
    entry = await service.note(session, appeal, EntryKind.DECLINED, by, now, text=words)
    service.record(session, now, AuditTag.DECLINED, by, appeal)
    await notices_to_author.state_changed(session, appeal, entry, now)
    return appeal


async def sort(session: AsyncSession, appeal_id: int, by: int, topic: AppealTopic, now: datetime) -> Appeal:
    appeal = await service.take(session, appeal_id, by, Action.SORT)
    appeal.topic = topic
    service.record(session, now, AuditTag.SORTED, by, appeal, after={"topic": topic.value})
    return appeal


# Residents


async def support(session: AsyncSession, appeal_id: int, person_id: int, now: datetime) -> Appeal:
    """Counted once, however often it is tapped."""
    appeal = await service.take(session, appeal_id, person_id, Action.SUPPORT)
    try:
        async with session.begin_nested():
            session.add(AppealSupport(appeal_id=appeal_id, person_id=person_id, since=now))
    except IntegrityError:
        return appeal
    service.record(session, now, AuditTag.SUPPORTED, None, appeal)
    return appeal


async def stop_supporting(session: AsyncSession, appeal_id: int, person_id: int) -> Appeal:
    appeal = await service.take(session, appeal_id, person_id, Action.SUPPORT)
    await session.execute(
        delete(AppealSupport).where(
            AppealSupport.appeal_id == appeal_id, AppealSupport.person_id == person_id
        )
    )
    return appeal


async def show_to_all(
    session: AsyncSession, appeal_id: int, by: int, now: datetime, *, shown: bool
) -> Appeal:
    """The author's wish, changed whenever they like."""
    appeal = await service.take(session, appeal_id, by, Action.HIDE)
    before = appeal.open_to_all
    appeal.open_to_all = shown
    if before is not shown:
        service.record(
            session, now, AuditTag.HIDDEN, None, appeal, before={"open": before}, after={"open": shown}
        )
    return appeal


# A deputy left


async def hand_over(session: AsyncSession, appeal_id: int, by: int, deputy_id: int, now: datetime) -> Appeal:
    """To another deputy of the district, by the council, when its own serves there no more."""
    appeal = await service.take(session, appeal_id, by, Action.HAND_OVER)
    seats = await deputies.successors(session, appeal.district_id)
    seat = next((one for one in seats if one.person_id == deputy_id), None)
    if seat is None:
        raise Refused("appeals:no_deputy")
    appeal.deputy_id, appeal.district_id = deputy_id, seat.district_id
    name = await staff.name_of(session, deputy_id)
    await service.note(session, appeal, EntryKind.ASSIGNED, by, now, about={"handler": deputy_id})
    service.record(session, now, AuditTag.HANDED_OVER, by, appeal)
    await mandate_notices.handed_over(session, appeal, name or "", now)
    return appeal
