"""Parts of a message, sent: what goes over the wire, and what each answer means."""

import asyncio
from dataclasses import replace

import pytest
from markupsafe import Markup
from sqlalchemy import select

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.api import DiscreetBot
from bot.core import clock
from bot.core.channel import (
    Blocked,
    ChannelBroken,
    Moved,
    OutcomeUnknown,
    Permanent,
    Retryable,
    SendFailure,
    Throttled,
)
from bot.core.db import Database
from bot.core.files import FileReference, StoredFile, keep_made
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage
from tests.channels.scripted import HANG_UP, ScriptedTelegram, refusal

HELLO = OutMessage(text=Markup("Салам"))
YES = ((Choice("Ооба", "yes:1"),),)


@pytest.fixture
def channel(scripted_bot: DiscreetBot, database: Database) -> TelegramChannel:
    return TelegramChannel(scripted_bot, database)


async def say(channel: TelegramChannel, message: OutMessage, replaces: str | None = None) -> list[str]:
    return [await part("77") for part in await channel.prepare(message, replaces)]


async def keep(database: Database, kind: AttachmentKind, name: str, content: bytes) -> Attachment:
    async with database.session() as session:
        return await keep_made(session, kind, name, "image/jpeg", content, clock.now())


async def known_reference(database: Database, attachment: Attachment) -> str | None:
    async with database.reading() as session:
        return await session.scalar(
            select(FileReference.reference).where(FileReference.file_id == attachment.file_id)
        )


async def test_a_prepared_part_serves_many_chats(
    channel: TelegramChannel, telegram: ScriptedTelegram
) -> None:
    [part] = await channel.prepare(OutMessage(text=Markup("<b>Салам</b> &lt;3"), choices=YES))
    identities = await asyncio.gather(part("5"), part("-1006"))
    sent = telegram.called("sendMessage")
    assert sorted(values.pop("chat_id") for values in sent) == [-1006, 5]
    assert sent[0] == sent[1]
    assert sent[0]["text"] == "<b>Салам</b> &lt;3"
    assert sorted(identities) == ["1000", "1001"]


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        (refusal(403, "Forbidden: bot was blocked by the user"), Blocked, "blocked"),
        (refusal(400, "Bad Request: chat not found"), Blocked, "gone"),
        (refusal(400, "Bad Request: can't parse entities: x"), Permanent, "bad_markup"),
        (refusal(429, "Too Many Requests: retry after 31", retry_after=31), Throttled, "throttled"),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100), Moved, "moved"),
        (refusal(401, "Unauthorized"), ChannelBroken, "token_refused"),
        (refusal(502, "Bad Gateway"), Retryable, "server_error"),
        (HANG_UP, OutcomeUnknown, "connection_lost"),
    ],
)
async def test_failures_are_named(
    channel: TelegramChannel, telegram: ScriptedTelegram, answer: object, kind: type, reason: str
) -> None:
    telegram.answers["sendMessage"].append(answer)
    with pytest.raises(SendFailure) as caught:
        await say(channel, HELLO)
    assert type(caught.value) is kind
    assert caught.value.reason == reason
    if isinstance(caught.value, Throttled):
        assert caught.value.retry_after in (31, 60)


async def test_redrawing_edits(channel: TelegramChannel, telegram: ScriptedTelegram) -> None:
    assert await say(channel, replace(HELLO, choices=YES), replaces="41") == ["41"]
    [edit] = telegram.called("editMessageText")
    assert (edit["chat_id"], edit["message_id"], edit["text"]) == (77, 41, "Салам")
    assert "inline_keyboard" in edit["reply_markup"]
    assert not telegram.called("sendMessage")


async def test_the_same_again_counts_as_sent(channel: TelegramChannel, telegram: ScriptedTelegram) -> None:
    same = "Bad Request: message is not modified: specified new message content and reply markup are the same"
    telegram.answers["editMessageText"].append(refusal(400, same))
    assert await say(channel, HELLO, replaces="41") == ["41"]
    assert not telegram.called("sendMessage")


@pytest.mark.parametrize(
    "words",
    ["message to edit not found", "message can't be edited", "there is no text in the message to edit"],
)
async def test_what_cant_be_redrawn_is_said_anew(
    channel: TelegramChannel, telegram: ScriptedTelegram, words: str
) -> None:
    telegram.answers["editMessageText"].append(refusal(400, f"Bad Request: {words}"))
    assert await say(channel, HELLO, replaces="41") == ["1000"]


async def test_a_failed_redraw_is_a_failure(channel: TelegramChannel, telegram: ScriptedTelegram) -> None:
    telegram.answers["editMessageText"] += [refusal(403, "Forbidden: bot was blocked by the user"), HANG_UP]
    with pytest.raises(Blocked):
        await say(channel, HELLO, replaces="41")
    with pytest.raises(OutcomeUnknown):
        await say(channel, HELLO, replaces="41")


async def test_a_menu_or_a_file_is_said_anew(
    channel: TelegramChannel, telegram: ScriptedTelegram, database: Database
) -> None:
    photo = await keep(database, AttachmentKind.PHOTO, "a.jpg", b"a")
    await say(channel, replace(HELLO, keyboard=()), replaces="41")
    await say(channel, replace(HELLO, attachments=(photo,)), replaces="41")
    assert not telegram.called("editMessageText")


