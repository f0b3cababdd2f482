"""A resident tells the office: in words, by voice, with photos; once, and losing nothing."""

from datetime import timedelta
from typing import Any

import pytest

from bot.areas.appeals.models import Appeal, AppealKind, AppealState, AuthorBlock, Origin
from bot.areas.municipality.models import Municipality, Village
from bot.core import clock
from bot.core.messages import AttachmentKind, IncomingFile, Location
from tests.areas.appeals.desk import Desk
from tests.areas.broadcasts.office import SKIP
from tests.areas.broadcasts.press import RUSSIAN, send_file
from tests.areas.residents.chat import Phone

VOICE, PHOTO, DOCUMENT = AttachmentKind.VOICE, AttachmentKind.PHOTO, AttachmentKind.DOCUMENT


async def photo(phone: Phone, reference: str = "p1", **more: Any) -> str:
    return await send_file(phone, PHOTO, reference, **more)


async def registered(desk: Desk, **legal: Any) -> None:
    """The municipality counts what comes here as appeals by the law."""
    async with desk.database.session() as session:
        office = await session.get_one(Municipality, 1)
        office.legal = office.legal | {"appeals_are_registered": True} | legal


async def begun(phone: Phone, *, words: str = "Көчөдө суу жок", kind: str = "Даттануу") -> str:
    """Up to the question for photos."""
    await phone.write("/appeal")
    await phone.tap(kind)
    return await phone.write(words)


async def looked(phone: Phone) -> str:
    """Without photos and place, about the own village: up to the last look."""
    await begun(phone)
    await phone.tap(SKIP)
    await phone.tap(SKIP)
    return await phone.tap("Миң-Булак")


async def test_told_in_words_with_a_receipt_to_read_over_the_telephone(either_desk: Desk) -> None:
    desk = either_desk
    phone = await desk.resident()
    said = await phone.write("/appeal")
    assert "мыйзам боюнча катталган кайрылуу эмес; ага да 14 жумуш күнүнүн" in said
    assert phone.buttons[:3] == ["💡 Сунуш", "📝 Арыз", "⚠️ Даттануу"]
    assert "үн билдирүүсү" in await phone.tap("Даттануу")
    assert "Сүрөт" in await phone.write("Көчөдө суу <жок>")
    await photo(phone)
    await phone.tap("Даяр")
    await phone._do(location=Location(42.5, 74.5))
    assert phone.buttons[0] == "Миң-Булак", "the main village first: one tap"
    look = await phone.tap("Миң-Булак")
    assert "Көчөдө суу &lt;жок&gt;" in look
    assert "1 сүрөт" in look
    assert "картадагы чекит" in look
    receipt = await phone.tap("Жөнөтүү")
    [appeal] = await desk.all(Appeal)
    assert f"<b>№ {appeal.number}</b>" in receipt
    assert "10-декабрь, 2026-ж., бейшемби" in receipt, "14 working days after 20 November"
    assert (appeal.kind, appeal.state, appeal.origin) == (
        AppealKind.COMPLAINT,
        AppealState.NEW,
        Origin.TELEGRAM,
    )
    assert (appeal.text, appeal.latitude, appeal.registered) == ("Көчөдө суу <жок>", 42.5, False)
    assert [kind for kind, _ in appeal.attachments] == ["photo"]
    assert appeal.author_name is None


async def test_told_in_russian(desk: Desk) -> None:
    phone = await desk.resident(RUSSIAN)
    assert "не обращение, зарегистрированное по закону" in await phone.write("✉️ Обращение")
    await phone.tap("Предложение")
    await phone.write("Поставить скамейки")
    await phone.tap("Пропустить")
    await phone.write("Мектептин жанында")
    await phone.write("1")
    assert "Поставить скамейки" in str(phone.seen[-1].message.text)
    assert "Принято" in await phone.tap("Отправить")
    [appeal] = await desk.all(Appeal)
    assert (appeal.kind, appeal.place) == (AppealKind.PROPOSAL, "Мектептин жанында")


async def test_a_voice_is_enough(desk: Desk) -> None:
    phone = await desk.resident()
    await phone.write("/appeal")
    await phone.tap("Арыз")
    assert "Сүрөт болсо" in await send_file(phone, VOICE)
    await phone.tap(SKIP)
    await phone.tap(SKIP)
    assert "1 үн билдирүүсү" in await phone.tap("Миң-Булак")
    await phone.tap("Жөнөтүү")
    [appeal] = await desk.all(Appeal)
    assert appeal.text is None
    assert [kind for kind, _ in appeal.attachments] == ["voice"]


