"""What a head disputes is never decided by that head; nor does anybody decide about their own stop."""

from datetime import timedelta

from bot.areas.appeals import blocking
from bot.areas.appeals.models import Appeal, AppealState, AuthorBlock
from bot.areas.appeals.rules.access import MATRIX, Action, Relation
from bot.areas.people.models import Role
from bot.core import clock
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives, closes, disputes, in_hand, open_card, revoke
from tests.areas.broadcasts.office import at
from tests.areas.residents.chat import Phone

REASON = "Чуңкур ордунда турат"


async def disputed_by_head(desk: Desk) -> Appeal:
    appeal = await closes(desk, await in_hand(desk, desk.head, "Биздин көчөдө чуңкур"))
    return await disputes(desk, desk.head, appeal, REASON)


async def chair_of(desk: Desk) -> Phone:
    return await desk.staff(Role.COUNCIL_CHAIR, name="Төрага")


async def test_the_councils_chair_decides_what_the_head_disputes(either_desk: Desk) -> None:
    desk = either_desk
    chair = await chair_of(desk)
    appeal = await closes(desk, await in_hand(desk, desk.head, "Биздин көчөдө чуңкур"))
    assert "кеңештин төрагасы чечет" in await desk.told(desk.head)
    assert "Мындай кайрылуу жок" in await open_card(chair, appeal), "before it is disputed it isn't theirs"
    await desk.head.tap_payload(f"my:dispute.{appeal.id}")
    assert "кеңештин төрагасы чечет" in str(desk.head.seen[-1].message.text)
    await desk.head.write(REASON)
    assert "Эми кеңештин төрагасы чечет" in await desk.head.tap("Жөнөтүү")
    assert REASON in await desk.told(chair)
    assert REASON not in (await desk.all_told(desk.head)).split("Жеткирилди")[-1]
    assert "Эми кеңештин төрагасы чечет" in await desk.head.tap_payload(f"my:card.{appeal.id}")
    assert REASON in await open_card(chair, appeal)
    await chair.tap("Жооп күчүндө")
    await chair.write("Жол кезекте турат")
    assert (await desk.find(appeal.id)).state is AppealState.CLOSED
    assert "кеңештин төрагасы карап чыгып" in await desk.told(desk.head)
    assert "күчүндө калды" in await desk.told(desk.officer)


async def test_the_head_can_not_decide_their_own_by_any_button(desk: Desk) -> None:
    await chair_of(desk)
    appeal = await disputed_by_head(desk)
    for verb in ("uphold", "reopen", "take", "answer", "note", "card"):
        assert "башка кишинин иши" in await desk.head.tap_payload(f"ap:{verb}.{appeal.id}"), verb
    assert (await desk.find(appeal.id)).state is AppealState.DISPUTED


async def test_the_chair_only_decides(desk: Desk) -> None:
    """Also of a colleague's dispute the chair learns nothing while there is another head."""
    chair = await chair_of(desk)
    appeal = await disputed_by_head(desk)
    for verb in ("take", "give", "answer", "ask", "forward", "topic", "same", "block"):
        assert "башка кишинин иши" in await chair.tap_payload(f"ap:{verb}.{appeal.id}"), verb
    resident = await desk.resident()
    other = await disputes(desk, resident, await closes(desk, await in_hand(desk, resident)))
    assert "Мындай кайрылуу жок" in await open_card(chair, other)
    assert "башчы чечет" in await resident.tap_payload(f"my:card.{other.id}")
    await desk.staff(Role.HEAD, name="Дагы Башчы")
    assert "Мындай кайрылуу жок" in await open_card(chair, appeal)


async def test_of_what_the_head_wrote_and_is_overdue_the_chair_hears(desk: Desk) -> None:
    chair = await chair_of(desk)
    appeal = await arrives(desk, desk.head, "Биздин көчөдө чуңкур")
    await desk.go_to(at("2026-12-14 10:00"))
    assert appeal.number in await desk.all_told(chair)
    assert appeal.number not in await desk.all_told(desk.head)


