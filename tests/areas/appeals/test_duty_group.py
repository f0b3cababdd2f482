"""The duty group is chosen by one tap of who is on duty, ends by one, and is missed once when it is lost."""

from datetime import UTC, datetime

import pytest

from bot.areas.appeals.rules import silence
from bot.areas.appeals.tags import AuditTag
from bot.areas.municipality.working_days import WorkCalendar
from bot.areas.people.models import Role
from bot.core import clock, places
from bot.core.audit import AuditEntry
from bot.core.contacts import Contact
from bot.core.inbox import Inbound
from bot.core.messages import Happening, OutMessage, PlaceKind
from bot.outbox.models import Delivery
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.duty import STRANGER, Group, duty_groups
from tests.areas.appeals.office_day import arrives, revoke
from tests.areas.broadcasts.office import at
from tests.areas.residents.chat import BISHKEK

YES = "Ооба, ушул топ"


async def test_who_is_on_duty_brings_the_bot_and_taps_once(desk: Desk) -> None:
    second = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    group = Group(desk)
    await group.brought_by(desk.officer)
    assert "«Айыл өкмөтү»" in desk.officer.seen[-1].message.text
    assert await group.is_silent(), "nothing is said in the group before somebody wants it"
    assert "кезметчилер тобу болду" in await desk.officer.tap(YES)
    assert "кезметчилер тобу" in (await group.last()).text
    for phone in (second, desk.head):
        assert "«Айыл өкмөтү»" in await desk.told(phone)
    assert not await desk.letters(desk.officer)
    (entry,) = await desk.all(AuditEntry, AuditEntry.tag == AuditTag.GROUP_CHOSEN)
    assert entry.person_id == await desk.person(desk.officer)
    assert "Айыл" not in str((entry.before, entry.after))
    assert "кезметчилер тобу болуп турат" in await desk.officer.tap(YES), "an old button says how it is"


async def test_a_no_leaves_everything_as_it_was(desk: Desk) -> None:
    group = Group(desk)
    await group.brought_by(desk.officer)
    await desk.officer.tap("Жок")
    appeal = await arrives(desk, await desk.resident())
    assert await group.is_silent()
    assert appeal.number in await desk.told(desk.officer)


@pytest.mark.parametrize("who", ["stranger", "resident", "deputy", "former officer"])
async def test_who_is_not_on_duty_gets_no_duty_group(desk: Desk, who: str) -> None:
    group, before = Group(desk), len(await desk.all(Contact))
    if who == "stranger":
        await group.brought_by(STRANGER)
        await group.writes(STRANGER, "/dutygroup@jarchy_bot")
        assert len(await desk.all(Contact)) == before, "nobody becomes known by writing in a group"
    else:
        phone = await desk.deputy() if who == "deputy" else await desk.resident()
        if who == "former officer":
            phone = await desk.staff(Role.OFFICER, name="Эркин")
            await revoke(desk, phone)
        await group.brought_by(phone)
        seen = len(phone.seen)
        await group.writes(phone, "/dutygroup")
        assert "кызматкер" in phone.seen[seen].message.text
        assert not phone.seen[seen].message.choices
    assert await group.is_silent()
    assert not await duty_groups(desk)
    assert not [row for row in await desk.all_of(Inbound) if row.payload]


async def test_a_button_of_somebody_else_chooses_nothing(desk: Desk) -> None:
    group = Group(desk)
    await group.brought_by(desk.officer)
    deputy = await desk.deputy()
    for payload in ("dg:yes.1", "dg:stop.1", "dg:no.1", "dg:ask.1", "dg:"):
        assert "кызматкер" in await deputy.tap_payload(payload)
    for payload in ("dg:yes.77", "dg:yes.x", "dg:yes.-1", "dg:eat.1"):
        await desk.officer.tap_payload(payload)
    assert not await duty_groups(desk)


async def test_a_channel_is_no_duty_group(desk: Desk) -> None:
    channel = Group(desk, address="-100777", title="Кабар", kind=PlaceKind.CHANNEL)
    seen = len(desk.officer.seen)
    await channel.brought_by(desk.officer)
    assert len(desk.officer.seen) == seen
    await channel.writes(desk.officer, "/dutygroup")
    assert "Канал" in desk.officer.seen[-1].message.text