async def test_who_begins_with_the_matter_itself_is_not_asked_for_it(desk: Desk) -> None:
    phone = await desk.resident()
    await phone.write("/appeal")
    assert "Сакталды" in await phone.write("Көпүрө бузулду")
    assert "Сүрөт болсо" in await phone.tap("Арыз")
    await phone.tap(SKIP)
    await phone.tap(SKIP)
    assert "Көпүрө бузулду" in await phone.tap("Миң-Булак")


async def test_a_greeting_thanks_and_a_thumb_are_not_what_is_told(desk: Desk) -> None:
    phone = await desk.resident()
    await phone.write("/appeal")
    assert "сакталды" not in (await phone.write("Салам")).casefold()
    await phone.write("Саламатсызбы, көпүрө бузулду")
    await phone.tap("Арыз")
    for courtesy in ("👍", "Чоң рахмат!"):
        assert "кошулду" not in await phone.write(courtesy)
    for _ in range(2):
        await phone.tap(SKIP)
    await phone.tap("Миң-Булак")
    await phone.tap("Жөнөтүү")
    [appeal] = await desk.all(Appeal)
    assert appeal.text == "Саламатсызбы, көпүрө бузулду"


async def test_the_way_back_leads_to_what_was_told_first(desk: Desk) -> None:
    phone = await desk.resident()
    await phone.write("/appeal")
    await phone.write("Көпүрө бузулду")
    await phone.tap("Арыз")
    assert "Көпүрө бузулду" in await phone.tap("Артка")
    await phone.write("Көпүрө кулады")
    for _ in range(2):
        await phone.tap(SKIP)
    look = await phone.tap("Миң-Булак")
    assert "Көпүрө кулады" in look
    assert "бузулду" not in look


@pytest.mark.parametrize("moment", ["kind", "matter", "photos", "village", "look"])
async def test_a_place_is_kept_whenever_it_comes(desk: Desk, moment: str) -> None:
    phone = await desk.resident()
    point = Location(42.5, 74.5)
    await phone.write("/appeal")
    for now, way in (
        ("kind", "Арыз"),
        ("matter", ""),
        ("photos", SKIP),
        ("place", SKIP),
        ("village", "Миң-Булак"),
        ("look", "Жөнөтүү"),
    ):
        if now == moment:
            assert "Жери сакталды" in await phone._do(location=point)
        if now != "place" or moment in {"village", "look"}:
            await (phone.tap(way) if way else phone.write("Жол бузук"))
    [appeal] = await desk.all(Appeal)
    assert (appeal.latitude, appeal.longitude) == (42.5, 74.5)


async def test_a_place_is_not_thrown_away_by_looking_at_it(desk: Desk) -> None:
    phone = await desk.resident()
    await begun(phone)
    await phone.tap(SKIP)
    await phone.write("Мектептин жанында")
    await phone.tap("Миң-Булак")
    assert "Мектептин жанында" in await phone.tap("✏️ Жери")
    assert SKIP not in str(phone.buttons)
    assert "Мектептин жанында" in await phone.tap("Ушундай калсын")
    await phone.tap("✏️ Жери")
    assert "Мектептин" not in await phone.tap("Жери жок")


async def test_words_and_buttons_of_the_photos_name_each_other(desk: Desk) -> None:
    phone = await desk.resident()
    assert f"«{SKIP}»" in await begun(phone)
    said = await photo(phone)
    assert SKIP not in said
    assert "«Сүрөтсүз»" in said
    assert "🗑 Сүрөтсүз" in phone.buttons


async def test_what_was_left_is_told_once(desk: Desk) -> None:
    phone = await desk.resident()
    await begun(phone)
    before = len(phone.seen)
    await phone.write("/cancel")
    assert len(phone.seen) == before + 1
    assert phone.buttons == ["▶️ Улантуу", "🗑 Өчүрүп салуу"]


