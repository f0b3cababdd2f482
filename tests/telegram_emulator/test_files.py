"""Files with real bytes, there and back."""

import struct

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto, InputMediaVideo
from telegram.error import BadRequest, InvalidToken, NetworkError

from bot.demo.emulation.pictures import picture_size
from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator, files, tiny_png
from tests.telegram_emulator.conftest import Api

PNG = tiny_png(300, 200)


def jpeg(width: int, height: int) -> bytes:
    """The head of one, as far as Telegram's looks go."""
    exif = b"\xff\xe1" + struct.pack(">H", 10) + b"Exif\0\0\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + exif + frame + b"\xff\xd9"


def test_sizes_of_pictures() -> None:
    assert picture_size(PNG) == (300, 200)
    assert picture_size(jpeg(640, 480)) == (640, 480)
    assert picture_size(b"%PDF-1.7") is None
    assert picture_size(b"\xff\xd8\xff") is None


async def test_a_photo_there_and_back(bot: Bot, phone: Phone) -> None:
    sent = await bot.send_photo(phone.chat.id, PNG, caption="<i>Жол</i>", parse_mode="HTML")
    assert [(size.width, size.height) for size in sent.photo] == [(90, 60), (300, 200)]
    assert phone.last.html == "<i>Жол</i>"
    assert phone.last.file
    assert phone.last.file.content == PNG
    largest = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await largest.download_as_bytearray()) == PNG
    assert largest.file_size == len(PNG)
    smallest = await (await bot.get_file(sent.photo[0].file_id)).download_as_bytearray()
    assert picture_size(bytes(smallest)) == (90, 60)


async def test_what_a_person_sends_can_be_sent_on(bot: Bot, phone: Phone) -> None:
    said = phone.send_document("Арыз".encode(), "Арыз.pdf", "application/pdf", "Мына")
    file_id = said.api["document"]["file_id"]
    sent = await bot.send_document(phone.chat.id, file_id)
    assert sent.document
    assert (sent.document.file_name, sent.document.mime_type) == ("Арыз.pdf", "application/pdf")
    assert phone.last.file == said.file
    voice = phone.send_voice(b"OggS")
    assert (await bot.send_voice(phone.chat.id, voice.api["voice"]["file_id"])).voice
    assert (await bot.send_audio(phone.chat.id, b"ID3", duration=3, title="Ыр", filename="a.mp3")).audio
    assert (await bot.send_video(phone.chat.id, b"\0\0\0ftyp", width=4, height=3, filename="a.mp4")).video


async def test_ids_are_good_for_one_kind_and_one_bot(
    bot: Bot, emulator: TelegramEmulator, phone: Phone
) -> None:
    document = phone.send_document(b"x", "x.txt").api["document"]["file_id"]
    with pytest.raises(BadRequest, match=r"(?i)can.t use file of type Document as Photo"):
        await bot.send_photo(phone.chat.id, document)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier/HTTP URL specified"):
        await bot.send_document(phone.chat.id, "garbage")
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("garbage")
    other = emulator.phone(emulator.add_bot("7:other", "other_bot"), "Айгүл")
    foreign = other.send_document(b"x", "x.txt").api["document"]["file_id"]
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier/HTTP URL specified"):
        await bot.send_document(phone.chat.id, foreign)


async def test_what_is_no_photo_or_too_big(bot: Bot, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(phone.chat.id, b"%PDF-1.7")
    with pytest.raises(BadRequest, match=r"(?i)photo_invalid_dimensions"):
        await bot.send_photo(phone.chat.id, jpeg(9000, 2000))
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(phone.chat.id, b"", filename="x.txt")
    monkeypatch.setattr(files, "LARGEST_PHOTO", 100)
    with pytest.raises(BadRequest, match="is too big for a photo"):
        await bot.send_photo(phone.chat.id, PNG)
    monkeypatch.setattr(files, "LARGEST_UPLOAD", 100)
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(phone.chat.id, PNG)


async def test_downloads_end_at_twenty_megabytes(bot: Bot, phone: Phone) -> None:
    big = phone.send_document(b"x" * (files.LARGEST_DOWNLOAD + 1), "big.bin").api["document"]["file_id"]
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(big)


async def test_a_path_is_of_one_bot(bot: Bot, emulator: TelegramEmulator, phone: Phone) -> None:
    kept = phone.send_document(b"x", "x.txt").file
    assert kept
    address = f"{emulator.base_url}/file/bot{phone.chat.bot.token}/{kept.path}"
    assert await bot.request.retrieve(address) == b"x"
    with pytest.raises(InvalidToken):
        await bot.request.retrieve(address.replace("4242:", "9:"))
    with pytest.raises(InvalidToken):
        await bot.request.retrieve(f"{address}x")


async def test_albums(bot: Bot, phone: Phone) -> None:
    known = phone.send_photo(PNG).api["photo"][-1]["file_id"]
    album = await bot.send_media_group(
        phone.chat.id, [InputMediaPhoto(PNG, caption="Эки"), InputMediaPhoto(known)]
    )
    assert len({message.media_group_id for message in album}) == 1
    assert [shown.text for shown in phone.received] == ["Эки", ""]
    mixed: list[InputMediaPhoto | InputMediaDocument] = [
        InputMediaPhoto(known),
        InputMediaDocument(b"x", filename="x.txt"),
    ]
    with pytest.raises(BadRequest, match="Can't use the media of the specified type in the album"):
        await bot.send_media_group(phone.chat.id, mixed)
    video = InputMediaVideo(b"\0\0\0ftyp", width=4, height=3)
    pair: list[InputMediaPhoto | InputMediaVideo] = [InputMediaPhoto(known), video]
    assert len(await bot.send_media_group(phone.chat.id, pair)) == 2


@pytest.mark.parametrize("count", [0, 1, 11])
async def test_albums_of_two_to_ten(api: Api, phone: Phone, count: int) -> None:
    item = {"type": "photo", "media": phone.send_photo(PNG).api["photo"][-1]["file_id"]}
    answer = await api("sendMediaGroup", chat_id=phone.chat.id, media=[item] * count)
    assert answer["error_code"] == 400
    assert phone.received == []


async def test_one_bad_picture_spoils_the_album(api: Api, phone: Phone, account: BotAccount) -> None:
    item = {"type": "photo", "media": phone.send_photo(PNG).api["photo"][-1]["file_id"]}
    answer = await api(
        "sendMediaGroup", chat_id=phone.chat.id, media=[item, item | {"media": "attach://none"}]
    )
    assert answer["description"] == "Bad Request: wrong file identifier/HTTP URL specified"
    assert phone.received == []
    assert account.refusals == [f"sendmediagroup: {answer['description']}"]
