"""How fast a business may send; off unless asked for."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.demo.whatsapp_emulator.errors import ApiError


@dataclass(frozen=True, slots=True)
class RateLimits:
    """80 a second over all; to one person one in six seconds, of which 45 may be sent in advance."""

    per_second: int = 80
    pair_seconds: float = 6.0
    pair_burst: int = 45


class RateKeeper:
    """What was sent in advance has to be waited for afterwards, as Meta counts it."""

    def __init__(self, limits: RateLimits, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._now = now
        self._sent: deque[float] = deque()
        self._owed: dict[str, float] = {}

    def check(self, person: str) -> None:
        """Counts one message. Raises 130429 or 131056."""
        now = self._now()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if len(self._sent) >= self._limits.per_second:
            raise ApiError(130429, "Message failed to send because the throughput limit has been reached.")
        free_at = max(self._owed.get(person, now), now)
        if free_at + self._limits.pair_seconds > now + self._limits.pair_seconds * self._limits.pair_burst:
            raise ApiError(
                131056,
                "Message failed to send because there were too many messages sent from this phone number "
                "to the same phone number in a short period of time.",
            )
        self._owed[person] = free_at + self._limits.pair_seconds
        self._sent.append(now)
