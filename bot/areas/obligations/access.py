"""Who may look at the list of duties, who may prove and who may set it right; never commits."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations.board import Row
from bot.areas.people import queries as staff
from bot.areas.people import rules as people_rules
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, with what they may do."""

    person_id: int
    roles: frozenset[Role]
    may: frozenset[Permission]

    @property
    def keeps(self) -> bool:
        return Permission.KEEP_PLAN in self.may

    def owes(self, row: Row) -> bool:
        return self.person_id in row.owing

    def may_prove(self, row: Row) -> bool:
        """Who keeps the plan, and who answers for this row."""
        return self.keeps or self.owes(row)

    def only_own(self, row: Row) -> bool:
        """A deputy proves their own report, not their colleagues' (000 row 6)."""
        named = any(one.person_id == self.person_id for one in row.named)
        others = self.roles - {Role.DEPUTY, Role.ADMINISTRATOR}
        return row.obligation.key == "cal.6" and not self.keeps and not named and not others


async def viewer(session: AsyncSession, person_id: int) -> Viewer:
    """Raises `Refused` for who is no staff."""
    await people.check_may(session, person_id, Permission.READ_FIGURES)
    roles = await staff.roles_of(session, person_id)
    return Viewer(person_id, roles, people_rules.permissions_of(roles))


async def check_may_prove(session: AsyncSession, person_id: int, row: Row) -> Viewer:
    """Raises `Refused`."""
    found = await viewer(session, person_id)
    if not found.may_prove(row):
        raise Refused("people:not_allowed", permission=Permission.KEEP_PLAN)
    return found