async def test_a_command_in_the_group_asks_too(desk: Desk) -> None:
    group = Group(desk)
    await group.brought_by(STRANGER)
    await group.writes(desk.officer, "/dutygroup@jarchy_bot")
    await desk.officer.tap(YES)
    await group.writes(desk.head, "/dutygroup")
    assert "Топко жибербөө" in str(desk.head.buttons)
    await group.arrives()
    await group.writes(desk.head, "/menu")
    await group.writes(desk.head, "Салам")
    assert await group.is_silent()


async def test_it_is_ended_and_found_again(desk: Desk) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    await desk.head.write("/dutygroup")
    assert "эми кезметчилер тобу эмес" in await desk.head.tap("Топко жибербөө")
    assert "мындан ары бул жерге келбейт" in (await group.last()).text
    assert "Бакыт Осмонов" in await desk.told(desk.officer)
    appeal = await arrives(desk, await desk.resident())
    assert await group.is_silent()
    assert appeal.number in await desk.told(desk.officer)
    await desk.officer.write("/dutygroup")
    await desk.officer.tap("👥 Айыл өкмөтү")
    await desk.officer.tap(YES)
    assert "кезметчилер тобу" in (await group.last()).text


async def test_another_group_takes_its_place(desk: Desk) -> None:
    first = await Group(desk).is_chosen_by(desk.officer)
    await first.arrives()
    second = Group(desk, address="-4002", title="Жаңы топ")
    await second.brought_by(desk.officer)
    assert "«Айыл өкмөтү» тобунун ордуна" in desk.officer.seen[-1].message.text
    await desk.officer.tap(YES)
    assert "мындан ары бул жерге келбейт" in (await first.last()).text
    await second.arrives()
    appeal = await arrives(desk, await desk.resident())
    assert await first.is_silent()
    assert appeal.number in (await second.last()).text


# lost


async def test_a_removed_bot_is_missed_once(desk: Desk) -> None:
    second = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    group = await Group(desk).is_chosen_by(desk.officer)
    waiting = await arrives(desk, await desk.resident())
    await group.removed()
    await desk.tick()
    assert "чыгарып" not in await desk.told(desk.officer), "a group that moves looks so for a moment"
    for _ in range(3):
        await desk.tick(seconds=20)
    for phone in (desk.officer, second, desk.head):
        told = [letter for letter in await desk.letters(phone) if "чыгарып коюшту" in letter.text]
        assert len(told) == 1
        assert "1 кайрылууну" in told[0].text
    appeal = await arrives(desk, await desk.resident())
    assert appeal.number in await desk.told(second)
    assert waiting.number not in str([one.text for one in await desk.letters(second)])
    assert await desk.all(AuditEntry, AuditEntry.tag == AuditTag.GROUP_LOST)

    await group.brought_by(desk.officer)
    assert YES in str(desk.officer.buttons), "brought back, it is offered again"


async def test_a_group_that_comes_back_in_a_moment_was_not_lost(desk: Desk) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    await group.removed()
    await group.becomes_supergroup("-100500")
    await desk.tick(seconds=60)
    assert "чыгарып" not in str([one.text for one in await desk.letters(desk.head)])
    await group.arrives()
    appeal = await arrives(desk, await desk.resident())
    assert appeal.number in (await group.last()).text


@pytest.mark.parametrize("joined_first", [True, False])
async def test_a_supergroup_gets_the_cards_that_wait_again(desk: Desk, *, joined_first: bool) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    author = await desk.resident()
    waiting, taken = await arrives(desk, author), await arrives(desk, author, "Таштанды")
    await group.arrives()
    await group.taps(desk.officer, f"dc:take.{taken.id}")
    await group.arrives()
    new = Group(desk, address="-100500")
    if joined_first:
        await new.brought_by(desk.officer)
    await group.becomes_supergroup("-100500")
    if not joined_first:
        await new.brought_by(desk.officer)
    await Group(desk).becomes_supergroup("-100500")
    await desk.tick(seconds=5)
    (card,) = await new.arrives()
    assert waiting.number in card[2].text
    assert card[1] is None, "numbers of messages mean others there"
    await new.taps(desk.head, f"dc:take.{waiting.id}")
    ((_, redraws, message),) = await new.arrives()
    assert redraws == card[0]
    assert "Бакыт Осмонов" in message.text
    await desk.tick(seconds=5)
    assert await new.is_silent()


