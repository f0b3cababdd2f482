"""Whom messages reached (001 §1.1, 1.5): each person once, however many messages and channels."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, batch_name
from bot.areas.bulletins.models import Bulletin, BulletinKind
from bot.areas.residents.models import ResidentVillage
from bot.outbox.queries import Forgotten, forgotten_recipients, recipients_select

TOTAL = ""
UNKNOWN = 0


@dataclass(frozen=True, slots=True)
class Reached:
    """Of `people` so many are `forgotten`: they deleted their data since, and count as those of the one
    message that most of them got. `channels` add up to more where somebody uses several. `villages`: each
    in the one they live in now; `UNKNOWN` where that can't be told.
    """

    people: int
    channels: Mapping[str, int]
    villages: Mapping[int, int]
    forgotten: int
    messages: int


async def by_messages(session: AsyncSession, start: datetime, end: datetime) -> Reached:
    """By all that was sent to many: bulletins, notices, news, surveys."""
    return await _reached(session, await _sent(session, start, end), start, end)


async def by_digests(session: AsyncSession, start: datetime, end: datetime) -> Reached:
    """By the digest of a month's work (001 §1.5)."""
    monthly = await session.scalars(
        select(Bulletin.broadcast_id).where(Bulletin.kind == BulletinKind.MONTHLY)
    )
    digests = set(monthly)
    found = [number for number in await _sent(session, start, end) if number in digests]
    return await _reached(session, found, start, end)


async def _sent(session: AsyncSession, start: datetime, end: datetime) -> Sequence[int]:
    """What was on its way in this time, stopped halfway or not."""
    over = func.coalesce(Broadcast.finished_at, Broadcast.stopped_at)
    found = await session.scalars(
        select(Broadcast.id)
        .where(Broadcast.started_at < end, or_(over.is_(None), over >= start))
        .order_by(Broadcast.id)
    )
    return found.all()


async def _reached(
    session: AsyncSession, broadcasts: Collection[int], start: datetime, end: datetime
) -> Reached:
    names = [batch_name(number) for number in broadcasts]
    by_channel = await _known(session, names, start, end)
    lost = _least(await forgotten_recipients(session, names, start, end))
    for channel, villages in lost.items():
        by_channel.setdefault(channel, Counter()).update(villages)
    whole = by_channel.pop(TOTAL, Counter())
    return Reached(
        people=whole.total(),
        channels={channel: villages.total() for channel, villages in sorted(by_channel.items())},
        villages=dict(whole),
        forgotten=lost.get(TOTAL, Counter()).total(),
        messages=len(names),
    )


async def _known(
    session: AsyncSession, names: Collection[str], start: datetime, end: datetime
) -> dict[str, Counter[int]]:
    """By channel, and of all together, the people of each village; one walk through the deliveries."""
    if not names:
        return {}
    each = recipients_select(names, start, end).distinct().cte("each")
    main = (
        select(ResidentVillage.person_id, func.min(ResidentVillage.village_id).label("village_id"))
        .where(ResidentVillage.main)
        .group_by(ResidentVillage.person_id)
        .subquery()
    )
    lives = func.coalesce(main.c.village_id, UNKNOWN)
    persons = select(each.c.person_id).distinct().subquery()
    total = (
        select(literal(TOTAL).label("channel"), lives.label("village"), func.count().label("people"))
        .select_from(persons)
        .outerjoin(main, main.c.person_id == persons.c.person_id)
        .group_by(lives)
    )
    channels = (
        select(each.c.channel, lives, func.count())
        .select_from(each)
        .outerjoin(main, main.c.person_id == each.c.person_id)
        .group_by(each.c.channel, lives)
    )
    found: dict[str, Counter[int]] = {}
    for channel, village, people in await session.execute(union_all(total, channels)):
        found.setdefault(channel, Counter())[village] += people
    return found


def _least(rows: Iterable[Forgotten]) -> dict[str, Counter[int]]:
    """At least so many people they were: of each village those of the message that most of them got."""
    counts: Counter[tuple[str, int, int]] = Counter()
    for row in rows:
        for channel in (TOTAL, row.channel):
            counts[channel, row.segment or UNKNOWN, row.batch_id] += row.count
    found: dict[str, Counter[int]] = {}
    for (channel, village, _batch), count in counts.items():
        of = found.setdefault(channel, Counter())
        of[village] = max(of[village], count)
    return found
