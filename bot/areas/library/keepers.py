"""Whose each section is: what is missing, old or asked for waits for those who keep it; never commits."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import queries
from bot.areas.library.queries import Shelf
from bot.areas.library.rules.freshness import State
from bot.areas.people import queries as staff
from bot.areas.people.rules import PERMISSIONS, Permission


def is_due(shelf: Shelf) -> bool:
    return shelf.state is not State.FRESH or shelf.waiting > 0


async def due_by_person(session: AsyncSession, today: date) -> dict[int, list[Shelf]]:
    """What waits for each of those who keep the library, and what they are reminded of.

    Each section has its keepers; where nobody holds such a role, all who may keep the library hear of it.
    """
    may = {role for role, permissions in PERMISSIONS.items() if Permission.KEEP_LIBRARY in permissions}
    holders = [one for one in await staff.list_holders(session) if one.role in may]
    found: dict[int, list[Shelf]] = {}
    for shelf in await queries.shelves(session, today):
        if not is_due(shelf):
            continue
        keepers = {one.person_id for one in holders if one.role in shelf.section.keepers}
        for person_id in keepers or {one.person_id for one in holders}:
            found.setdefault(person_id, []).append(shelf)
    return found