async def test_where_the_bot_may_not_write_one_tap_tries_again(desk: Desk) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    await group.does(STRANGER, happening=Happening.SILENCED)
    await desk.tick(seconds=20)
    assert "уруксат жок" in await desk.told(desk.officer)
    await group.arrives()
    await desk.officer.write("/dutygroup")
    await desk.officer.tap("👥 Айыл өкмөтү")
    await desk.officer.tap(YES)
    assert "кезметчилер тобу" in (await group.last()).text


# silence


async def test_what_the_group_leaves_lying_comes_to_each_after_a_working_day(desk: Desk) -> None:
    await desk.go_to(at("2026-11-20 15:00"))  # a Friday
    await Group(desk).is_chosen_by(desk.officer)
    author = await desk.resident()
    waiting, taken = await arrives(desk, author), await arrives(desk, author, "Таштанды")
    await desk.officer.tap_payload(f"ap:take.{taken.id}")
    await desk.go_to(at("2026-11-23 14:55"))
    assert waiting.number not in str([one.text for one in await desk.letters(desk.officer)])
    for _ in range(2):
        await desk.go_to(at("2026-11-23 15:01"))
    found = [one for one in await desk.letters(desk.officer) if "Көчөдө суу жок" in one.text]
    assert len(found) == 1
    assert found[0].choices[0][0].payload == f"ap:take.{waiting.id}"
    assert taken.number not in str([one.text for one in await desk.letters(desk.officer)])


@pytest.mark.parametrize(
    ("posted", "due"),
    [
        ("2026-11-25 11:20", "2026-11-26 11:20"),
        ("2026-11-25 07:00", "2026-11-26 09:00"),
        ("2026-11-25 18:30", "2026-11-27 09:00"),
        ("2026-11-27 16:00", "2026-11-30 16:00"),
        ("2026-11-28 12:00", "2026-12-01 09:00"),
    ],
)
def test_one_working_day(posted: str, due: str) -> None:
    opens, closes = at("2026-11-25 09:00").time(), at("2026-11-25 18:00").time()
    moment: datetime = at(posted).astimezone(UTC)
    assert silence.due_at(moment, opens, closes, WorkCalendar(), BISHKEK) == at(due)


async def test_the_night_is_quiet_in_the_group_too(desk: Desk) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    await group.arrives()
    author = await desk.resident()
    await desk.go_to(at("2026-11-23 23:10"))
    appeal, other = await arrives(desk, author), await arrives(desk, author, "Таштанды")
    due = {one.due_at for one in await desk.all(Delivery, Delivery.address == group.address) if one.body}
    assert due == {at("2026-11-24 08:00")}
    await desk.officer.tap_payload(f"ap:take.{appeal.id}")
    await desk.tick(seconds=10)
    ((_, _, card),) = await group.arrives()
    assert other.number in card.text
    assert clock.now() < at("2026-11-24 08:00")


async def test_a_villages_group_is_no_duty_group(desk: Desk) -> None:
    group = Group(desk)
    await group.brought_by(desk.officer)
    async with desk.database.session() as session:
        place = await places.find(session, "telegram", group.address)
        assert place is not None
        assert places.claim(place, "village")
    assert "айылдын кабарлары" in await desk.officer.tap(YES)
    seen = len(desk.officer.seen)
    await group.writes(desk.officer, "/dutygroup")
    assert "айылдын кабарлары" in desk.officer.seen[seen].message.text
    assert "Айыл өкмөтү" not in str([c for row in (await page(desk)).choices for c in row])


async def page(desk: Desk) -> OutMessage:
    await desk.officer.write("/dutygroup")
    return desk.officer.seen[-1].message
