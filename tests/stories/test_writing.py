"""People write as they are used to: pictures with words, albums, long texts, a yes instead of a tap."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.municipality import service as municipality
from bot.areas.municipality.file import EXAMPLE, read_file
from bot.areas.people.models import Role
from bot.areas.residents.models import Consent
from bot.core import clock
from bot.core.dialogs.store import DialogState
from bot.demo.telegram_emulator import Phone, tiny_png
from tests.stories.phones import adds_file, asked_now, turns_into
from tests.town import Town

BISHKEK = ZoneInfo("Asia/Bishkek")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=BISHKEK)
ORDINARY = Broadcast.kind == BroadcastKind.ORDINARY
PICTURE = tiny_png(8, 8)


@pytest.fixture
async def officer(town: Town) -> Phone:
    clock.move_to(NOON)
    await town.staff(Role.HEAD, "Асан Токтогулов")
    phone = await town.staff(Role.OFFICER, "Бакыт Асанов")
    phone.send_text("/send")
    await phone.wait_for("кыргызча жазыңыз")
    return phone


async def written(town: Town) -> Broadcast:
    found: Broadcast = (await town.all(Broadcast, ORDINARY))[-1]
    return found


async def to_the_card(phone: Phone) -> None:
    await phone.tap("Бардык тургундар")
    await phone.wait_for("Алуучулар")


async def goes_on(phone: Phone) -> None:
    """With the Russian text."""
    offer = await phone.wait_for("Улантуу")
    await phone.tap("Улантуу", offer)
    await turns_into(phone, offer, "орусча")
    phone.send_text("По-русски")
    await asked_now(phone, "кошуңуз")


async def skip_both(phone: Phone) -> None:
    """The Russian text and the files."""
    await phone.tap("Өткөрүп жиберүү")
    await asked_now(phone, "кошуңуз")
    await phone.tap("Өткөрүп жиберүү")


# Pictures


async def test_a_post_is_a_picture_with_words(town: Town, officer: Phone) -> None:
    officer.send_photo(PICTURE, "Көпүрө оңдолду")
    await asked_now(officer, "орусча")
    officer.send_text("Мост отремонтирован")
    await asked_now(officer, "кошуңуз")
    await officer.tap("Даяр")
    await to_the_card(officer)
    broadcast = await written(town)
    assert (broadcast.text_ky, broadcast.text_ru) == ("Көпүрө оңдолду", "Мост отремонтирован")
    assert [kind for kind, _ in broadcast.attachments] == ["photo"]


async def test_a_picture_sent_first_is_kept(town: Town, officer: Phone) -> None:
    await adds_file(officer, lambda: officer.send_photo(PICTURE), 1)
    assert "кыргызча жазыңыз" in officer.last.text
    officer.send_text("Көпүрө оңдолду")
    await asked_now(officer, "орусча")
    await adds_file(officer, lambda: officer.send_voice(b"voice"), 2)
    await officer.tap("Өткөрүп жиберүү")
    await asked_now(officer, "кошуңуз")
    await officer.tap("Даяр")
    await to_the_card(officer)
    assert [kind for kind, _ in (await written(town)).attachments] == ["photo", "voice"]


async def test_an_album_with_words_is_answered_once(town: Town, officer: Phone) -> None:
    before = len(officer.received)
    officer.send_album([PICTURE] * 4, "Мектеп ачылды")
    await asked_now(officer, "орусча")
    await officer.wait_quiet()
    assert len(officer.received) == before + 1
    await officer.tap("Өткөрүп жиберүү")
    await officer.wait_for("4 файл кошулду")
    await officer.tap("Даяр")
    await to_the_card(officer)
    broadcast = await written(town)
    assert (broadcast.text_ky, len(broadcast.attachments)) == ("Мектеп ачылды", 4)


# An officer's, and the conversation's alone: the one before tells it on both.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_of_an_album_too_large_that_is_said_once(town: Town, officer: Phone) -> None:
    before = len(officer.received)
    officer.send_album([PICTURE] * 9)
    await officer.wait_for("5 файл")
    await officer.wait_quiet()
    assert len(officer.received) == before + 2
    officer.send_text("Мектеп ачылды")
    await asked_now(officer, "орусча")
    await officer.tap("Өткөрүп жиберүү")
    await officer.tap("Даяр")
    await to_the_card(officer)
    assert len((await written(town)).attachments) == 5


async def test_an_album_nobody_asked_for_is_answered_once(town: Town) -> None:
    aigul = await town.resident()
    aigul.send_album([PICTURE] * 6, "Көпүрө сынды")
    await aigul.wait_for(1)
    await aigul.wait_quiet()
    assert len(aigul.received) == 1


# An officer's, and the conversation's alone: the one before tells it on both.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_a_picture_with_the_new_words_is_added(town: Town, officer: Phone) -> None:
    officer.send_photo(PICTURE, "Көпүрө")
    await officer.tap("Өткөрүп жиберүү")
    await officer.tap("Даяр")
    await to_the_card(officer)
    await officer.tap("Өзгөртүү")
    await officer.tap("Кыргызча текст")
    await asked_now(officer, "кыргызча жазыңыз")
    officer.send_album([PICTURE] * 5)
    await officer.wait_for("5 файл")
    officer.send_text("Көпүрө оңдолду")
    await officer.wait_for(lambda phone: sum("Алуучулар" in shown.text for shown in phone.received) == 2)
    broadcast = await written(town)
    assert (broadcast.text_ky, len(broadcast.attachments)) == ("Көпүрө оңдолду", 5)


# Long texts


# Telegram cuts at 4096 letters what a person writes; WhatsApp lets it through whole.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_a_text_that_comes_in_parts_is_taken_whole(town: Town, officer: Phone) -> None:
    officer.send_text("а" * 3500 + ".")
    officer.send_text("б" * 300)
    await officer.wait_for("бириктирдик")
    assert "орусча" in officer.last.text
    await skip_both(officer)
    await to_the_card(officer)
    assert (await written(town)).text_ky == "а" * 3500 + ".\n" + "б" * 300


# Telegram cuts at 4096 letters what a person writes; WhatsApp lets it through whole.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_a_text_too_long_for_one_message_is_refused_with_how_much(town: Town, officer: Phone) -> None:
    officer.send_text("а" * 4096)
    officer.send_text("б" * 100)
    await asked_now(officer, "Текст 101 тамгага узун")
    officer.send_text("Кыскасы")
    await asked_now(officer, "орусча")


# Telegram cuts at 4096 letters what a person writes; WhatsApp lets it through whole.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_a_long_new_text_waits_for_its_rest(town: Town, officer: Phone) -> None:
    officer.send_text("Кыскасы")
    await skip_both(officer)
    await to_the_card(officer)
    await officer.tap("Өзгөртүү")
    await officer.tap("Кыргызча текст")
    await asked_now(officer, "кыргызча жазыңыз")
    officer.send_text("а" * 3500)
    await officer.wait_for("«Даяр»")
    officer.send_text("соңу")
    await officer.wait_for(lambda phone: sum("Алуучулар" in shown.text for shown in phone.received) == 2)
    assert (await written(town)).text_ky == "а" * 3500 + " соңу"


# Going elsewhere and coming back


async def test_a_command_in_the_middle_says_that_what_was_written_is_kept(town: Town, officer: Phone) -> None:
    officer.send_text("Бүтө элек")
    await asked_now(officer, "орусча")
    officer.send_text("/menu")
    await asked_now(officer, "Баштаганыңыз сакталды")
    officer.send_text("/menu")
    await officer.wait_quiet()
    assert sum("Баштаганыңыз" in shown.text for shown in officer.received) == 1, "once is enough"
    await goes_on(officer)


# An officer's, and the conversation's alone: the one before tells it on both.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_of_what_was_not_begun_nothing_is_said(town: Town, officer: Phone) -> None:
    officer.send_text("/menu")
    await officer.wait_quiet()
    assert not any("Баштаганыңыз" in shown.text for shown in officer.received)


async def think_of_deleting(phone: Phone) -> None:
    """Through another form."""
    before = len(phone.received)
    phone.send_text("/mydata")
    await phone.wait_for(lambda phone: any("өчүрүү" in str(one.labels) for one in phone.received[before:]))
    await phone.wait_quiet()
    summary = next(one for one in phone.received[before:] if "өчүрүү" in str(one.labels))
    await phone.tap("өчүрүү", summary)
    await turns_into(phone, summary, "өчүрүлсүнбү")
    phone.send_text("жок")
    await phone.wait_for(len(phone.received) + 1)
    await phone.wait_quiet()


async def test_after_another_form_the_one_that_waits_is_offered_once(town: Town, officer: Phone) -> None:
    officer.send_text("Бүтө элек")
    await asked_now(officer, "орусча")
    await think_of_deleting(officer)
    await asked_now(officer, "Токтогон жерден")
    await think_of_deleting(officer)
    assert sum("Баштаганыңыз" in shown.text for shown in officer.received) == 1
    assert sum("Токтогон жерден" in shown.text for shown in officer.received) == 1
    await goes_on(officer)


# Yes and no in words


async def test_consent_is_given_in_words_and_has_one_way_out(town: Town) -> None:
    phone = town.phone()
    phone.start()
    await phone.tap("Кыргызча")
    await phone.wait_for("Макулсузбу")
    assert not any("Жокко чыгаруу" in label for label in phone.last.labels)
    phone.send_text("Жок")
    await phone.wait_for("Кийин баштагыңыз келсе")
    assert not await town.all(Consent)
    phone.start()
    await phone.wait_for(lambda phone: "Макулсузбу" in phone.last.text)
    phone.send_text("Ооба, макул")
    await phone.wait_for("Кайсы айылда")


# A new consent


async def ask_anew(town: Town) -> None:
    """The purpose of what is kept changed."""
    office = read_file(EXAMPLE)
    changed = office.model_copy(update={"legal": office.legal.model_copy(update={"consent_version": 2})})
    async with town.app.database.session() as session:
        await municipality.apply_file(session, changed, clock.now())


async def test_in_a_form_a_new_consent_comes_first_and_nothing_is_lost(town: Town, officer: Phone) -> None:
    officer.send_text("Жыйын болот")
    await asked_now(officer, "орусча")
    await ask_anew(town)
    officer.send_text("Будет сход")
    await asked_now(officer, "Макулсузбу")
    await officer.tap("Макулмун")
    await asked_now(officer, "кошуңуз")
    await officer.tap("Өткөрүп жиберүү")
    await to_the_card(officer)
    broadcast = await written(town)
    assert (broadcast.text_ky, broadcast.text_ru) == ("Жыйын болот", "Будет сход")


# An officer's, and the conversation's alone: the one before tells it on both.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_the_last_answer_too_waits_for_the_consent(town: Town, officer: Phone) -> None:
    officer.send_text("Жыйын болот")
    await skip_both(officer)
    await officer.wait_for("Бардык тургундар")
    await ask_anew(town)
    await officer.tap("Бардык тургундар")
    await asked_now(officer, "Макулсузбу")
    assert not await town.all(Broadcast, ORDINARY)
    await officer.tap("Макулмун")
    await officer.wait_for("Алуучулар")
    assert (await written(town)).text_ky == "Жыйын болот"
    assert not await town.all(DialogState)


# An officer's, and the conversation's alone: the one before tells it on both.
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_without_the_consent_a_form_can_still_be_left(town: Town, officer: Phone) -> None:
    officer.send_text("Жыйын болот")
    await officer.wait_for("орусча")
    await ask_anew(town)
    await officer.tap("Жокко чыгаруу")
    await officer.wait_for("долбоорлоруңузда")
