"""The list of the office, finding by number, and what is noted down for somebody without a phone."""

from datetime import timedelta

import pytest

from bot.areas.appeals.models import AppealAuthor, AppealKind, Origin
from bot.areas.appeals.rules import duplicates
from bot.areas.appeals.rules.duplicates import Draft
from bot.areas.people.models import Role
from bot.core.messages import AttachmentKind, Location
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives, closes, in_hand
from tests.areas.broadcasts.office import at
from tests.areas.broadcasts.press import NOON, send_file

SKIP = "Өткөрүп жиберүү"


async def test_the_list_shows_what_is_due_first_and_turns_its_pages(desk: Desk) -> None:
    phone = await desk.resident()
    for number in range(5):
        await desk.appeal(phone, f"Маселе {number}")
    other = await desk.resident()
    await in_hand(desk, other, "Кечиккен маселе")
    await desk.go_to(at("2026-12-11 10:00"))
    await desk.appeal(other, "Бүгүнкү маселе")
    assert "Жаңы" in await desk.officer.write("/cases")
    assert desk.officer.buttons[0].startswith("1. 🔴")
    assert max(len(label) for label in desk.officer.buttons[:5]) <= 24
    assert not any("Бүгүнкү" in label for label in desk.officer.buttons)
    await desk.officer.tap("Дагы")
    assert any("Бүгүнкү" in label and "🟢" in label for label in desk.officer.buttons)
    assert "Меники</b>: 1" in await desk.officer.tap("Меники (1)")
    assert any("Кечиккен" in label for label in desk.officer.buttons)
    await desk.officer.tap("Мөөнөтү өткөн (6)")
    await desk.officer.tap("Бүткөн (0)")
    assert len(desk.officer.seen[-1].message.choices) <= 10


async def test_a_colleague_with_one_in_hand_sees_just_that(desk: Desk) -> None:
    master = await desk.staff(Role.FINANCE_HEAD, name="Эркин Жумабаев")
    appeal = await in_hand(desk, await desk.resident(), "Эсеп туура эмес")
    await arrives(desk, await desk.resident(), "Башка маселе")
    await desk.officer.tap_payload(f"ap:give.{appeal.id}.{await desk.person(master)}")
    await master.write("/cases")
    assert any("Эсеп туура эмес" in label for label in master.buttons)
    assert "Башка маселе" not in "".join(master.buttons)
    await master.tap_payload("cases:open")
    assert "Башка маселе" not in "".join(master.buttons)
    assert not any("Жазып алуу" in label for label in master.buttons)


async def test_a_resident_has_no_such_list(desk: Desk) -> None:
    phone = await desk.resident()
    await arrives(desk, phone)
    for payload in ("cases:", "cases:open", "apfind:", "apenter:"):
        await phone.tap_payload(payload)
        assert "суу жок" not in phone.seen[-1].message.text
    assert "суу жок" not in await phone.write("/cases")


async def test_it_is_found_by_its_number_however_it_is_said(desk: Desk) -> None:
    appeal = await closes(desk, await in_hand(desk, await desk.resident()))
    assert "Көчөдө суу жок" in await desk.officer.write(f"/cases {appeal.number}")
    await desk.officer.write("/cases")
    await desk.officer.tap("Номери боюнча")
    assert "26-0417-7" in await desk.officer.write("26 0417 8")
    assert "жок" in await desk.officer.write("26-0417-7")
    assert "Көчөдө суу жок" in await desk.officer.write(appeal.number.replace("-", " "))
    assert "Кимден" in await desk.officer.write(appeal.number), "typed alone it opens the office's card too"
    assert "Көчөдө" not in await (await desk.resident()).write(appeal.number)


