"""What the library tells: the list of local issues was renewed, or found to hold still (004 §2.5)."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import queries as library
from bot.areas.library.catalogue import LOCAL_ISSUES
from bot.areas.obligations.facts.looking import Area, Found, Look
from bot.areas.obligations.rules.state import Fact, FactKind, Stage

LOOKED_AT = 0
"""A look at the section has no version."""


async def read(session: AsyncSession, look: Look) -> list[Found]:
    found = await library.updates_between(session, LOCAL_ISSUES, look.start, look.end)
    return [
        Found(
            "str.2.5",
            Fact(Stage.DONE, look.day(one.at), FactKind.LIBRARY, one.version_id or LOOKED_AT),
        )
        for one in found
    ]


AREA = Area(frozenset({"str.2.5"}), frozenset({FactKind.LIBRARY}), read)
