"""Both ways at once: our channel and our receiver against the strict emulated Cloud API."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from markupsafe import Markup
from sqlalchemy import select
from starlette.applications import Starlette

from bot.channels.timeouts import Timeouts
from bot.channels.whatsapp import Account, GraphApi, Webhook, WhatsAppChannel, WhatsAppReceiver
from bot.core import clock, contacts, inbox
from bot.core.channel import (
    Blocked,
    ChannelBroken,
    ChatThrottled,
    OutcomeUnknown,
    Permanent,
    Receipt,
    ReceiptState,
    Retryable,
    SendFailure,
    Throttled,
    WindowClosed,
)
from bot.core.contacts import Contact
from bot.core.db import Database
from bot.core.files import keep_made
from bot.core.messages import Attachment, AttachmentKind, Choice, InMessage, Location, OutMessage
from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator, WhatsAppPhone, tiny_png
from bot.outbox.moving import move_address
from bot.web.app import whatsapp_routes
from bot.web.server import WebServer

HOSTILE = "<b>Асан</b> & </i><script>\"'<a href='x'> &lt; 😀"
HELLO = OutMessage(text=Markup("Салам"))
YES = ((Choice("Ооба", "yes:1"),),)
WEBHOOK = Webhook("app-secret", "verify-token")


@pytest.fixture
async def emulator() -> AsyncIterator[WhatsAppEmulator]:
    async with WhatsAppEmulator(now=clock.now) as running:
        yield running


@pytest.fixture
def business(emulator: WhatsAppEmulator) -> Business:
    return emulator.add_business(
        token="EAAG-token",
        app_secret=WEBHOOK.app_secret,
        number="996700000000",
        verify_token=WEBHOOK.verify_token,
    )


@pytest.fixture
async def graph(emulator: WhatsAppEmulator, business: Business) -> AsyncIterator[GraphApi]:
    account = Account(business.token, business.phone_id, business.account_id, f"{emulator.base_url}/v23.0")
    made = GraphApi(account, timeouts=Timeouts(read=2))
    yield made
    await made.close()


@pytest.fixture
def channel(graph: GraphApi, database: Database) -> WhatsAppChannel:
    return WhatsAppChannel(graph, database, lambda _language: "Ак-Суу")


@pytest.fixture
def phone(emulator: WhatsAppEmulator, business: Business) -> WhatsAppPhone:
    person = emulator.phone(business, "Айсулуу")
    person.send_text("салам")
    return person


async def say(channel: WhatsAppChannel, phone: WhatsAppPhone, message: OutMessage) -> list[str]:
    return [await part(phone.chat.id) for part in await channel.prepare(message)]


async def fails(channel: WhatsAppChannel, phone: WhatsAppPhone, message: OutMessage = HELLO) -> SendFailure:
    with pytest.raises(SendFailure) as caught:
        await say(channel, phone, message)
    return caught.value


async def keep(
    database: Database, kind: AttachmentKind, name: str, mime_type: str, content: bytes
) -> Attachment:
    async with database.session() as session:
        return await keep_made(session, kind, name, mime_type, content, clock.now())


# --- out


async def test_hostile_words_arrive_as_they_were(channel: WhatsAppChannel, phone: WhatsAppPhone) -> None:
    text = Markup("<b>{}</b>: <i>{}</i>").format(HOSTILE, "a & b")
    await say(channel, phone, OutMessage(text=text))
    assert phone.last.text == f"{HOSTILE}: a & b"
    assert phone.last.html.count("<b>") == phone.last.html.count("<i>") == 1


async def test_long_texts_come_whole_with_the_buttons_last(
    channel: WhatsAppChannel, phone: WhatsAppPhone
) -> None:
    text = Markup("<b>") + "😀 сөз & ".replace("&", "<&>") * 1200 + Markup("</b>")
    await say(channel, phone, OutMessage(text=text, choices=YES))
    assert len(phone.received) > 2
    assert [shown.labels for shown in phone.received[:-1]] == [[]] * (len(phone.received) - 1)
    assert phone.last.labels == ["Ооба"]
    assert sum(shown.text.count("<&>") for shown in phone.received) == 1200


async def test_every_kind_of_panel_is_taken(channel: WhatsAppChannel, phone: WhatsAppPhone) -> None:
    many = tuple(
        (Choice(f"Ак-Суу айылындагы Ленин көчөсү {'узун ' * (n % 15)}{n}", f"v:{n}"),) for n in range(23)
    )
    menu = (("🏛 Жыйындар", "Жардам"), ("Тил",))
    link = ((Choice("Ачуу", url="https://jarchy.kg/x_y"),),)
    messages = [
        OutMessage(text=Markup("Айылыңыз?"), choices=many),
        OutMessage(text=Markup("Меню"), keyboard=menu),
        OutMessage(text=Markup("Меню"), choices=many[:5], keyboard=menu),
        OutMessage(text=Markup("Меню"), choices=YES, keyboard=menu),
        OutMessage(text=Markup("Карта"), choices=link),
        OutMessage(text=Markup(""), choices=(*YES, *link)),
        replace(HELLO, location=Location(42.5, 72.25), choices=YES),
    ]
    for message in messages:
        await say(channel, phone, message)
    assert len(phone.received) == 3 + 1 + 1 + 2 + 1 + 1 + 2


@pytest.mark.parametrize(
    ("kind", "name", "mime_type", "content"),
    [
        (AttachmentKind.PHOTO, "Жол.png", "image/png", tiny_png()),
        (AttachmentKind.DOCUMENT, "Бюджет 2026.pdf", "application/pdf", b"%PDF-1.7"),
        (AttachmentKind.DOCUMENT, "Жыйын.ics", "text/calendar", b"BEGIN:VCALENDAR"),
        (AttachmentKind.VOICE, "voice.ogg", "audio/ogg", b"OggS"),
    ],
)
async def test_files_go_up_once(
    channel: WhatsAppChannel,
    phone: WhatsAppPhone,
    business: Business,
    database: Database,
    kind: AttachmentKind,
    name: str,
    mime_type: str,
    content: bytes,
) -> None:
    file = await keep(database, kind, name, mime_type, content)
    for _ in range(2):
        await say(channel, phone, OutMessage(text=Markup("Мына"), attachments=(file,)))
    shown = [one for one in phone.received if one.file]
    assert [one.file.content for one in shown if one.file] == [content, content]
    assert business.requests.count("media") == 1
    if kind is AttachmentKind.DOCUMENT:
        assert shown[0].file
        assert shown[0].api["document"]["filename"] == name


async def test_an_upload_lives_thirty_days(
    channel: WhatsAppChannel, phone: WhatsAppPhone, business: Business, database: Database
) -> None:
    photo = await keep(database, AttachmentKind.PHOTO, "a.png", "image/png", tiny_png())
    message = OutMessage(text=Markup("a"), attachments=(photo,))
    [part] = await channel.prepare(message)
    await part(phone.chat.id)
    for _ in range(2):
        clock.move(timedelta(days=30))
        phone.open_window()
        await part(phone.chat.id)
        assert phone.last.state == "read"
    assert business.requests.count("media") == 3
    assert len(await say(channel, phone, message)) == 1
    assert business.requests.count("media") == 3


@pytest.mark.parametrize(
    ("code", "kind", "reason"),
    [
        (131056, ChatThrottled, "chat_throttled"),
        (130429, Throttled, "throttled"),
        (131047, WindowClosed, "window_closed"),
        (131026, Blocked, "undeliverable"),
        (190, ChannelBroken, "token_refused"),
        (131042, ChannelBroken, "payment"),
        (131016, Retryable, "server_error"),
        (132015, Permanent, "template_paused"),
    ],
)
async def test_refusals_in_metas_own_words(
    channel: WhatsAppChannel,
    phone: WhatsAppPhone,
    emulator: WhatsAppEmulator,
    business: Business,
    code: int,
    kind: type[SendFailure],
    reason: str,
) -> None:
    emulator.throttle_next(business, code)
    failure = await fails(channel, phone)
    assert (type(failure), failure.reason) == (kind, reason)


async def test_trouble_on_the_way(
    channel: WhatsAppChannel, phone: WhatsAppPhone, emulator: WhatsAppEmulator, business: Business
) -> None:
    for kind, expected in (("answer", Retryable), ("drop", OutcomeUnknown), ("lose", OutcomeUnknown)):
        emulator.fail_next(business, "messages", kind=kind)
        assert type(await fails(channel, phone)) is expected
    assert len(phone.received) == 1  # the one whose answer was lost
    assert await say(channel, phone, HELLO)


# --- in


class Talk:
    """Answers each message with what it heard, as the conversation and the outbox would."""

    def __init__(self, database: Database, channel: WhatsAppChannel) -> None:
        self.heard: list[InMessage] = []
        self.receipts: list[Receipt] = []
        self._database = database
        self._channel = channel

    async def handle(self, message: InMessage) -> None:
        async with self._database.session() as session:
            if not await inbox.claim(session, message.channel, message.external_id, clock.now()):
                return
            await contacts.meet(session, message.channel, message.address, clock.now(), message.sent_at)
        self.heard.append(message)
        echo = OutMessage(text=Markup("Уктум: {}").format(message.text or message.choice), choices=YES)
        for part in await self._channel.prepare(echo, message.tapped):
            await part(message.address)

    async def take(self, receipts: Sequence[Receipt]) -> None:
        self.receipts += receipts

    def states(self, wamid: str) -> list[ReceiptState]:
        return [one.state for one in self.receipts if one.external_id == wamid]


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - it watches what sets no event
            await asyncio.sleep(0.01)


@pytest.fixture
def talk(database: Database, channel: WhatsAppChannel) -> Talk:
    return Talk(database, channel)


@pytest.fixture
def receive(graph: GraphApi, database: Database, talk: Talk, business: Business) -> "Receive":
    @asynccontextmanager
    async def receiving() -> AsyncIterator[WhatsAppReceiver]:
        numbers: list[str] = []
        receiver = WhatsAppReceiver(
            graph,
            database,
            talk.handle,
            talk.take,
            partial(move_address, database, "whatsapp"),
            webhook=WEBHOOK,
            greet=numbers.append,
        )
        server = WebServer(Starlette(routes=whatsapp_routes(receiver.handle_get, receiver.handle_post)))
        await server.start()
        receiver.start()
        business.webhook_url = f"{server.url}/webhooks/whatsapp"
        try:
            async with asyncio.timeout(5):
                await receiver.receiving.wait()
                await receiver.connected.wait()
            assert numbers == [business.number]
            yield receiver
        finally:
            business.webhook_url = None
            async with asyncio.timeout(4):
                await receiver.stop(1.0)
                await server.stop()

    return receiving


Receive = Callable[[], AbstractAsyncContextManager[WhatsAppReceiver]]


async def test_words_taps_and_the_menu(
    receive: Receive, talk: Talk, phone: WhatsAppPhone, business: Business
) -> None:
    async with receive():
        await phone.wait_for("Уктум: салам")
        await phone.tap("Ооба")
        await phone.wait_for("Уктум: yes:1")
        business.webhook.repeat()
        phone.send_text(HOSTILE)
        await phone.wait_for(f"Уктум: {HOSTILE}")
        phone.start("v_kara_suu")
        await phone.wait_for("Уктум: /start v_kara_suu")
        await phone.wait_quiet()
    assert [one.text or one.choice for one in talk.heard] == ["салам", "yes:1", HOSTILE, "/start v_kara_suu"]
    assert talk.heard[1].tapped == phone.received[0].id
    assert talk.heard[0].sent_at


async def test_the_menus_rows_come_back_as_words(
    receive: Receive, talk: Talk, phone: WhatsAppPhone, channel: WhatsAppChannel
) -> None:
    async with receive():
        await phone.wait_for("Уктум: салам")
        await say(channel, phone, OutMessage(text=Markup("Меню"), keyboard=(("🏛 Жыйындар", "Жардам"),)))
        phone.press("🏛 Жыйындар")
        await phone.wait_for("Уктум: 🏛 Жыйындар")
    assert talk.heard[-1].choice is None


async def test_what_a_phone_can_send(
    receive: Receive, talk: Talk, phone: WhatsAppPhone, channel: WhatsAppChannel
) -> None:
    async with receive():
        phone.send_photo(tiny_png(), "Жол")
        phone.send_voice(b"OggS")
        phone.send_document(b"%PDF", "Арыз.pdf", "application/pdf")
        phone.send_location(42.5, 72.25, "Клуб")
        phone.send_contact(f"+{phone.owner.number}")
        phone.send_sticker(b"RIFF")
        phone.react(phone.messages[0], "👍")
        phone.send_unsupported()
        await until(lambda: len(talk.heard) >= 6)
        await phone.wait_quiet()
        _, photo, voice, document, place, contact = talk.heard
        for message, content in ((photo, tiny_png()), (voice, b"OggS"), (document, b"%PDF")):
            assert message.attachment
            assert await channel.fetch(message.attachment.reference) == content
        assert document.attachment
        assert document.attachment.name == "Арыз.pdf"
        assert (place.location, place.text) == (Location(42.5, 72.25), "Клуб")
        assert contact.text == f"+{phone.owner.number}"
        assert voice.attachment
        clock.move(timedelta(days=8))
        with pytest.raises(Permanent, match="file_gone"):
            await channel.fetch(voice.attachment.reference)


async def test_batches_repeats_disorder_and_wrong_signatures(
    receive: Receive, talk: Talk, phone: WhatsAppPhone, business: Business, emulator: WhatsAppEmulator
) -> None:
    other = emulator.phone(business, "Асан")
    async with receive():
        assert await emulator.verify_webhook(business)
        assert not await emulator.verify_webhook(business, "another")
        await phone.wait_for("Уктум: салам")
        business.webhook.spoil()
        business.webhook.lose()
        with business.webhook.batched():
            for word in ("бир", "эки", "үч"):
                phone.send_text(word)
                other.send_text(f"Асан {word}")
        await phone.wait_for("Уктум: үч")
        await other.wait_for("Уктум: Асан үч")
        business.webhook.repeat()
        await phone.wait_quiet()
    assert [one.text for one in talk.heard if "Асан" not in (one.text or "")] == ["салам", "бир", "эки", "үч"]
    assert [one.text for one in talk.heard if "Асан" in (one.text or "")] == [
        "Асан бир",
        "Асан эки",
        "Асан үч",
    ]


async def test_what_came_while_we_were_away(receive: Receive, talk: Talk, phone: WhatsAppPhone) -> None:
    async with receive():
        await phone.wait_for("Уктум: салам")
    phone.send_text("бир")
    phone.send_text("эки")
    async with receive():
        await phone.wait_for("Уктум: эки")
    assert [one.text for one in talk.heard] == ["салам", "бир", "эки"]


async def test_receipts_tell_what_became_of_a_message(
    receive: Receive,
    talk: Talk,
    phone: WhatsAppPhone,
    channel: WhatsAppChannel,
    business: Business,
    emulator: WhatsAppEmulator,
) -> None:
    async with receive():
        await phone.wait_for("Уктум: салам")
        [read] = await say(channel, phone, HELLO)
        emulator.fail_next(business, "messages", kind="fail", code=131049)
        [failed] = await say(channel, phone, HELLO)
        clock.move(timedelta(hours=25))
        [late] = await say(channel, phone, HELLO)
        await until(lambda: talk.states(failed) and talk.states(late) and len(talk.states(read)) >= 3)
    assert set(talk.states(read)) >= {ReceiptState.SENT, ReceiptState.DELIVERED, ReceiptState.READ}
    assert talk.states(failed)[-1:] == talk.states(late)[-1:] == [ReceiptState.FAILED]
    reasons = [type(one.failure) for one in talk.receipts if one.failure]
    assert reasons == [Permanent, WindowClosed]


async def test_a_person_stays_the_same_under_another_number_or_a_user_id(
    receive: Receive, talk: Talk, emulator: WhatsAppEmulator, business: Business, database: Database
) -> None:
    async def known() -> list[str]:
        async with database.reading() as session:
            return list(await session.scalars(select(Contact.address)))

    business.user_ids = False
    phone = emulator.phone(business, "Айсулуу")
    phone.send_text("салам")
    async with receive():
        await phone.wait_for("Уктум: салам")
        assert await known() == [phone.owner.number]
        business.user_ids = True
        phone.send_text("бир")
        await phone.wait_for("Уктум: бир")
        user_id = phone.owner.user_id(business)
        assert await known() == [user_id]
        phone.hide_number("aisuluu")
        phone.send_text("эки")
        await phone.wait_for("Уктум: эки")
        assert await known() == [user_id]
        phone.change_number("996777000111")
        phone.send_text("үч")
        await phone.wait_for("Уктум: үч")
        await phone.wait_quiet()
    assert await known() == [phone.owner.user_id(business)] != [user_id]
    assert talk.heard[-1].address == phone.owner.user_id(business)
