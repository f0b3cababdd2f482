"""Gives every message in hand its moment, and sends as many at once as there is room for."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import timedelta

import structlog

from bot.core import clock
from bot.core.channel import Channel, Pace
from bot.outbox.claims import Claimed
from bot.outbox.courier import Carried, Courier, MoreParts, TooMany, TooManyHere
from bot.outbox.hand import Hand
from bot.outbox.models import Priority
from bot.outbox.money import Purse
from bot.outbox.outcomes import GivenBack
from bot.outbox.pace import Chats, Pause, Slots
from bot.outbox.recorder import Recorder

log = structlog.get_logger()

# Replies find room even while mass mail hangs on a slow platform.
ROOM_FOR_REPLIES = 32


class Carrier:
    """`on_taken` is told each message as it leaves the hand; `wake` when something may be claimed again."""

    def __init__(
        self,
        channel: Channel,
        hand: Hand,
        recorder: Recorder,
        pace: Pace | None,
        *,
        concurrency: int,
        purse: Purse | None,
        on_taken: Callable[[Claimed], None],
        wake: Callable[[], None],
    ) -> None:
        self.pause = Pause()
        self._name = channel.name
        self._courier = Courier(channel, purse)
        self._hand = hand
        self._recorder = recorder
        self._slots = Slots(pace.per_second if pace else None)
        self._chats = Chats(pace) if pace else None
        self._concurrency = concurrency
        self._on_taken = on_taken
        self._wake = wake
        self._under_way = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    @property
    def paused(self) -> bool:
        return asyncio.get_running_loop().time() < self.pause.until

    def pump(self) -> None:
        """Start sending while there is a message, a slot and room."""
        while (claimed := self._next()) is not None:
            self._under_way += 1
            task = asyncio.create_task(self._carry(claimed))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """Start nothing more."""
        self._closed = True
        if self._timer:
            self._timer.cancel()

    async def finish(self, seconds: float) -> None:
        """Let what is under way end; what hangs longer may have gone or not."""
        if self._tasks:
            _, hanging = await asyncio.wait(self._tasks, timeout=seconds)
            for task in hanging:
                task.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)

    def give_back(self, all_claimed: Iterable[Claimed], wait: float = 0.0) -> None:
        """Not to be sent before `wait` seconds have passed."""
        due_at = clock.now() + timedelta(seconds=wait) if wait else None
        for claimed in all_claimed:
            self._recorder.note(GivenBack(claimed, due_at))

    async def _carry(self, claimed: Claimed | None) -> None:
        while claimed is not None:
            self._settle(claimed, await self._courier.carry(claimed))
            # This one makes room for the next, so it is not counted while looking.
            self._under_way -= 1
            claimed = self._next()
            self._under_way += claimed is not None

    def _next(self) -> Claimed | None:
        """The message whose turn it is, its slot taken."""
        loop = self._loop = self._loop or asyncio.get_running_loop()
        least = self._least_urgent()
        while least is not None and self._hand and not self._closed:
            now = loop.time()
            if now < self.pause.until:
                return None
            if now < self._slots.ready_at():
                self._come_again(loop)
                return None
            claimed = self._hand.take(least)
            if claimed is None:
                return None
            self._on_taken(claimed)
            if self._may_go(claimed, now):
                self._slots.take(now)
                return claimed
        return None

    def _least_urgent(self) -> Priority | None:
        if self._under_way < self._concurrency:
            return Priority.BULK
        return Priority.REPLY if self._under_way < self._concurrency + ROOM_FOR_REPLIES else None

    def _come_again(self, loop: asyncio.AbstractEventLoop) -> None:
        """One timer serves all who wait for a slot."""
        if self._timer is None:
            self._timer = loop.call_at(self._slots.ready_at(), self._slot_ready)

    def _slot_ready(self) -> None:
        self._timer = None
        self.pump()

    def _may_go(self, claimed: Claimed, now: float) -> bool:
        """Else it is given back, with all that follows it in its chat."""
        if self._chats is None:
            return True
        bulk = claimed.priority == Priority.BULK and claimed.parts_sent == 0
        wait = self._chats.wait(claimed.address, now, bulk=bulk)
        if not wait:
            self._chats.take(claimed.address, now)
            return True
        self._give_back_chat(claimed, wait)
        return False

    def _settle(self, claimed: Claimed, outcome: Carried) -> None:
        if isinstance(outcome, MoreParts):
            self._hand.again(claimed)
            return
        if isinstance(outcome, TooManyHere):
            self._rest_chat(claimed, outcome.seconds)
            return
        self._hand.done(claimed)
        if isinstance(outcome, TooMany):
            self._rest(outcome.seconds)
            if outcome.broken:
                self._recorder.note_trouble(outcome.broken)
            self.give_back([claimed])
        else:
            self._recorder.note(outcome)

    def _rest_chat(self, claimed: Claimed, seconds: float) -> None:
        """Only this one waits, with all that follows it; the others go on."""
        if self._chats:
            self._chats.hold(claimed.address, asyncio.get_running_loop().time() + seconds)
        self._give_back_chat(claimed, seconds)

    def _give_back_chat(self, claimed: Claimed, wait: float) -> None:
        self.give_back([claimed, *self._hand.take_followers(claimed)], wait)
        self._hand.done(claimed)
        asyncio.get_running_loop().call_later(wait, self._wake)

    def _rest(self, seconds: float) -> None:
        """The whole channel pauses; nothing is kept in hand for so long."""
        loop = asyncio.get_running_loop()
        if self.pause.extend(loop.time() + seconds):
            log.warning("channel_paused", channel=self._name, seconds=seconds)
            self._recorder.note_pause(clock.now() + timedelta(seconds=seconds))
            self.give_back(self._hand.take_all())
            loop.call_at(self.pause.until, self._wake)
