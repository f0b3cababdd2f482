"""In Telegram groups and channels the bot posts by itself, once, and only where the office said so."""

from bot.areas.broadcasts.models import BroadcastKind
from bot.areas.groups.models import Pack, PackState, VillageGroup
from bot.core import places
from bot.core.messages import Happening, PlaceKind
from bot.core.places import Place
from bot.outbox.models import Status
from tests.areas.groups.village import PLACE, Village


async def registered(village: Village, kind: PlaceKind = PlaceKind.GROUP, language: str = "Кыргызча") -> None:
    await village.place(village.officer, Happening.JOINED, kind)
    await village.officer.tap("Айыл тобу")
    await village.officer.tap("Миң-Булак жаңылыктары")
    await village.officer.tap("Бардык айылдар")
    await village.officer.tap("Даяр")
    await village.officer.write("900")
    await village.officer.tap(language)
    assert "өзүм жазам" in await village.officer.tap("Кабарлар да барсын")


async def test_a_post_goes_once_with_a_link_instead_of_buttons(either_village: Village) -> None:
    village = either_village
    await registered(village, PlaceKind.CHANNEL, "Кыргызча жана орусча")
    number = await village.goes_out(
        BroadcastKind.ORDINARY,
        text_ky="<b>Кабар</b>",
        text_ru="<b>Новость</b>",
        choices={"ky": [[["Келем", "mt:yes.1", None]]]},
    )
    await village.tick()
    (post,) = await village.posted()
    assert "<b>Кабар</b>" in post.text
    assert "<b>Новость</b>" in post.text
    assert [choice.url for row in post.choices for choice in row] == ["https://t.me/jarchy_bot"] * 2
    await village.tick(minutes=1)
    assert not await village.posted()
    assert "1 топ, 900 катышуучу" in await village.officer.tap_payload(f"bc:report.{number}")


async def test_of_a_strangers_group_nothing_is_said(village: Village) -> None:
    neighbour = await village.resident()
    await village.place(neighbour, Happening.JOINED)
    await village.place("990001", None, text="/groups@jarchy_bot")
    seen = len(neighbour.seen)
    await village.place(neighbour, None, text="/groups")
    assert "кызматкер" in neighbour.seen[seen].message.text
    await village.goes_out()
    assert not await village.posted()
    assert "Миң-Булак жаңылыктары" not in await village.officer.tap_payload("vg:tg")
    place = (await village.all(Place))[0]
    assert "эми жокмун" in await village.officer.tap_payload(f"vg:place.{place.id}")


async def test_who_says_no_may_say_yes_later(village: Village) -> None:
    await village.place(village.officer, Happening.JOINED)
    assert "жазбайм" in await village.officer.tap("Жок")
    await village.officer.tap_payload("vg:tg")
    assert "аталсын" in await village.officer.tap("📣 Миң-Булак")


async def test_a_duty_group_is_no_village_group(village: Village) -> None:
    await village.place(village.officer, Happening.JOINED)
    async with village.database.session() as session:
        place = await places.find(session, "telegram", PLACE)
        assert place is not None
        assert places.claim(place, "duty")
    assert "кезметчилер тобу" in await village.officer.tap("Айыл тобу")
    seen = len(village.officer.seen)
    await village.place(village.officer, None, text="/groups")
    assert "кезметчилер тобу" in village.officer.seen[seen].message.text


async def test_a_bot_that_was_removed_is_missed_once_and_comes_back(village: Village) -> None:
    await registered(village)
    await village.place("990001", Happening.REMOVED)
    await village.goes_out()
    await village.tick(minutes=1)
    await village.goes_out()
    told = [one for one in await village.letters(village.officer) if "чыгарып салышты" in one.text]
    assert len(told) == 1
    assert not await village.posted()
    await village.place("990001", Happening.JOINED)
    await village.tick(minutes=1)
    assert len(await village.posted()) == 2


async def test_a_post_that_is_refused_is_told_once(village: Village) -> None:
    await registered(village)
    await village.goes_out()
    assert await village.posted(Status.FAILED, "bad_markup")
    await village.tick(seconds=10)
    await village.tick(seconds=10)
    told = [one for one in await village.letters(village.officer) if "жазылбай калды" in one.text]
    assert len(told) == 1
    assert (await village.all(Pack))[0].state is PackState.FAILED


async def test_a_stopped_message_is_not_posted(village: Village) -> None:
    await registered(village)
    number = await village.goes_out(arrives=False)
    await village.stop(number, await village.person(village.head))
    await village.tick()
    assert not await village.posted()
    assert (await village.all(Pack))[0].state is PackState.STOPPED


async def test_a_closed_group_frees_its_place(village: Village) -> None:
    await registered(village)
    group = (await village.all(VillageGroup))[0]
    await village.officer.tap_payload(f"vg:shut.{group.id}")
    assert (await village.all(Place))[0].used_for is None
    await village.goes_out()
    assert not await village.posted()
