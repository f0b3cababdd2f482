"""Updates on their way in: kept before they are taken, handled once, in order, whatever breaks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from sqlalchemy.exc import OperationalError
from telegram.ext._utils import networkloop

from bot.channels.telegram import TelegramReceiver, Webhook, build_bot, waiting
from bot.channels.telegram.api import DiscreetBot
from bot.core import clock, inbox
from bot.core.db import Database
from bot.core.inbox import Inbound
from bot.core.messages import InMessage
from tests.channels.scripted import ScriptedTelegram, refusal, tap, words

HOOK = Webhook("https://jarchy.example/telegram", "hook-secret")


class Talk:
    """Stands where the conversation stands: notes a message and claims it in the same breath."""

    def __init__(self, database: Database) -> None:
        self.heard: list[InMessage] = []
        self.before: Callable[[InMessage], Awaitable[None]] | None = None
        self._database = database

    async def handle(self, message: InMessage) -> None:
        if self.before:
            await self.before(message)
        async with self._database.session() as session:
            if await inbox.claim(session, message.channel, message.external_id, clock.now()):
                self.heard.append(message)

    @property
    def texts(self) -> list[str | None]:
        return [message.text or message.choice for message in self.heard]


@pytest.fixture
def talk(database: Database) -> Talk:
    return Talk(database)


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "FIRST_WAIT_SECONDS", 0.02)


@pytest.fixture
def run(scripted_bot: DiscreetBot, database: Database, talk: Talk) -> Any:
    @asynccontextmanager
    async def running(webhook: Webhook | None = None) -> AsyncIterator[TelegramReceiver]:
        receiver = TelegramReceiver(scripted_bot, database, talk.handle, webhook=webhook, poll_seconds=5)
        receiver.start()
        async with asyncio.timeout(5):
            await receiver.receiving.wait()
        try:
            yield receiver
        finally:
            async with asyncio.timeout(4):
                await receiver.stop()

    return running


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - it watches a server, which sets no event
            await asyncio.sleep(0.01)


async def left_over(database: Database) -> list[str]:
    async with database.reading() as session:
        return [row.external_id for row in await inbox.unhandled(session, "telegram")]


async def leave(database: Database, *updates: dict[str, Any]) -> None:
    for update in updates:
        await inbox.receive(database, "telegram", str(update["update_id"]), update, clock.now())


async def test_polling_hears_and_confirms(run: Any, talk: Talk, telegram: ScriptedTelegram) -> None:
    telegram.offer(words(1, "бир"), words(2, "эки"))
    async with run():
        await until(lambda: len(talk.heard) == 2)
        telegram.offer(words(3, "үч"))
        await until(lambda: len(talk.heard) == 3)
    assert talk.texts == ["бир", "эки", "үч"]
    assert telegram.waiting == []
    assert telegram.called("deleteWebhook") == [{}]
    assert telegram.called("getUpdates")[0]["allowed_updates"] == [
        "message",
        "callback_query",
        "my_chat_member",
    ]


async def test_the_username_is_told_first(scripted_bot: DiscreetBot, database: Database, talk: Talk) -> None:
    await leave(database, words(1, "мурунку"))
    told: list[tuple[str, int]] = []
    receiver = TelegramReceiver(
        scripted_bot, database, talk.handle, greet=lambda name: told.append((name, len(talk.heard)))
    )
    receiver.start()
    await until(receiver.receiving.is_set)
    await receiver.stop()
    assert told == [("jarchy_bot", 0)]
    assert talk.texts == ["мурунку"]


async def test_what_was_left_is_handled_first_and_in_order(
    run: Any, talk: Talk, telegram: ScriptedTelegram, database: Database
) -> None:
    await leave(database, words(9, "биринчи"), words(10, "экинчи"), tap(11, "үчүнчү"))
    telegram.offer(words(12, "төртүнчү"))
    async with run():
        await until(lambda: len(talk.heard) == 4)
    assert talk.texts == ["биринчи", "экинчи", "үчүнчү", "төртүнчү"]


async def test_killed_between_keeping_and_handling(
    run: Any, talk: Talk, telegram: ScriptedTelegram, database: Database
) -> None:
    begun = asyncio.Event()

    async def hang(_message: InMessage) -> None:
        begun.set()
        await asyncio.Event().wait()

    talk.before = hang
    telegram.offer(words(1, "бир"), words(2, "эки"))
    async with run() as receiver:
        await begun.wait()
        await until(lambda: telegram.waiting == [])
        await receiver.stop(0.05)
    assert await left_over(database) == ["1", "2"]
    talk.before = None
    async with run():
        assert talk.texts == ["бир", "эки"]
    assert await left_over(database) == []


async def test_what_could_not_be_kept_is_offered_again(
    run: Any, talk: Talk, telegram: ScriptedTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive, failures = inbox.receive, iter([False, True])

    async def sometimes(*args: Any) -> bool:
        if next(failures, False):
            raise OperationalError("INSERT", {}, Exception("disk full"))
        return await receive(*args)

    monkeypatch.setattr(inbox, "receive", sometimes)
    telegram.offer(words(1, "бир"), words(2, "эки"), words(3, "үч"))
    async with run():
        await until(lambda: len(talk.heard) == 3)
    assert talk.texts == ["бир", "эки", "үч"]
    assert telegram.waiting == []


async def test_repeats_are_handled_once(
    run: Any, talk: Talk, telegram: ScriptedTelegram, database: Database
) -> None:
    async with run(HOOK) as receiver:
        body = orjson.dumps(words(1, "бир"))
        statuses = await asyncio.gather(*(receiver.handle_webhook(body, HOOK.secret) for _ in range(5)))
        await until(lambda: talk.heard)
        assert await receiver.handle_webhook(body, HOOK.secret) == 200
    assert set(statuses) == {200}
    assert talk.texts == ["бир"]


async def test_a_repeat_of_what_was_kept_but_never_handled_is_handled(
    run: Any, talk: Talk, database: Database
) -> None:
    async with run(HOOK) as receiver:
        await leave(database, words(1, "бир"))
        assert await receiver.handle_webhook(orjson.dumps(words(1, "бир")), HOOK.secret) == 200
        await until(lambda: talk.heard)
    assert talk.texts == ["бир"]


async def test_each_chat_is_heard_in_order(run: Any, talk: Talk, telegram: ScriptedTelegram) -> None:
    """And chats don't wait for each other."""
    slow = asyncio.Event()

    async def wait(message: InMessage) -> None:
        if message.address == "1":
            await slow.wait()
        elif message.text == "2:1":
            await asyncio.sleep(0.05)

    talk.before = wait
    telegram.offer(*(words(10 * n + chat, f"{chat}:{n}", chat) for n in range(1, 4) for chat in (1, 2)))
    async with run():
        await until(lambda: len(talk.heard) == 3)
        assert talk.texts == ["2:1", "2:2", "2:3"]
        slow.set()
        await until(lambda: len(talk.heard) == 6)
    assert talk.texts[3:] == ["1:1", "1:2", "1:3"]


