"""Two about the same thing: what each author sees, whom their words reach, who decides their disputes."""

from datetime import timedelta

from sqlalchemy import update

from bot.areas.appeals import ending, figures, following
from bot.areas.appeals.models import Appeal, AppealState, Outcome
from bot.areas.people.models import Role
from bot.core import clock
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives, closes, disputes, in_hand, open_card, replies
from tests.areas.broadcasts.office import at
from tests.areas.residents.chat import BISHKEK, Phone
from tests.areas.residents.test_my_data import exported


async def join(desk: Desk, appeal: Appeal, first: Appeal) -> None:
    async with desk.database.session() as session:
        await ending.join(session, appeal.id, first.id, await desk.person(desk.officer), clock.now())


async def both(desk: Desk, one: Phone, other: Phone) -> tuple[Appeal, Appeal]:
    first = await in_hand(desk, one, "Жогорку көчөдө суу түтүгү жарылды")
    second = await arrives(desk, other, "Түтүк жарылып, суу агып жатат")
    await join(desk, second, first)
    return await desk.find(first.id), await desk.find(second.id)


async def test_the_whole_story_tells_that_it_is_handled_with_another_but_not_whose(desk: Desk) -> None:
    one, other = await desk.resident(), await desk.resident()
    first, second = await both(desk, one, other)
    story = await other.tap_payload(f"my:card.{second.id}")
    assert "башка кайрылуу менен бирге карайт" in story
    assert first.number not in story
    data = await exported(desk.town, other)
    assert "joined_with_others" in [entry["what"] for entry in data["appeals"][0]["history"]]
    assert first.number not in str(data)
    async with desk.database.session() as session:
        await ending.part(session, second.id, await desk.person(desk.officer), clock.now())
    story = await other.tap_payload(f"my:card.{second.id}")
    assert "кайра өзүнчө карайт" in story
    assert "башка кайрылуу" not in await one.tap_payload(f"my:card.{first.id}")


async def test_what_a_joined_ones_author_says_reaches_who_answers_it(desk: Desk) -> None:
    master = await desk.staff(Role.FINANCE_HEAD, name="Эркин Жумабаев")
    one, other = await desk.resident(), await desk.resident()
    first, second = await both(desk, one, other)
    async with desk.database.session() as session:
        await session.execute(
            update(Appeal).where(Appeal.id == first.id).values(handler_id=await desk.person(master))
        )
    await replies(desk, other, second, "Сүрөттө мектептин жаны")
    assert "мектептин жаны" in await desk.told(desk.officer)
    assert "мектептин жаны" in await desk.told(master)
    assert "мектептин жаны" in await open_card(master, second), "who answers both may read both"


async def test_a_reply_never_goes_to_its_author_who_handles_the_first(desk: Desk) -> None:
    one = await desk.resident()
    first, second = await both(desk, one, desk.head)
    async with desk.database.session() as session:
        await session.execute(
            update(Appeal).where(Appeal.id == first.id).values(handler_id=await desk.person(desk.head))
        )
    before = len(await desk.letters(desk.head))
    await replies(desk, desk.head, second, "Менин сөзүм")
    assert len(await desk.letters(desk.head)) == before
    assert "башка кишинин иши" in await open_card(desk.head, second)


async def test_what_a_joined_ones_author_disputes_stays_with_the_head(desk: Desk) -> None:
    one, other = await desk.resident(), await desk.resident()
    first, second = await both(desk, one, other)
    await closes(desk, first)
    await disputes(desk, one, first)
    await disputes(desk, other, second)
    async with desk.database.session() as session:
        head = await desk.person(desk.head)
        await ending.reopen(session, first.id, head, "Кайра көргүлө", clock.now(), BISHKEK)
    await closes(desk, await desk.find(first.id), "Түтүк алмаштырылды")
    assert (await desk.find(first.id)).state is AppealState.CLOSED
    assert (await desk.find(second.id)).state is AppealState.DISPUTED, "the head alone decides it"


async def repaired(desk: Desk, phone: Phone) -> Appeal:
    appeal = await closes(desk, await in_hand(desk, phone))
    async with desk.database.session() as session:
        await session.execute(update(Appeal).where(Appeal.id == appeal.id).values(outcome=Outcome.REPAIRED))
    return await desk.find(appeal.id)


async def test_not_fixed_counts_as_disputed_and_leaves_the_one_dispute_to_the_author(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await repaired(desk, phone)
    clock.move(timedelta(days=28, hours=1))
    said = await phone.tap_payload(f"my:broken.{appeal.id}")
    assert "башчы чечет" in said
    broken = await desk.find(appeal.id)
    assert broken.disputed_at is not None
    assert clock.now() - broken.disputed_at < timedelta(minutes=1)
    async with desk.database.reading() as session:
        start, end = at("2026-11-01 00:00"), at("2026-12-01 00:00")
        found = await figures.figures(session, start, end, clock.now().date(), BISHKEK)
    assert found.disputed == 1
    async with desk.database.session() as session:
        head, person = await desk.person(desk.head), await desk.person(phone)
        await ending.reopen(session, appeal.id, head, "Кайра көргүлө", clock.now(), BISHKEK)
    await closes(desk, await desk.find(appeal.id), "Бюджетте акча жок")
    assert "бир жолу билдире аласыз" in await desk.told(phone), "they were asked; this is their own word"
    async with desk.database.session() as session:
        await following.dispute(
            session, appeal.id, person, text="Макул эмесмин", attachments=[], now=clock.now()
        )
    assert (await desk.find(appeal.id)).state is AppealState.DISPUTED
