"""How many messages a bot may send; off unless asked for, as a newcomer's demo has nothing to prove."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.demo.telegram_emulator.errors import too_many

# Telegram does not publish how many messages in a row one chat may get before the one-a-second rule bites.
CHAT_BURST = 5


@dataclass(frozen=True, slots=True)
class RateLimits:
    per_second: int = 30
    paid_per_second: int = 1000
    per_chat_second: float = 1.0
    per_group_minute: int = 20


class RateKeeper:
    """Counts sliding windows; each request during a ban makes the ban longer."""

    def __init__(self, limits: RateLimits, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._now = now
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}
        self._banned_until = 0.0
        self._ban = 0

    def check(self, chat_id: int, *, group: bool, paid: bool) -> None:
        now = self._now()
        if now < self._banned_until:
            self._ban += 1
            self._banned_until += 1
            raise too_many(int(self._banned_until - now) + 1)
        allowed = self._limits.paid_per_second if paid else self._limits.per_second
        chat = self._chats.setdefault(chat_id, deque())
        span, count = (60.0, self._limits.per_group_minute) if group else (float(CHAT_BURST), CHAT_BURST)
        if _full(self._all, now, 1.0, allowed) or _full(chat, now, span, count):
            self._ban += 1
            self._banned_until = now + self._ban
            raise too_many(self._ban)
        self._all.append(now)
        chat.append(now)


def _full(sent: deque[float], now: float, span: float, count: int) -> bool:
    while sent and sent[0] <= now - span:
        sent.popleft()
    return len(sent) >= count
