"""What paper and groups reached (001 §1.3, 1.4; 004 §2.2, 5.4): as staff wrote down where they put it, and as
who forwards to a registered group said that it is done.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.bulletins.models import Distribution
from bot.areas.groups import reach
from bot.areas.hearings.models import Posting
from bot.areas.obligations.facts.bulletins import INFORMING
from bot.areas.obligations.models import PaperPosting

BOARD, GROUP = "board", "group"


@dataclass(frozen=True, slots=True)
class Put:
    """One copy put up or passed on. `material`: whose copy it is. `group`: the registered one it went to."""

    way: str
    material: tuple[str, int]
    village_id: int | None
    place: str
    people: int | None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class PaperReach:
    """By way. `people`: of each place or group the largest number that was written down, however often
    something was put there. `materials` are different ones on boards.
    """

    places: Mapping[str, int]
    people: Mapping[str, int]
    villages: Mapping[int, int]
    materials: int
    copies: int


async def paper_reach(session: AsyncSession, start: datetime, end: datetime) -> PaperReach:
    return tally(await _found(session, start, end), await reach.names(session))


def tally(found: Sequence[Put], registered: Mapping[str, int] = MappingProxyType({})) -> PaperReach:
    """`registered` are groups by their names in small letters: what was written down by hand of one of them
    is of the same group, and counts once.
    """
    largest: dict[tuple[str, int | None, str], int] = {}
    for one in found:
        key = _where(one, registered)
        largest[key] = max(largest.get(key, 0), one.people or 0)
    boards = [one for one in found if one.way == BOARD]
    people: Counter[str] = Counter()
    for (way, _village, _place), count in largest.items():
        people[way] += count
    return PaperReach(
        places=Counter(way for way, _village, _place in largest),
        people=people,
        villages=Counter(one.village_id for one in boards if one.village_id is not None),
        materials=len({one.material for one in boards}),
        copies=len(boards),
    )


def _where(one: Put, registered: Mapping[str, int]) -> tuple[str, int | None, str]:
    name = " ".join(one.place.casefold().split())
    group = one.group or (registered.get(name) if one.way == GROUP else None)
    return (one.way, one.village_id, name) if group is None else (one.way, None, f"#{group}")


async def _found(session: AsyncSession, start: datetime, end: datetime) -> list[Put]:
    of_bulletins = await session.scalars(select(Distribution).where(*_within(Distribution, start, end)))
    of_meetings = await session.scalars(select(Posting).where(*_within(Posting, start, end)))
    of_papers = await session.scalars(select(PaperPosting).where(*_within(PaperPosting, start, end)))
    return [
        *(_put(one.kind.value, ("bulletin", one.bulletin_id), one) for one in of_bulletins),
        *(_put(one.kind.value, ("meeting", one.meeting_id), one) for one in of_meetings),
        *(_put(one.way.value, ("paper", one.paper_id), one) for one in of_papers),
        *(
            Put(GROUP, ("message", one.broadcast_id), None, one.name, one.members, one.group_id)
            for one in await reach.to_whatsapp(session, start, end)
            if one.kind in INFORMING
        ),
    ]


def _within(
    kind: type[Distribution] | type[Posting] | type[PaperPosting], start: datetime, end: datetime
) -> Iterable[ColumnElement[bool]]:
    return (kind.recorded_at >= start, kind.recorded_at < end)


def _put(way: str, material: tuple[str, int], copy: Distribution | Posting | PaperPosting) -> Put:
    return Put(way, material, copy.village_id, copy.place, copy.people_reached)
