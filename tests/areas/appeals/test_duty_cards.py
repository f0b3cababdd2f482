"""The card in the duty group: who may do what by its buttons in which state, and that it tells the truth."""

import asyncio

import pytest
from sqlalchemy import update

from bot.areas.appeals import dialogs as appeals
from bot.areas.appeals import ending, following, handling
from bot.areas.appeals.models import Appeal, AppealEntry, AppealState, AppealTopic, Outcome
from bot.areas.appeals.texts import duty, duty_cards, office_refusals
from bot.areas.people import dialogs as people
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.errors import Refused
from bot.core.i18n import RESIDENT_LANGUAGES, Translator
from bot.core.messages import OutMessage
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.duty import STRANGER, Group
from tests.areas.appeals.office_day import arrives, revoke
from tests.areas.residents.chat import BISHKEK, Phone, open_town

WORDS = "Көчөдө суу жок"
SECRETS = (WORDS, "Айгүл Асанова", "Манас көчөсү", "+996", "maps")
FREE = {AppealState.NEW, AppealState.IN_HAND, AppealState.ASKED}
STATES = (*FREE, AppealState.DISPUTED, AppealState.CLOSED, AppealState.FORWARDED, AppealState.WITHDRAWN)
# Who may open it and who may take it, by hand.
WHO = {
    "stranger": (False, False),
    "resident": (False, False),
    "author": (False, False),
    "author who is an officer": (False, False),
    "officer": (True, True),
    "head": (True, True),
    "deputy": (False, False),
    "administrator": (False, False),
    "finance head": (False, False),
    "former officer": (False, False),
}
_ROLES = {
    "author who is an officer": Role.OFFICER,
    "administrator": Role.ADMINISTRATOR,
    "finance head": Role.FINANCE_HEAD,
    "former officer": Role.OFFICER,
}


async def person_of(desk: Desk, who: str) -> Phone | str:
    if who in {"officer", "head"}:
        return desk.officer if who == "officer" else desk.head
    if who == "stranger":
        return STRANGER
    if who == "deputy":
        return await desk.deputy()
    if who not in _ROLES:
        return await desk.resident()
    phone = await desk.staff(_ROLES[who], name="Эркин Садыков")
    if who == "former officer":
        await revoke(desk, phone)
    return phone


async def stands(desk: Desk, appeal: Appeal, state: AppealState, handler: Phone | None = None) -> None:
    values = {"state": state, "handler_id": await desk.person(handler) if handler else None}
    async with desk.database.session() as session:
        await session.execute(update(Appeal).where(Appeal.id == appeal.id).values(**values))


def shown(message: OutMessage) -> str:
    return f"{message.text}{message.choices}{message.attachments}{message.location}"


@pytest.mark.parametrize("who", WHO)
async def test_who_taps_in_which_state(desk: Desk, who: str) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    phone = await person_of(desk, who)
    author = phone if isinstance(phone, Phone) and who.startswith("author") else await desk.resident()
    appeal = await arrives(desk, author, name="Айгүл Асанова", place="Манас көчөсү", point=(42.8, 74.5))
    await group.arrives()
    opens, takes = WHO[who]
    for state in STATES:
        for verb, may in (("open", opens), ("take", takes and state in FREE)):
            await stands(desk, appeal, state)
            before = len(phone.seen) if isinstance(phone, Phone) else 0
            toast = await group.taps(phone, f"dc:{verb}.{appeal.id}")
            case = f"{who} {verb} {state}"
            assert 0 < len(toast) <= 200, case
            assert not any(secret in toast for secret in SECRETS), case
            now = await desk.find(appeal.id)
            took = isinstance(phone, Phone) and now.handler_id == await desk.person(phone)
            assert took is (may and verb == "take"), case
            if isinstance(phone, Phone):
                brought = [str(seen.message.text) for seen in phone.seen[before:]]
                assert any(WORDS in text for text in brought) is may, case
            for _, _, message in await group.arrives():
                assert not any(secret in shown(message) for secret in SECRETS), case


async def test_of_two_taps_in_two_processes_one_has_it(either_desk: Desk) -> None:
    desk = either_desk
    second = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    await Group(desk).is_chosen_by(desk.officer)
    author = await desk.resident()
    other = Desk(await open_town(desk.database, None, people.routes, *appeals.routes))
    for _ in range(3):
        appeal = await arrives(desk, author)
        payload = f"dc:take.{appeal.id}"
        said = await asyncio.gather(
            Group(desk).taps(desk.officer, payload), Group(other).taps(second, payload)
        )
        assert sorted("Эми бул Сизде" in one for one in said) == [False, True]
        taken = await desk.all(AppealEntry, AppealEntry.appeal_id == appeal.id, AppealEntry.kind == "taken")
        assert len(taken) == 1


async def test_forged_buttons_do_nothing_in_a_group(desk: Desk) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    appeal = await arrives(desk, await desk.resident())
    await group.arrives()
    mine = str(appeal.id)
    for payload in (
        f"ap:take.{mine}",
        f"ap:card.{mine}",
        "admin:",
        "menu:",
        "d:1.2.3",
        f"dg:stop.{mine}",
        f"dc:close.{mine}",
        "dc:take.",
        "dc:take.-1",
        "dc:take.١",
        "dc:take.999999",
        "dc:open.99999999999999999999",
        "dc:",
        "dc",
        "",
        "x" * 64,
    ):
        for who in (STRANGER, desk.officer):
            before = len(desk.officer.seen)
            assert 0 < len(await group.taps(who, payload)) <= 200, payload
            assert len(desk.officer.seen) == before, payload
    assert (await desk.find(appeal.id)).state is AppealState.NEW
    assert await group.is_silent()