async def test_a_file_goes_up_once_and_then_by_reference(
    channel: TelegramChannel, telegram: ScriptedTelegram, database: Database
) -> None:
    photo = await keep(database, AttachmentKind.PHOTO, "Жол.jpg", b"picture")
    [part] = await channel.prepare(OutMessage(text=Markup("Жол"), attachments=(photo,), choices=YES))
    await asyncio.gather(*(part(str(chat)) for chat in range(1, 9)))
    sent = telegram.called("sendPhoto")
    uploads = [values for values in sent if not isinstance(values["photo"], str)]
    assert [values["photo"] for values in uploads] == [("Жол.jpg", "image/jpeg", b"picture")]
    assert {values["photo"] for values in sent if values not in uploads} == {"photo-1000"}
    assert {values["caption"] for values in sent} == {"Жол"}
    assert all("inline_keyboard" in values["reply_markup"] for values in sent)
    assert await known_reference(database, photo) == "photo-1000"


async def test_a_known_reference_spares_the_upload(
    channel: TelegramChannel, telegram: ScriptedTelegram, database: Database
) -> None:
    voice = await keep(database, AttachmentKind.VOICE, "a.ogg", b"a")
    await say(channel, OutMessage(text=Markup(""), attachments=(voice,)))
    await say(channel, OutMessage(text=Markup(""), attachments=(voice,)))
    assert [type(values["voice"]) for values in telegram.called("sendVoice")] == [tuple, str]


async def test_a_refused_reference_falls_back_to_the_bytes_once(
    channel: TelegramChannel, telegram: ScriptedTelegram, database: Database
) -> None:
    document = await keep(database, AttachmentKind.DOCUMENT, "a.pdf", b"a")
    async with database.session() as session:
        session.add(FileReference(file_id=document.file_id, channel="telegram", reference="of another bot"))
    wrong = refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
    telegram.answers["sendDocument"].append(wrong)
    assert await say(channel, OutMessage(text=Markup("a"), attachments=(document,))) == ["1000"]
    first, second = telegram.called("sendDocument")
    assert (first["document"], second["document"]) == ("of another bot", ("a.pdf", "image/jpeg", b"a"))
    assert await known_reference(database, document) == "document-1000"

    telegram.answers["sendDocument"] += [wrong, wrong]
    with pytest.raises(Permanent, match="file_refused"):
        await say(channel, OutMessage(text=Markup("a"), attachments=(document,)))


async def test_another_refusal_uploads_nothing(
    channel: TelegramChannel, telegram: ScriptedTelegram, database: Database
) -> None:
    photo = await keep(database, AttachmentKind.PHOTO, "a.jpg", b"a")
    await say(channel, OutMessage(text=Markup("a"), attachments=(photo,)))
    telegram.answers["sendPhoto"].append(refusal(403, "Forbidden: bot was blocked by the user"))
    with pytest.raises(Blocked):
        await say(channel, OutMessage(text=Markup("a"), attachments=(photo,)))
    assert len(telegram.called("sendPhoto")) == 2


async def test_who_blocked_us_does_not_spoil_the_upload_for_others(
    channel: TelegramChannel, telegram: ScriptedTelegram, database: Database
) -> None:
    photo = await keep(database, AttachmentKind.PHOTO, "a.jpg", b"a")
    telegram.answers["sendPhoto"].append(refusal(403, "Forbidden: bot was blocked by the user"))
    [part] = await channel.prepare(OutMessage(text=Markup("a"), attachments=(photo,)))
    first, second = await asyncio.gather(part("1"), part("2"), return_exceptions=True)
    assert isinstance(first, Blocked)
    assert second == "1000"


async def test_albums_upload_only_what_is_unknown(
    channel: TelegramChannel, telegram: ScriptedTelegram, database: Database
) -> None:
    one = await keep(database, AttachmentKind.PHOTO, "1.jpg", b"1")
    two = await keep(database, AttachmentKind.PHOTO, "2.jpg", b"2")
    await say(channel, OutMessage(text=Markup(""), attachments=(one,)))
    album = OutMessage(text=Markup("Эки"), attachments=(one, two, one))
    for _ in range(2):
        assert len(await say(channel, album)) == 1
    first, second = telegram.called("sendMediaGroup")
    assert [item["media"] for item in first["media"]] == ["photo-1000", "attach://file1", "photo-1000"]
    assert first["file1"] == ("2.jpg", "image/jpeg", b"2")
    assert [item["media"] for item in second["media"]] == ["photo-1000", "photo-1002", "photo-1000"]
    assert [item.get("caption") for item in second["media"]] == ["Эки", None, None]


async def test_a_file_that_never_came_is_told(channel: TelegramChannel, database: Database) -> None:
    photo = await keep(database, AttachmentKind.PHOTO, "a.jpg", b"a")
    async with database.session() as session:
        stored = await session.get(StoredFile, photo.file_id)
        assert stored
        stored.content = None
    with pytest.raises(Permanent, match="file_missing"):
        await say(channel, OutMessage(text=Markup("a"), attachments=(photo,)))


async def test_paid_broadcasts_are_marked(
    scripted_bot: DiscreetBot, database: Database, telegram: ScriptedTelegram
) -> None:
    channel = TelegramChannel(scripted_bot, database, paid_broadcast=True)
    photo = await keep(database, AttachmentKind.PHOTO, "a.jpg", b"a")
    await say(channel, replace(HELLO, attachments=(photo,)))
    await say(channel, replace(HELLO, attachments=(photo,)))
    await say(channel, HELLO)
    values = [values for name, values in telegram.calls if name.startswith("send")]
    assert [str(one["allow_paid_broadcast"]).lower() for one in values] == ["true"] * 3
