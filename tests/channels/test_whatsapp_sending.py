"""Parts of a message, sent: what goes over the wire, and what each answer means."""

import asyncio
import logging

import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from markupsafe import Markup
from sqlalchemy import select

from bot.channels.files import SOON
from bot.channels.timeouts import Timeouts
from bot.channels.whatsapp import WhatsAppChannel
from bot.channels.whatsapp.api import Account, GraphApi
from bot.channels.whatsapp.media import dated, still_good
from bot.core import clock, fetching
from bot.core.channel import (
    Blocked,
    ChannelBroken,
    ChatThrottled,
    OutcomeUnknown,
    Permanent,
    Retryable,
    SendFailure,
    Throttled,
    WindowClosed,
)
from bot.core.db import Database
from bot.core.files import FileReference, StoredFile, keep_incoming, keep_made, read_content
from bot.core.messages import Attachment, AttachmentKind, Choice, IncomingFile, OutMessage
from tests.channels.cloud import HANG_UP, TOKEN, ScriptedCloud, refusal

HELLO = OutMessage(text=Markup("Салам"))
NUMBER, USER_ID = "996555123456", "KG.13491208655302741918"
GONE = refusal(400, 131009, "Param image['id'] is not a valid whatsapp business account media attachment ID")


@pytest.fixture
def channel(graph: GraphApi, database: Database) -> WhatsAppChannel:
    return WhatsAppChannel(graph, database, lambda _language: "Ак-Суу")


async def say(channel: WhatsAppChannel, message: OutMessage) -> list[str]:
    return [await part(NUMBER) for part in await channel.prepare(message)]


async def keep(database: Database, name: str, mime_type: str, content: bytes = b"bytes") -> Attachment:
    kind = AttachmentKind.PHOTO if mime_type.startswith("image/") else AttachmentKind.DOCUMENT
    async with database.session() as session:
        return await keep_made(session, kind, name, mime_type, content, clock.now())


async def known_reference(database: Database, attachment: Attachment) -> str | None:
    async with database.reading() as session:
        return await session.scalar(
            select(FileReference.reference).where(FileReference.file_id == attachment.file_id)
        )


