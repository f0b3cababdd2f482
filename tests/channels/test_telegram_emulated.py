"""Both ways at once: PTB's real stack and ours against the strict emulator."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram import TelegramChannel, TelegramReceiver, Timeouts, Webhook, build_bot
from bot.channels.telegram import commands as menus
from bot.channels.telegram.api import DiscreetBot
from bot.core import clock, inbox
from bot.core.channel import Blocked, Moved, OutcomeUnknown, Permanent, Retryable, SendFailure, Throttled
from bot.core.db import Database
from bot.core.files import FileReference, keep_made
from bot.core.messages import Attachment, AttachmentKind, Choice, Happening, InMessage, Location, OutMessage
from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator, tiny_png
from bot.web.server import WebServer

TOKEN = "4242:AAsecretAA-token_of_the_bot_1234567"
HOSTILE = "<b>Асан</b> & </i><script>\"'<a href='x'> &lt; 😀"
HELLO = OutMessage(text=Markup("Салам"))
YES = ((Choice("Ооба", "yes:1"),),)


@pytest.fixture
async def emulator() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator() as running:
        yield running


@pytest.fixture
def account(emulator: TelegramEmulator) -> BotAccount:
    return emulator.add_bot(TOKEN, "jarchy_bot")


@pytest.fixture
async def bot(emulator: TelegramEmulator, account: BotAccount) -> AsyncIterator[DiscreetBot]:
    made = build_bot(account.token, api_url=emulator.base_url, timeouts=Timeouts(read=2))
    yield made
    await made.shutdown()


@pytest.fixture
def channel(bot: DiscreetBot, database: Database) -> TelegramChannel:
    return TelegramChannel(bot, database)


@pytest.fixture
def phone(emulator: TelegramEmulator, account: BotAccount) -> Phone:
    person = emulator.phone(account, "Айсулуу")
    person.send_text("салам")
    return person


async def say(
    channel: TelegramChannel, phone: Phone, message: OutMessage, replaces: str | None = None
) -> list[str]:
    return [await part(str(phone.chat.id)) for part in await channel.prepare(message, replaces)]


async def fails(channel: TelegramChannel, phone: Phone, message: OutMessage = HELLO) -> SendFailure:
    with pytest.raises(SendFailure) as caught:
        await say(channel, phone, message)
    assert TOKEN not in f"{caught.value!r}{caught.value.__context__!r}"
    return caught.value


async def keep(database: Database, kind: AttachmentKind, name: str, content: bytes) -> Attachment:
    async with database.session() as session:
        return await keep_made(session, kind, name, "application/octet-stream", content, clock.now())


async def refer(database: Database, file: Attachment, reference: str) -> None:
    async with database.session() as session:
        session.add(FileReference(file_id=file.file_id, channel="telegram", reference=reference))


# --- out


async def test_hostile_words_arrive_as_they_were(channel: TelegramChannel, phone: Phone) -> None:
    text = Markup("<b>{}</b>: <i>{}</i>").format(HOSTILE, "a & b")
    await say(channel, phone, OutMessage(text=text))
    assert phone.last.text == f"{HOSTILE}: a & b"
    assert {entity["type"] for entity in phone.last.entities} == {"bold", "italic"}


async def test_long_texts_come_whole_with_the_buttons_last(channel: TelegramChannel, phone: Phone) -> None:
    text = Markup("<b>") + "😀 сөз & ".replace("&", "<&>") * 1200 + Markup("</b>")
    identities = await say(channel, phone, OutMessage(text=text, choices=YES))
    assert len(identities) == len(phone.received) > 2
    assert [shown.labels for shown in phone.received[:-1]] == [[]] * (len(phone.received) - 1)
    assert phone.last.labels == ["Ооба"]
    assert sum(shown.text.count("<&>") for shown in phone.received) == 1200


async def test_a_caption_may_be_1024_units_after_marks(
    channel: TelegramChannel, phone: Phone, database: Database
) -> None:
    photo = await keep(database, AttachmentKind.PHOTO, "a.png", tiny_png())
    text = Markup("<b>") + "&" * 1022 + "😀" + Markup("</b>")
    await say(channel, phone, OutMessage(text=text, attachments=(photo,)))
    assert len(phone.received) == 1
    await say(channel, phone, OutMessage(text=text + "!", attachments=(photo,), choices=YES))
    assert len(phone.received) == 3
    assert phone.last.labels == ["Ооба"]


async def test_the_menu_comes_and_goes(channel: TelegramChannel, phone: Phone) -> None:
    await say(channel, phone, replace(HELLO, keyboard=(("Меню",), ("Жардам",))))
    assert phone.keyboard == [["Меню"], ["Жардам"]]
    await say(channel, phone, HELLO)
    assert phone.keyboard == [["Меню"], ["Жардам"]]
    await say(channel, phone, replace(HELLO, keyboard=()))
    assert phone.keyboard is None


async def test_a_place_comes_before_its_words(channel: TelegramChannel, phone: Phone) -> None:
    await say(channel, phone, replace(HELLO, location=Location(42.5, 72.25), choices=YES))
    place, words = phone.received
    assert place.api["location"] == {"latitude": 42.5, "longitude": 72.25}
    assert words.labels == ["Ооба"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (AttachmentKind.PHOTO, tiny_png()),
        (AttachmentKind.DOCUMENT, b"%PDF-1.7"),
        (AttachmentKind.VOICE, b"OggS"),
    ],
)
async def test_files_go_up_once(
    channel: TelegramChannel, phone: Phone, database: Database, kind: AttachmentKind, content: bytes
) -> None:
    file = await keep(database, kind, "Бюджет 2026.bin", content)
    message = OutMessage(text=Markup("Мына"), attachments=(file,), choices=YES)
    await say(channel, phone, message)
    await say(channel, phone, message)
    first, second = phone.received
    assert first.file
    assert (first.file.content, first.file.name) == (content, "Бюджет 2026.bin")
    assert first.file is second.file
    assert (second.text, second.labels) == ("Мына", ["Ооба"])


async def test_an_album_shares_one_caption(
    channel: TelegramChannel, phone: Phone, database: Database
) -> None:
    photos = [await keep(database, AttachmentKind.PHOTO, f"{n}.png", tiny_png(n, n)) for n in (1, 2, 3)]
    for _ in range(2):
        await say(channel, phone, OutMessage(text=Markup("Жол"), attachments=tuple(photos)))
    assert [shown.text for shown in phone.received] == ["Жол", "", ""] * 2
    assert [shown.file for shown in phone.received[:3]] == [shown.file for shown in phone.received[3:]]


async def test_a_reference_of_another_kind_or_bot_gives_way_to_the_bytes(
    channel: TelegramChannel, phone: Phone, database: Database
) -> None:
    photo = await keep(database, AttachmentKind.PHOTO, "a.png", tiny_png())
    await say(channel, phone, OutMessage(text=Markup(""), attachments=(photo,)))
    assert phone.last.file
    document = await keep(database, AttachmentKind.DOCUMENT, "a.pdf", b"%PDF")
    await refer(database, document, phone.last.file.file_id)
    strange = await keep(database, AttachmentKind.VOICE, "a.ogg", b"OggS")
    await refer(database, strange, "of another bot")
    for file, content in ((document, b"%PDF"), (strange, b"OggS")):
        await say(channel, phone, OutMessage(text=Markup(""), attachments=(file,)))
        assert phone.last.file.content == content


async def test_redrawing(channel: TelegramChannel, phone: Phone, database: Database) -> None:
    [identity] = await say(channel, phone, replace(HELLO, choices=YES))
    assert await say(channel, phone, OutMessage(text=Markup("Жаңы")), replaces=identity) == [identity]
    assert (phone.last.text, phone.last.labels, phone.last.edits) == ("Жаңы", [], 1)
    assert await say(channel, phone, OutMessage(text=Markup("Жаңы")), replaces=identity) == [identity]
    assert len(phone.received) == 1
    assert await say(channel, phone, HELLO, replaces="999") != ["999"]
    photo = await keep(database, AttachmentKind.PHOTO, "a.png", tiny_png())
    with_buttons = OutMessage(text=Markup("Сүрөт"), attachments=(photo,), choices=YES)
    [pictured] = await say(channel, phone, with_buttons)
    before = phone.last
    assert before.labels
    await say(channel, phone, OutMessage(text=Markup("Сөз")), replaces=pictured)
    assert (phone.last.text, len(phone.received)) == ("Сөз", 4)
    assert not before.labels, "what the picture offered is past"


async def test_people_who_cant_be_reached(
    channel: TelegramChannel, phone: Phone, emulator: TelegramEmulator, account: BotAccount
) -> None:
    phone.block()
    assert (type(failure := await fails(channel, phone)), failure.reason) == (Blocked, "blocked")
    phone.unblock()
    phone.deactivate()
    assert (type(failure := await fails(channel, phone)), failure.reason) == (Blocked, "gone")
    stranger = emulator.phone(account, "Бейтааныш")
    assert (type(failure := await fails(channel, stranger)), failure.reason) == (Blocked, "never_started")
    [part] = await channel.prepare(HELLO)
    with pytest.raises(Blocked, match="gone"):
        await part("12345")


async def test_a_group_that_moved(
    channel: TelegramChannel, emulator: TelegramEmulator, account: BotAccount
) -> None:
    group = emulator.group(account, "Миң-Булак")
    moved = emulator.migrate(group)
    [part] = await channel.prepare(HELLO)
    with pytest.raises(Moved) as caught:
        await part(str(group.id))
    assert caught.value.new_address == str(moved.id)
    assert await part(caught.value.new_address)


async def test_trouble_on_the_way(
    channel: TelegramChannel, phone: Phone, emulator: TelegramEmulator, account: BotAccount
) -> None:
    emulator.throttle_next(account, retry_after=7)
    failure = await fails(channel, phone)
    assert isinstance(failure, Throttled)
    assert failure.retry_after == 7
    for kind, expected in (("answer", Retryable), ("drop", OutcomeUnknown), ("lose", OutcomeUnknown)):
        emulator.fail_next(account, "sendMessage", kind=kind)
        assert type(await fails(channel, phone)) is expected
    assert len(phone.received) == 1  # the one whose answer was lost
    assert await say(channel, phone, HELLO)


async def test_a_picture_that_is_none(channel: TelegramChannel, phone: Phone, database: Database) -> None:
    photo = await keep(database, AttachmentKind.PHOTO, "a.png", b"no picture")
    failure = await fails(channel, phone, OutMessage(text=Markup("a"), attachments=(photo,)))
    assert (type(failure), failure.reason) == (Permanent, "bad_photo")


# --- in


class Talk:
    """Answers each message with what it heard, as the conversation and the outbox would."""

    def __init__(self, database: Database, channel: TelegramChannel) -> None:
        self.heard: list[InMessage] = []
        self._database = database
        self._channel = channel

    async def handle(self, message: InMessage) -> None:
        async with self._database.session() as session:
            if not await inbox.claim(session, message.channel, message.external_id, clock.now()):
                return
        self.heard.append(message)
        if message.happening is None:
            echo = OutMessage(text=Markup("Уктум: {}").format(message.text or message.choice), choices=YES)
            for part in await self._channel.prepare(echo, message.tapped):
                await part(message.address)


@pytest.fixture
def talk(database: Database, channel: TelegramChannel) -> Talk:
    return Talk(database, channel)


@asynccontextmanager
async def receiving(
    bot: DiscreetBot, database: Database, talk: Talk, webhook: Webhook | None = None
) -> AsyncIterator[TelegramReceiver]:
    receiver = TelegramReceiver(bot, database, talk.handle, webhook=webhook, poll_seconds=5)
    receiver.start()
    try:
        async with asyncio.timeout(5):
            await receiver.receiving.wait()
        yield receiver
    finally:
        async with asyncio.timeout(4):
            await receiver.stop()


def heard(talk: Talk, count: int) -> Callable[[], bool]:
    return lambda: len(talk.heard) >= count


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - it watches what a server brings, which sets no event
            await asyncio.sleep(0.01)


async def test_words_and_taps_by_polling(
    bot: DiscreetBot, database: Database, talk: Talk, phone: Phone, account: BotAccount
) -> None:
    async with receiving(bot, database, talk):
        await phone.wait_for("Уктум: салам")
        assert await phone.tap("Ооба") == {"text": "", "show_alert": False}
        await phone.wait_for("Уктум: yes:1")
        account.updates.repeat(700_000_001)
        phone.send_text(HOSTILE)
        await phone.wait_for(f"Уктум: {HOSTILE}")
    assert len(phone.received) == 2
    assert phone.received[0].edits == 1
    assert [message.text for message in talk.heard] == ["салам", None, HOSTILE]
    assert talk.heard[0].language_hint == "ky"


async def test_what_a_phone_can_send(
    bot: DiscreetBot, database: Database, talk: Talk, phone: Phone, channel: TelegramChannel
) -> None:
    async with receiving(bot, database, talk):
        phone.send_photo(tiny_png(), "Жол")
        phone.send_voice(b"OggS")
        phone.send_document(b"%PDF", "Арыз.pdf", "application/pdf")
        phone.send_location(42.5, 72.25)
        phone.send_contact("+996555123456")
        phone.block()
        phone.unblock()
        await until(heard(talk, 8))
    _, photo, voice, document, place, contact, blocked, unblocked = talk.heard
    for message, content in ((photo, tiny_png()), (voice, b"OggS"), (document, b"%PDF")):
        assert message.attachment
        assert await channel.fetch(message.attachment.reference) == content
    assert document.attachment
    assert document.attachment.name == "Арыз.pdf"
    assert place.location == Location(42.5, 72.25)
    assert contact.text == "+996555123456"
    assert [blocked.happening, unblocked.happening] == [Happening.BLOCKED, Happening.UNBLOCKED]


async def test_what_came_while_we_were_away_is_not_dropped(
    bot: DiscreetBot, database: Database, talk: Talk, phone: Phone
) -> None:
    async with receiving(bot, database, talk):
        await until(heard(talk, 1))
    phone.send_text("бир")
    phone.send_text("эки")
    async with receiving(bot, database, talk):
        await until(heard(talk, 3))
    assert [message.text for message in talk.heard] == ["салам", "бир", "эки"]


async def test_by_webhook_with_its_secret(
    bot: DiscreetBot, database: Database, talk: Talk, phone: Phone, account: BotAccount
) -> None:
    receivers: list[TelegramReceiver] = []
    statuses: list[int] = []

    async def take(request: Request) -> Response:
        secret = request.headers.get("x-telegram-bot-api-secret-token")
        statuses.append(await receivers[0].handle_webhook(await request.body(), secret))
        return Response(status_code=statuses[-1])

    server = WebServer(Starlette(routes=[Route("/hook", take, methods=["POST"])]))
    hook = Webhook(f"{server.url}/hook", "a-secret")
    receivers.append(TelegramReceiver(bot, database, talk.handle, webhook=hook))
    await server.start()
    receivers[0].start()
    await phone.wait_for("Уктум: салам")
    await phone.tap("Ооба")
    await phone.wait_for("Уктум: yes:1")
    account.updates.set_webhook(hook.url, "another", None)
    phone.send_text("жасалма")
    await until(lambda: 403 in statuses)
    await receivers[0].stop()
    await account.updates.close()
    await server.stop()
    assert [message.text or message.choice for message in talk.heard] == ["салам", "yes:1"]


async def test_polling_takes_the_webhook_away_and_keeps_what_waits(
    bot: DiscreetBot, database: Database, talk: Talk, phone: Phone, account: BotAccount
) -> None:
    account.updates.set_webhook("http://127.0.0.1:9/nobody", None, None)
    phone.send_text("бир")
    async with receiving(bot, database, talk):
        await until(heard(talk, 2))
    assert account.updates.webhook_info()["url"] == ""


# --- menus


async def test_menus_by_language_and_chat(
    bot: DiscreetBot, emulator: TelegramEmulator, account: BotAccount, phone: Phone
) -> None:
    russian = emulator.phone(account, "Иван", language_code="ru")
    officer = emulator.phone(account, "Бакыт")
    officer.send_text("салам")
    everyone = {"ru": [("menu", "Меню"), ("stop", "Отписаться")], menus.OTHERS: [("menu", "Меню")]}
    for _ in range(2):
        await menus.publish_menus(bot, everyone, {str(officer.chat.id): [("admin", "Башкаруу")]})
        await menus.publish_pages(bot, {menus.OTHERS: menus.Page("Айыл жаңылыктары", "Жарчы")})
    assert phone.commands_shown == ["menu"]
    assert russian.commands_shown == ["menu", "stop"]
    assert officer.commands_shown == ["admin"]
    assert account.requests.count("setmycommands") == 3
    assert account.requests.count("setmydescription") == 1