async def test_taps_are_answered_beside_the_handling(
    run: Any, talk: Talk, telegram: ScriptedTelegram
) -> None:
    go_on = asyncio.Event()

    async def wait(_message: InMessage) -> None:
        await go_on.wait()

    talk.before = wait
    telegram.offer(tap(1, "vote:yes"))
    async with run():
        await until(lambda: telegram.called("answerCallbackQuery"))
        assert talk.heard == []
        go_on.set()
        await until(lambda: talk.heard)
    assert telegram.called("answerCallbackQuery") == [{"callback_query_id": "q1"}]
    assert talk.heard[0].tapped == "4"


@pytest.mark.parametrize(
    "answer",
    [
        refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        refusal(400, "Bad Request: something else"),
        refusal(502, "Bad Gateway"),
    ],
)
async def test_an_unanswered_tap_is_handled_all_the_same(
    run: Any, talk: Talk, telegram: ScriptedTelegram, answer: Any
) -> None:
    telegram.answers["answerCallbackQuery"].append(answer)
    telegram.offer(tap(1, "vote:yes"))
    async with run():
        await until(lambda: talk.heard and telegram.called("answerCallbackQuery"))


async def test_a_failing_message_stays_and_is_tried_again(
    run: Any, talk: Talk, telegram: ScriptedTelegram, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.receiving.SWEEP_SECONDS", 0.1)

    async def fail_once(_message: InMessage) -> None:
        talk.before = None
        raise OSError("no disk")

    talk.before = fail_once
    telegram.offer(words(1, "бир"))
    async with run():
        await until(lambda: talk.heard)
    assert await left_over(database) == []


async def test_an_update_nobody_can_read_holds_nobody_up(
    run: Any, talk: Talk, telegram: ScriptedTelegram, database: Database
) -> None:
    broken = words(1, "бир")
    broken["message"]["date"] = "x"
    await leave(database, broken, words(2, "эки"), {"update_id": 3, "poll": None})
    async with run():
        await until(lambda: talk.heard)
    assert talk.texts == ["эки"]
    assert await left_over(database) == ["1"]


async def test_what_concerns_nobody_is_not_kept(
    run: Any, talk: Talk, telegram: ScriptedTelegram, database: Database
) -> None:
    gossip = words(1, "салам", chat=-5)
    gossip["message"]["chat"] = {"id": -5, "type": "group", "title": "г"}
    telegram.offer(gossip, words(2, "эки"))
    async with run():
        await until(lambda: talk.heard)
    async with database.reading() as session:
        assert await session.get(Inbound, ("telegram", "1")) is None


async def test_another_poller_and_a_broken_network_are_outlived(
    run: Any,
    talk: Talk,
    telegram: ScriptedTelegram,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _hurry_ptb(monkeypatch)
    telegram.answers["getMe"].append(refusal(502, "Bad Gateway"))
    telegram.answers["deleteWebhook"].append(refusal(401, "Unauthorized"))
    telegram.answers["getUpdates"] += [
        refusal(409, "Conflict: terminated by other getUpdates request"),
        refusal(404, "Not Found"),
        refusal(502, "Bad Gateway"),
        "hang up",
    ]
    telegram.offer(words(1, "бир"))
    with caplog.at_level(logging.DEBUG):
        async with run():
            await until(lambda: talk.heard)
    assert "AAsecretAA" not in "".join(r.getMessage() for r in caplog.records if r.name != "aiohttp.access")


async def test_stopping_does_not_wait_for_ptbs_patience(run: Any, telegram: ScriptedTelegram) -> None:
    telegram.answers["getUpdates"] += [refusal(429, "Too Many Requests: retry after 99", retry_after=99)] * 3
    async with run():
        await until(lambda: telegram.called("getUpdates"))


async def test_stopping_before_telegram_was_ever_reached(database: Database, talk: Talk) -> None:
    bot = build_bot("1:a", api_url="http://127.0.0.1:9")
    receiver = TelegramReceiver(bot, database, talk.handle)
    receiver.start()
    await asyncio.sleep(0.05)
    await receiver.stop()
    await bot.shutdown()
    assert not receiver.connected.is_set()


async def test_a_webhook_is_set_and_knows_its_secret(
    run: Any, talk: Talk, telegram: ScriptedTelegram
) -> None:
    body = orjson.dumps(words(1, "бир"))
    async with run(HOOK) as receiver:
        [asked] = telegram.called("setWebhook")
        assert await receiver.handle_webhook(body, None) == 403
        assert await receiver.handle_webhook(body, "hook-secreT") == 403
        assert await receiver.handle_webhook(b"{", HOOK.secret) == 400
        assert await receiver.handle_webhook(b"[1]", HOOK.secret) == 400
        assert await receiver.handle_webhook(b'{"message": 1}', HOOK.secret) == 400
        assert await receiver.handle_webhook(body, HOOK.secret) == 200
        await until(lambda: talk.heard)
    assert asked["url"] == HOOK.url
    assert asked["secret_token"] == HOOK.secret
    assert "drop_pending_updates" not in asked
    assert not telegram.called("getUpdates")
    assert await receiver.handle_webhook(body, HOOK.secret) == 503
    assert HOOK.secret not in repr(HOOK)


async def test_a_webhook_answers_200_only_when_the_update_is_kept(
    run: Any, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive, body = inbox.receive, orjson.dumps(words(1, "бир"))

    async def fail(*_args: Any) -> bool:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    async with run(HOOK) as receiver:
        monkeypatch.setattr(inbox, "receive", fail)
        assert await receiver.handle_webhook(body, HOOK.secret) == 503
        monkeypatch.setattr(inbox, "receive", receive)
        assert await receiver.handle_webhook(body, HOOK.secret) == 200
        await until(lambda: talk.heard)


async def test_a_dropped_webhook_call_loses_nothing(
    run: Any, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive, kept = inbox.receive, asyncio.Event()

    async def slowly(*args: Any) -> bool:
        found = await receive(*args)
        kept.set()
        await asyncio.sleep(0.05)
        return found

    monkeypatch.setattr(inbox, "receive", slowly)
    async with run(HOOK) as receiver:
        call = asyncio.create_task(receiver.handle_webhook(orjson.dumps(words(1, "бир")), HOOK.secret))
        await kept.wait()
        call.cancel()
        await until(lambda: talk.heard)


async def test_no_webhook_where_none_was_set(run: Any) -> None:
    async with run() as receiver:
        assert await receiver.handle_webhook(b"{}", "x") == 404
    with pytest.raises(ValueError, match="secret"):
        Webhook("https://jarchy.example", "")


def _hurry_ptb(monkeypatch: pytest.MonkeyPatch) -> None:
    """PTB waits a second and more after each failure."""
    sleep = asyncio.sleep

    class Hurried:
        def __getattr__(self, name: str) -> Any:
            return getattr(asyncio, name)

        @staticmethod
        async def sleep(_seconds: float) -> None:
            await sleep(0.01)

    monkeypatch.setattr(networkloop, "asyncio", Hurried())