async def test_a_prepared_part_serves_numbers_and_user_ids(
    channel: WhatsAppChannel, cloud: ScriptedCloud
) -> None:
    [part] = await channel.prepare(OutMessage(text=Markup("<b>Салам</b>")), replaces="wamid.0")
    assert [await part(NUMBER), await part(USER_ID)] == ["wamid.1", "wamid.2"]
    rest = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "type": "text",
        "text": {"body": "*Салам*", "preview_url": False},
    }
    assert cloud.called("messages") == [{"to": NUMBER, **rest}, {"recipient": USER_ID, **rest}]
    assert set(cloud.headers) == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        (refusal(400, 131047), WindowClosed, "window_closed"),
        (refusal(400, 131026), Blocked, "undeliverable"),
        (refusal(400, 131056), ChatThrottled, "chat_throttled"),
        (refusal(429, 130429), Throttled, "throttled"),
        (refusal(400, 131048), Throttled, "spam_limit"),
        (refusal(401, 190), ChannelBroken, "token_refused"),
        (refusal(403, 219), ChannelBroken, "no_permission"),
        (refusal(400, 131042), ChannelBroken, "payment"),
        (refusal(400, 368), ChannelBroken, "account_locked"),
        (refusal(400, 132012), Permanent, "template_refused"),
        (refusal(404, 132001), Permanent, "template_missing"),
        (refusal(400, 132015), Permanent, "template_paused"),
        (refusal(400, 130472), Permanent, "experiment"),
        (refusal(400, 131009, "Duplicated row id"), Permanent, "refused"),
        (refusal(400, 987654), Permanent, "refused"),
        (refusal(500, 131000), Retryable, "server_error"),
        (refusal(503, 131016), Retryable, "server_error"),
        (web.Response(status=502, text="Bad Gateway"), Retryable, "server_error"),
        (web.Response(status=401, text="?"), ChannelBroken, "token_refused"),
        ((200, {"messages": []}), OutcomeUnknown, "bad_answer"),
        (HANG_UP, OutcomeUnknown, "connection_lost"),
    ],
    ids=str,
)
async def test_failures_are_named(
    channel: WhatsAppChannel,
    cloud: ScriptedCloud,
    answer: object,
    kind: type[SendFailure],
    reason: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud.answers["messages"].append(answer)
    with caplog.at_level(logging.DEBUG), pytest.raises(SendFailure) as caught:
        await say(channel, HELLO)
    assert type(caught.value) is kind
    assert caught.value.reason == reason
    logged = "".join(record.getMessage() for record in caplog.records if record.name != "aiohttp.access")
    for secret in (TOKEN, NUMBER, "Салам"):
        assert secret not in f"{caught.value!r}{caught.value.__context__!r}{logged}"


async def test_a_slow_answer_may_have_been_sent_and_a_closed_door_was_not(database: Database) -> None:
    async def never(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    app = web.Application()
    app.router.add_post("/1/messages", never)
    async with TestServer(app) as server:
        url = str(server.make_url("/"))
        graph = GraphApi(Account(TOKEN, "1", api_url=url), timeouts=Timeouts(connect=1, read=0.1, pool=1))
        with pytest.raises(OutcomeUnknown, match="timeout"):
            await graph.send(b"{}")
    with pytest.raises(Retryable, match="unreachable"):
        await graph.send(b"{}")
    await graph.close()
    with pytest.raises(Retryable, match="unreachable"):
        await graph.send(b"{}")


async def test_a_file_goes_up_once_for_all(
    channel: WhatsAppChannel, cloud: ScriptedCloud, database: Database
) -> None:
    photo = await keep(database, "Жол.jpg", "image/jpeg", b"picture")
    message = OutMessage(text=Markup("Жол"), attachments=(photo,))
    [part] = await channel.prepare(message)
    await asyncio.gather(*(part(str(996000 + n)) for n in range(6)))
    assert cloud.called("media") == [("Жол.jpg", "image/jpeg", b"picture")]
    reference = still_good(await known_reference(database, photo))
    assert {orjson.dumps(sent["image"]) for sent in cloud.called("messages")} == {
        orjson.dumps({"id": reference, "caption": "Жол"})
    }
    del part
    await say(channel, message)
    assert len(cloud.called("media")) == 1, "the reference is known from the table now"


async def test_a_file_that_whatsapp_refuses_by_type_goes_as_plain_text(
    channel: WhatsAppChannel, cloud: ScriptedCloud, database: Database
) -> None:
    calendar = await keep(database, "Жыйын.ics", "text/calendar")
    await say(channel, OutMessage(text=Markup(""), attachments=(calendar,)))
    assert cloud.called("media") == [("Жыйын.ics", "text/plain", b"bytes")]
    assert cloud.called("messages")[0]["document"]["filename"] == "Жыйын.ics"


async def incoming(database: Database, channel: str, reference: str) -> Attachment:
    """Somebody has just sent it; the job that fetches bytes did not come to it yet."""
    file = IncomingFile(
        kind=AttachmentKind.PHOTO, reference=reference, name="photo.jpg", mime_type="image/jpeg"
    )
    async with database.session() as session:
        return await keep_incoming(session, channel, file, clock.now())


async def test_a_picture_sent_just_now_is_shown_at_once_and_its_bytes_stay(
    channel: WhatsAppChannel, cloud: ScriptedCloud, database: Database
) -> None:
    cloud.files["55"] = b"picture"
    photo = await incoming(database, "whatsapp", "55")
    await say(channel, OutMessage(text=Markup("Жол"), attachments=(photo,)))
    assert cloud.called("media") == [("photo.jpg", "image/jpeg", b"picture")]
    async with database.reading() as session:
        assert await read_content(session, photo.file_id) == b"picture"


async def test_a_picture_sent_just_now_on_the_other_platform_is_waited_for(
    channel: WhatsAppChannel, database: Database
) -> None:
    photo = await incoming(database, "telegram", "AgAC")
    message = OutMessage(text=Markup("Жол"), attachments=(photo,))
    with pytest.raises(Retryable, match="file_awaited") as failed:
        await say(channel, message)
    assert failed.value.retry_after == SOON
    async with database.session() as session:
        stored = await session.get_one(StoredFile, photo.file_id)
        stored.fetch_attempts = fetching.ATTEMPTS
    with pytest.raises(Permanent, match="file_missing"):
        await say(channel, message)


async def test_a_reference_that_ran_out_is_made_anew_once(
    channel: WhatsAppChannel, cloud: ScriptedCloud, database: Database
) -> None:
    photo = await keep(database, "a.jpg", "image/jpeg")
    async with database.session() as session:
        session.add(FileReference(file_id=photo.file_id, channel="whatsapp", reference=dated("ran-out")))
    cloud.answers["messages"].append(GONE)
    message = OutMessage(text=Markup("a"), attachments=(photo,))
    assert await say(channel, message) == ["wamid.3"]
    first, second = cloud.called("messages")
    assert (first["image"]["id"], second["image"]["id"]) == ("ran-out", "702")
    assert still_good(await known_reference(database, photo)) == "702"

    cloud.answers["messages"] += [GONE, refusal(400, 131053)]
    with pytest.raises(Permanent, match="file_refused"):
        await say(channel, message)
    cloud.answers["messages"].append(refusal(400, 131047))
    uploads = len(cloud.called("media"))
    with pytest.raises(WindowClosed):
        await say(channel, message)
    assert len(cloud.called("media")) == uploads


async def test_an_upload_that_was_lost_is_tried_again(
    channel: WhatsAppChannel, cloud: ScriptedCloud, database: Database
) -> None:
    photo = await keep(database, "a.jpg", "image/jpeg")
    message = OutMessage(text=Markup("a"), attachments=(photo,))
    cloud.answers["media"] += [HANG_UP, refusal(401, 190)]
    with pytest.raises(Retryable, match="connection_lost"):
        await say(channel, message)
    with pytest.raises(ChannelBroken):
        await say(channel, message)
    assert await say(channel, message)


async def test_several_parts_are_sent_in_order(channel: WhatsAppChannel, cloud: ScriptedCloud) -> None:
    choices = tuple((Choice(f"Айыл {n}", f"v:{n}"),) for n in range(11))
    await say(channel, OutMessage(text=Markup("Сөз " * 400), choices=choices))
    assert [sent["type"] for sent in cloud.called("messages")] == ["text", "interactive", "interactive"]


async def test_fetching(channel: WhatsAppChannel, cloud: ScriptedCloud) -> None:
    cloud.files["55"] = b"voice"
    assert await channel.fetch("55") == b"voice"
    assert set(cloud.headers) == {f"Bearer {TOKEN}"}
    with pytest.raises(Permanent, match="file_gone"):
        await channel.fetch("66")
    about = {"url": f"{cloud.url}/bytes/55", "file_size": 100 * 1024 * 1024 + 1}
    cloud.answers["55"] += [(200, about), (200, {"id": "55"}), HANG_UP, HANG_UP]
    for kind, reason in (
        (Permanent, "file_too_big"),
        (Retryable, "bad_answer"),
        (Retryable, "connection_lost"),
    ):
        with pytest.raises(kind, match=reason):
            await channel.fetch("55")
