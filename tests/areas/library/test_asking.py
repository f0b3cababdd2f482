"""Residents look for things, ask for what is missing, and hear when it is there; the office is reminded."""

import pytest
from sqlalchemy import select

from bot.areas.library import dialogs as library
from bot.areas.library import jobs, personal
from bot.areas.library.models import Wish
from bot.areas.library.rules.freshness import State
from bot.areas.municipality.models import Municipality
from bot.areas.people.models import Role
from bot.areas.residents import my_data
from bot.core import clock
from bot.core.contacts import meet
from bot.outbox.models import Delivery
from tests.areas.broadcasts.office import at
from tests.areas.broadcasts.press import RUSSIAN
from tests.areas.library.reading_room import ReadingRoom
from tests.areas.residents.chat import BISHKEK, Phone


async def test_asked_once_counted_once_and_told_when_it_appears(either_room: ReadingRoom) -> None:
    room = either_room
    resident, russian = await room.resident(), await room.resident(RUSSIAN)
    assert "баарына ачык болушу керек" in await resident.tap_payload("info:card.pub11b")
    assert "эсепке алынды" in await resident.tap("🙋 Бул мага керек")
    assert "бир жолу эсептелет" in await resident.tap_payload("info:ask.pub11b")
    await russian.tap_payload("info:ask.pub11b")
    said = await resident.tap_payload("info:card.pub11b")
    assert "2 тургун сураган. Биринчиси: 20-ноябрь" in said
    assert "Сиз да сурагансыз" in said
    assert "2 тургун сурап жатат" in await room.officer.tap_payload("lib:card.pub11b")
    assert "2 тургунга кабар берилет" in await room.put("pub11b", "Бухгалтер керек")
    assert "Сиз сураган маалымат чыкты: <b>Бош кызмат орундары</b>" in await room.told(resident)
    assert "Появилось то, о чём Вы просили: <b>Вакансии</b>" in await room.told(russian)
    await resident.receive()
    assert "Бухгалтер керек" in await resident.tap("📄 Ачуу")
    # Told once: a second publication tells nobody again.
    assert "кабар берилет" not in await room.put("pub11b", "Юрист керек")
    assert "бар: /info" in await resident.tap_payload("info:ask.pub11b")


async def test_who_reads_russian_may_ask_for_russian(room: ReadingRoom) -> None:
    await room.put("pub2b", "Бюджет")
    russian = await room.resident(RUSSIAN)
    await russian.tap_payload("info:card.pub2b")
    await russian.tap("🙋 Нужно на русском")
    await room.put("pub2b", "Бюджет, жаңысы")
    assert not await room.letters(russian)
    await room.put("pub2b", "Бюджет 42 млн", language="ru")
    assert "Утверждённый бюджет" in await room.told(russian)


async def test_at_night_nobody_is_woken(room: ReadingRoom) -> None:
    resident = await room.resident()
    await resident.tap_payload("info:ask.pub5")
    clock.move_to(at("2026-11-20 23:00"))
    await room.put("pub5", "Чаралар")

    waiting = await room.all(Delivery, Delivery.address == resident.address, Delivery.due_at > clock.now())
    assert [one.due_at for one in waiting] == [at("2026-11-21 08:00")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("бюджет", "Бекитилген бюджет"),
        ("Вакансии", "Бош кызмат орундары"),
        ("онуктуруу", "Өнүктүрүү программасы"),
    ],
)
async def test_typed_words_find_sections(room: ReadingRoom, typed: str, found: str) -> None:
    resident = await room.resident()
    assert typed in await resident.write(typed)
    assert any(found in label for label in resident.buttons)
    await room.put("pub2b")
    await resident.write("бюджет")
    assert resident.buttons[0] == "📄 Бекитилген бюджет"  # what there is before what is missing
    await resident.write(f"/info {typed}")
    assert any(found in label for label in resident.buttons)


async def test_what_is_written_inside_is_found_too(room: ReadingRoom) -> None:
    await room.put("pub5", "Ишеним телефону жана кызыкчылыктардын декларациясы")
    resident = await room.resident()
    await resident.tap_payload("info:find.")
    await resident.write("декларация")
    assert "📄 Коррупцияга каршы" in resident.buttons
    assert "эч нерсе табылган жок" in await resident.write("/info самолет")
    await resident.tap("🔎 Издөө")
    assert "Бир-эки эле сөз" in await resident.write("сөз " * 100)


async def test_a_letter_is_not_taken_for_a_search(room: ReadingRoom) -> None:
    resident = await room.resident()
    for text in ("Көчөдө суу жок, бюджет кайда, качан оңдойсуздар, күтүп жатабыз", "салам", "рахмат чоң"):
        assert "🔎" not in await resident.write(text), text


async def test_pages_hold_every_section_once(room: ReadingRoom) -> None:
    resident = await room.resident()
    await resident.write("/info")
    seen: list[str] = []
    for _ in range(3):
        seen += [label for label in resident.buttons if label[0] in "📄▫"]
        assert len(resident.buttons) <= 10
        await resident.tap("Дагы")
    assert len(seen) == len(set(seen)) == 17


