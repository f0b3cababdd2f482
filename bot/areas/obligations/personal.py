"""What the plan holds of a person: given to them in their export, taken out when they delete themselves.

Who answered for something is asked anew. The working group is named in an order that stands, so the name
stays there; what was said of the person beside it goes.
"""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations.models import GroupMember, Obligation, Plan, PlanSheet, ResponsiblePerson
from bot.core import joining
from bot.core.joining import Joining


async def forget(session: AsyncSession, person_id: int) -> None:
    await session.execute(delete(ResponsiblePerson).where(ResponsiblePerson.person_id == person_id))
    await session.execute(
        update(GroupMember)
        .where(GroupMember.person_id == person_id)
        .values(person_id=None, woman=None, minority=None, disability=None, social_group=None)
    )


async def join(session: AsyncSession, one: Joining) -> None:
    """Who answers for the same twice is named once; a table that waits to be taken over names who stays."""
    await joining.keep_one(session, ResponsiblePerson, one, "obligation_id", first=lambda row: row.id)
    for sheet in await session.scalars(select(PlanSheet).where(PlanSheet.changes.is_not(None))):
        sheet.changes = _renumbered(sheet.changes, one)
    await session.flush()


def _renumbered(value: Any, one: Joining) -> Any:
    """A person stands there as a pair of their name and their number."""
    match value:
        case [str() as name, int() as number] if number == one.goes and not isinstance(number, bool):
            return [name, one.stays]
        case list():
            return [_renumbered(item, one) for item in value]
        case dict():
            return {key: _renumbered(item, one) for key, item in value.items()}
    return value


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    """What they answer for, and what is noted of them as a member of a working group."""
    answers = await session.execute(
        select(Obligation.year, Obligation.key, ResponsiblePerson.name)
        .join(Obligation, Obligation.id == ResponsiblePerson.obligation_id)
        .where(ResponsiblePerson.person_id == person_id)
        .order_by(ResponsiblePerson.id)
    )
    groups = await session.execute(
        select(Plan.first_year, Plan.last_year, GroupMember)
        .join(Plan, Plan.id == GroupMember.plan_id)
        .where(GroupMember.person_id == person_id)
        .order_by(GroupMember.id)
    )
    found = {
        "answers_for": [{"year": year, "duty": key, "name": name} for year, key, name in answers],
        "working_groups": [
            {
                "plan": f"{first}-{last}",
                "name": one.name,
                "position": one.position,
                "part": one.part.value,
                "woman": one.woman,
                "minority": one.minority,
                "disability": one.disability,
                "other_social_group": one.social_group,
            }
            for first, last, one in groups
        ],
    }
    return {name: rows for name, rows in found.items() if rows}
