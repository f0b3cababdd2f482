"""Events that the office adds itself (the note of 000): surveys, greening, a youth forum, a kurultai; never
commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations import carrying, editions, planning, queries, years
from bot.areas.obligations.catalogue import Recurrence, calendar
from bot.areas.obligations.models import Obligation
from bot.areas.obligations.models.obligation import TITLE_LENGTH
from bot.areas.obligations.tags import AuditTag
from bot.core import audit
from bot.core.errors import Refused

PREFIX = "own."
MOST = 30


@dataclass(frozen=True, slots=True)
class Draft:
    """`slug`: one of the note's examples; None: something else, with the titles given."""

    slug: str | None
    title_ky: str
    title_ru: str | None
    recurrence: Recurrence
    every_year: bool


async def add(session: AsyncSession, by: int, year: int, draft: Draft, now: datetime) -> Obligation:
    """Raises `Refused` when an approved plan would change by it."""
    await planning.check_may(session, by)
    if not await queries.is_open(session, year):
        raise Refused("obligations:gone")
    await editions.check_own_free(session, year)
    rows = await queries.of_year(session, year)
    if sum(one.own for one in rows) >= MOST:
        raise Refused("obligations:own_many", limit=MOST)
    ahead = draft.every_year and await carrying.is_ahead(session, year, now)
    following = await queries.of_year(session, year + 1) if ahead else []
    # What was typed is known by its number alone, so that must be free in both years.
    others = [*rows, *(() if draft.slug else following)]
    obligation = Obligation(
        year=year,
        key=_key(draft.slug, [one.key for one in others]),
        own=True,
        title_ky=planning.check_words(draft.title_ky, TITLE_LENGTH),
        title_ru=planning.check_words(draft.title_ru, TITLE_LENGTH) if draft.title_ru else None,
        recurrence=draft.recurrence.model_dump(mode="json"),
        every_year=draft.every_year,
        targets={},
        created_at=now,
        created_by=by,
    )
    await years.open_own(session, obligation)
    after = {"year": year, "key": obligation.key}
    audit.record(
        session, now, AuditTag.OWN_ADDED, person_id=by, subject_id=obligation.id, before=None, after=after
    )
    ahead = ahead and obligation.key not in {one.key for one in following}
    if ahead and await editions.fixed(session, year + 1) is None:
        await years.open_again(session, obligation, year + 1, now)
    return obligation


async def remove(session: AsyncSession, by: int, obligation_id: int, now: datetime) -> int:
    """Its year. What has been done already stays: the head may waive it. Raises `Refused`."""
    await planning.check_may(session, by)
    found = await planning.get(session, obligation_id)
    if not found.own:
        raise Refused("obligations:not_own")
    await editions.check_own_free(session, found.year)
    if await editions.has_facts(session, found.id):
        raise Refused("obligations:own_done")
    after = {"year": found.year, "key": found.key}
    audit.record(
        session, now, AuditTag.OWN_REMOVED, person_id=by, subject_id=found.id, before=None, after=after
    )
    year = found.year
    await session.delete(found)
    await session.flush()
    return year


def _key(slug: str | None, taken: Sequence[str]) -> str:
    """`own.youth_forum`, the second in the year `own.youth_forum.2`; what was typed is `own.event.1`."""
    known = slug if slug in {one.slug for one in calendar().examples} else "event"
    first = f"{PREFIX}{known}" if known != "event" else f"{PREFIX}event.1"
    if first not in taken:
        return first
    return next(name for n in count(2) if (name := f"{PREFIX}{known}.{n}") not in taken)
