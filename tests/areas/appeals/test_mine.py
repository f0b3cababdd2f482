"""What a resident sees of their own appeals and does about them; nobody else does it for them."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.areas.appeals import notices_to_author, service
from bot.areas.appeals.models import Appeal, AppealEntry, AppealState, EntryKind, Outcome
from bot.areas.people.models import Role, RoleGrant
from bot.core import clock
from bot.core.dialogs.place import read_point
from bot.core.messages import AttachmentKind, Location
from tests.areas.appeals.desk import Desk
from tests.areas.broadcasts.press import RUSSIAN, send_file
from tests.areas.residents.chat import Phone

VERBS = ("card", "files", "reply", "withdraw", "gone", "dispute", "works", "broken")
GONE = "Мындай кайрылуу жок"


async def happens(desk: Desk, appeal: Appeal, kind: EntryKind, state: AppealState, **more: object) -> None:
    """Past the office's dialogs; the author is told."""
    outcome = more.pop("outcome", None)
    async with desk.database.session() as session:
        found = await service.lock(session, appeal.id)
        found.state, found.handler_id = state, await desk.person(desk.officer)
        if kind is EntryKind.ANSWERED:
            found.outcome, found.closed_at = outcome, clock.now()  # type: ignore[assignment] # an Outcome
        entry = await service.note(
            session,
            found,
            kind,
            await desk.person(desk.officer),
            clock.now(),
            **more,  # type: ignore[arg-type] # the tests name only its parameters
        )
        await notices_to_author.state_changed(session, found, entry, clock.now())


async def answered(desk: Desk, phone: Phone, outcome: Outcome = Outcome.REPAIRED) -> Appeal:
    appeal = await desk.appeal(phone)
    await happens(desk, appeal, EntryKind.ANSWERED, AppealState.CLOSED, text="Түтүк алмашты", outcome=outcome)
    return appeal


async def test_the_author_hears_of_every_step_in_their_language(desk: Desk) -> None:
    phone = await desk.resident(RUSSIAN)
    appeal = await desk.appeal(phone)
    await happens(desk, appeal, EntryKind.TAKEN, AppealState.IN_HAND)
    assert "10 декабря 2026 г., четверг" in await desk.told(phone)
    before = len(await desk.letters(phone))
    await happens(desk, appeal, EntryKind.ASSIGNED, AppealState.IN_HAND)
    await happens(desk, appeal, EntryKind.NOTE, AppealState.IN_HAND, text="ичте гана")
    assert len(await desk.letters(phone)) == before
    await happens(
        desk,
        appeal,
        EntryKind.FORWARDED,
        AppealState.FORWARDED,
        about={"whose": "РЭС", "telephone": "0555 1"},
    )
    told = await desk.told(phone)
    assert "РЭС" in told
    assert "0555 1" in told
    card = await phone.tap_payload(f"my:card.{appeal.id}")
    assert "ичте гана" not in card
    assert "Айыл окмоту рассматривает" in card
    assert "Асан" not in card, "never who in the office"


