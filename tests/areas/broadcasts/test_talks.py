"""The office talks with the bot, in Kyrgyz and in Russian."""

from datetime import datetime, timedelta

import pytest
from markupsafe import Markup
from sqlalchemy import select

from bot.areas.broadcasts import dialogs, queries, rules
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.people import dialogs as people
from bot.areas.people.models import Role
from bot.areas.residents.dialogs import Hooks
from bot.areas.residents.models import Topic
from bot.core import clock
from bot.core.messages import AttachmentKind
from bot.outbox.models import Delivery, Status
from tests.areas.broadcasts.press import (
    KYRGYZ,
    NIGHT,
    RUSSIAN,
    Press,
    attachments,
    compose,
    send_file,
)
from tests.areas.residents.chat import BISHKEK, Phone, open_town


@pytest.fixture
async def officer(press: Press) -> Phone:
    return await press.staff(Role.OFFICER, name="Бакыт")


@pytest.fixture
async def head(press: Press) -> Phone:
    return await press.staff(Role.HEAD, name="Асан")


async def opened(phone: Phone, broadcast_id: int) -> str:
    return await phone.tap_payload(f"bc:card.{broadcast_id}")


# Writing


async def test_the_preview_is_what_residents_get(press: Press, officer: Phone, head: Phone) -> None:
    russian = await press.resident(RUSSIAN, "kara-suu")
    said = await compose(officer, "Суу болбойт", "Воды не будет")
    _, kyrgyz_preview, russian_preview, card = said.split("\n---\n")
    assert "Алуучулар: <b>3</b> (2 кыргызча жана 1 орусча)" in card
    assert "Миң-Булак: 2 (2 кыргызча)" in card
    assert "Кара-Суу: 1 (1 орусча)" in card
    assert "Жазган: Бакыт" in card
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("Бекитүү")
    await press.tick()
    came = await press.deliver()
    assert came[officer.address] == kyrgyz_preview == "Суу болбойт"
    assert came[russian.address] == russian_preview == "Воды не будет"


async def test_the_whole_way_in_russian(press: Press, head: Phone) -> None:
    officer = await press.staff(Role.OFFICER, name="Сергей", language=RUSSIAN)
    assert "Русского текста нет" in await compose(officer, "Суу болбойт")
    assert "Теперь очередь: Асан" in await officer.tap("На утверждение")
    await head.receive()
    assert any("Сергей кабарды бекитип берүүңүздү суранат" in str(s.message.text) for s in head.seen)
    await head.tap("Бекитүү")
    await officer.receive()
    assert "Утвердил(а): Асан" in str(officer.seen[-1].message.text)
    await press.tick()
    assert (await press.deliver())[officer.address] == "Суу болбойт"
    await press.tick(seconds=5)
    await officer.receive()
    await officer.tap("Отчёт")
    assert "Отправлено: <b>2</b> из 2" in str(officer.seen[-1].message.text)