async def test_an_album_under_words_is_taken_whole_and_answered_once(desk: Desk) -> None:
    phone = await desk.resident()
    await phone.write("/appeal")
    await phone.tap("Даттануу")
    before = len(phone.seen)
    await photo(phone, "a", album="A", text="Жол бузук")
    for name in ("b", "c"):
        await photo(phone, name, album="A")
    assert len(phone.seen) == before + 1
    for name in ("d", "e", "f"):
        await photo(phone, name)
    assert "6 сүрөттөн ашык" in await photo(phone, "g")
    await phone.tap("Даяр")
    await phone.tap(SKIP)
    assert "6 сүрөт" in await phone.tap("Миң-Булак")
    await phone.tap("Жөнөтүү")
    [appeal] = await desk.all(Appeal)
    assert appeal.text == "Жол бузук"
    assert len(appeal.attachments) == 6


async def test_a_photo_alone_asks_for_the_words(desk: Desk) -> None:
    phone = await desk.resident()
    await phone.write("/appeal")
    await phone.tap("Даттануу")
    assert "Сүрөт сакталды" in await photo(phone)
    await phone.write("Чуңкур")
    assert "Даяр" in " ".join(phone.buttons), "the photo is there already"


async def test_what_comes_late_is_added(desk: Desk) -> None:
    phone = await desk.resident()
    await begun(phone)
    assert "кошулду" in await phone.write("Үч күн болду")
    await phone.write("жок")
    assert "кошулду" in await photo(phone)
    await phone.tap(SKIP)
    await phone.tap("Миң-Булак")
    assert "кошулду" in await send_file(phone, VOICE)
    await phone.tap("Жөнөтүү")
    [appeal] = await desk.all(Appeal)
    assert appeal.text == "Көчөдө суу жок\nҮч күн болду"
    assert [kind for kind, _ in appeal.attachments] == ["voice", "photo"]


async def test_a_sentence_at_the_last_look_is_added_and_a_mistyped_button_is_not(desk: Desk) -> None:
    phone = await desk.resident()
    await looked(phone)
    assert "кошулду" in await phone.write("Үч күндөн бери ушундай")
    assert "баскычтардын бирин" in await phone.write("жонотуу")
    await phone.tap("Жөнөтүү")
    [appeal] = await desk.all(Appeal)
    assert appeal.text == "Көчөдө суу жок\nҮч күндөн бери ушундай"


async def test_files_that_do_not_belong_are_refused_in_a_sentence(desk: Desk) -> None:
    phone = await desk.resident()
    await begun(phone)
    assert "гана кошсо болот" in await send_file(phone, DOCUMENT)
    assert "20 МБ" in await photo(phone, size=21 * 1024 * 1024)
    as_file = IncomingFile(kind=DOCUMENT, reference="y", mime_type="image/jpeg")
    assert "файл эмес, сүрөт кылып" in await phone._do(attachment=as_file)
    liar = IncomingFile(kind=PHOTO, reference="x", mime_type="application/x-msdownload")
    assert "гана кошсо болот" in await phone._do(attachment=liar)
    for name in ("a", "b", "c"):
        await send_file(phone, VOICE, name)
    assert "3 үн билдирүүсүнөн ашык" in await send_file(phone, VOICE, "d")
    assert "Өтө узун" in await phone.write("а" * 3000)


async def test_a_double_tap_and_a_repeated_message_send_once(desk: Desk) -> None:
    phone = await desk.resident()
    await looked(phone)
    seen, send = phone.button("Жөнөтүү")
    await phone.tap_payload(send.payload, seen.id)
    await phone.tap_payload(send.payload, seen.id)
    assert len(await desk.all(Appeal)) == 1


async def test_after_a_restart_it_goes_on_and_what_was_left_waits(desk: Desk) -> None:
    phone = await desk.resident()
    await begun(phone)
    await phone.write("/menu")
    assert "али жөнөтүлгөн жок" in await phone.write("/appeal")
    await phone.tap("Улантуу")
    await phone.tap(SKIP)
    assert "сакталды" in await phone.write("/cancel")
    await phone.tap("Улантуу")
    await phone.tap(SKIP)
    assert "Көчөдө суу жок" in await phone.tap("Миң-Булак")
    await phone.write("/appeal")
    await phone.tap("Жаңысын баштоо")
    await phone.tap("Сунуш")
    assert "Сүрөт болсо" in await phone.write("Башка")


async def test_the_language_may_change_midway(desk: Desk) -> None:
    phone = await desk.resident()
    await looked(phone)
    await phone.write("/language")
    await phone.tap("Русский")
    assert "Всё верно?" in await phone.tap("Улантуу")
    await phone.tap("Отправить")
    [appeal] = await desk.all(Appeal)
    assert appeal.text == "Көчөдө суу жок"


