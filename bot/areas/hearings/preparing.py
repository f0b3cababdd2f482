"""What must be ready before a meeting, who has it in hand and until when (002 §2.5); never commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings import notices, service
from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import Meeting, PreparationTask, TaskKind
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.rules import timing
from bot.areas.hearings.service import plain, record
from bot.areas.hearings.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.core.errors import Refused

# The lists are drawn up by the program itself, from those who signed up.
_BY_ROLE = {TaskKind.PREMISES: Role.OFFICER, TaskKind.INVITATIONS: Role.OFFICER, TaskKind.LISTS: Role.OFFICER}


async def plan_tasks(session: AsyncSession, meeting: Meeting, now: datetime, zone: ZoneInfo) -> None:
    """What 002 §2.5 asks for before every meeting."""
    legal = await municipality.get_legal(session)
    evening = timing.this_evening(now, legal, zone)
    for kind in (TaskKind.PREMISES, TaskKind.MATERIALS, TaskKind.INVITATIONS, TaskKind.LISTS):
        due = timing.task_due(kind, meeting.kind, meeting.starts_at, legal, zone)
        session.add(
            PreparationTask(
                meeting_id=meeting.id,
                kind=kind,
                role=_BY_ROLE.get(kind, KINDS[meeting.kind].responsible),
                due_at=max(due, evening),
                attachments=[],
            )
        )
    await session.flush()


async def count_anew(session: AsyncSession, meeting: Meeting, now: datetime, zone: ZoneInfo) -> None:
    """The day was changed: what isn't done yet is due anew. Requests run from their receipt."""
    legal = await municipality.get_legal(session)
    evening = timing.this_evening(now, legal, zone)
    for task in await open_tasks(session, meeting.id):
        if task.kind is not TaskKind.INFORMATION_REQUEST:
            due = timing.task_due(task.kind, meeting.kind, meeting.starts_at, legal, zone)
            task.due_at = max(due, evening)


async def request_information(
    session: AsyncSession,
    meeting_id: int,
    by: int,
    *,
    asked: str,
    matter: str,
    received_at: datetime,
    now: datetime,
    zone: ZoneInfo,
) -> PreparationTask:
    """A written request to a body; it has 5 days from the receipt (002 §2.5)."""
    await people.check_may(session, by, Permission.CALL_MEETING)
    meeting = await service.take(session, meeting_id)
    meeting_rules.check_state(meeting, meeting_rules.AHEAD)
    legal = await municipality.get_legal(session)
    task = PreparationTask(
        meeting_id=meeting_id,
        kind=TaskKind.INFORMATION_REQUEST,
        role=KINDS[meeting.kind].responsible,
        person_id=by,
        asked=meeting_rules.check_words(asked),
        matter=meeting_rules.check_words(matter, meeting_rules.LONGEST_MATTER),
        received_at=received_at,
        due_at=timing.request_due(received_at, legal, zone),
        attachments=[],
    )
    session.add(task)
    await session.flush()
    record(session, now, AuditTag.TASK_ADDED, by, meeting, after={"asked": asked, "due": plain(task.due_at)})
    return task


async def finish_task(
    session: AsyncSession,
    task_id: int,
    by: int,
    now: datetime,
    *,
    note: str | None = None,
    attachments: Sequence[Any] = (),
) -> PreparationTask:
    """Done, with a word or the paper that came. Raises `Refused` when it was done before."""
    await people.check_may(session, by, Permission.CALL_MEETING)
    task = await session.get(PreparationTask, task_id, populate_existing=True, with_for_update=True)
    if task is None:
        raise Refused("hearings:gone")
    if task.done_at is not None:
        raise Refused("hearings:done")
    task.done_at, task.done_by, task.note, task.attachments = now, by, note, list(attachments)
    meeting = await service.get(session, task.meeting_id)
    record(session, now, AuditTag.TASK_DONE, by, meeting, after={"task": task.kind.value, "note": note})
    return task


async def open_tasks(session: AsyncSession, meeting_id: int) -> Sequence[PreparationTask]:
    """What is still to be done, the most urgent first."""
    found = await session.scalars(
        select(PreparationTask)
        .where(PreparationTask.meeting_id == meeting_id, PreparationTask.done_at.is_(None))
        .order_by(PreparationTask.due_at, PreparationTask.id)
    )
    return found.all()


def whatever_the_day(tasks: Sequence[PreparationTask]) -> list[PreparationTask]:
    """A body that was asked owes its answer from the receipt on; the rest is due before a meeting's day."""
    return [one for one in tasks if one.kind is TaskKind.INFORMATION_REQUEST]


async def tasks_of(session: AsyncSession, meeting_id: int) -> Sequence[PreparationTask]:
    found = await session.scalars(
        select(PreparationTask)
        .where(PreparationTask.meeting_id == meeting_id)
        .order_by(PreparationTask.due_at, PreparationTask.id)
    )
    return found.all()


async def whose(session: AsyncSession, meeting: Meeting, task: PreparationTask) -> list[int]:
    """Who has it in hand: the person who took it, the role's holders, else who keeps the meeting."""
    if task.person_id and await people.may(session, task.person_id, Permission.CALL_MEETING):
        return [task.person_id]
    return list(await staff.holders_of(session, task.role)) or await notices.keepers(session, meeting)
