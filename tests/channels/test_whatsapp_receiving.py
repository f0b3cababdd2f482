"""Webhooks on their way in: kept before they are taken, handled once, in order, whatever breaks."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.whatsapp import GraphApi, Webhook, WhatsAppReceiver, albums, handling, number
from bot.channels.whatsapp.updates import read_batch
from bot.core import clock, inbox
from bot.core.channel import Receipt
from bot.core.db import Database
from bot.core.inbox import Inbound
from bot.core.messages import InMessage
from tests.channels.cloud import PHONE_ID, ScriptedCloud, refusal
from tests.channels.cloud_webhooks import body, message, said, status, text

HOOK = Webhook("app-secret", "verify-token")


def signed(raw: bytes, key: str = HOOK.app_secret) -> str:
    return "sha256=" + hmac.new(key.encode(), raw, hashlib.sha256).hexdigest()


class Talk:
    """Stands where the conversation and the outbox stand."""

    def __init__(self, database: Database) -> None:
        self.heard: list[InMessage] = []
        self.receipts: list[Receipt] = []
        self.moves: list[tuple[str, str]] = []
        self.before: Callable[[InMessage], Awaitable[None]] | None = None
        self.receipts_fail = 0
        self._database = database

    async def handle(self, message: InMessage) -> None:
        if self.before:
            await self.before(message)
        async with self._database.session() as session:
            if await inbox.claim(session, message.channel, message.external_id, clock.now()):
                self.heard.append(message)

    async def take(self, receipts: Sequence[Receipt]) -> None:
        if self.receipts_fail:
            self.receipts_fail -= 1
            raise OperationalError("UPDATE", {}, Exception("locked"))
        self.receipts += receipts

    async def moved(self, old: str, new: str) -> None:
        self.moves.append((old, new))

    @property
    def texts(self) -> list[str | None]:
        return [one.text for one in self.heard]


@pytest.fixture
def talk(database: Database) -> Talk:
    return Talk(database)


@pytest.fixture
def receiver(graph: GraphApi, cloud: ScriptedCloud, database: Database, talk: Talk) -> WhatsAppReceiver:
    cloud.answers[PHONE_ID].append((200, {"display_phone_number": "+996 700-000 000", "id": PHONE_ID}))
    return WhatsAppReceiver(graph, database, talk.handle, talk.take, talk.moved, webhook=HOOK)


@asynccontextmanager
async def running(receiver: WhatsAppReceiver) -> AsyncIterator[None]:
    receiver.start()
    async with asyncio.timeout(5):
        await receiver.receiving.wait()
    try:
        yield
    finally:
        async with asyncio.timeout(4):
            await receiver.stop(0.5)


async def bring(receiver: WhatsAppReceiver, *values: dict[str, Any], **more: Any) -> int:
    raw = orjson.dumps(body(*values, **more))
    return await receiver.handle_post(raw, signed(raw))


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - it watches what sets no event
            await asyncio.sleep(0.01)


async def left_over(database: Database) -> int:
    async with database.reading() as session:
        return len(await inbox.unhandled(session, "whatsapp"))


async def until_done(database: Database) -> None:
    async with asyncio.timeout(5):
        while await left_over(database):  # noqa: ASYNC110 - a table sets no event
            await asyncio.sleep(0.01)


def test_the_handshake(receiver: WhatsAppReceiver) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "verify-token", "hub.challenge": "1158201444"}
    assert receiver.handle_get(asked) == "1158201444"
    assert receiver.handle_get(asked | {"hub.verify_token": "verify-tokem"}) is None
    assert receiver.handle_get(asked | {"hub.mode": "unsubscribe"}) is None
    assert receiver.handle_get({}) is None
    assert "secret" not in repr(HOOK)
    with pytest.raises(ValueError, match="token"):
        Webhook("app-secret", "")


async def test_only_meta_is_listened_to(receiver: WhatsAppReceiver, database: Database) -> None:
    raw = orjson.dumps(body(said(text("а"))))
    assert await receiver.handle_post(raw, signed(raw)) == 503
    async with running(receiver):
        wrong = (None, "", "sha256=", signed(raw, "other"), signed(raw + b" "), signed(raw)[7:], "sha256=ө")
        for signature in wrong:
            assert await receiver.handle_post(raw, signature) == 403
        assert await receiver.handle_post(b"{", signed(b"{")) == 400
        assert await receiver.handle_post(b"[1]", signed(b"[1]")) == 200
    assert await receiver.handle_post(raw, signed(raw)) == 503
    async with database.reading() as session:
        assert not await inbox.unhandled(session, "whatsapp")


async def test_a_batch_is_split_and_each_message_heard_once(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    batch = (said(text("бир", 1), text("эки", 2)), status("sent"), status("read"), said(text("үч", 3)))
    async with running(receiver):
        for _ in range(3):
            assert await bring(receiver, *batch) == 200
        await until_done(database)
        # The same message in another body.
        assert await bring(receiver, said(text("эки", 2), text("төрт", 4))) == 200
        await until(lambda: len(talk.heard) == 4)
        await until_done(database)
    assert talk.texts == ["бир", "эки", "үч", "төрт"]
    assert [one.state.value for one in talk.receipts] == ["sent", "read"]


async def test_the_raw_body_is_kept_until_it_is_handled(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def wait(_message: InMessage) -> None:
        begun.set()
        await go_on.wait()

    talk.before = wait
    async with running(receiver):
        raw = orjson.dumps(body(said(text("бир"))))
        assert await receiver.handle_post(raw, signed(raw)) == 200
        await begun.wait()
        async with database.reading() as session:
            [row] = await inbox.unhandled(session, "whatsapp")
        assert row.payload == {"body": raw.decode()}
        go_on.set()
        await until_done(database)
    async with database.reading() as session:
        kept = await session.get(Inbound, ("whatsapp", row.external_id))
    assert kept
    assert kept.payload is None


async def test_what_a_stop_left_is_taken_up_at_the_start(
    graph: GraphApi, receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    begun = asyncio.Event()

    async def hang(_message: InMessage) -> None:
        begun.set()
        await asyncio.Event().wait()

    talk.before = hang
    async with running(receiver):
        await bring(receiver, said(text("бир", 1), text("эки", 2)))
        await bring(receiver, said(text("үч", 3)))
        await begun.wait()
    assert await left_over(database) == 2
    talk.before = None
    again = WhatsAppReceiver(graph, database, talk.handle, talk.take, talk.moved, webhook=HOOK)
    async with running(again):
        assert talk.texts == ["бир", "эки", "үч"], "all of it before anything new"
        assert await left_over(database) == 0


async def test_what_comes_while_the_left_is_worked_off_waits_its_turn(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    raw = orjson.dumps(body(said(text("бир", 1)))).decode()
    await inbox.receive(database, "whatsapp", "body.1", {"body": raw}, clock.now())
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def wait(_message: InMessage) -> None:
        begun.set()
        await go_on.wait()

    talk.before = wait
    receiver.start()
    await begun.wait()
    assert await bring(receiver, said(text("эки", 2))) == 200
    go_on.set()
    await until_done(database)
    await receiver.stop()
    assert talk.texts == ["бир", "эки"]


async def test_chats_do_not_wait_for_each_other_but_a_chat_keeps_its_order(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    async def slow(message: InMessage) -> None:
        await asyncio.sleep(0.1 if message.text == "бир" else 0)

    talk.before = slow
    other = {"profile": {"name": "Асан"}, "wa_id": "996700111222"}
    async with running(receiver):
        await bring(receiver, said(text("бир", 1)))
        await bring(receiver, said(text("эки", 2)))
        await bring(receiver, said(text("башка", 3) | {"from": "996700111222"}, contact=other))
        await until_done(database)
    assert talk.texts == ["башка", "бир", "эки"]


async def test_at_most_so_many_are_handled_at_once(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    now, most = 0, 0

    async def count(_message: InMessage) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1

    talk.before = count
    many = [text("а", n) | {"from": f"9967{n:08}"} for n in range(30)]
    async with running(receiver):
        await bring(receiver, {"messages": many})
        await until_done(database)
    assert (len(talk.heard), most) == (30, handling.HANDLED_AT_ONCE)


async def test_one_that_fails_stays_and_is_tried_again_without_the_others(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    failing = True

    async def fail(message: InMessage) -> None:
        if message.text == "эки" and failing:
            raise OperationalError("UPDATE", {}, Exception("locked"))

    talk.before = fail
    async with running(receiver):
        await bring(receiver, said(text("бир", 1), text("эки", 2), text("үч", 3)))
        await until(lambda: len(talk.heard) == 2)
        assert await left_over(database) == 1
        failing = False
        await until(lambda: not receiver._handling._in_hand)
        await receiver._handling.take_up_left()
        assert await left_over(database) == 0
    assert talk.texts == ["бир", "үч", "эки"]


async def test_many_bodies_at_once_are_kept_together_and_their_receipts_recorded_together(
    receiver: WhatsAppReceiver, talk: Talk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    recorded: list[int] = []
    receive, take = inbox.receive_all, talk.take

    async def count(*args: Any) -> set[str]:
        kept.append(len(args[2]))
        return await receive(*args)

    async def slow(receipts: Sequence[Receipt]) -> None:
        recorded.append(len(receipts))
        await asyncio.sleep(0.02)
        await take(receipts)

    monkeypatch.setattr(inbox, "receive_all", count)
    receiver._handling._receipts = slow
    async with running(receiver):
        statuses = await asyncio.gather(*(bring(receiver, status("sent", f"wamid.{n}")) for n in range(50)))
        again = await asyncio.gather(*(bring(receiver, status("sent", f"wamid.{n}")) for n in range(50)))
        await until_done(database)
    assert set(statuses) | set(again) == {200}
    assert len(kept) < 10
    assert len(recorded) < 10
    assert sorted(one.external_id for one in talk.receipts) == sorted(f"wamid.{n}" for n in range(50))


async def test_receipts_that_could_not_be_recorded_come_again(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    talk.receipts_fail = 1
    async with running(receiver):
        await bring(receiver, status("read"))
        await until(lambda: not talk.receipts_fail and not receiver._handling._in_hand)
        await receiver._handling.take_up_left()
    assert [one.state.value for one in talk.receipts] == ["read"]


async def test_what_cant_be_read_is_kept_and_not_tried_for_ever(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    async with running(receiver):
        assert await bring(receiver, said(text("бир"), {"type": "text"})) == 200
        await until(lambda: talk.heard)
        for _ in range(handling.ATTEMPTS + 2):
            await receiver._handling.take_up_left()
        assert await left_over(database) == 1
        assert max(receiver._handling._failed.values()) == handling.ATTEMPTS


async def test_what_concerns_nobody_is_not_kept(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    sticker = message("sticker", {"id": "1"})
    async with running(receiver):
        assert await bring(receiver, said(sticker)) == 200
        assert await bring(receiver, said(text("а")), phone_id="another") == 200
        assert await left_over(database) == 0
    assert talk.heard == []


async def test_200_only_when_it_is_kept(
    receiver: WhatsAppReceiver, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = inbox.receive_all

    async def fail(*_args: Any) -> set[str]:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    async with running(receiver):
        monkeypatch.setattr(inbox, "receive_all", fail)
        assert await bring(receiver, said(text("а"))) == 503
        monkeypatch.setattr(inbox, "receive_all", receive)
        assert await bring(receiver, said(text("а"))) == 200
        await until(lambda: talk.heard)


async def test_a_dropped_call_loses_nothing(
    receiver: WhatsAppReceiver, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive, kept = inbox.receive_all, asyncio.Event()

    async def slowly(*args: Any) -> set[str]:
        found = await receive(*args)
        kept.set()
        await asyncio.sleep(0.05)
        return found

    monkeypatch.setattr(inbox, "receive_all", slowly)
    async with running(receiver):
        call = asyncio.create_task(bring(receiver, said(text("а"))))
        await kept.wait()
        call.cancel()
        await until(lambda: talk.heard)


async def test_a_person_who_gets_a_user_id_moves_before_they_are_heard(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    moved_first: list[bool] = []

    async def note(_message: InMessage) -> None:
        moved_first.append(bool(talk.moves))

    talk.before = note
    async with running(receiver):
        await bring(receiver, said(text("а", from_user_id="KG.1")))
        await until_done(database)
    assert (talk.moves, moved_first) == ([("996555123456", "KG.1")], [True])


async def test_a_move_is_waited_for_by_what_comes_from_the_new_address(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    order: list[str] = []

    async def slow(message: InMessage) -> None:
        await asyncio.sleep(0.05)
        order.append(message.text or "")

    async def moved(old: str, new: str) -> None:
        order.append(f"{old}>{new}")

    talk.before = slow
    receiver._handling._moved = moved
    changed = {"type": "user_changed_number", "wa_id": "996777", "body": "changed"}
    async with running(receiver):
        await bring(receiver, said(text("бир", 1)))
        await bring(receiver, {"messages": [message("system", changed, 2)]})
        await bring(receiver, {"messages": [text("эки", 3) | {"from": "996777"}]})
        await until_done(database)
        assert not receiver._handling._last
    assert order == ["бир", "996555123456>996777", "эки"]


async def test_the_number_is_asked_until_meta_answers(
    graph: GraphApi,
    cloud: ScriptedCloud,
    database: Database,
    talk: Talk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(number, "FIRST_WAIT_SECONDS", 0.01)
    found: list[str] = []
    cloud.answers[PHONE_ID] += [
        refusal(401, 190),
        (200, {"display_phone_number": "+996 700-000 000", "id": PHONE_ID}),
    ]
    receiver = WhatsAppReceiver(
        graph, database, talk.handle, talk.take, talk.moved, webhook=HOOK, greet=found.append
    )
    async with running(receiver):
        async with asyncio.timeout(5):
            await receiver.connected.wait()
    assert found == ["996700000000"]


# --- pictures sent together


def picture(number: int, **more: Any) -> dict[str, Any]:
    return message("image", {"id": str(number), "mime_type": "image/jpeg"}, number, **more)


def albums_of(talk: Talk) -> dict[str, str | None]:
    return {one.external_id.removeprefix("wamid.in."): one.album for one in talk.heard}


async def test_pictures_of_one_moment_are_an_album_in_one_body_and_across_bodies(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    paper = message("document", {"id": "9", "filename": "a.pdf"}, 22)
    async with running(receiver):
        await bring(receiver, said(picture(3), picture(1)))
        await bring(receiver, said(picture(12)))
        await bring(receiver, said(paper), said(picture(5, **{"from": "996555000000"})))
        await bring(receiver, said(picture(33)))
        await until(lambda: len(talk.heard) == 6)
        await until_done(database)
    first = "wamid.in.1"
    assert albums_of(talk) == {
        "1": first,
        "3": first,
        "12": first,
        "22": first,
        "5": "wamid.in.5",
        "33": "wamid.in.33",
    }


async def test_what_is_written_between_pictures_ends_their_album(
    receiver: WhatsAppReceiver, talk: Talk, database: Database
) -> None:
    voice = message("audio", {"id": "8", "mime_type": "audio/ogg", "voice": True}, 5)
    async with running(receiver):
        await bring(receiver, said(picture(1), text("Мына", 2), picture(3), voice, picture(6)))
        await until(lambda: len(talk.heard) == 5)
        await until_done(database)
    assert albums_of(talk) == {
        "1": "wamid.in.1",
        "2": None,
        "3": "wamid.in.3",
        "5": None,
        "6": "wamid.in.6",
    }


def test_albums_of_people_long_silent_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(albums, "PEOPLE_REMEMBERED", 2)
    remembered = albums.Albums()

    def album_of(person: str, number: int) -> str | None:
        [told] = read_batch(body(said(picture(number, **{"from": person}))), PHONE_ID).said
        tied = remembered.tied(told).message
        return tied.album if tied else None

    assert [album_of(person, number) for number, person in enumerate("abcacb", 1)] == [
        "wamid.in.1",
        "wamid.in.2",
        "wamid.in.3",
        "wamid.in.4",
        "wamid.in.3",
        "wamid.in.6",
    ]
