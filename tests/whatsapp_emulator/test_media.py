"""Files up and down, with the kinds and sizes that Meta takes."""

import io
from typing import Any

import aiohttp
import pytest

from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone, tiny_png
from bot.demo.whatsapp_emulator.files import MEGABYTE, unfit
from tests.whatsapp_emulator.conftest import Clock, Hook, Send, buttons, code

PNG = tiny_png(3, 2)
OOXML = "application/vnd.openxmlformats-officedocument"


async def upload(
    client: aiohttp.ClientSession, content: bytes, mime_type: str, name: str = "file", **more: str
) -> dict[str, Any]:
    form = aiohttp.FormData({"messaging_product": "whatsapp", **more})
    form.add_field("file", io.BytesIO(content), filename=name, content_type=mime_type)
    async with client.post("/v23.0/1065/media", data=form) as answer:
        return {"http": answer.status, **(await answer.json())}


TAKEN = [
    (PNG, "image/png"),
    (b"OggS", "audio/ogg; codecs=opus"),
    (b"ID3", "audio/mpeg"),
    (b"%PDF", "application/pdf"),
    (b"BEGIN:VCALENDAR", "text/plain"),
    (b"PK", f"{OOXML}.wordprocessingml.document"),
    (b"PK", f"{OOXML}.spreadsheetml.sheet"),
    (b"PK", f"{OOXML}.presentationml.presentation"),
    (b"\xd0\xcf", "application/msword"),
    (b"ftyp", "video/mp4"),
]


@pytest.mark.parametrize(("content", "mime_type"), TAKEN, ids=[kind for _, kind in TAKEN])
async def test_taken(
    client: aiohttp.ClientSession, business: Business, content: bytes, mime_type: str
) -> None:
    assert (await upload(client, content, mime_type))["id"].isdecimal()


REFUSED = [
    (b"BEGIN:VCALENDAR", "text/calendar", 100),
    (b"x", "application/octet-stream", 100),
    (b"GIF89a", "image/gif", 100),
    (b"PK", "application/zip", 100),
    (b"", "application/pdf", 100),
    (b"no picture", "image/png", 131053),
]


@pytest.mark.parametrize(("content", "mime_type", "number"), REFUSED, ids=range(len(REFUSED)))
async def test_refused(
    client: aiohttp.ClientSession, business: Business, content: bytes, mime_type: str, number: int
) -> None:
    assert code(await upload(client, content, mime_type)) == (400, number)


async def test_too_large(client: aiohttp.ClientSession, business: Business) -> None:
    assert code(await upload(client, PNG + bytes(5 * MEGABYTE), "image/png")) == (400, 131053)


@pytest.mark.parametrize(
    ("form", "mime_type", "megabytes"),
    [("audio", "audio/aac", 16), ("video", "video/mp4", 16), ("document", "text/plain", 100)],
)
def test_how_large_each_kind_may_be(form: str, mime_type: str, megabytes: int) -> None:
    # Bytes of zeros that nobody touches cost nothing.
    content = bytes(megabytes * MEGABYTE)
    assert unfit(form, mime_type, content) is None
    assert unfit(form, mime_type, content + b"x") is not None


async def test_the_form_itself(client: aiohttp.ClientSession, business: Business) -> None:
    assert code(await upload(client, PNG, "image/png", messaging_product="x")) == (400, 100)
    async with client.post("/v23.0/1065/media", data={"messaging_product": "whatsapp"}) as answer:
        assert code({"http": answer.status, **(await answer.json())}) == (400, 100)
    named = await upload(client, PNG, "application/octet-stream", type="image/png")
    assert named["http"] == 200, "the named type goes before the file's own"


