"""How many messages a bot may send; off unless asked for, as a newcomer's demo has nothing to prove."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from bot.demo.telegram_emulator.errors import too_many

# Telegram does not publish how many messages in a row one chat may get before the one-a-second rule bites.
CHAT_BURST = 5
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class RateLimits:
    """`retry_seconds` is the first wait asked for; every request during a wait makes it longer by as much."""

    per_second: int = 30
    paid_per_second: int = 1000
    chat_burst: int = CHAT_BURST
    chat_burst_seconds: float = float(CHAT_BURST)
    per_group_minute: int = 20
    retry_seconds: int = 1


class RateKeeper:
    """Counts sliding windows over all chats and over each. Waits are the bot's or one chat's."""

    def __init__(self, limits: RateLimits, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._now = now
        self._sent: dict[int | None, deque[float]] = {}
        self._until: dict[int | None, float] = {}

    def check(self, chat_id: int, *, group: bool, paid: bool) -> None:
        """Counts one message. Raises 429."""
        now = self._now()
        chat_count, chat_span = self._chat_limit(group=group)
        over_all = self._limits.paid_per_second if paid else self._limits.per_second
        limits = {None: (over_all, 1.0), chat_id: (chat_count, chat_span)}
        for whose, (count, span) in limits.items():
            self._check_wait(whose, now)
            if _full(self._sent.setdefault(whose, deque()), now, span, count):
                self._begin_wait(whose, now, self._sent[whose][0] + span - now)
        for whose in limits:
            self._sent[whose].append(now)

    def _chat_limit(self, *, group: bool) -> tuple[int, float]:
        if group:
            return self._limits.per_group_minute, MINUTE
        return self._limits.chat_burst, self._limits.chat_burst_seconds

    def _check_wait(self, whose: int | None, now: float) -> None:
        until = self._until.get(whose, 0.0)
        if now < until:
            self._until[whose] = until + self._limits.retry_seconds
            raise too_many(ceil(self._until[whose] - now))

    def _begin_wait(self, whose: int | None, now: float, free_in: float) -> None:
        wait = max(self._limits.retry_seconds, ceil(free_in))
        self._until[whose] = now + wait
        raise too_many(wait)


def _full(sent: deque[float], now: float, span: float, count: int) -> bool:
    while sent and sent[0] <= now - span:
        sent.popleft()
    return len(sent) >= count
