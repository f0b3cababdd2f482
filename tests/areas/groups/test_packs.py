"""Each message comes ready to whoever forwards it, once, and is asked about until it is done."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.areas.broadcasts import decisions
from bot.areas.broadcasts.models import BroadcastKind
from bot.areas.groups.models import Pack, PackState
from bot.areas.groups.tags import AuditTag
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.contacts import Contact
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.office import at
from tests.areas.broadcasts.press import send_file
from tests.areas.groups.village import CANNOT, DONE, LATER, Village
from tests.areas.residents.chat import BISHKEK


async def test_a_bulletin_comes_ready_and_is_ticked_off(either_village: Village) -> None:
    village = either_village
    neighbour = await village.resident()
    group = await village.group(forwarder=neighbour)
    number = await village.goes_out(BroadcastKind.BULLETIN, text_ru="<b>Бюллетень</b>\n• Дорогу починили")
    await village.tick()
    clean, buttons = await village.gets(neighbour)
    assert "*Айлык баян*" in clean.text
    assert "https://t.me/jarchy_bot?start=v_ming-bulak" in clean.text
    assert "Бюллетень" not in clean.text, "the group is told in Kyrgyz"
    assert not clean.choices
    assert [one.kind for one in clean.attachments] == [AttachmentKind.PHOTO]
    share = next(c.url for row in buttons.choices for c in row if c.url)
    assert share.startswith("https://wa.me/?text=%2A")

    assert "240 катышуучу" in await neighbour.tap(DONE)
    pack = await village.pack(group)
    assert (pack.state, pack.members) == (PackState.FORWARDED, 240)
    await neighbour.tap("Скриншот")
    assert "сакталды" in await send_file(neighbour, AttachmentKind.PHOTO)
    assert (await village.pack(group)).photo_id is not None
    assert "мурун эле" in await neighbour.tap_payload(f"pk:y.{pack.id}")
    await village.tick(days=2)
    assert not await village.gets(neighbour), "nobody is reminded of what is done"
    said = await village.officer.tap_payload(f"pk:b.{number}")
    assert "1 топ, 240 катышуучу" in said
    assert len(await village.all(Pack)) == 1


async def test_a_mistaken_tick_is_taken_back_by_who_made_it_within_the_day(either_village: Village) -> None:
    village = either_village
    neighbour = await village.resident()
    group = await village.group(forwarder=neighbour)
    number = await village.goes_out()
    await village.gets(neighbour)
    await neighbour.tap(DONE)
    pack = await village.pack(group)
    refused = await village.officer.tap_payload(f"pk:undo.{pack.id}")
    assert "аны койгон киши гана" in refused
    said = await neighbour.tap("Жаңылыштым")
    assert "али жөнөтүлө элек" in said
    pack = await village.pack(group)
    assert (pack.state, pack.settled_by, pack.members) == (PackState.WAITING, None, None)
    assert "1 топко жөнөтүлө элек" in await village.officer.tap_payload(f"pk:b.{number}")
    again = await neighbour.tap_payload(f"pk:undo.{pack.id}")
    assert "али жөнөтүлө элек" in again, "a second tap frightens nobody"
    tags = [one.tag for one in await village.all(AuditEntry)]
    assert tags.count(AuditTag.TAKEN_BACK.value) == 1
    await village.go_to(at("2026-11-21 09:00"))
    assert len(await village.gets(neighbour)) == 1, "they are reminded as before"
    await neighbour.tap(DONE)
    await village.go_to(at("2026-11-22 00:10"))
    assert "ошол күнү гана" in await neighbour.tap_payload(f"pk:undo.{pack.id}")
    assert (await village.pack(group)).state is PackState.FORWARDED


async def test_both_languages_and_the_link_to_what_it_is_about(village: Village) -> None:
    await village.group(forwarder=village.officer, bilingual=True)
    await village.goes_out(BroadcastKind.NOTICE, text_ky="<b>Угуу</b>", text_ru="<b>Слушание</b>")
    clean = (await village.gets(village.officer))[0]
    assert clean.text.index("*Угуу*") < clean.text.index("*Слушание*")
    assert len(clean.attachments) == 2, "a picture in each language"


async def test_what_is_too_long_for_one_message_comes_in_two(village: Village) -> None:
    await village.group(forwarder=village.officer, bilingual=True)
    await village.goes_out(text_ky="Сөз " * 900, text_ru="Слово " * 600)
    *clean, buttons = await village.gets(village.officer)
    assert len(clean) == 2
    assert all(len(one.text) <= 4096 for one in clean)
    assert not [c for row in buttons.choices for c in row if c.url], "a phone would cut such a link"


@pytest.mark.parametrize(
    ("kind", "news", "comes"),
    [
        (BroadcastKind.ORDINARY, False, False),
        (BroadcastKind.ORDINARY, True, True),
        (BroadcastKind.SURVEY, False, True),
        (BroadcastKind.NOTICE, False, True),
    ],
)
async def test_ordinary_news_only_where_the_officer_said_so(
    village: Village, kind: BroadcastKind, news: bool, comes: bool
) -> None:
    await village.group(forwarder=village.officer, news=news)
    await village.goes_out(kind)
    assert bool(await village.gets(village.officer)) is comes


async def test_only_groups_whose_village_is_meant(village: Village) -> None:
    here, there = await village.village_id(), await village.village_id("kara-suu")
    await village.group("Биздин айыл", forwarder=village.officer, villages=[here])
    await village.group("Башка айыл", forwarder=village.officer, villages=[there])
    await village.group("Бүт аймак", forwarder=village.officer, villages=[])
    await village.goes_out(audience={"villages": [here]})
    told = "\n".join(str(one.text) for one in await village.gets(village.officer))
    assert "Биздин айыл" in told
    assert "Бүт аймак" in told
    assert "Башка айыл" not in told


async def test_a_group_that_comes_later_gets_nothing_old(village: Village) -> None:
    await village.goes_out()
    await village.group(forwarder=village.officer)
    await village.tick(minutes=1)
    assert not await village.gets(village.officer)


async def test_reminders_and_then_the_office(village: Village) -> None:
    neighbour = await village.resident()
    group = await village.group(forwarder=neighbour)
    await village.goes_out()
    await village.gets(neighbour)
    await village.tick(hours=4)
    assert not await village.gets(neighbour), "a bulletin can wait for the morning"
    for day in (21, 22, 23):
        await village.go_to(at(f"2026-11-{day} 08:59"))
        assert not await village.gets(neighbour)
        await village.go_to(at(f"2026-11-{day} 09:00"))
        (reminder,) = await village.gets(neighbour)
        assert "жөнөтүлө элек" in reminder.text
    assert "Миң-Булак айылы" not in await village.told(village.officer)
    await village.go_to(at("2026-11-24 09:00"))
    assert not await village.gets(neighbour)
    assert "Миң-Булак айылы: Айгүл эже" in await village.told(village.officer)
    told = len(await village.letters(village.officer))
    await village.go_to(at("2026-11-26 09:00"))
    assert len(await village.letters(village.officer)) == told, "the office hears of it once"

    pack = await village.pack(group)
    await village.officer.tap_payload(f"pk:o.{pack.id}")
    assert "Рахмат" in await village.officer.tap("Жөнөтүлдү")
    assert (await village.pack(group)).settled_by == await village.person(village.officer)


async def test_a_notice_is_asked_after_in_hours_and_never_at_night(village: Village) -> None:
    neighbour = await village.resident()
    await village.group(forwarder=neighbour)
    await village.goes_out(BroadcastKind.NOTICE)
    await village.gets(neighbour)
    await village.go_to(at("2026-11-20 15:01"))
    assert len(await village.gets(neighbour)) == 1
    await neighbour.tap(LATER)
    await village.go_to(at("2026-11-20 18:02"))
    assert len(await village.gets(neighbour)) == 1
    await village.go_to(at("2026-11-20 22:00"))
    assert not await village.gets(neighbour)
    await village.go_to(at("2026-11-21 08:00"))
    assert len(await village.gets(neighbour)) == 1


async def test_an_emergency_does_not_wait_for_the_morning(village: Village) -> None:
    neighbour = await village.resident()
    await village.group(forwarder=neighbour)
    clock.move_to(at("2026-11-20 23:00"))
    number = await village.draft(await village.person(village.officer), text_ky="Сел келатат")
    head = await village.person(village.head)
    async with village.database.session() as session:
        await decisions.send_emergency(session, number, head, "Сел келатат", clock.now())
    await village.tick()
    assert len(await village.gets(neighbour)) == 2
    await village.tick(minutes=31)
    assert len(await village.gets(neighbour)) == 1


async def test_a_stopped_message_is_not_forwarded_any_more(village: Village) -> None:
    neighbour = await village.resident()
    group = await village.group(forwarder=neighbour)
    number = await village.goes_out(arrives=False)
    await village.gets(neighbour)
    head = await village.person(village.head)
    await village.stop(number, head)
    await village.tick()
    (warning,) = await village.gets(neighbour)
    assert "жөнөтпөңүз" in warning.text
    pack = await village.pack(group)
    assert pack.state is PackState.STOPPED
    assert "токтотту" in await neighbour.tap_payload(f"pk:y.{pack.id}")
    async with village.database.session() as session:
        await decisions.resume(session, number, head, clock.now(), BISHKEK)
    await village.tick()
    assert len(await village.gets(neighbour)) == 2, "it goes on, and comes anew"


async def test_who_cannot_says_so_and_the_office_finds_another(village: Village) -> None:
    neighbour = await village.resident()
    deputy = await village.staff(Role.DEPUTY, name="Мирлан Абдыраев")
    group = await village.group(forwarder=neighbour)
    await village.goes_out()
    await village.gets(neighbour)
    assert "башка жол" in await neighbour.tap(CANNOT)
    assert "Айгүл эже" in await village.told(village.officer)
    await village.go_to(at("2026-11-22 09:00"))
    assert not await village.gets(neighbour)
    pack = await village.pack(group)
    await village.officer.tap_payload(f"pk:to.{pack.id}")
    assert "Мирлан" in await village.officer.tap("Мирлан")
    assert len(await village.gets(deputy)) == 2
    await deputy.tap(DONE)
    assert (await village.pack(group)).state is PackState.FORWARDED


async def test_the_officer_takes_it(village: Village) -> None:
    neighbour = await village.resident()
    group = await village.group(forwarder=neighbour)
    await village.goes_out()
    pack = await village.pack(group)
    assert "*Айлык баян*" in await village.officer.tap_payload(f"pk:me.{pack.id}")
    assert "Рахмат" in await village.officer.tap(DONE)


async def test_a_button_of_somebody_else_confirms_nothing(village: Village) -> None:
    group = await village.group(forwarder=await village.resident())
    await village.goes_out()
    pack, stranger = await village.pack(group), await village.resident()
    for verb in ("y", "later", "no", "again", "photo", "o", "me", "to"):
        assert "кызматкер" in await stranger.tap_payload(f"pk:{verb}.{pack.id}"), verb
    for payload in ("pk:y.999", "pk:y.x", "pk:", "vg:c.1", "vg:new", "fw:who.1", "fw:end.1", "vg:members.1"):
        await stranger.tap_payload(payload)
    assert (await village.pack(group)).state is PackState.WAITING


async def test_what_waits_for_a_week_is_given_up(village: Village) -> None:
    group = await village.group()
    await village.goes_out()
    assert "жөнөтө турган киши жок" in await village.told(village.officer)
    told = len(await village.letters(village.officer))
    await village.tick(hours=1)
    assert len(await village.letters(village.officer)) == told
    clock.move(timedelta(days=7))
    await village.tick()
    assert (await village.pack(group)).state is PackState.PAST


async def test_what_waits_is_handed_to_who_comes_next(village: Village) -> None:
    group = await village.group()
    await village.goes_out()
    neighbour = await village.resident()
    await village.agrees(neighbour, group)
    await village.tick()
    assert len(await village.gets(neighbour)) == 2


async def test_who_blocked_the_bot_is_missed_once_and_gets_it_when_back(village: Village) -> None:
    neighbour = await village.resident()
    await village.group(forwarder=neighbour)
    await neighbour.block()
    await village.goes_out()
    await village.tick(minutes=1)
    missed = [one for one in await village.letters(village.officer) if "байланыш жок" in one.text]
    assert len(missed) == 1
    await neighbour.unblock()
    await village.tick(minutes=1)
    assert len(await village.gets(neighbour)) >= 2


async def test_who_reads_it_in_whatsapp_forwards_it_as_it_stands(village: Village) -> None:
    neighbour = await village.resident()
    await village.group(forwarder=neighbour)
    async with village.database.session() as session:
        mine = update(Contact).where(Contact.address == neighbour.address)
        await session.execute(mine.values(channel="whatsapp"))
    await village.goes_out()
    clean, buttons = (await village.letters(neighbour))[-2:]
    assert "<b>Айлык баян</b>" in clean.text, "its channel marks it"
    assert len(buttons.choices) == 3
    assert not [choice for row in buttons.choices for choice in row if choice.url]