async def test_old_ones_say_so_and_a_look_renews_them(room: ReadingRoom) -> None:
    await room.put("issues", "Тизме")
    resident = await room.resident()
    clock.move_to(at("2027-05-20 12:00"))
    assert (await room.shelf("issues")).state is State.FRESH
    clock.move_to(at("2027-05-21 12:00"))
    assert (await room.shelf("issues")).state is State.STALE
    assert "эскирип калды" in await resident.tap_payload("info:card.issues")
    assert "мөөнөтү өтүп кетти: 20-май" in await room.officer.tap_payload("lib:card.issues")
    assert "азыр да туура" in await room.officer.tap("☑️ Азыр да туура")
    assert (await room.shelf("issues")).state is State.FRESH
    said = await resident.tap_payload("info:card.issues")
    assert "эскирип калды" not in said
    assert "карап чыкты, азыр да туура: 21-май" in said
    assert "текшере турган эч нерсе жок" in await room.officer.tap_payload("lib:check.pub5")


# The clock


async def test_once_a_week_in_the_offices_hours_one_message_each(room: ReadingRoom) -> None:
    finance = await room.staff(Role.FINANCE_HEAD, name="Эркин Жумабаев")
    resident = await room.resident()
    await resident.tap_payload("info:ask.pub11b")
    await room.go_to(at("2026-11-26 10:00"))
    assert not await room.letters(room.officer)  # who has only begun knows that nothing is there
    await room.go_to(at("2026-11-28 10:00"))  # Saturday
    await room.go_to(at("2026-11-30 08:30"))
    assert not await room.letters(room.officer)
    await room.go_to(at("2026-11-30 09:05"))
    said = await room.told(room.officer)
    assert "Тургундар сурап жатат:\n• Бош кызмат орундары – 1" in said
    assert "Азырынча бош:" in said
    assert "Бекитилген бюджет" not in said
    assert "Бекитилген бюджет" in await room.told(finance)
    # The council's own section has nobody yet, so all who keep the library hear of it.
    assert "Ишти баалоо" in said
    assert "Ишти баалоо" in await room.told(room.head)
    await room.go_to(at("2026-11-30 15:00"))
    await room.go_to(at("2026-12-04 10:00"))
    assert len(await room.letters(room.officer)) == 1
    await room.go_to(at("2026-12-07 09:05"))
    assert len(await room.letters(room.officer)) == 2
    assert not await room.letters(resident)


async def test_the_menu_counts_what_waits_for_this_person_alone(room: ReadingRoom) -> None:
    async def waits(phone: Phone) -> int:
        person = await room.person(phone)
        async with room.database.reading() as session:
            return await library.count_due(session, person)

    everything = await waits(room.officer)
    finance = await room.staff(Role.FINANCE_HEAD, name="Эркин Жумабаев")
    secretary = await room.staff(Role.COUNCIL_SECRETARY, name="Гүлнара Садыкова")
    assert await waits(finance) == 2, "both budgets, not the colleagues' sections"
    assert await waits(room.officer) + await waits(secretary) == everything - 2
    await room.put("pub2b", phone=finance)
    await room.put("pub2b", language="ru", phone=finance)
    assert await waits(finance) == 1


async def test_what_was_filled_is_not_asked_for(room: ReadingRoom) -> None:
    finance = await room.staff(Role.FINANCE_HEAD, name="Эркин Жумабаев")
    await room.staff(Role.COUNCIL_SECRETARY, name="Нурзат Осмонова")
    await room.put("pub2a", "Долбоор")
    await room.put("pub2b", "Бюджет")
    await room.go_to(at("2026-11-30 09:05"))
    assert not await room.letters(finance)
    await room.go_to(at("2027-05-24 09:05"))
    said = await room.told(finance)
    assert "6 айдан бери жаңырган эмес" in said
    assert "Бекитилген бюджет – 20-ноябрь" in said


async def test_the_next_reminder_is_foretold(room: ReadingRoom) -> None:
    async with room.database.reading() as session:
        created = (await session.get_one(Municipality, 1)).created_at
        first = await jobs.next_due(session, clock.now(), BISHKEK)
    assert created <= clock.now()
    assert first == at("2026-11-27 09:00")
    await room.go_to(first)
    async with room.database.reading() as session:
        assert await jobs.next_due(session, clock.now(), BISHKEK) == at("2026-12-04 09:00")


async def test_what_is_kept_of_a_resident_is_given_and_goes_with_them(room: ReadingRoom) -> None:
    resident = await room.resident()
    await resident.tap_payload("info:ask.pub5")
    person = await room.person(resident)
    async with room.database.session() as session:
        kept = await personal.kept_data(session, person)
        assert [one["section"] for one in kept["library_asked_for"]] == ["pub5"]
        contact = await meet(session, "telegram", resident.address, clock.now())
        await my_data.delete_person(session, contact, clock.now(), erasers=(personal.forget,))
    async with room.database.reading() as session:
        assert not (await session.scalars(select(Wish))).all()
    assert (await room.shelf("pub5")).waiting == 0