async def test_where_nobody_can_decide_the_administrator_is_asked(desk: Desk) -> None:
    administrator = await desk.staff(Role.ADMINISTRATOR, name="Админ")
    appeal = await disputed_by_head(desk)
    told = await desk.told(administrator)
    assert appeal.number in told
    assert REASON not in told
    chair = await chair_of(desk)
    assert REASON in await open_card(chair, appeal), "it waited for them"


async def test_where_there_is_no_head_a_residents_dispute_goes_to_the_chair(desk: Desk) -> None:
    chair, resident = await chair_of(desk), await desk.resident()
    appeal = await closes(desk, await in_hand(desk, resident))
    await revoke(desk, desk.head)
    await disputes(desk, resident, appeal, REASON)
    assert REASON in await desk.told(chair)


async def closed_by_head(desk: Desk, resident: Phone) -> Appeal:
    appeal = await arrives(desk, resident)
    await desk.head.tap_payload(f"ap:take.{appeal.id}")
    await desk.head.tap_payload(f"ap:answer.{appeal.id}")
    await desk.head.tap("Түшүндүрүлдү")
    await desk.head.write("Насос келерки айда келет")
    await desk.head.tap("Өткөрүп жиберүү")
    await desk.head.tap("Жоопту жөнөтүү")
    return await desk.find(appeal.id)


async def test_what_the_head_answered_the_chair_decides(desk: Desk) -> None:
    chair, resident = await chair_of(desk), await desk.resident()
    neighbour = await arrives(desk, await desk.resident())
    appeal = await closed_by_head(desk, resident)
    assert "кеңештин төрагасы чечет" in await desk.told(resident)
    await disputes(desk, resident, appeal, REASON)
    assert "башка кишинин иши" in await desk.head.tap_payload(f"ap:uphold.{appeal.id}")
    await open_card(desk.head, appeal)
    assert not any("Жооп күчүндө" in label for label in desk.head.buttons)
    card = await open_card(chair, appeal)
    assert REASON in card
    assert neighbour.number not in card, "nothing of anybody else's, though it is about the same thing"
    assert neighbour.number in await open_card(desk.officer, appeal)
    await chair.tap("Кайра ачуу")
    await chair.write("Барып көрүп, кайра жооп бериңиз")
    assert (await desk.find(appeal.id)).state is AppealState.IN_HAND
    # Answered anew by the officer, it is the head's to decide again, as any other.
    await desk.officer.tap_payload(f"ap:card.{appeal.id}")
    assert "Мындай кайрылуу жок" not in await open_card(desk.head, appeal)


async def test_where_there_is_no_chair_the_head_decides_also_their_own_answer(desk: Desk) -> None:
    resident = await desk.resident()
    appeal = await closed_by_head(desk, resident)
    assert "башчы чечет" in await desk.told(resident)
    await disputes(desk, resident, appeal, REASON)
    await open_card(desk.head, appeal)
    await desk.head.tap("Жооп күчүндө")
    assert "түшүндүрүп" in await desk.head.write("ж"), "one letter explains nothing"
    await desk.head.write("Насос чындап эле келерки айда келет")
    assert (await desk.find(appeal.id)).state is AppealState.CLOSED


def test_deciding_belongs_to_who_judges_alone() -> None:
    assert MATRIX[Action.DECIDE_DISPUTE][0] == {Relation.JUDGE}


async def test_nobody_lifts_their_own_stop_and_the_head_is_not_stopped(desk: Desk) -> None:
    another = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    appeal = await arrives(desk, another, "Биздин көчөдө жарык жок")
    async with desk.database.session() as session:
        officer = await desk.person(desk.officer)
        await blocking.block(session, appeal.id, officer, "Мазактоо", clock.now())
    [block] = await desk.all_of(AuthorBlock)
    assert "кесиптешиңиз чечет" in await another.tap_payload(f"apblock:lift.{block.id}")
    assert (await desk.all_of(AuthorBlock))[0].lifted_at is None
    clock.move(timedelta(minutes=1))
    await desk.officer.tap_payload(f"apblock:lift.{block.id}")
    assert (await desk.all_of(AuthorBlock))[0].lifted_at is not None
    heads = await arrives(desk, desk.head, "Биздин көчөдө чуңкур")
    assert "токтотууга болбойт" in await desk.officer.tap_payload(f"ap:block.{heads.id}")
