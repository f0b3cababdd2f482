"""What an author does about their appeal after it was sent; never commits.

The record of changes names no author: who wrote what to the office stands in the appeal alone.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import notices_to_office as notices
from bot.areas.appeals import queries, service
from bot.areas.appeals.models import Appeal, AppealEntry, AppealKind, AppealState, EntryKind
from bot.areas.appeals.rules import following as rules
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.core.errors import Refused

# Against floods: what one author adds to one appeal within a day.
MOST_REPLIES = 10
A_DAY = timedelta(days=1)


async def reply(
    session: AsyncSession,
    appeal_id: int,
    person_id: int,
    *,
    text: str | None,
    attachments: list[Any],
    now: datetime,
) -> AppealEntry:
    """An answer to a question, or something to add. Raises `Refused`."""
    appeal = await service.take(session, appeal_id, person_id, Action.REPLY)
    text = word_rules.check_words(text) if text else None
    if text is None and not attachments:
        raise Refused("appeals:empty")
    before = await queries.entries_of(session, appeal_id, {EntryKind.REPLY})
    if sum(one.at > now - A_DAY for one in before) >= MOST_REPLIES:
        raise Refused("appeals:replies_many", most=MOST_REPLIES)
    if appeal.state is AppealState.ASKED:
        appeal.state = await _before_the_question(session, appeal)
    entry = await service.note(
        session, appeal, EntryKind.REPLY, person_id, now, text=text, attachments=attachments
    )
    service.record(session, now, AuditTag.REPLIED, None, appeal)
    if appeal.state is AppealState.DISPUTED:
        await notices.head_decides(session, appeal, entry, now)
    else:
        await notices.author_said(session, appeal, entry, now)
    return entry


async def _before_the_question(session: AsyncSession, appeal: Appeal) -> AppealState:
    if appeal.kind is not AppealKind.MANDATE:
        return AppealState.IN_HAND if appeal.handler_id else AppealState.NEW
    went = await queries.entries_of(session, appeal.id, {EntryKind.PLANNED, EntryKind.PASSED_ON})
    if not went:
        return AppealState.NEW
    return AppealState.PLANNED if went[-1].kind is EntryKind.PLANNED else AppealState.COUNCIL


async def withdraw(session: AsyncSession, appeal_id: int, person_id: int, now: datetime) -> Appeal:
    """Nothing more is done about it. Raises `Refused`."""
    appeal = await service.take(session, appeal_id, person_id, Action.WITHDRAW)
    appeal.state, appeal.closed_at = AppealState.WITHDRAWN, now
    entry = await service.note(session, appeal, EntryKind.WITHDRAWN, person_id, now)
    service.record(session, now, AuditTag.WITHDRAWN, None, appeal)
    await notices.author_said(session, appeal, entry, now)
    return appeal


async def check_may_dispute(session: AsyncSession, appeal_id: int, person_id: int, now: datetime) -> Appeal:
    """Before the reason is asked. Raises `Refused`: once is all, and not for ever."""
    appeal = await service.take(session, appeal_id, person_id, Action.DISPUTE)
    history = await queries.entries_of(session, appeal_id)
    if rules.was_disputed(history):
        raise Refused("appeals:disputed_already")
    until = rules.disputable_until(appeal, history)
    if until is None:
        raise Refused("appeals:past", state=appeal.state)
    if now >= until:
        raise Refused("appeals:dispute_late", until=until)
    return appeal


async def dispute(
    session: AsyncSession,
    appeal_id: int,
    person_id: int,
    *,
    text: str | None,
    attachments: list[Any],
    now: datetime,
) -> Appeal:
    """The head decides. Raises `Refused`."""
    appeal = await check_may_dispute(session, appeal_id, person_id, now)
    text = word_rules.check_words(text) if text else None
    if text is None and not attachments:
        raise Refused("appeals:empty")
    appeal.state, appeal.disputed_at = AppealState.DISPUTED, now
    entry = await service.note(
        session, appeal, EntryKind.DISPUTED, person_id, now, text=text, attachments=attachments
    )
    service.record(session, now, AuditTag.DISPUTED, None, appeal)
    await notices.head_decides(session, appeal, entry, now)
    return appeal


async def tell_whether_it_works(
    session: AsyncSession, appeal_id: int, person_id: int, now: datetime, *, works: bool
) -> Appeal:
    """Weeks after a repair. A «no» opens it again for the head to decide. Raises `Refused`."""
    appeal = await service.take(session, appeal_id, person_id, Action.TELL_WHETHER_IT_WORKS)
    legal = await municipality.get_legal(session)
    asked_at = rules.recheck_at(appeal, legal.appeal_recheck_days)
    if asked_at is None or now < asked_at:
        raise Refused("appeals:past", state=appeal.state)
    said = await queries.entries_of(session, appeal_id, {EntryKind.WORKS, EntryKind.BROKEN_AGAIN})
    if any(appeal.closed_at and one.at >= appeal.closed_at for one in said):
        raise Refused("appeals:told_already")
    appeal.works_again = works
    kind = EntryKind.WORKS if works else EntryKind.BROKEN_AGAIN
    entry = await service.note(session, appeal, kind, person_id, now)
    service.record(session, now, AuditTag.CHECKED, None, appeal, after={"works": works})
    if not works:
        appeal.state, appeal.disputed_at = AppealState.DISPUTED, now
        await notices.head_decides(session, appeal, entry, now)
    return appeal