async def test_a_question_is_answered_in_words_with_a_photo(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await desk.appeal(phone)
    await happens(desk, appeal, EntryKind.QUESTION, AppealState.ASKED, text="Кайсы көчө?")
    assert "Кайсы көчө?" in await desk.told(phone)
    assert "Кайсы көчө?" in await phone.tap_payload(f"my:reply.{appeal.id}")
    await phone.write("Ысык-Көл <5>")
    await send_file(phone, AttachmentKind.PHOTO)
    assert "жеткирилди" in await phone.tap("Жөнөтүү")
    assert (await desk.find(appeal.id)).state is AppealState.IN_HAND
    [letter] = [one for one in await desk.letters(desk.officer) if "Ысык-Көл" in str(one.text)]
    assert "Ысык-Көл &lt;5&gt;" in str(letter.text)
    assert len(letter.attachments) == 1


async def test_list_and_number_open_ones_own_alone(desk: Desk) -> None:
    phone, neighbour = await desk.resident(), await desk.resident()
    appeal = await desk.appeal(phone)
    theirs = await desk.appeal(neighbour)
    await phone.write("/myappeals")
    assert f"№ {appeal.number}" in phone.buttons
    assert f"№ {appeal.number}, Даттануу: <b>кабыл алынды</b>" in str(phone.seen[-1].message.text)
    assert "Көчөдө суу жок" in await phone.tap(appeal.number)
    assert "Көчөдө суу жок" in await phone.write(f"№ {appeal.number.replace('-', ' ')}")
    refused = {await phone.write(typed) for typed in (theirs.number, "26-9999-1", "26-0417-0")}
    assert len(refused) == 1
    assert GONE in refused.pop()
    assert GONE in await phone.write(f"/myappeals {theirs.number}")


@pytest.mark.parametrize(
    "forged",
    ["my:card.99999999999999999999", "my:list.9999999999", "tell:99999999999", "md:card.٩٩٩٩٩٩٩٩٩٩٩"],
)
async def test_a_number_no_button_carries_is_answered_as_an_old_button(desk: Desk, forged: str) -> None:
    phone = await desk.resident()
    assert "Эч нерсе өзгөргөн жок" in await phone.tap_payload(forged)
    said = await phone.write("/start deputy_99999999999999999999")
    assert "ката кетти" not in said


async def test_a_question_where_is_answered_with_a_point_on_the_map(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await desk.appeal(phone)
    await happens(desk, appeal, EntryKind.QUESTION, AppealState.ASKED, text="Кайсы жерде?")
    await phone.tap_payload(f"my:reply.{appeal.id}")
    await phone._do(location=Location(42.5, 74.5))
    await phone.write("Дүкөндүн жаны")
    await phone.tap("Жөнөтүү")
    told = await desk.told(desk.officer)
    assert "Дүкөндүн жаны" in told
    [link] = [line for line in told.splitlines() if "https://" in line]
    assert read_point(link.partition("📍 ")[2]) == (42.5, 74.5)


async def test_many_appeals_are_listed_in_pages(desk: Desk) -> None:
    phone = await desk.resident()
    for _ in range(9):
        await desk.appeal(phone)
        clock.move(timedelta(hours=6))
    await phone.write("/myappeals")
    await phone.tap("Эскилери")
    assert len(phone.buttons) == 4
    await phone.tap("Жаңылары")
    assert len(phone.buttons) == 9


async def test_withdrawing_is_asked_once_more(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await desk.appeal(phone)
    await phone.tap_payload(f"my:card.{appeal.id}")
    await phone.tap("Кайтарып алуу")
    await phone.tap("Жок, калсын")
    assert (await desk.find(appeal.id)).state is AppealState.NEW
    await phone.tap("Ооба, кайтарам")
    assert (await desk.find(appeal.id)).state is AppealState.WITHDRAWN
    assert "кайтарып алды" in await desk.told(desk.officer)
    assert "өзгөргөн жок" in await phone.tap("Ооба, кайтарам")


async def test_an_answer_is_disputed_once_and_the_head_hears_of_it(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await answered(desk, phone, Outcome.EXPLAINED)
    first, _ = (await desk.letters(phone))[-1].choices
    assert "Макул эмесмин" in first[0].label
    await phone.tap_payload(f"my:dispute.{appeal.id}")
    await phone.write("Суу дагы эле жок")
    await phone.tap("Жөнөтүү")
    assert (await desk.find(appeal.id)).state is AppealState.DISPUTED
    assert "Суу дагы эле жок" in await desk.told(desk.head)
    await happens(desk, appeal, EntryKind.UPHELD, AppealState.CLOSED, text="Жооп туура")
    assert "Жооп туура" in await desk.told(phone)
    assert "бир жолу айткансыз" in await phone.tap_payload(f"my:dispute.{appeal.id}")


async def test_after_a_month_it_is_too_late_to_dispute(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await answered(desk, phone)
    clock.move(timedelta(days=30))
    assert "айтуунун акыркы күнү өттү" in await phone.tap_payload(f"my:dispute.{appeal.id}")


async def test_weeks_after_a_repair_its_author_is_asked_once_whether_it_holds(desk: Desk) -> None:
    phone, other = await desk.resident(), await desk.resident()
    appeal = await answered(desk, phone)
    explained = await answered(desk, other, Outcome.EXPLAINED)
    assert "өзгөргөн жок" in await phone.tap_payload(f"my:broken.{appeal.id}"), "not asked yet"
    await desk.tick(days=28, hours=10)
    await desk.tick()
    asked = [one for one in await desk.letters(phone) if "жакшы иштеп" in str(one.text)]
    assert len(asked) == 1
    assert not [one for one in await desk.letters(other) if "жакшы иштеп" in str(one.text)]
    await phone.tap_payload(f"my:broken.{appeal.id}")
    found = await desk.find(appeal.id)
    assert (found.state, found.works_again) == (AppealState.DISPUTED, False)
    assert "«жок» деди" in await desk.all_told(desk.head)
    assert "«жок» деди" in await desk.all_told(desk.officer)
    assert "өзгөргөн жок" in await phone.tap_payload(f"my:works.{appeal.id}")
    assert "өзгөргөн жок" in await other.tap_payload(f"my:works.{explained.id}")


async def test_what_holds_is_noted_once(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await answered(desk, phone)
    await desk.tick(days=28, hours=1)
    assert "Рахмат" in await phone.tap_payload(f"my:works.{appeal.id}")
    assert "Муну айткансыз" in await phone.tap_payload(f"my:works.{appeal.id}")
    assert (await desk.find(appeal.id)).works_again


async def test_nobody_but_the_author_opens_or_changes_it_by_a_forged_button(desk: Desk) -> None:
    author, neighbour, former = await desk.resident(), await desk.resident(), await desk.resident()
    await desk.grant(await desk.person(former), Role.OFFICER, name="Мурунку")
    async with desk.database.session() as session:
        gone = await desk.person(former)
        await session.execute(
            update(RoleGrant).where(RoleGrant.person_id == gone).values(revoked_at=clock.now())
        )
    open_one, closed = await desk.appeal(author), await answered(desk, author)
    clock.move(timedelta(days=28, minutes=1))
    stranger = desk.town.phone()
    for appeal in (open_one, closed):
        before = await desk.find(appeal.id)
        for verb in VERBS:
            for phone in (neighbour, former, desk.officer, desk.head):
                assert GONE in await phone.tap_payload(f"my:{verb}.{appeal.id}"), verb
            assert "Көчөдө" not in await stranger.tap_payload(f"my:{verb}.{appeal.id}")
        assert (await desk.find(appeal.id)).state is before.state
    assert GONE in await author.tap_payload("my:card.9999")
    said = await desk.all(AppealEntry, AppealEntry.kind == EntryKind.REPLY)
    assert said == []


@pytest.mark.parametrize("payload", ["my:", "my:what.1", "my:card.x", "my:list.99", "my:list.-1"])
async def test_a_broken_button_shows_the_list(desk: Desk, payload: str) -> None:
    phone = await desk.resident()
    await desk.appeal(phone)
    assert "Кайрылууларыңыз" in await phone.tap_payload(payload)


async def test_who_has_no_phone_gets_nothing(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await desk.appeal(phone)
    async with desk.database.session() as session:
        (await service.lock(session, appeal.id)).author_id = None
    await happens(desk, appeal, EntryKind.TAKEN, AppealState.IN_HAND)
    assert await desk.letters(phone) == []
