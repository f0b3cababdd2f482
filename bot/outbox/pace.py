"""Keeping under what a platform allows: running into its limit only lengthens the wait."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from bot.core.channel import Pace

# At exactly the limit, jitter on the way makes some second overfull; three percent below none is.
SHARE = 0.97
# A conversation's few messages in a row may go at once; Telegram does not publish how many it lets pass.
CHAT_BURST = 3
_PURGE_AT = 20_000


class Slots:
    """A schedule of sending moments. `tolerance` seconds may be caught up after a stall.

    Pure but for its own memory: time is an argument.
    """

    def __init__(self, per_second: float) -> None:
        self.interval = 1 / (per_second * SHARE)
        # Of the three percent two may come in a bunch: at 1000/s that is 20, at 30/s none.
        self.tolerance = max(0.0, per_second * 0.02 - 1) * self.interval
        self._next = float("-inf")

    def ready_at(self) -> float:
        """From when on the next message may go."""
        return self._next - self.tolerance

    def take(self, now: float) -> None:
        self._next = max(self._next, now) + self.interval


class Pacer:
    """Hands out slots in their order; the urgent first. None as the rate means no limit."""

    def __init__(self, per_second: float | None, now: Callable[[], float] = time.monotonic) -> None:
        self._slots = Slots(per_second) if per_second else None
        self._now = now
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._bulk: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    async def slot(self, *, urgent: bool) -> None:
        """Wait for permission to send one message now."""
        if self._slots is None:
            return
        if self._free(urgent=urgent):
            self._slots.take(self._now())
            return
        waiting = asyncio.get_running_loop().create_future()
        (self._urgent if urgent else self._bulk).append(waiting)
        self._plan()
        await waiting

    def _free(self, *, urgent: bool) -> bool:
        ahead = self._urgent if urgent else (self._urgent or self._bulk)
        return not ahead and self._slots is not None and self._slots.ready_at() <= self._now()

    def _plan(self) -> None:
        if self._timer is None and self._slots is not None:
            delay = max(0.0, self._slots.ready_at() - self._now())
            self._timer = asyncio.get_running_loop().call_later(delay, self._release)

    def _release(self) -> None:
        """Let go everyone whose moment has come; one timer serves all."""
        self._timer = None
        slots = self._slots
        if slots is None:
            return
        while (self._urgent or self._bulk) and slots.ready_at() <= self._now():
            waiting = (self._urgent or self._bulk).popleft()
            if not waiting.done():
                slots.take(self._now())
                waiting.set_result(None)
        if self._urgent or self._bulk:
            self._plan()


class ChatPacer:
    """How long a chat must wait for its next message; forgets chats that may be written to at once."""

    def __init__(self, pace: Pace, now: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._now = now
        self._next: dict[str, float] = {}

    def take(self, address: str) -> float:
        """Seconds to wait before this message; the chat's place is kept when that is zero."""
        now = self._now()
        group = address.startswith("-")
        interval = 60 / self._pace.per_group_minute if group else 1 / self._pace.per_chat_second
        tolerance = 0.0 if group else interval * (CHAT_BURST - 1)
        planned = max(self._next.get(address, now), now)
        wait = planned - tolerance - now
        if wait > 0:
            return wait
        if len(self._next) >= _PURGE_AT:
            self._next = {chat: moment for chat, moment in self._next.items() if moment > now}
        self._next[address] = planned + interval
        return 0.0
