"""Brings what happens to a business's webhook, signed, again and again until it is taken."""

import asyncio
import hashlib
import heapq
import hmac
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import aiohttp

from bot.demo.whatsapp_emulator.batches import Change, Shape, in_one

# Meta's pauses grow up to days; these keep the shape for people who watch and for tests.
RETRY_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
ANSWER_SECONDS = 30.0
Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Posted:
    """One attempt. `status` is None where there was no answer."""

    payload: Payload
    status: int | None
    signature: str


@dataclass(order=True, slots=True)
class _Waiting:
    due: float
    number: int
    body: bytes = field(compare=False)
    taken: Callable[[], None] = field(compare=False)
    failures: int = field(default=0, compare=False)


class Webhook:
    """One that fails waits for its turn while later ones go on: that is how Meta's disorder comes about."""

    def __init__(self, account_id: str, secret: str, url: str | None) -> None:
        self._news = asyncio.Event()
        self.changed = asyncio.Event()
        # Subscribed apps only are told anything.
        self.subscribed = True
        # What happens from now on is brought so many seconds later.
        self.delay = 0.0
        self.posted: list[Posted] = []
        self.seen: list[Payload] = []
        self._account_id = account_id
        self._secret = secret
        self._url = url
        self._numbers = itertools.count()
        self._queue: list[_Waiting] = []
        self._collected: list[Change] | None = None
        self._held: list[Change] = []
        self._holds: Callable[[Change], bool] | None = None
        self._spoiled = 0
        self._lost = 0
        self._task: asyncio.Task[None] | None = None

    @property
    def url(self) -> str | None:
        return self._url

    @url.setter
    def url(self, url: str | None) -> None:
        self._url = url
        for waiting in self._queue:  # a new address is tried at once
            waiting.due = 0.0
        heapq.heapify(self._queue)
        self._wake()

    @property
    def all_taken(self) -> bool:
        return not self._queue

    @property
    def taken(self) -> list[Payload]:
        return [posted.payload for posted in self.posted if posted.status == 200]

    def add(self, change: Change) -> None:
        if not self.subscribed:
            return
        if self._holds is not None and self._holds(change):
            self._held.append(change)
        elif self._collected is not None:
            self._collected.append(change)
        else:
            self._enqueue([change])

    # on demand

    @contextmanager
    def batched(self, shape: Shape = "merged") -> Iterator[None]:
        """What happens inside comes afterwards in one POST."""
        with self._collecting() as changes:
            yield
        if changes:
            self._enqueue(changes, shape)

    @contextmanager
    def reversed(self) -> Iterator[None]:
        """What happens inside comes afterwards, the newest first."""
        with self._collecting() as changes:
            yield
        for change in reversed(changes):
            self._enqueue([change])

    @contextmanager
    def _collecting(self) -> Iterator[list[Change]]:
        changes: list[Change] = []
        self._collected = changes
        try:
            yield changes
        finally:
            self._collected = None

    def hold(self, *statuses: str) -> None:
        """From now on these statuses, or all, are kept back until `release`."""
        kept = frozenset(statuses)
        self._holds = lambda change: bool(change.statuses) and (not kept or bool(kept & change.statuses))

    def release(self, *, newest_first: bool = False, batched: bool = False) -> None:
        """What was held comes now, and nothing is held any more."""
        held, self._held, self._holds = self._held, [], None
        held = held[::-1] if newest_first else held
        for changes in [held] if batched and held else [[change] for change in held]:
            self._enqueue(changes)

    def repeat(self, index: int = -1) -> None:
        """Brings what was brought once more, the very same bytes."""
        self._push(_body(self.seen[index]), lambda: None)

    def spoil(self, count: int = 1) -> None:
        """The next signatures are wrong; what was refused for it comes again with a right one."""
        self._spoiled = count

    def lose(self, count: int = 1) -> None:
        """The next answers of the bot never reach Meta, which brings the same again."""
        self._lost = count

    async def verify(self, verify_token: str, challenge: str = "1158201444") -> bool:
        """Meta's handshake: whether the bot gave the challenge back."""
        asked = {"hub.mode": "subscribe", "hub.verify_token": verify_token, "hub.challenge": challenge}
        async with aiohttp.ClientSession() as client, client.get(self._url or "", params=asked) as answer:
            return answer.status == 200 and (await answer.text()) == challenge

    async def post(self, body: bytes, signature: str | None) -> int:
        """Anything, signed or not, once and at once: the status of the bot's answer."""
        headers = {"X-Hub-Signature-256": signature} if signature is not None else {}
        headers["Content-Type"] = "application/json"
        async with (
            aiohttp.ClientSession() as client,
            client.post(self._url or "", data=body, headers=headers) as answer,
        ):
            return answer.status

    def sign(self, body: bytes) -> str:
        return "sha256=" + hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()

    async def drained(self) -> None:
        """Until everything is taken."""
        while not self.all_taken:
            self.changed.clear()
            await self.changed.wait()

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    # how it is brought

    def _enqueue(self, changes: list[Change], shape: Shape = "merged") -> None:
        payload = in_one(self._account_id, changes, shape)
        self.seen.append(payload)
        called = [change.taken for change in changes if change.taken]
        self._push(_body(payload), partial(_call_all, called))

    def _push(self, body: bytes, taken: Callable[[], None]) -> None:
        due = asyncio.get_running_loop().time() + self.delay if self.delay else 0.0
        heapq.heappush(self._queue, _Waiting(due, next(self._numbers), body, taken))
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        if self._url and self._queue and self._task is None:
            self._task = asyncio.create_task(self._bring())

    async def _bring(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as client:
            while True:
                self._news.clear()
                pause = self._pause()
                if pause == 0:
                    await self._attempt(client)
                else:
                    with suppress(TimeoutError):  # what waits for its turn is due now
                        await asyncio.wait_for(self._news.wait(), pause)

    def _pause(self) -> float | None:
        if not self._url or not self._queue:
            return None
        return max(0.0, self._queue[0].due - asyncio.get_running_loop().time())

    async def _attempt(self, client: aiohttp.ClientSession) -> None:
        waiting = self._queue[0]
        signature = self.sign(waiting.body)
        if self._spoiled:
            self._spoiled -= 1
            signature = self.sign(waiting.body + b" ")
        status = await self._send(client, waiting.body, signature)
        self.posted.append(Posted(json.loads(waiting.body), status, signature))
        self._queue.remove(waiting)
        heapq.heapify(self._queue)
        if status == 200:
            waiting.taken()
        else:
            pause = RETRY_SECONDS[min(waiting.failures, len(RETRY_SECONDS) - 1)]
            waiting.failures += 1
            waiting.due = asyncio.get_running_loop().time() + pause
            heapq.heappush(self._queue, waiting)
        self.changed.set()

    async def _send(self, client: aiohttp.ClientSession, body: bytes, signature: str) -> int | None:
        headers = {"X-Hub-Signature-256": signature, "Content-Type": "application/json"}
        try:
            async with client.post(self._url or "", data=body, headers=headers) as answer:
                if self._lost:
                    self._lost -= 1
                    return None
                return answer.status
        except (TimeoutError, aiohttp.ClientError):
            return None


def _call_all(called: list[Callable[[], None]]) -> None:
    for call in called:
        call()


def _body(payload: Payload) -> bytes:
    """As Meta writes it: the signature is made over letters and slashes escaped so."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/").encode()