async def test_a_card_works_wherever_it_stands_for_who_is_on_duty(desk: Desk) -> None:
    """Also in a group that is no longer the duty group, or that is not known at all."""
    appeal = await arrives(desk, await desk.resident())
    assert "жибердим" in await Group(desk, address="-9").taps(desk.officer, f"dc:take.{appeal.id}")
    assert (await desk.find(appeal.id)).handler_id == await desk.person(desk.officer)


async def test_who_blocked_the_bot_is_asked_to_come_back(desk: Desk) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    appeal = await arrives(desk, await desk.resident())
    await desk.head.block()
    assert "Start" in await group.taps(desk.head, f"dc:open.{appeal.id}")


async def test_the_card_follows_the_appeal(desk: Desk) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    await group.arrives()
    author = await desk.resident()
    appeal = await arrives(desk, author)
    ((number, _, card),) = await group.arrives()
    assert [choice.label for choice in card.choices[0]] == ["✋ Мен алам", "👁 Ачуу"]
    officer, head, now = await desk.person(desk.officer), await desk.person(desk.head), clock.now()
    writer = await desk.person(author)

    async def becomes(words: str) -> None:
        await desk.tick(seconds=5)
        found = await group.arrives()
        assert len(found) == 1
        assert found[0][1] == number, "the same card is drawn anew"
        assert words in found[0][2].text
        assert [choice.label for choice in found[0][2].choices[0]] == ["👁 Ачуу"]

    async with desk.database.session() as session:
        await handling.take(session, appeal.id, officer, now)
    await becomes("Асан Токтогулов")
    async with desk.database.session() as session:
        await handling.sort(session, appeal.id, officer, AppealTopic.WATER, now)
    await becomes("Суу")
    async with desk.database.session() as session:
        await handling.assign(session, appeal.id, officer, head, now)
    await becomes("Бакыт Осмонов")
    async with desk.database.session() as session:
        await handling.ask(session, appeal.id, head, "Кайсы үй?", [], now)
    await becomes("❓")
    async with desk.database.session() as session:
        await following.reply(session, appeal.id, writer, text="5-үй", attachments=[], now=now)
    await becomes("✋")
    async with desk.database.session() as session:
        await ending.close(
            session, appeal.id, head, outcome=Outcome.EXPLAINED, text="Эртең", files=[], now=now
        )
    await becomes("✅")
    async with desk.database.session() as session:
        await following.dispute(session, appeal.id, writer, text="Жок", attachments=[], now=now)
    await becomes("⚖️")
    async with desk.database.session() as session:
        await ending.uphold(session, appeal.id, head, "Туура", now)
    await becomes("✅")
    await desk.tick(seconds=5)
    assert await group.is_silent()


async def test_what_is_passed_on_or_taken_back_shows_too(desk: Desk) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    author = await desk.resident()
    passed, withdrawn = await arrives(desk, author), await arrives(desk, author, "Таштанды")
    await group.arrives()
    async with desk.database.session() as session:
        await ending.forward(
            session,
            passed.id,
            await desk.person(desk.officer),
            whose="Райондук жол",
            telephone=None,
            now=clock.now(),
        )
        await following.withdraw(session, withdrawn.id, await desk.person(author), clock.now())
    texts = [str(message.text) for _, _, message in await group.arrives()]
    assert any("➡️" in text and passed.number in text for text in texts)
    assert any("↩️" in text and withdrawn.number in text for text in texts)


async def test_opened_again_for_anybody_it_is_shown_again(desk: Desk) -> None:
    group = await Group(desk).is_chosen_by(desk.officer)
    second = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    author = await desk.resident()
    appeal = await arrives(desk, author)
    await group.arrives()
    mine, now = await desk.person(second), clock.now()
    async with desk.database.session() as session:
        await handling.take(session, appeal.id, mine, now)
        await ending.close(session, appeal.id, mine, outcome=Outcome.DONE, text="Бүттү", files=[], now=now)
        await following.dispute(
            session, appeal.id, await desk.person(author), text="Жок", attachments=[], now=now
        )
    await desk.tick(seconds=5)
    await group.arrives()
    await revoke(desk, second)
    async with desk.database.session() as session:
        await ending.reopen(session, appeal.id, await desk.person(desk.head), "Автордуку чын", now, BISHKEK)
    old, new = await group.arrives()
    assert "кайра ачылды" in old[2].text
    assert not old[2].choices
    assert new[1] is None
    assert "Мен алам" in str(new[2].choices)


@pytest.mark.parametrize("language", RESIDENT_LANGUAGES)
def test_what_stands_on_a_button_has_room_there(language: str) -> None:
    t = Translator(language, BISHKEK)
    name = Refused("appeals:has_it", name="Н" * 60)
    said = [
        duty_cards.brought(t, taken=True),
        duty_cards.brought(t, taken=False),
        office_refusals.has_it(t, name),
        *(word(t, Refused(code)) for code, word in duty.REFUSALS.items()),
    ]
    assert all(len(text) <= 200 for text in said)
    labels = (duty.yes_button, duty.no_button, duty.stop_button, duty.add_button, duty.label)
    assert all(len(label(t)) <= 20 for label in (*labels, duty_cards.open_button))
    assert len(duty.offer_button(t, "Айыл өкмөтүнүн кызматкерлери, баары")) <= 24
