"""An appeal goes through the office: asked, noted, passed on, joined, answered, disputed."""

from datetime import date

from bot.areas.appeals import notices
from bot.areas.appeals.models import AppealEntry, AppealState, AppealTopic, EntryKind, Outcome
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.messages import AttachmentKind
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives, closes, disputes, in_hand, open_card, replies, revoke
from tests.areas.broadcasts.office import at
from tests.areas.broadcasts.press import attachments, send_file

SKIP = "Өткөрүп жиберүү"


async def test_the_whole_way_of_a_repair_with_two_colleagues(either_desk: Desk) -> None:
    desk = either_desk
    master = await desk.staff(Role.FINANCE_HEAD, name="Эркин Жумабаев")
    author = await desk.resident()
    appeal = await arrives(desk, author, name="Айгүл Сыдыкова")
    await desk.officer.tap_payload(f"ap:take.{appeal.id}")

    assert "Эркин Жумабаев" in await give(desk, appeal.id, "Эркин Жумабаев")
    assert "Айгүл Сыдыкова" in await desk.told(master)
    await master.receive()

    await master.tap("Автордон суроо")
    assert "жөнөтүлдү" in await master.write("Кайсы үйдүн жанында?")
    await author.receive()
    assert "Кайсы үйдүн жанында?" in author.seen[-1].message.text
    assert "Эркин" not in author.seen[-1].message.text
    assert (await desk.find(appeal.id)).state is AppealState.ASKED
    await replies(desk, author, appeal, "Мектептин жанында")
    assert "Мектептин жанында" in await desk.told(master)
    assert (await desk.find(appeal.id)).state is AppealState.IN_HAND

    await open_card(master, appeal)
    await master.tap("Жооп берүү")
    await master.tap("Оңдолду")
    await master.write("Насос оңдолду")
    assert "сүрөтүн" in master.seen[-1].message.text
    assert SKIP not in "".join(master.buttons), "what was repaired must be shown"
    await send_file(master, AttachmentKind.PHOTO)
    assert "Насос оңдолду" in await master.tap("Даяр")
    assert "жөнөтүлдү" in await master.tap("Жоопту жөнөтүү")
    closed = await desk.find(appeal.id)
    assert (closed.state, closed.outcome) == (AppealState.CLOSED, Outcome.REPAIRED)
    await author.receive()
    assert "Насос оңдолду" in author.seen[-1].message.text
    assert attachments(author)

    history = await open_history(desk, appeal.id)
    assert history.index("Кайсы үйдүн") < history.index("Мектептин") < history.index("Насос")


async def give(desk: Desk, appeal_id: int, name: str) -> str:
    await desk.officer.tap_payload(f"ap:give.{appeal_id}")
    return await desk.officer.tap(name)


async def open_history(desk: Desk, appeal_id: int) -> str:
    return await desk.officer.tap_payload(f"ap:history.{appeal_id}")


async def test_what_is_given_away_goes_to_the_office_alone(desk: Desk) -> None:
    deputy = await desk.deputy()
    await desk.staff(Role.ADMINISTRATOR, name="Админ Админов")
    appeal = await in_hand(desk, await desk.resident())
    await desk.officer.tap_payload(f"ap:give.{appeal.id}")
    assert "Бакыт Осмонов" in desk.officer.buttons
    assert not {"Админ Админов", "Эркин Садыков"} & set(desk.officer.buttons)
    forged = await desk.officer.tap_payload(f"ap:give.{appeal.id}.{await desk.person(deputy)}")
    assert "иштебейт" in forged
    assert (await desk.find(appeal.id)).handler_id == await desk.person(desk.officer)


async def test_nobody_answers_themselves(desk: Desk) -> None:
    """An officer is a resident too; what they complain of goes to somebody else."""
    case = await desk.appeal(desk.officer, "Биздин көчөдө жарык жок")
    async with desk.database.session() as session:
        await notices.received(session, case, clock.now())
    assert case.number not in await desk.all_told(desk.officer)
    assert case.number in await desk.all_told(desk.head)
    assert "башка кишинин иши" in await desk.officer.tap_payload(f"ap:take.{case.id}")
    assert (await desk.find(case.id)).handler_id is None


