"""What a resident left at meetings: given to them in their export, made nameless when they delete themselves.

A question stays without its name: it is owed an answer in the hall, and stands in a protocol that others
signed. A voice is nobody's but theirs, so it goes.
"""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.hearings.models import Attendance, Meeting, Participant, Statement
from bot.core import joining
from bot.core.files import StoredFile
from bot.core.joining import Joining


async def forget(session: AsyncSession, person_id: int) -> None:
    """Their answers about coming go with them; names and voices go here."""
    statements = await session.scalars(select(Statement).where(Statement.person_id == person_id))
    for statement in statements:
        statement.speaker = None
        numbers = [number for _, number in statement.attachments]
        statement.attachments = []
        await session.execute(
            update(StoredFile).where(StoredFile.id.in_(numbers)).values(content=None, name="")
        )
    await session.execute(
        update(Participant).where(Participant.person_id == person_id).values(name=None, person_id=None)
    )
    await session.flush()


async def join(session: AsyncSession, one: Joining) -> None:
    """One answer about coming, the last; a wish to speak isn't lost with the other. Who came, came once."""
    for mine, theirs in await joining.doubles(session, Attendance, one, "meeting_id"):
        last, first = (mine, theirs) if mine.answered_at >= theirs.answered_at else (theirs, mine)
        last.answer, last.name = last.answer or first.answer, last.name or first.name
        if last.floor is None:
            last.floor, last.floor_asked_at = first.floor, first.floor_asked_at
        await session.delete(first)
    for came, again in await joining.doubles(session, Participant, one, "meeting_id"):
        kept, dropped = (came, again) if came.registered_at <= again.registered_at else (again, came)
        kept.name = kept.name or dropped.name
        kept.village_id = kept.village_id or dropped.village_id
        await session.delete(dropped)
    await session.flush()


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    """Of which meetings they said whether they come, what they asked, where they were registered."""
    coming = await session.execute(
        select(Meeting.matter_ky, Meeting.starts_at, Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.person_id == person_id)
        .order_by(Attendance.id)
    )
    asked = await session.execute(
        select(Meeting.matter_ky, Statement)
        .join(Meeting, Meeting.id == Statement.meeting_id)
        .where(Statement.person_id == person_id)
        .order_by(Statement.id)
    )
    came = await session.execute(
        select(Meeting.matter_ky, Participant)
        .join(Meeting, Meeting.id == Participant.meeting_id)
        .where(Participant.person_id == person_id)
        .order_by(Participant.id)
    )
    found = {
        "meetings_answered": [
            {
                "meeting": matter,
                "when": starts_at.isoformat(),
                "answer": one.answer.value if one.answer else None,
                "name": one.name,
                "wants_to_speak_about": one.floor,
            }
            for matter, starts_at, one in coming
        ],
        "questions_asked": [
            {"meeting": matter, "question": one.text, "name": one.speaker, "answer": one.answer}
            for matter, one in asked
        ],
        "meetings_registered_at": [
            {"meeting": matter, "name": one.name, "at": one.registered_at.isoformat()} for matter, one in came
        ],
    }
    return {name: rows for name, rows in found.items() if rows}
