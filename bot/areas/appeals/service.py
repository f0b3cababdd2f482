"""Taking an appeal to look at or to change, and noting what was done; never commits.

Receiving is in `receiving`, the office's work in `handling`, what authors do afterwards in `following`,
mandates in `mandates`, blocking in `blocking`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries
from bot.areas.appeals.models import Appeal, AppealEntry, AppealStep, EntryKind
from bot.areas.appeals.rules import access
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.tags import AuditTag
from bot.core import audit
from bot.core.errors import Refused


async def get(session: AsyncSession, appeal_id: int, person_id: int, action: Action = Action.READ) -> Appeal:
    """To look at, if this person may. Raises `Refused`; `appeals:gone` also for what isn't theirs to know."""
    found = await queries.find(session, appeal_id)
    if found is None:
        raise Refused("appeals:gone")
    access.check(found, await queries.relations_of(session, found, person_id), action)
    return found


async def take(session: AsyncSession, appeal_id: int, person_id: int, action: Action) -> Appeal:
    """To change: whoever else changes it waits until this is committed. Raises `Refused` as `get`."""
    found = await lock(session, appeal_id)
    access.check(found, await queries.relations_of(session, found, person_id), action)
    return found


async def lock(session: AsyncSession, appeal_id: int) -> Appeal:
    """The same for the clock, which asks nobody."""
    found = await session.get(Appeal, appeal_id, populate_existing=True, with_for_update=True)
    if found is None:
        raise Refused("appeals:gone")
    return found


async def claim_step(session: AsyncSession, appeal_id: int, step: str, now: datetime) -> bool:
    """Whether it is ours to do: False when it was done before, by this process or another."""
    try:
        async with session.begin_nested():
            session.add(AppealStep(appeal_id=appeal_id, step=step, done_at=now))
    except IntegrityError:
        return False
    return True


async def note(
    session: AsyncSession,
    appeal: Appeal,
    kind: EntryKind,
    by: int | None,
    now: datetime,
    *,
    text: str | None = None,
    attachments: list[Any] | None = None,
    about: dict[str, Any] | None = None,
) -> AppealEntry:
    """What happened, as the appeal's own history tells it."""
    entry = AppealEntry(
        appeal_id=appeal.id,
        kind=kind,
        at=now,
        person_id=by,
        text=text,
        attachments=attachments or [],
        about=about or {},
    )
    session.add(entry)
    await session.flush()
    return entry


def record(
    session: AsyncSession,
    now: datetime,
    tag: AuditTag,
    by: int | None,
    appeal: Appeal,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """By the appeal's number: the record holds neither its words nor its author."""
    audit.record(
        session,
        now,
        tag,
        person_id=by,
        subject_id=appeal.id,
        before=before,
        after={"number": appeal.number, "kind": appeal.kind.value, **(after or {})},
    )
