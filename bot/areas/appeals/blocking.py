"""Somebody's appeals are stopped, with a reason they are told; they may object once, and the head decides.

Who is stopped still sees their own appeals and gets the answers. Never commits.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import blocking_notices as notices
from bot.areas.appeals import queries, service
from bot.areas.appeals.models import Appeal, AuthorBlock
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.tags import AuditTag
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit
from bot.core.errors import Refused

MOST_LISTED = 8


async def leaves_it_to_officers(session: AsyncSession, person_id: int) -> bool:
    """Whether it is for this person to decide objections, so that somebody else has to stop authors.

    Where nobody else is there, the one who decides must do both.
    """
    heads = set(await staff.people_who_may(session, Permission.OVERSEE_APPEALS))
    others = set(await staff.people_who_may(session, Permission.HANDLE_APPEALS)) - heads
    return person_id in heads and bool(others)


async def check_may_block(session: AsyncSession, appeal: Appeal, by: int) -> int:
    """The author's id. Raises `Refused` when there is nobody to stop, or they are stopped already; and for
    the head as author and as who stops: one would have to object to them.
    """
    if await leaves_it_to_officers(session, by):
        raise Refused("appeals:block_officer")
    if appeal.author_id is None:
        raise Refused("appeals:no_phone")
    if await people.may(session, appeal.author_id, Permission.OVERSEE_APPEALS):
        raise Refused("appeals:block_head")
    if await queries.block_of(session, appeal.author_id) is not None:
        raise Refused("appeals:blocked_already")
    return appeal.author_id


async def block(session: AsyncSession, appeal_id: int, by: int, reason: str, now: datetime) -> AuthorBlock:
    """For what stands in this appeal; the record names the appeal, not the author."""
    appeal = await service.take(session, appeal_id, by, Action.BLOCK_AUTHOR)
    person_id = await check_may_block(session, appeal, by)
    said = word_rules.check_explained(reason)
    made = AuthorBlock(person_id=person_id, reason=said, blocked_by=by, blocked_at=now)
    session.add(made)
    await session.flush()
    service.record(session, now, AuditTag.BLOCKED, by, appeal)
    await notices.blocked(session, made, now)
    return made


async def check_may_object(session: AsyncSession, person_id: int) -> AuthorBlock:
    """Raises `Refused` for who isn't stopped and for who objected already."""
    found = await queries.block_of(session, person_id)
    if found is None:
        raise Refused("appeals:not_blocked")
    if found.objection is not None:
        raise Refused("appeals:objected_already")
    return found


async def object_to(session: AsyncSession, person_id: int, text: str, now: datetime) -> AuthorBlock:
    """Once; the head is told and decides."""
    found = await check_may_object(session, person_id)
    found.objection, found.objected_at = word_rules.check_words(text), now
    _record(session, now, AuditTag.OBJECTED, None, found)
    await notices.objected(session, found, now)
    return found


async def lift(session: AsyncSession, block_id: int, by: int, now: datetime) -> AuthorBlock:
    """By who handles appeals; once the author objected, by the head alone."""
    found = await _take(session, block_id, by, now)
    await check_may_lift(session, found, by)
    found.lifted_at, found.lifted_by = now, by
    _record(session, now, AuditTag.UNBLOCKED, by, found)
    await notices.lifted(session, found, now)
    return found


async def check_may_lift(session: AsyncSession, block: AuthorBlock, by: int) -> None:
    decided = block.objection is not None
    await people.check_may(session, by, Permission.OVERSEE_APPEALS if decided else Permission.HANDLE_APPEALS)


async def uphold(session: AsyncSession, block_id: int, by: int, now: datetime) -> AuthorBlock:
    """The head looked at the objection; the stop stays."""
    await people.check_may(session, by, Permission.OVERSEE_APPEALS)
    found = await _take(session, block_id, by, now)
    if found.objection is None or found.upheld_at is not None:
        raise Refused("appeals:block_past")
    found.upheld_at = now
    _record(session, now, AuditTag.BLOCK_UPHELD, by, found)
    await notices.upheld(session, found, now)
    return found


async def in_force(session: AsyncSession, by: int) -> Sequence[AuthorBlock]:
    """What waits for the head stands first."""
    await people.check_may(session, by, Permission.HANDLE_APPEALS)
    found = await session.scalars(
        select(AuthorBlock)
        .where(AuthorBlock.lifted_at.is_(None))
        .order_by(AuthorBlock.objection.is_(None) | AuthorBlock.upheld_at.is_not(None), AuthorBlock.id.desc())
        .limit(MOST_LISTED)
    )
    return found.all()


async def get(session: AsyncSession, block_id: int, by: int) -> AuthorBlock:
    """To look at. Raises `Refused`."""
    await people.check_may(session, by, Permission.HANDLE_APPEALS)
    found = await session.get(AuthorBlock, block_id, populate_existing=True)
    if found is None or found.lifted_at is not None:
        raise Refused("appeals:block_past")
    return found


async def _take(session: AsyncSession, block_id: int, by: int, now: datetime) -> AuthorBlock:
    await people.check_may(session, by, Permission.HANDLE_APPEALS)
    found = await session.get(AuthorBlock, block_id, populate_existing=True, with_for_update=True)
    if found is None or found.lifted_at is not None:
        raise Refused("appeals:block_past")
    if found.person_id == by:
        raise Refused("appeals:own_block")
    return found


def _record(session: AsyncSession, now: datetime, tag: AuditTag, by: int | None, block: AuthorBlock) -> None:
    audit.record(session, now, tag, person_id=by, subject_id=block.id, before=None, after={"block": block.id})