async def test_each_part_can_be_changed_at_the_last_look(desk: Desk) -> None:
    phone = await desk.resident()
    await looked(phone)
    await phone.tap("✏️ Түрү")
    assert "🗳 Депутатыма" not in phone.buttons
    await phone.tap("Сунуш")
    await phone.tap("✏️ Сөзү")
    assert "«Көчөдө суу жок»" in str(phone.seen[-1].message.text)
    await phone.write("Жаңы сөз")
    await phone.tap("✏️ Сүрөт")
    await photo(phone)
    await phone.tap("Даяр")
    await phone.tap("✏️ Жери")
    await phone.write("Ысык-Көл 5")
    await phone.tap("✏️ Айылы")
    look = await phone.tap("Ак-Терек")
    for part in ("Сунуш", "Жаңы сөз", "1 сүрөт", "Ысык-Көл 5", "Ак-Терек"):
        assert part in look
    await phone.tap("✏️ Сүрөт")
    await phone.tap("Сүрөтсүз")
    await phone.tap(SKIP)
    assert "1 сүрөт" not in str(phone.seen[-1].message.text)


async def test_a_poster_names_the_village(desk: Desk) -> None:
    phone = await desk.resident()
    await phone.write("/start appeal_ak-terek")
    await phone.tap("Сунуш")
    await phone.write("Бак тигели")
    await phone.tap(SKIP)
    assert "Ак-Терек" in await phone.tap(SKIP)
    await phone.tap("✏️ Айылы")
    await phone.tap("Миң-Булак")
    await phone.tap("Жөнөтүү")
    [appeal] = await desk.all(Appeal)
    async with desk.database.reading() as session:
        village = await session.get(Village, appeal.village_id)
    assert village is not None
    assert village.key == "ming-bulak"


async def test_where_it_is_registered_the_name_is_asked_once(desk: Desk) -> None:
    await registered(desk)
    phone = await desk.resident()
    assert "кайрылуу катары катталат" in await phone.write("/appeal")
    await phone.tap("Арыз")
    await phone.write("Түрмөк")
    await phone.tap(SKIP)
    await phone.tap(SKIP)
    assert "Аты-жөнүңүз" in await phone.tap("Миң-Булак")
    assert "тамга менен" in await phone.write("12")
    await phone.write("Айгүл Асанова")
    assert "сан менен" in await phone.write("билбейм")
    look = await phone.write("0555 12-34-56")
    assert "Айгүл Асанова" in look
    await phone.tap("Жөнөтүү")
    await looked(phone)
    await phone.tap("Айгүл Асанова")
    assert "0555 12-34-56" in await phone.tap("0555 12-34-56")
    await phone.tap("Жөнөтүү")
    first, second = await desk.all(Appeal)
    assert first.registered
    assert (second.author_name, second.author_telephone) == ("Айгүл Асанова", "0555 12-34-56")


async def test_who_is_blocked_or_sends_too_often_is_told_before_anything_is_asked(desk: Desk) -> None:
    phone = await desk.resident()
    for _ in range(5):
        await desk.appeal(phone)
    assert "5 кайрылуу" in await phone.write("/appeal")
    clock.move(timedelta(days=1, minutes=1))
    assert "Эмне деп кайрыласыз" in await phone.write("/appeal")
    async with desk.database.session() as session:
        session.add(AuthorBlock(person_id=await desk.person(phone), reason="сөгүнүү", blocked_at=clock.now()))
    assert "сөгүнүү" in await phone.write("/appeal")


async def test_a_block_while_writing_loses_nothing(desk: Desk) -> None:
    phone = await desk.resident()
    await looked(phone)
    async with desk.database.session() as session:
        session.add(AuthorBlock(person_id=await desk.person(phone), reason="сөгүнүү", blocked_at=clock.now()))
    said = await phone.tap("Жөнөтүү")
    assert "сөгүнүү" in said
    assert "Көчөдө суу жок" in said
    assert await desk.all(Appeal) == []


async def test_it_is_first_in_the_menu_and_in_the_help(desk: Desk) -> None:
    phone = await desk.resident()
    assert "/appeal" in await phone.write("/help")
    assert phone.keyboard[0] == "✉️ Кайрылуу"


@pytest.mark.parametrize("typed", ["ооба", "/unknown"])
async def test_words_that_are_no_number_are_not_taken_for_one(desk: Desk, typed: str) -> None:
    phone = await desk.resident()
    assert "кайрылуу жок" not in await phone.write(typed)
