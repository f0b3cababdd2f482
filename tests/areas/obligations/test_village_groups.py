"""001 §1.3 from village groups: what went there is the fact, its members the indicator, each group once."""

from datetime import date, datetime

from bot.areas.broadcasts.models import BroadcastKind
from bot.areas.bulletins.models import Bulletin, DistributionKind
from bot.areas.groups.models import GroupKind, Pack, PackState, VillageGroup
from bot.areas.obligations import indicators
from bot.areas.obligations.indicators import Key
from bot.areas.obligations.rules.span import Span
from bot.areas.obligations.rules.state import State
from bot.core import clock
from bot.core.db import Database
from tests.areas.obligations.ledger import Ledger, at, open_ledger
from tests.areas.residents.chat import BISHKEK


async def group(ledger: Ledger, name: str, members: int, kind: GroupKind = GroupKind.WHATSAPP) -> int:
    made = VillageGroup(
        kind=kind,
        name=name,
        bilingual=False,
        news=True,
        members=members,
        members_at=clock.now(),
        opened_at=clock.now(),
    )
    async with ledger.database.session() as session:
        session.add(made)
        await session.flush()
    return made.id


async def forwarded(ledger: Ledger, group_id: int, broadcast: int, members: int, moment: datetime) -> None:
    async with ledger.database.session() as session:
        session.add(
            Pack(
                group_id=group_id,
                broadcast_id=broadcast,
                state=PackState.FORWARDED,
                made_at=moment,
                settled_at=moment,
                members=members,
            )
        )


async def text_of(ledger: Ledger, bulletin_id: int) -> int:
    return int((await ledger.all(Bulletin, Bulletin.id == bulletin_id))[0].broadcast_id)


async def members_reached(ledger: Ledger) -> int:
    async with ledger.database.reading() as session:
        found = await indicators.figures(session, Span(2026, 1), clock.now(), BISHKEK)
    return next(line.value for line in indicators.lines(found) if line.key is Key.GROUPS)


async def test_a_quarter_is_fulfilled_by_what_went_to_a_group(sqlite: Database) -> None:
    ledger = await open_ledger(sqlite)
    await ledger.begin()
    here = await group(ledger, "Миң-Булак айылы", 240)
    channel = await group(ledger, "Канал", 900, GroupKind.TELEGRAM)
    alarm = await ledger.message(at(date(2026, 2, 1)), kind=BroadcastKind.EMERGENCY)
    news = await ledger.message(at(date(2026, 2, 2)))
    await forwarded(ledger, here, alarm, 240, at(date(2026, 2, 1)))
    await forwarded(ledger, channel, news, 900, at(date(2026, 2, 2)))
    assert await ledger.stands("plan.1.3", date(2026, 2, 3)) is not State.DONE

    bulletin = await ledger.bulletin(date(2026, 1, 1), at(date(2026, 2, 25)))
    await forwarded(ledger, here, await text_of(ledger, bulletin), 240, at(date(2026, 2, 26)))
    await ledger.copy(bulletin, DistributionKind.GROUP, at(date(2026, 2, 27)))
    assert await ledger.stands("plan.1.3", date(2026, 3, 1)) is State.DONE
    standing = (await ledger.rows(date(2026, 3, 1)))["plan.1.3"].standings[0]
    assert [fact.on for fact in standing.judgement.facts] == [date(2026, 2, 26)], "one material, once"


async def test_each_group_counts_once_and_with_what_was_written_by_hand(sqlite: Database) -> None:
    ledger = await open_ledger(sqlite)
    await ledger.begin()
    here, there = await group(ledger, "Дүкөн", 240), await group(ledger, "Кара-Суу", 100)
    bulletin = await ledger.bulletin(date(2026, 1, 1), at(date(2026, 2, 25)))
    told = [await text_of(ledger, bulletin), await ledger.message(at(date(2026, 3, 2)))]
    for number, broadcast in enumerate(told):
        await forwarded(ledger, here, broadcast, 240 + number, at(date(2026, 3, 3 + number)))
    await forwarded(ledger, there, told[0], 100, at(date(2026, 3, 3)))
    clock.move_to(at(date(2026, 3, 20)))
    assert await members_reached(ledger) == 341
    # By hand under the same name, and to a group that isn't registered.
    await ledger.copied(bulletin, "дүкөн", 230, at(date(2026, 3, 5)))
    await ledger.copied(bulletin, "Мектеп", 50, at(date(2026, 3, 5)))
    assert await members_reached(ledger) == 391