async def test_marks_typed_in_the_chat_are_kept(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    await officer._do(text="Суу <жок>", rich=Markup("<b>Суу</b> &lt;жок&gt; <u>сызык</u>"))
    await officer.tap("Өткөрүп жиберүү")
    await officer.tap("Өткөрүп жиберүү")
    said = await officer.tap("Бардык тургундар")
    assert "<b>Суу</b> &lt;жок&gt; сызык" in said


async def test_what_looks_like_a_mark_is_only_text(press: Press, officer: Phone) -> None:
    assert "2 &lt; 3 &amp; <b>" not in await compose(officer, "2 < 3 & <b>калың</b>")
    assert (await press.broadcast()).text_ky == "2 &lt; 3 &amp; &lt;b&gt;калың&lt;/b&gt;"


async def test_a_text_too_long_is_refused_with_how_much(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    assert "Текст 4 тамгага узун" in await officer.write("😀" * 2050)
    assert "орусча" in await officer.write("😀" * 2048)


async def test_a_photo_before_the_words_is_kept(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    assert "1 файл сакталды" in await send_file(officer, AttachmentKind.PHOTO)
    assert "2 файл сакталды" in await send_file(officer, AttachmentKind.PHOTO, "f2")
    await officer.write("Көпүрө бүттү")
    await officer.tap("Өткөрүп жиберүү")
    assert "Даяр" in "".join(officer.buttons), "what came before is among the files"
    await officer.tap("Даяр")
    await officer.tap("Бардык тургундар")
    written = await press.broadcast()
    assert [kind for kind, _ in written.attachments] == ["photo", "photo"]


async def test_the_menu_says_that_the_draft_is_kept(officer: Phone) -> None:
    await officer.write("/send")
    await officer.write("Суу болбойт")
    await officer.write("/menu")
    await officer.tap("Улантуу")
    assert "орусча" in officer.seen[-1].message.text


async def test_what_was_put_aside_is_offered_when_the_other_is_over(officer: Phone) -> None:
    await officer.write("/send")
    await officer.write("Суу болбойт")
    await officer.write("/menu")
    await officer.tap_payload("data:delete")
    await officer.write("жок")
    assert "Улантуу" in "".join(officer.buttons)


async def test_a_photo_with_words_under_it_is_both(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    assert "орусча" in await send_file(officer, AttachmentKind.PHOTO, text="Сүрөттөгү көпүрө")
    await officer.tap("Өткөрүп жиберүү")
    await send_file(officer, AttachmentKind.PHOTO, "f2")
    await officer.tap("Даяр")
    await officer.tap("Бардык тургундар")
    written = await press.broadcast()
    assert written.text_ky == "Сүрөттөгү көпүрө"
    assert [kind for kind, _ in written.attachments] == ["photo", "photo"]
    shown = attachments(officer)[-1]
    assert [[a.kind.value, a.file_id] for a in shown] == written.attachments


async def test_a_file_too_big_is_refused(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    await officer.write("Кабар")
    await officer.tap("Өткөрүп жиберүү")
    said = await send_file(officer, AttachmentKind.DOCUMENT, size=rules.LARGEST_FILE + 1)
    assert "20 МБдан чоң" in said
    assert "Даяр" not in str(officer.buttons)
    await send_file(officer, AttachmentKind.DOCUMENT, size=rules.LARGEST_FILE)
    assert "✔️ Даяр" in officer.buttons


async def test_a_long_text_with_a_file_comes_apart_and_that_is_said(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    await officer.write("а" * 1025)
    await officer.tap("Өткөрүп жиберүү")
    await send_file(officer, AttachmentKind.PHOTO)
    await officer.tap("Даяр")
    assert "өз-өзүнчө барат" in await officer.tap("Бардык тургундар")


async def test_villages_districts_language_and_topic_are_chosen(press: Press, officer: Phone) -> None:
    await press.resident(village="kara-suu")
    await press.resident(RUSSIAN, "kara-suu")
    await officer.write("/send")
    await officer.write("Айылга")
    await officer.tap("Өткөрүп жиберүү")
    await officer.tap("Өткөрүп жиберүү")
    await officer.tap("Айрым айылдар")
    await officer.tap("Кара-Суу")
    assert "Алуучулар: <b>2</b>" in await officer.tap("Даяр")
    await officer.tap("Өзгөртүү")
    await officer.tap("Тилдер")
    assert "Алуучулар: <b>1</b> (1 орусча)" in await officer.tap("Русский")
    await officer.tap("Өзгөртүү")
    await officer.tap("Тема")
    assert "Тема: Сурамжылоолор" in await officer.tap("Сурамжылоолор")
    await officer.tap("Өзгөртүү")
    await officer.tap("Кимдерге")
    await officer.tap("Айрым округдар")
    await officer.tap("Ак-Терек")
    assert "эч ким жок" in await officer.tap("Даяр")
    written = await press.broadcast()
    assert written.audience == {"villages": [], "districts": [3], "languages": ["ru"]}
    assert written.topic is Topic.SURVEYS


async def test_a_restart_in_the_middle_of_writing_loses_nothing(press: Press, officer: Phone) -> None:
    await officer.write("/send")
    await officer.write("Бүтө элек кабар")
    officer.town = await open_town(press.database, Hooks(), people.routes, dialogs.routes)
    await officer.tap("Өткөрүп жиберүү")
    await officer.tap("Өткөрүп жиберүү")
    assert "Бүтө элек кабар" in await officer.tap("Бардык тургундар")


async def test_drafts_wait_in_their_list(press: Press, officer: Phone) -> None:
    assert "эч нерсе жок" in await officer.write("/drafts")
    await compose(officer, "Биринчи")
    await compose(officer, "Экинчи")
    assert "Экинчи, 20-ноябрь: долбоор\n<b>2.</b> 📝 Биринчи" in await officer.write("/drafts")
    await officer.tap("Биринчи")
    assert "өчүрүлсүнбү: «Биринчи»?" in await officer.tap("Өчүрүү")
    assert "Долбоор өчүрүлдү" in await officer.tap("Ооба")
    assert "Биринчи" not in await officer.write("/drafts")
    assert "эми жок" in await officer.tap_payload("bc:card.1")


# Changing


async def test_texts_and_files_are_changed_one_by_one(press: Press, officer: Phone) -> None:
    await compose(officer, "Кабар", "Весть")
    await officer.tap("Өзгөртүү")
    await officer.tap("Сүрөт, документ, үн")
    await send_file(officer, AttachmentKind.VOICE)
    await officer.tap("Даяр")
    await officer.tap("Өзгөртүү")
    await officer.tap("Кыргызча текст")
    await officer.write("Жаңы кабар")
    await officer.tap("Өзгөртүү")
    await officer.tap("Орусча текст")
    await officer.tap("Өткөрүп жиберүү")
    written = await press.broadcast()
    assert (written.text_ky, written.text_ru) == ("Жаңы кабар", None)
    assert [kind for kind, _ in written.attachments] == ["voice"]
    assert len(await press.all(Broadcast)) == 1


async def test_a_card_left_behind_approves_nothing_unseen(press: Press, officer: Phone, head: Phone) -> None:
    await compose(officer, "Биринчи сөз")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    _, old = head.button("✅ Бекитүү")
    await opened(officer, 1)
    await officer.tap("Өзгөртүү")
    await officer.tap("Кыргызча текст")
    await officer.write("Экинчи сөз")
    await officer.tap("Бекитүүгө жөнөтүү")
    head.seen.clear()
    said = await head.tap_payload(old.payload)
    assert "Сиз көргөндөн кийин кабар өзгөртүлгөн" in said
    assert "Экинчи сөз" in said
    assert await press.state(1) is BroadcastState.WAITING
    await head.tap("✅ Бекитүү")
    assert await press.state(1) is BroadcastState.APPROVED


# Time


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("25.11 10:00", datetime(2026, 11, 25, 10, 0, tzinfo=BISHKEK)),
        ("эртең 9:00", datetime(2026, 11, 21, 9, 0, tzinfo=BISHKEK)),
        ("завтра в 9", datetime(2026, 11, 21, 9, 0, tzinfo=BISHKEK)),
    ],
)
async def test_a_time_is_typed(press: Press, officer: Phone, typed: str, expected: datetime) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Убактысын тандоо")
    assert "Жөнөтүлөт:" in await officer.write(typed)
    assert (await press.broadcast()).send_at == expected


async def test_a_time_is_tapped(press: Press, officer: Phone) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Убактысын тандоо")
    assert officer.buttons[:4] == [
        "Бекитилери менен",
        "20-ноябрь, 18:00",
        "21-ноябрь, 09:00",
        "21-ноябрь, 18:00",
    ]
    await officer.tap("20-ноябрь, 18:00")
    assert (await press.broadcast()).send_at == datetime(2026, 11, 20, 18, 0, tzinfo=BISHKEK)
    await officer.tap("Убактысын тандоо")
    await officer.tap("Башка күн")
    await officer.tap("24-ноя")
    assert "Жөнөтүлөт: 24-ноябрь, 2026-ж., 11:00" in await officer.tap("11:00")
    await officer.tap("Убактысын тандоо")
    assert "бекитилери менен" in await officer.tap("Бекитилери менен")
    assert (await press.broadcast()).send_at is None


async def test_nonsense_and_the_past_are_no_times(press: Press, officer: Phone) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Убактысын тандоо")
    assert "түшүнбөй калдым" in await officer.write("качандыр бир кезде")
    assert "өтүп кетиптир" in await officer.write("20.11.2026 10:00")
    assert (await press.broadcast()).send_at is None


async def test_late_in_the_evening_today_has_no_hours_left(press: Press, officer: Phone) -> None:
    clock.move_to(NIGHT)
    await compose(officer, "Кабар")
    await officer.tap("Убактысын тандоо")
    await officer.tap("Башка күн")
    assert not any("20-ноя" in label for label in officer.buttons)
    assert any("21-ноя" in label for label in officer.buttons)


async def test_an_hour_of_rest_is_said_on_the_card_and_kept(
    press: Press, officer: Phone, head: Phone
) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Убактысын тандоо")
    card = await officer.write("22:30")
    assert "эл эс алат, ошондуктан кийинчерээк жөнөтүлөт: 21-ноябрь, 2026-ж., 08:00" in card
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    assert "08:00" in await head.tap("✅ Бекитүү")
    assert (await press.broadcast()).send_at == datetime(2026, 11, 21, 8, 0, tzinfo=BISHKEK)


async def test_a_time_past_at_approval_is_said(press: Press, officer: Phone, head: Phone) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Убактысын тандоо")
    await officer.write("13:00")
    await officer.tap("Бекитүүгө жөнөтүү")
    clock.move(timedelta(hours=3))
    await head.receive()
    assert "Тандалган убакыт өтүп кетиптир" in await head.tap("✅ Бекитүү")


async def test_an_author_who_moves_the_time_takes_it_back_an_approver_does_not(
    press: Press, officer: Phone, head: Phone
) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("Убактысын тандоо")
    await head.write("15:00")
    assert await press.state(1) is BroadcastState.WAITING
    await opened(officer, 1)
    await officer.tap("Убактысын тандоо")
    await officer.write("16:00")
    assert await press.state(1) is BroadcastState.DRAFT


# Deciding


async def test_a_remark_goes_to_the_author_and_back(press: Press, officer: Phone, head: Phone) -> None:
    await compose(officer, "Жыйын болот")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("Кайтаруу")
    assert "500 тамгадан ашпасын" in await head.write("а" * 501)
    assert "кайтарылды. Эми кезек: Бакыт" in await head.write("Кайда <болот>?")
    await officer.receive()
    assert "Кайда &lt;болот&gt;?" in str(officer.seen[-1].message.text)
    assert "Эми кезек: Бакыт" in await officer.tap("Ачуу")
    await officer.tap("Өзгөртүү")
    await officer.tap("Кыргызча текст")
    await officer.write("Жыйын мектепте болот")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("✅ Бекитүү")
    await press.tick()
    assert set((await press.deliver()).values()) == {"Жыйын мектепте болот"}


async def test_the_author_sees_no_button_to_approve_and_can_not_forge_one(press: Press, head: Phone) -> None:
    await press.colleague(Role.COUNCIL_CHAIR, address="902", name="Төрага")
    await compose(head, "Башчынын кабары")
    assert "Эми кезек: Төрага" in await head.tap("Бекитүүгө жөнөтүү")
    await opened(head, 1)
    assert not any("✅ Бекитүү" in label for label in head.buttons)
    for payload in (f"bc:approve.1.{rules.revision(await press.broadcast())}", "bc:approve.1", "bc:return.1"):
        assert "өзүңүз жазгансыз" in await head.tap_payload(payload)
    assert await press.state(1) is BroadcastState.WAITING


async def test_the_second_approver_is_told_kindly(press: Press, officer: Phone, head: Phone) -> None:
    chair = await press.staff(Role.COUNCIL_CHAIR, name="Төрага")
    await compose(officer, "Кабар")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await chair.receive()
    await head.tap("✅ Бекитүү")
    said = await chair.tap("✅ Бекитүү")
    assert "Сизден мурда чечилди" in said
    assert "Чечкен: Асан" in said
    assert "жөнөтүлө элек" in await opened(chair, 1)


FORGED = (
    "card",
    "submit",
    "approve",
    "return",
    "time",
    "edit",
    "emergency",
    "delete",
    "stop",
    "erase",
    "anew",
    "report",
)


@pytest.mark.parametrize("language", [KYRGYZ, RUSSIAN])
async def test_residents_can_do_nothing_with_forged_buttons(
    press: Press, officer: Phone, head: Phone, language: str
) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Бекитүүгө жөнөтүү")
    resident = await press.resident(language)
    payloads = [f"bc:{verb}.1" for verb in FORGED] + [
        "bcnew:",
        "bcdrafts:",
        "bcwaiting:",
        "bclatest:",
        "bcpart:ky.1",
        "bc:nonsense.1",
        "bc:card.x",
    ]
    refusal = "укугу бар кызматкерлер" if language == KYRGYZ else "сотрудник"
    for payload in payloads:
        said = await resident.tap_payload(payload)
        assert refusal in said, payload
        assert "Кабар" not in said.replace("Кабарды", ""), payload
    for command in ("/send", "/drafts", "/broadcasts"):
        assert refusal in await resident.write(command)
    assert await press.state(1) is BroadcastState.WAITING


async def test_an_old_button_says_where_the_message_is_now(press: Press, officer: Phone, head: Phone) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("✅ Бекитүү")
    for verb in ("submit", "edit", "time", "delete"):
        assert "бул кабар азыр «бекитилген»" in await officer.tap_payload(f"bc:{verb}.1")
    await press.tick()
    await press.deliver()
    await press.tick()
    assert "«жөнөтүлгөн»" in await officer.tap_payload("bc:stop.1")


# Emergency


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COUNCIL_CHAIR, Role.ADMINISTRATOR])
async def test_only_the_head_has_the_emergency_button(press: Press, officer: Phone, role: Role) -> None:
    await compose(officer, "Сел келатат")
    other = officer if role is Role.OFFICER else await press.staff(role, name="Башка")
    await opened(other, 1)
    assert not any("Шашылыш" in label for label in other.buttons)
    assert "укугу бар кызматкерлер" in await other.tap_payload("bc:emergency.1")


async def test_an_emergency_asks_why_and_once_more(press: Press, head: Phone) -> None:
    clock.move_to(NIGHT)
    await compose(head, "Сел келатат")
    assert "Эмне үчүн керек?" in await head.tap("Шашылыш")
    sure = await head.write("Жогоруда тосмо бузулду")
    assert "Азыр 1 тургунга жөнөтүлсүнбү?" in sure
    assert "«Сел келатат»" in sure
    assert "Жогоруда тосмо бузулду" in sure
    assert await press.state(1) is BroadcastState.DRAFT
    assert "Азыр жөнөтүлүп жатат" in await head.tap("Ооба, азыр жөнөтүү")
    await press.tick()
    assert set((await press.deliver()).values()) == {"Сел келатат"}
    assert (await press.broadcast()).kind is BroadcastKind.EMERGENCY


# Watching


async def test_the_report_names_villages_and_reasons_page_by_page(
    press: Press, officer: Phone, head: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs.cards, "VILLAGES_ON_PAGE", 1)
    gone = await press.resident(village="kara-suu")
    odd = await press.resident(village="kara-suu")
    await compose(officer, "Кабар")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("✅ Бекитүү")
    await press.tick()
    await press.deliver({gone.address: (Status.BLOCKED, "gone"), odd.address: (Status.FAILED, "bad_photo")})
    await press.tick(seconds=5)
    await officer.receive()
    first = await officer.tap("Отчет")
    second = await officer.tap("Дагы")
    both = first + second
    assert "Жөнөтүлдү: <b>2</b>, баары 4" in first
    assert "Миң-Булак: 2 ичинен 2" in both
    assert "Кара-Суу: 2 ичинен 0\n      – " in both
    assert "мессенжерден чыгып кеткен: 1" in both
    assert "файл жөнөтүлбөй калды: 1" in both
    assert await officer.tap("Дагы") == first


async def test_a_stop_takes_one_tap(press: Press, officer: Phone, head: Phone) -> None:
    await press.resident()
    await compose(officer, "Жаңылыш")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("✅ Бекитүү")
    await press.tick()
    await press.deliver(most=1)
    assert "1 тургунга жөнөтүлүп калды" in await officer.tap_payload("bc:stop.1")
    assert await press.deliver() == {}
    await press.tick(seconds=5)
    await officer.receive()
    last = str(officer.seen[-1].message.text)
    assert "Токтотулду" in last
    assert "жөнөтүү токтотулган: 2" in last


async def test_a_stop_before_anything_went_says_so(press: Press, officer: Phone, head: Phone) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("✅ Бекитүү")
    assert "Эч кимге барган жок" in await officer.tap_payload("bc:stop.1")


async def test_a_stop_does_not_say_nobody_while_some_are_on_their_way(
    press: Press, officer: Phone, head: Phone
) -> None:
    await compose(officer, "Кабар")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("✅ Бекитүү")
    await press.tick()
    assert "жетип калышы мүмкүн" in await officer.tap_payload("bc:stop.1")


async def test_the_list_says_in_words_where_each_message_is(
    press: Press, officer: Phone, head: Phone
) -> None:
    author = await press.person(officer)
    for number in range(10):
        await press.submit(await press.draft(author, text_ky=f"Кабар {number}"), author)
    await press.stop(10, await press.person(head))
    first = await officer.write("/broadcasts")
    assert "⛔ Кабар 9, 20-ноябрь: токтотулган" in first
    assert "⏳ Кабар 8, 20-ноябрь: бекитүүнү күтүп турат" in first
    assert "Кабар 1" not in first
    assert "Кабар 1," in await officer.tap("Дагы ▶️ (1/2)")
    assert "Кабар 9," in await officer.tap("Дагы ▶️ (2/2)")


async def test_messages_that_begin_alike_are_told_apart_by_their_whole_first_line(
    press: Press, officer: Phone
) -> None:
    author = await press.person(officer)
    begun = "Айылдык жыйын көчөлөрдү жарыктандыруу жөнүндө болот"
    for where in ("мектепте", "маданият үйүндө"):
        await press.draft(author, text_ky=f"{begun} {where}")
    said = await officer.write("/drafts")
    assert f"{begun} мектепте, 20-ноябрь" in said
    assert f"{begun} маданият үйүндө, 20-ноябрь" in said
    assert "1. 📝 Айылдык жыйын көчө…" in officer.buttons


async def test_what_waits_is_listed_for_those_who_may_approve(
    press: Press, officer: Phone, head: Phone
) -> None:
    await compose(officer, "Офицердики")
    await officer.tap("Бекитүүгө жөнөтүү")
    said = await head.tap_payload("bcwaiting:")
    assert "Офицердики" in said
    assert "укугу бар кызматкерлер" in await officer.tap_payload("bcwaiting:")
    async with press.database.reading() as session:
        assert await queries.count_waiting(session, await press.person(head)) == 1
        assert await queries.count_waiting(session, await press.person(officer)) == 0
        assert await session.scalar(select(Delivery.id).where(Delivery.batch_id.is_not(None))) is None


async def test_a_stop_taken_back_at_night_says_that_it_goes_on_in_the_morning(
    press: Press, officer: Phone, head: Phone
) -> None:
    await press.resident()
    await compose(officer, "Жаңылыш")
    await officer.tap("Бекитүүгө жөнөтүү")
    await head.receive()
    await head.tap("✅ Бекитүү")
    await press.tick()
    await press.deliver(most=2)  # all but the resident
    await head.tap_payload("bc:stop.1")
    clock.move_to(NIGHT)
    said = await head.tap_payload("bc:resume.1")
    assert "Аны ала электерге эртең менен жөнөтүлөт: 21-ноябрь, 2026-ж., 08:00" in said
    assert "Түнкүсүн токтоп турат" in said
