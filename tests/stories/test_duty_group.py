"""The office's Telegram group: brought in by one tap, cards without a word of the author, who is first."""

import pytest

from bot.areas.appeals import notices, receiving
from bot.areas.appeals.models import Appeal, AppealKind, AppealState, DutyGroup, Origin
from bot.areas.appeals.receiving import Told
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.contacts import Contact
from bot.core.inbox import Inbound
from bot.core.places import Place
from bot.demo.telegram_emulator import Phone
from bot.demo.telegram_emulator.chats import Chat
from tests.town import Town

# Bots can't be in groups of WhatsApp: a duty group is Telegram's.
pytestmark = pytest.mark.parametrize("platform", ["telegram"], indirect=True)

WORDS = "Жогорку көчөдө түтүк жарылды"


@pytest.fixture
async def officer(town: Town) -> Phone:
    return await town.staff(Role.OFFICER, "Бакыт Асанов")


@pytest.fixture
async def second(town: Town) -> Phone:
    return await town.staff(Role.OFFICER, "Нургүл Асанова", "ru")


async def duty_group(town: Town, officer: Phone, *others: Phone) -> Chat:
    group = town.emulator.group(town.account, "Айыл өкмөтү", members=others, added_by=officer)
    await officer.tap("Кезметчилер тобу")
    await officer.tap("Ооба, ушул топ")
    await town.emulator.in_group(group, officer).wait_for("кезметчилер тобу")
    return group


async def complains(town: Town, author: Phone) -> Appeal:
    """As the residents' dialog ends it."""
    told = Told(kind=AppealKind.COMPLAINT, text=WORDS, name="Айгүл Асанова", place="Жогорку көчө, 12")
    person, now = await town.person_id(author), clock.now()
    async with town.app.database.session() as session:
        appeal = await receiving.receive(session, told, person, Origin.TELEGRAM, now, town.app.settings.zone)
        await notices.received(session, appeal, now)
    town.app.wake()
    return appeal


async def test_a_group_from_the_invitation_to_the_answer(town: Town, officer: Phone, second: Phone) -> None:
    author = await town.resident("Айгүл")
    stranger = town.phone("Бейтааныш", "ru")
    group = await duty_group(town, officer, second, stranger)
    await second.wait_for("Бакыт Асанов")
    appeal = await complains(town, author)
    here, there = town.emulator.in_group(group, officer), town.emulator.in_group(group, second)
    card = await here.wait_for(appeal.number)
    assert WORDS not in card.text
    assert "Айгүл" not in card.text
    assert "Жогорку" not in card.text
    await town.sent()
    before = len(officer.received)

    toast = await town.emulator.in_group(group, stranger).tap("Мен алам")
    assert "дежурных" in toast.text
    assert not stranger.received
    assert (await there.tap("Мен алам")).text == "✋ Теперь оно у Вас. Всё прислал в личный чат."
    assert WORDS in (await second.wait_for(WORDS)).text
    await here.wait_for(lambda _: "Нургүл Асанова" in card.text)
    assert card.labels == ["👁 Ачуу"]
    assert "Нургүл Асанова" in (await here.tap_data(card, f"dc:take.{appeal.id}")).text
    assert len(officer.received) == before, "nobody but who has it hears of it privately"

    await here.tap("Ачуу")
    assert WORDS in (await officer.wait_for(WORDS)).text
    assert not [
        row for row in await town.all(Contact) if row.address in {str(group.id), str(stranger.chat.id)}
    ]
    assert not [row for row in await town.all(Inbound) if row.payload]


async def test_a_group_that_becomes_a_supergroup_and_is_lost(
    town: Town, officer: Phone, second: Phone
) -> None:
    author = await town.resident("Айгүл")
    group = await duty_group(town, officer, second)
    first = await complains(town, author)
    await town.emulator.in_group(group, officer).wait_for(first.number)
    moved = town.emulator.migrate(group, joined_first=True)
    await town.emulator.in_group(moved, officer).wait_quiet()
    await town.tick()
    there = town.emulator.in_group(moved, officer)
    await there.wait_for(first.number)
    await town.restart()
    assert "Сизде" in (await there.tap("Мен алам")).text
    assert [place.address for place in await town.all(Place)] == [str(moved.id)]

    town.emulator.kick(moved, second)
    await town.app.receiving()
    await there.wait_quiet()
    await town.move(seconds=20)
    await officer.wait_for("иштебей калды")
    await second.wait_for("больше не работает")
    await town.move(seconds=60)
    lost = [shown for shown in officer.received if "иштебей калды" in shown.text]
    assert len(lost) == 1
    second_one = await complains(town, author)
    await officer.wait_for(second_one.number)
    assert (await town.find(DutyGroup, DutyGroup.chosen_at.is_not(None))).ended_at is not None
    assert (await town.find(Appeal, Appeal.id == second_one.id)).state is AppealState.NEW