async def test_files_on_the_phone(client: aiohttp.ClientSession, send: Send, phone: WhatsAppPhone) -> None:
    async def kept(*given: Any) -> dict[str, Any]:
        return {"id": (await upload(client, *given))["id"]}

    picture, paper = await kept(PNG, "image/png"), await kept(b"%PDF", "application/pdf", "a.pdf")
    sound = await kept(b"OggS", "audio/ogg")
    await send("image", picture | {"caption": "*Көпүрө*"})
    await send("document", paper | {"filename": "Бюджет 2027.pdf", "caption": "Бекитилди"})
    await send("audio", sound | {"voice": True})
    with_picture = buttons("Ооба") | {"header": {"type": "image", "image": picture}}
    await send("interactive", with_picture)
    files = [shown.file for shown in phone.received]
    assert [one.kind for one in files if one] == ["photo", "document", "voice", "photo"]
    assert [one.content for one in files if one] == [PNG, b"%PDF", b"OggS", PNG]
    assert files[1] is not None
    assert files[1].name == "Бюджет 2027.pdf"
    assert phone.received[0].caption == "Көпүрө"
    assert phone.received[2].caption is None


async def test_a_file_that_does_not_fit_fails_afterwards(
    client: aiohttp.ClientSession, send: Send, phone: WhatsAppPhone, business: Business, hook: Hook
) -> None:
    business.webhook_url = hook.url
    paper = (await upload(client, b"%PDF", "application/pdf"))["id"]
    for form, file_id in (("image", paper), ("document", "777")):
        assert (await send(form, {"id": file_id}))["http"] == 200
    statuses = await hook.statuses_of(2)
    assert [status["errors"][0]["code"] for status in statuses] == [131053, 131053]
    assert "application/pdf" in statuses[0]["errors"][0]["error_data"]["details"]
    assert not phone.received


async def test_files_from_a_link(
    emulator: WhatsAppEmulator, client: aiohttp.ClientSession, send: Send, phone: WhatsAppPhone, hook: Hook
) -> None:
    phone.chat.business.webhook_url = hook.url
    await send("image", {"link": f"{hook.server.url}/picture.png", "caption": "Жол"})
    assert phone.last.file is not None
    assert (phone.last.file.content, phone.last.file.kind) == (tiny_png(), "photo")
    await send("image", {"link": f"{hook.server.url}/nothing.png"})
    status = (await hook.statuses_of(4))[-1]
    assert "http code 404" in status["errors"][0]["error_data"]["details"]


async def test_what_a_person_sent_is_fetched(
    client: aiohttp.ClientSession, business: Business, phone: WhatsAppPhone, clock: Clock
) -> None:
    media_id = phone.send_photo(PNG).api["image"]["id"]
    async with client.get(f"/v23.0/{media_id}") as answer:
        known = await answer.json()
    assert known.keys() == {"messaging_product", "url", "mime_type", "sha256", "file_size", "id"}
    assert (known["mime_type"], known["file_size"]) == ("image/png", len(PNG))
    async with client.get(known["url"]) as answer:
        assert (await answer.read(), answer.content_type) == (PNG, "image/png")
    async with client.get(known["url"], headers={"Authorization": "Bearer x"}) as answer:
        assert answer.status == 401
    async with client.get(known["url"].replace("hash=", "hash=0")) as answer:
        assert answer.status == 404
    clock.move(minutes=5)
    async with client.get(known["url"]) as answer:
        assert answer.status == 404, "an address is good for five minutes"


async def test_files_go_after_days_or_when_deleted(
    client: aiohttp.ClientSession, business: Business, phone: WhatsAppPhone, clock: Clock
) -> None:
    theirs = phone.send_voice(b"OggS").api["audio"]["id"]
    ours, other = [(await upload(client, PNG, "image/png"))["id"] for _ in range(2)]

    async def status(media_id: str) -> int:
        async with client.get(f"/v23.0/{media_id}") as answer:
            return answer.status

    async with client.delete(f"/v23.0/{other}") as answer:
        assert await answer.json() == {"success": True}
    assert await status(other) == 400
    clock.move(days=8)
    assert (await status(theirs), await status(ours)) == (400, 200)
    clock.move(days=23)
    assert await status(ours) == 400
