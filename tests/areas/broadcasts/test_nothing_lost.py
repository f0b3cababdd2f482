"""What somebody left halfway, cancelled or stopped is not lost."""

import pytest

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.broadcasts.texts.office import audit_sentence
from bot.areas.people.models import Role, RoleGrant
from bot.areas.residents.models import Topic
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.press import NIGHT, Press, compose, send_file
from tests.areas.residents.chat import BISHKEK, Phone


@pytest.fixture
async def officer(press: Press) -> Phone:
    return await press.staff(Role.OFFICER, name="Бакыт Асанов")


@pytest.fixture
async def head(press: Press) -> Phone:
    return await press.staff(Role.HEAD, name="Асан Токтогулов")


# Writing


async def test_a_message_left_halfway_is_kept_before_the_next_begins(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    await officer.write("Биринчи кабар")
    await officer.write("Первое сообщение")
    said = await officer.write("/send")
    assert "долбоорлоруңузда сакталды: «Биринчи кабар»" in said
    assert "кыргызча" in said
    await officer.write("Экинчи кабар")
    assert "Биринчи кабар" in await officer.write("/drafts")
    kept = await press.broadcast()
    assert (kept.text_ky, kept.text_ru) == ("Биринчи кабар", "Первое сообщение")
    assert kept.state is BroadcastState.DRAFT


async def test_a_form_in_which_nothing_was_written_leaves_nothing(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    assert "сакталды" not in await officer.write("/send")
    assert "Жокко чыгарылды" in await officer.tap("Жокко чыгаруу")
    assert not await press.all(Broadcast)


async def test_a_cancelled_message_waits_among_the_drafts(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    await send_file(officer, AttachmentKind.PHOTO, text="Сүрөттүү кабар")
    assert "«Сүрөттүү кабар»" in await officer.write("/cancel")
    kept = await press.broadcast()
    assert [kind for kind, _ in kept.attachments] == ["photo"]
    assert "Сүрөттүү кабар" in await officer.tap("Ачуу")


async def test_who_lost_the_role_can_still_leave_the_form(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    await officer.write("Кабар")
    person = await press.person(officer)
    async with press.database.session() as session:
        grant = (await session.scalars(RoleGrant.__table__.select().with_only_columns(RoleGrant.id))).one()
        (await session.get_one(RoleGrant, grant)).revoked_at = clock.now()
    assert "Жокко чыгарылды" in await officer.write("/cancel")
    assert not await press.all(Broadcast, Broadcast.author_id == person)
    assert "Жокко чыгара турган эч нерсе жок" in await officer.write("/cancel")


@pytest.mark.parametrize(
    "way",
    [("Өзгөртүү", "Кыргызча текст"), ("Убактысын тандоо",), ("Шашылыш",)],
    ids=["part", "time", "alarm"],
)
async def test_leaving_a_form_leads_back_to_its_message(
    press: Press, head: Phone, way: tuple[str, ...]
) -> None:
    await compose(head, "Кабар")
    for label in way:
        await head.tap(label)
    assert "Жокко чыгарылды" in await head.tap("Жокко чыгаруу")
    assert "Долбоор" in await head.tap("Ачуу")
    assert await press.state(1) is BroadcastState.DRAFT


async def test_a_delete_button_by_mistake_deletes_nothing(press: Press, officer: Phone) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Өчүрүү")
    assert "Кабар" in await officer.tap("Ачуу")
    assert await press.state(1) is BroadcastState.DRAFT


# Stopping


async def bulletin(press: Press, officer: Phone) -> int:
    number = await press.draft(None, kind=BroadcastKind.BULLETIN, topic=Topic.BULLETINS, text_ky="Айлык баян")
    await press.submit(number, await press.person(officer))
    return number


async def test_a_bulletin_stopped_before_it_went_can_be_taken_up_again(
    press: Press, officer: Phone, head: Phone
) -> None:
    number = await bulletin(press, officer)
    await press.approve(number, await press.person(head))
    await press.stop(number, await press.person(officer))
    await press.tick()
    assert not await press.bulk()
    await officer.tap_payload(f"bc:card.{number}")
    assert "Долбоор" in await officer.tap("Кайра жазуу")
    assert len(await press.all(Broadcast)) == 1, "there is one bulletin for a month"
    await officer.tap("Бекитүүгө жөнөтүү")
    await press.approve(number, await press.person(head))
    await press.tick()
    assert len(await press.bulk()) == 2


async def test_a_bulletin_stopped_while_it_went_stays_stopped(
    press: Press, officer: Phone, head: Phone
) -> None:
    number = await bulletin(press, officer)
    await press.approve(number, await press.person(head))
    await press.tick()
    await press.stop(number, await press.person(officer))
    await officer.tap_payload(f"bc:card.{number}")
    assert "Кайра жазуу" not in "".join(officer.buttons)
    assert "«токтотулган»" in await officer.tap_payload(f"bc:anew.{number}")
    assert await press.state(number) is BroadcastState.STOPPED


# Previewing


@pytest.mark.parametrize(
    ("languages", "shown"), [([], {"Кабар", "Весть"}), (["ru"], {"Весть"}), (["ky"], {"Кабар"})]
)
async def test_the_preview_shows_only_what_somebody_gets(
    press: Press, officer: Phone, languages: list[str], shown: set[str]
) -> None:
    number = await press.draft(
        await press.person(officer), text_ru="Весть", audience={"languages": languages}
    )
    before = len(officer.seen)
    await officer.tap_payload(f"bc:card.{number}")
    assert {str(seen.message.text) for seen in officer.seen[before:]} & {"Кабар", "Весть"} == shown


# Telling those whose hands it left


async def test_an_author_hears_that_another_goes_on_with_it(
    press: Press, officer: Phone, head: Phone
) -> None:
    await compose(officer, "Кабар")
    await head.tap_payload("bcpart:ky.1")
    await head.write("Башчынын кабары")
    await officer.receive()
    said = officer.seen[-1].message.text
    assert "«Башчынын кабары» кабарыңыз өзгөртүлдү" in said
    assert "Асан Токтогулов" in said
    assert "Башчынын кабары" not in await officer.write("/drafts")


async def test_ones_own_change_is_no_news(press: Press, officer: Phone) -> None:
    await compose(officer, "Кабар")
    await officer.tap_payload("bcpart:ky.1")
    assert "кабарыңыз өзгөртүлдү" not in await officer.write("Жаңы кабар")


async def test_who_was_asked_hears_of_a_stop(press: Press, officer: Phone, head: Phone) -> None:
    chair = await press.staff(Role.COUNCIL_CHAIR, name="Төрага")
    await compose(officer, "Кабар")
    await officer.tap("Бекитүүгө жөнөтүү")
    await officer.tap_payload("bc:stop.1")
    for phone in (head, chair):
        await phone.receive()
        assert "«Кабар» кабары токтотулду. Токтоткон: Бакыт Асанов" in phone.seen[-1].message.text
    assert "токтотулду. Токтоткон" not in officer.seen[-1].message.text


async def test_who_was_asked_hears_of_an_emergency(press: Press, officer: Phone, head: Phone) -> None:
    chair = await press.staff(Role.COUNCIL_CHAIR, name="Төрага")
    await compose(officer, "Сел келатат")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap_payload("bc:emergency.1")
    await head.write("Сел")
    await head.tap("Ооба, азыр жөнөтүү")
    for phone in (officer, chair):
        await phone.receive()
        assert "«Сел келатат» кабары шашылыш жөнөтүлдү" in phone.seen[-1].message.text
    assert "Сизден мурда чечилди" in await chair.tap("✅ Бекитүү")


async def test_an_approval_is_for_the_time_that_was_seen_too(
    press: Press, officer: Phone, head: Phone
) -> None:
    await compose(officer, "Суу болбойт")
    await officer.tap("Убактысын тандоо")
    await officer.write("30.11 10:00")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    _, old = head.button("✅ Бекитүү")
    await officer.tap("Ачуу")
    await officer.tap("Убактысын тандоо")
    await officer.tap("Бекитилери менен")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.tap_payload(old.payload)
    assert (await press.broadcast()).state is BroadcastState.WAITING


async def test_an_emergency_sends_only_what_the_head_saw(press: Press, officer: Phone, head: Phone) -> None:
    await compose(officer, "Сел коркунучу")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("Шашылыш")
    await head.write("Сел келатат")
    await officer.tap("Ачуу")
    await officer.tap("Өзгөртүү")
    await officer.tap("Кыргызча текст")
    await officer.write("Эч ким көрбөгөн текст")
    said = await head.tap("Ооба, азыр жөнөтүү")
    assert "көргөндөн кийин" in said
    assert "Эч ким көрбөгөн" in said
    assert (await press.broadcast()).state is BroadcastState.DRAFT


async def test_files_that_were_sent_are_not_skipped_away(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    await officer.write("Көпүрө")
    await officer.tap("Өткөрүп жиберүү")
    assert "Өткөрүп жиберүү" in officer.buttons
    assert "1 файл кошулду, эң көбү 5" in await send_file(officer, AttachmentKind.PHOTO)
    assert "Өткөрүп жиберүү" not in officer.buttons


async def test_who_writes_at_night_is_told_that_approvers_sleep(press: Press, officer: Phone) -> None:
    await press.staff(Role.HEAD, name="Асан")
    clock.move_to(NIGHT)
    await compose(officer, "Суу болбойт")
    assert "эртең менен билдирилет" in await officer.tap("Бекитүүгө жөнөтүү")


async def test_the_record_tells_what_a_message_was_before_and_after(
    press: Press, officer: Phone, head: Phone
) -> None:
    await compose(officer, "Эски сөз")
    await officer.tap("Өзгөртүү")
    await officer.tap("Кыргызча текст")
    await officer.write("Жаңы <сөз>")
    (entry,) = await press.all(AuditEntry, AuditEntry.tag == "broadcast:draft:edited")
    said = audit_sentence(Translator("ky", BISHKEK), entry)
    assert "«Жаңы &lt;сөз&gt;»" in said
    assert "Мурун: Эски сөз" in said
    assert "Азыр: Жаңы &lt;сөз&gt;" in said
