"""What the office sees: the words while it answers, what waits for the head, what a colleague left."""

import pytest

from bot.areas.appeals import queries
from bot.areas.people.models import Role
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives, closes, disputes, in_hand, open_card, revoke
from tests.areas.broadcasts.office import at
from tests.areas.residents.chat import Phone


async def waiting(desk: Desk, phone: Phone) -> int:
    async with desk.database.reading() as session:
        return await queries.count_waiting(session, await desk.person(phone))


@pytest.mark.parametrize("button", ["Жооп берүү", "Автордон суроо", "Биздики эмес", "Жазып коюу"])
async def test_the_words_stay_while_something_is_typed_about_them(desk: Desk, button: str) -> None:
    appeal = await in_hand(desk, await desk.resident())
    await open_card(desk.officer, appeal)
    await desk.officer.tap(button)
    assert desk.officer.seen[-1].replaces is None, "the card is needed to answer it"
    assert "суу жок" in desk.officer.seen[-2].message.text


async def test_a_deputy_answers_with_the_mandate_before_their_eyes(desk: Desk) -> None:
    deputy = await desk.deputy()
    mandate = await desk.mandate(await desk.voter(), deputy)
    await deputy.tap_payload(f"dm:card.{mandate.id}")
    await deputy.tap("Жооп берүү")
    assert deputy.seen[-1].replaces is None


async def test_what_waits_for_the_head_is_counted_and_comes_first(desk: Desk) -> None:
    author = await desk.resident()
    disputed = await disputes(desk, author, await closes(desk, await in_hand(desk, author)))
    await arrives(desk, await desk.resident(), "Жаңы маселе")
    assert (await waiting(desk, desk.head), await waiting(desk, desk.officer)) == (2, 1)
    await desk.head.write("/cases")
    assert desk.head.buttons[0].startswith("1. ⚖️")
    assert f"<b>1.</b> ⚖️ {disputed.number}" in desk.head.seen[-1].message.text
    assert "Чечүү керек" in desk.head.seen[-1].message.text
    await desk.officer.write("/cases")
    assert not any("Чечүү керек" in label for label in desk.officer.buttons)

    await desk.officer.tap_payload(f"ap:block.{disputed.id}")
    await desk.officer.write("Сөгүнөт")
    await author.write("/objection")
    await author.write("Сөгүнгөн жокмун")
    assert (await waiting(desk, desk.head), await waiting(desk, desk.officer)) == (3, 1)


async def test_the_heads_list_fits_a_phone_whatever_there_is(desk: Desk) -> None:
    for number in range(6):
        await desk.appeal(await desk.resident(), f"Маселе {number}")
    author = await desk.resident()
    await disputes(desk, author, await closes(desk, await in_hand(desk, author)))
    mine = await arrives(desk, author, "Башчыныкы")
    await desk.head.tap_payload(f"ap:take.{mine.id}")
    for which in ("disputed", "new", "mine", "late", "open", "closed"):
        await desk.head.tap_payload(f"cases:{which}")
        assert len(desk.head.seen[-1].message.choices) <= 10


async def test_what_was_answered_in_time_is_not_late_because_it_is_disputed(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await disputes(desk, author, await closes(desk, await in_hand(desk, author)))
    await desk.go_to(at("2026-12-14 11:00"))
    card = await open_card(desk.head, appeal)
    assert "🔴" not in card
    assert "Жооп берүүнүн акыркы күнү" not in card
    assert "Түшүндүрүлдү. Насос оңдолду" in card, "the head reads what the office said came of it"
    assert "Мөөнөтү өткөн</b>\n" in await desk.head.tap_payload("cases:late")


async def test_the_head_is_reminded_of_a_dispute_as_of_a_decision_of_their_own(desk: Desk) -> None:
    author = await desk.resident()
    await disputes(desk, author, await closes(desk, await in_hand(desk, author)))
    await desk.go_to(at("2026-12-14 11:00"))
    digest = (await desk.letters(desk.head))[-1]
    assert digest.choices[0][0].label.startswith("⚖️"), "it isn't overdue: it was answered in time"
    assert "Карап жаткан" not in digest.text


async def test_who_has_it_again_reads_why_the_head_opened_it(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await disputes(desk, author, await closes(desk, await in_hand(desk, author)))
    await desk.head.tap_payload(f"ap:reopen.{appeal.id}")
    await desk.head.write("Экинчи насосту да караңыз")
    card = await open_card(desk.officer, appeal)
    assert card.index("Суу дагы эле жок") < card.index("Экинчи насосту")


async def test_what_a_colleague_leaves_behind_is_told_the_next_morning(desk: Desk) -> None:
    master = await desk.staff(Role.FINANCE_HEAD, name="Эркин Жумабаев")
    appeal = await in_hand(desk, await desk.resident())
    await desk.officer.tap_payload(f"ap:give.{appeal.id}.{await desk.person(master)}")
    await revoke(desk, master)
    await desk.go_to(at("2026-11-23 10:00"))
    assert "Эркин Жумабаев мында иштебей калды" in await desk.told(desk.officer)
    assert "мында иштебей калды" in await open_card(desk.officer, appeal)
    before = await desk.letters(desk.officer)
    await desk.go_to(at("2026-11-24 10:00"))
    assert len(await desk.letters(desk.officer)) == len(before), "once"
    await desk.officer.tap_payload(f"ap:take.{appeal.id}")
    assert "мында иштебей калды" not in await open_card(desk.officer, appeal)


async def test_what_is_answered_together_is_one_thing_to_be_reminded_of(desk: Desk) -> None:
    first = await in_hand(desk, await desk.resident(), "Көчөдө суу жок")
    second = await in_hand(desk, await desk.resident(), "Суу дагы эле жок")
    await desk.officer.tap_payload(f"ap:same.{second.id}.{first.id}")
    await desk.go_to(at("2026-12-14 11:00"))
    digest = (await desk.letters(desk.head))[-1]
    assert "1 кайрылууга" in digest.text
    assert second.number in digest.text
    assert not any(second.number in row[0].label for row in digest.choices)


async def test_many_colleagues_come_in_pages(desk: Desk) -> None:
    for number in range(12):
        await desk.staff(Role.OFFICER, name=f"Кызматкер {number}")
    appeal = await in_hand(desk, await desk.resident())
    await desk.officer.tap_payload(f"ap:give.{appeal.id}")
    assert len(desk.officer.seen[-1].message.choices) <= 10
    await desk.officer.tap("Дагы")
    assert "Кызматкер 11" in desk.officer.buttons
    assert "Кызматкер 11" in await desk.officer.tap("Кызматкер 11")


async def test_the_head_reads_with_whom_the_overdue_lies(desk: Desk) -> None:
    await in_hand(desk, await desk.resident())
    await desk.go_to(at("2026-12-14 11:00"))
    assert "Карап жаткан: Асан Токтогулов" in await desk.told(desk.head)
    assert "Карап жаткан" not in await desk.told(desk.officer), "their own name tells them nothing"
