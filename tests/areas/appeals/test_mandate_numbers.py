"""A mandate's number in other hands: what is public opens, what is not is like one that is not there."""

import pytest
from sqlalchemy import event, update

from bot.areas.appeals.models import Appeal, AppealState
from bot.areas.appeals.rules.numbers import make_number
from tests.areas.appeals.desk import Desk
from tests.areas.residents.chat import Phone

WORDS = "Мектепке жол керек"
MISSING = make_number(2026, 9999)
NONE = "Мындай кайрылуу жок"


async def test_the_number_of_a_public_mandate_opens_its_public_face(either_desk: Desk) -> None:
    desk = either_desk
    deputy, author, neighbour = await desk.deputy(), await desk.voter(), await desk.voter()
    mandate = await desk.mandate(author, deputy, name="Айбек Бекпаев", place="Манас 5")
    await deputy.tap_payload(f"dm:plan.{mandate.id}")
    await deputy.write("Жолду тегиздейбиз")
    await deputy.write("25.12")
    for typed in (mandate.number, f"№ {mandate.number}", f"/myappeals {mandate.number}"):
        said = await neighbour.write(typed)
        assert WORDS in said
        assert "Жолду тегиздейбиз" in said, "progress is public"
        assert "Айбек" not in said
        assert "Манас 5" not in said
    await neighbour.tap("Мага да маанилүү")
    stranger = await desk.resident(village="ak-terek")
    assert WORDS in await stranger.write(mandate.number)
    assert "Кошумчалоо" not in str(stranger.buttons)
    assert WORDS in await desk.officer.write(mandate.number)


async def test_what_the_author_hid_or_took_back_is_nobodys_to_read(desk: Desk) -> None:
    deputy, author, neighbour = await desk.deputy(), await desk.voter(), await desk.voter()
    mandate = await desk.mandate(author, deputy)
    await author.tap_payload(f"md:hide.{mandate.id}")
    assert NONE in await neighbour.write(mandate.number)
    await author.tap_payload(f"md:show.{mandate.id}")
    assert WORDS in await neighbour.write(mandate.number)
    await author.tap_payload(f"my:gone.{mandate.id}")
    assert NONE in await neighbour.write(mandate.number)
    assert NONE in await neighbour.tap_payload(f"md:card.{mandate.id}")
    assert WORDS in await author.write(mandate.number)


async def test_a_deputy_opens_their_own_by_its_number_and_no_colleagues(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    mandate = await desk.mandate(author, deputy, open_to_all=False, name="Айбек Бекпаев")
    assert "Айбек Бекпаев" in await deputy.write(mandate.number)
    await deputy.tap("Кабыл алуу")
    other = await desk.deputy("Башка Депутат")
    assert NONE in await other.write(mandate.number)


async def statements(desk: Desk, phone: Phone, typed: str) -> tuple[str, list[str]]:
    """What is answered, and all that was asked of the database for it."""
    asked: list[str] = []
    engine = desk.database.engine.sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        said = await phone.write(typed)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return said, asked


@pytest.mark.parametrize("state", [AppealState.NEW, AppealState.CLOSED])
async def test_a_private_one_and_a_missing_one_are_told_apart_by_nothing(
    desk: Desk, state: AppealState
) -> None:
    """The same words, the same buttons, the very same work."""
    deputy, author, stranger = await desk.deputy(), await desk.voter(), await desk.voter()
    mandate = await desk.mandate(author, deputy, open_to_all=False)
    complaint = await desk.appeal(author)
    async with desk.database.session() as session:
        await session.execute(update(Appeal).values(state=state))
    colleague = await desk.deputy("Башка Депутат")
    for phone, numbers in (
        (stranger, (mandate.number, complaint.number)),
        (colleague, (mandate.number, complaint.number)),
        (desk.officer, (mandate.number,)),
    ):
        await phone.write(MISSING)
        missing = await statements(desk, phone, MISSING)
        assert NONE in missing[0]
        for number in numbers:
            assert await statements(desk, phone, number) == missing
            assert not phone.seen[-1].message.choices