async def test_a_note_stays_among_colleagues(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await in_hand(desk, author)
    await open_card(desk.officer, appeal)
    await desk.officer.tap("Жазып коюу")
    assert "сакталды" in await desk.officer.write("Токтобек акеге чалуу керек")
    assert "Токтобек" in await open_history(desk, appeal.id)
    assert "Токтобек" not in await desk.all_told(author)
    assert "Токтобек" not in await author.tap_payload(f"ap:history.{appeal.id}")


async def test_it_is_sorted(desk: Desk) -> None:
    appeal = await in_hand(desk, await desk.resident())
    await desk.officer.tap_payload(f"ap:topic.{appeal.id}")
    assert "Суу" in await desk.officer.tap("Суу")
    assert (await desk.find(appeal.id)).topic is AppealTopic.WATER


async def test_what_was_passed_on_wrongly_is_not_counted_as_answered(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await in_hand(desk, author, "Биздин көчөдө чуңкур")
    await desk.officer.tap_payload(f"ap:forward.{appeal.id}")
    await desk.officer.write("Район")
    await desk.officer.tap("Өткөрүп жиберүү")
    await desk.officer.tap("Ооба, өткөрүү")
    await disputes(desk, author, appeal, "Бул айылдыкы")
    await open_card(desk.head, appeal)
    await desk.head.tap("Кайра ачуу")
    await desk.head.write("Бул чын эле биздин жол")
    again = await desk.find(appeal.id)
    assert (again.state, again.answered_at) == (AppealState.IN_HAND, None)


async def test_not_ours_says_whose_it_is(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await in_hand(desk, author, "Райондук жолдо чуңкур")
    await open_card(desk.officer, appeal)
    await desk.officer.tap("Биздики эмес")
    await desk.officer.write("Райондук жол башкармалыгы <ЖЧБ>")
    asked = await desk.officer.write("03134 5-12-34")
    assert "өзүңүз жеткириңиз" in asked, "the bot sends nothing to another body"
    assert (await desk.find(appeal.id)).state is AppealState.IN_HAND, "nobody can take it back: one more look"
    assert "Авторго кабарланды" in await desk.officer.tap("Ооба, өткөрүү")
    assert (await desk.find(appeal.id)).state is AppealState.FORWARDED
    told = await desk.told(author)
    assert "Райондук жол башкармалыгы &lt;ЖЧБ&gt;" in told
    assert "03134 5-12-34" in told
    assert "башчы чечет" in told, "to pass it on ends it, so it can be disputed once"
    await author.tap_payload(f"my:dispute.{appeal.id}")
    await author.write("Бул жол айылдыкы, картада турат")
    await author.tap("Жөнөтүү")
    await open_card(desk.head, await desk.find(appeal.id))
    await desk.head.tap("Жооп күчүндө")
    await desk.head.write("Жол райондун балансында")
    assert (await desk.find(appeal.id)).state is AppealState.FORWARDED, "not answered, though it is upheld"

    another = await in_hand(desk, await desk.resident(), "Дагы чуңкур")
    await desk.officer.tap_payload(f"ap:forward.{another.id}")
    await desk.officer.tap("Райондук жол")
    assert "03134 5-12-34" in desk.officer.buttons, "what was given once needn't be typed again"


async def test_two_about_the_same_get_one_answer(desk: Desk) -> None:
    one, other = await desk.resident(), await desk.resident()
    first = await in_hand(desk, one, "Жогорку көчөдө суу түтүгү жарылды", village_id=1)
    second = await arrives(desk, other, "Жогорку көчөдөгү түтүк жарылып, суу агып жатат", village_id=1)
    card = await open_card(desk.officer, second)
    assert first.number in card, "the card names what may be the same"
    await desk.officer.tap("Окшош")
    assert "бирге каралат" in await desk.officer.tap(first.number)
    assert first.number not in await desk.told(other), "whose the other is, is nobody's business"
    assert second.number in await open_card(desk.officer, first)
    await closes(desk, first, "Түтүк алмаштырылды")
    assert (await desk.find(second.id)).state is AppealState.CLOSED
    assert "Түтүк алмаштырылды" in await desk.told(one)
    assert "Түтүк алмаштырылды" in await desk.told(other)


async def test_one_joined_by_mistake_goes_its_own_way_again(desk: Desk) -> None:
    first = await in_hand(desk, await desk.resident())
    second = await arrives(desk, await desk.resident(), "Таштанды чогулуп калды")
    await desk.officer.tap_payload(f"ap:same.{second.id}")
    await desk.officer.tap("Номери боюнча")
    assert "жок" in await desk.officer.write("26-0001-1")
    await desk.officer.write(first.number)
    assert (await desk.find(second.id)).duplicate_of == first.id
    await desk.officer.tap_payload(f"ap:same.{second.id}")
    await desk.officer.tap("өзүнчө")
    await closes(desk, first)
    assert (await desk.find(second.id)).state is AppealState.IN_HAND


async def test_a_refusal_needs_its_reason_and_a_picture_explains_nothing(desk: Desk) -> None:
    appeal = await in_hand(desk, await desk.resident())
    await desk.officer.tap_payload(f"ap:answer.{appeal.id}")
    assert "себебин" in await desk.officer.tap("Аткарууга болбойт")
    await send_file(desk.officer, AttachmentKind.PHOTO)
    assert SKIP not in desk.officer.buttons
    await desk.officer.write("Бюджетте каралган эмес")
    await desk.officer.tap("Даяр")
    await desk.officer.tap("Жоопту жөнөтүү")
    assert (await desk.find(appeal.id)).outcome is Outcome.REFUSED


async def test_the_answer_may_be_spoken(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await in_hand(desk, author)
    await desk.officer.tap_payload(f"ap:answer.{appeal.id}")
    await desk.officer.tap("Түшүндүрүлдү")
    await send_file(desk.officer, AttachmentKind.VOICE)
    await desk.officer.tap(SKIP)
    await desk.officer.tap("Даяр")
    await desk.officer.tap("Жоопту жөнөтүү")
    assert (await desk.find(appeal.id)).state is AppealState.CLOSED


async def test_half_an_answer_is_kept_and_comes_too_late_for_what_was_ended(desk: Desk) -> None:
    appeal = await in_hand(desk, await desk.resident())
    await desk.officer.tap_payload(f"ap:answer.{appeal.id}")
    await desk.officer.tap("Түшүндүрүлдү")
    await desk.officer.write("Насос эртең оңдолот")
    await desk.officer.write("/cases")
    await desk.head.tap_payload(f"ap:forward.{appeal.id}")
    await desk.head.write("Райводоканал")
    await desk.head.tap(SKIP)
    await desk.head.tap("Ооба, өткөрүү")
    assert "Райводоканал" in await desk.told(desk.officer)
    await desk.officer.tap("Улантуу")
    await desk.officer.tap(SKIP)
    assert "Эч нерсе өзгөргөн жок" in await desk.officer.tap("Жоопту жөнөтүү")
    assert (await desk.find(appeal.id)).state is AppealState.FORWARDED


async def test_the_head_keeps_an_answer(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await disputes(desk, author, await closes(desk, await in_hand(desk, author)))
    card = await open_card(desk.head, appeal)
    assert "Суу дагы эле жок" in card
    assert "Насос оңдолду" in card
    await open_card(desk.officer, appeal)
    assert not any("күчүндө" in label for label in desk.officer.buttons), "the head alone decides"
    await desk.head.tap("Жооп күчүндө")
    await desk.head.write("Насос жумада бир тейленет")
    assert (await desk.find(appeal.id)).state is AppealState.CLOSED
    assert "Насос жумада бир" in await desk.told(author)
    assert "Насос жумада бир" in await desk.told(desk.officer)


async def test_the_head_opens_it_again_with_a_new_aim_when_the_lawful_day_is_past(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await closes(desk, await in_hand(desk, author))
    lawful = appeal.due_on
    await desk.go_to(at("2026-12-14 11:00"))
    appeal = await disputes(desk, author, appeal)
    await desk.head.tap_payload(f"ap:reopen.{appeal.id}")
    await desk.head.write("Кайра барып көрүңүздөр")
    again = await desk.find(appeal.id)
    assert (again.state, again.outcome, again.closed_at) == (AppealState.IN_HAND, None, None)
    assert (again.due_on, again.target_on) == (lawful, date(2026, 12, 28))
    assert again.answered_at == appeal.answered_at, "whether the law was kept is told by the first answer"
    assert "Кайра барып" in await desk.told(author)
    assert "28-декабрь" in await open_card(desk.officer, again)
    assert "🔴" not in (await open_card(desk.officer, again))


async def test_the_head_opens_what_nobody_has_any_more_for_those_on_duty(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await disputes(desk, author, await closes(desk, await in_hand(desk, author)))
    await revoke(desk, desk.officer)
    another = await desk.staff(Role.OFFICER, name="Нургүл Асанова")
    await desk.head.tap_payload(f"ap:reopen.{appeal.id}")
    await desk.head.write("Кайра барып көрүңүздөр")
    assert (await desk.find(appeal.id)).state is AppealState.NEW
    assert appeal.number in await desk.told(another)


async def test_all_of_it_is_noted(desk: Desk) -> None:
    author = await desk.resident()
    appeal = await disputes(desk, author, await closes(desk, await in_hand(desk, author)))
    entries = await desk.all(AppealEntry, AppealEntry.appeal_id == appeal.id)
    assert [one.kind for one in entries] == [
        EntryKind.RECEIVED,
        EntryKind.TAKEN,
        EntryKind.ANSWERED,
        EntryKind.DISPUTED,
    ]