async def test_an_elder_without_a_phone_comes_with_a_paper(desk: Desk) -> None:
    before = await in_hand(desk, await desk.resident(), "Жогорку көчөдө түтүк жарылды", village_id=1)
    second = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    await desk.officer.write("/cases")
    await desk.officer.tap("Жазып алуу")
    await desk.officer.tap("Арыз")
    await desk.officer.write("Токтобек уулу Сатар")
    await desk.officer.write("0555 12 34 56")
    await desk.officer.write("Жогорку көчөдө түтүк жарылып кеткен")
    await send_file(desk.officer, AttachmentKind.PHOTO)
    await desk.officer.tap("Даяр")
    await desk.officer.tap("Миң-Булак")
    assert before.number in await desk.officer.write("12-үйдүн жаны"), "perhaps it is here already"
    shown = await desk.officer.tap("Сактоо")
    entered = await desk.find(before.id + 1)
    assert f"№  {entered.number}" in shown
    assert (entered.kind, entered.origin, entered.author_id) == (AppealKind.APPLICATION, Origin.STAFF, None)
    assert entered.entered_by == await desk.person(desk.officer)
    assert len(await desk.all_of(AppealAuthor)) == 1, "of who has no phone nothing is remembered"
    assert "0555 12 34 56" in await desk.told(second)
    assert entered.number not in await desk.told(desk.officer), "who wrote it down knows"

    await second.tap_payload(f"ap:take.{entered.id}")
    assert not any("Автордон" in label for label in second.buttons)
    assert "жок" in await second.tap_payload(f"ap:ask.{entered.id}")
    await second.tap_payload(f"ap:answer.{entered.id}")
    await second.tap("Аткарылды")
    await second.write("Түтүк алмаштырылды")
    await second.tap(SKIP)
    assert "0555 12 34 56" in await second.tap("Жоопту жөнөтүү")


async def test_the_place_of_who_came_without_a_phone_may_be_a_point_on_the_map(desk: Desk) -> None:
    before = await in_hand(desk, await desk.resident(), "Көпүрө сынды", point=(42.5, 74.5))
    await desk.officer.tap_payload("apenter:")
    await desk.officer.tap("Арыз")
    await desk.officer.write("Сатар")
    await desk.officer.tap(SKIP)
    await desk.officer.write("Көпүрө сынып калды")
    await desk.officer.tap(SKIP)
    await desk.officer.tap("Айылга тиешеси жок")
    assert "картадагы" in str(desk.officer.seen[-1].message.text)
    look = await desk.officer._do(location=Location(42.5001, 74.5))
    assert "картадагы чекит" in look
    assert before.number in look, "what is near is the same thing, whatever the village"
    await desk.officer.tap("Сактоо")
    entered = await desk.find(before.id + 1)
    assert (entered.latitude, entered.longitude, entered.place) == (42.5001, 74.5, None)


async def test_what_was_noted_half_is_kept(desk: Desk) -> None:
    await desk.officer.tap_payload("apenter:")
    await desk.officer.tap("Арыз")
    await desk.officer.write("Сатар")
    await desk.officer.tap("Жокко чыгаруу")
    await desk.officer.tap("Улантуу")
    assert "телефон" in desk.officer.seen[-1].message.text.casefold()


# what may be about the same


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Жогорку көчөдө суу түтүгү жарылды", "Жогорку кочодогу тутук жарылып кетти"),
        ("Прорвало трубу на Верхней улице", "на верхней улице прорвана труба"),
        ("Мектептин жанында таштанды", "Таштандыны мектептин жанынан албай жатышат"),
    ],
)
def test_the_same_matter_is_known_in_other_words(first: str, second: str) -> None:
    assert duplicates.likeness(Draft(first, 1), Draft(second, 1)) > 0
    assert duplicates.likeness(Draft(first, 1), Draft(second, 2)) == 0, "another village is another matter"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Жогорку көчөдө суу түтүгү жарылды", "Мектепке жол керек"),
        ("Саламатсызбы, бизге жол керек эле", "Саламатсызбы, бизге суу керек эле"),
        ("", "Мектепке жол керек"),
    ],
)
def test_another_matter_is_not_taken_for_the_same(first: str, second: str) -> None:
    assert duplicates.likeness(Draft(first, 1), Draft(second, 1)) == 0


def test_near_on_the_map_counts_whatever_the_village() -> None:
    here = Draft("Чуңкур бар, машина кетти", 1, 42.0712, 74.5161)
    near = Draft("жолдо чуңкур", 2, 42.0725, 74.5170)
    far = Draft("жолдо чуңкур", 2, 42.0812, 74.5161)
    assert duplicates.likeness(here, near) > 1
    assert duplicates.likeness(here, far) == 0
    assert duplicates.likeness(here, Draft(None, None, 42.0713, 74.5162)) > 0, "a photo at the same place"


def test_what_is_long_past_is_no_duplicate() -> None:
    month = timedelta(days=30)
    assert duplicates.is_fresh(NOON - month, None, NOON)
    assert not duplicates.is_fresh(NOON - 3 * month, None, NOON)
    assert not duplicates.is_fresh(NOON - month, NOON - timedelta(days=20), NOON)
