"""Keeping under what a platform allows: running into its limit only lengthens the wait.

Everything here is pure but for its own memory; times are arguments, in seconds of a clock nobody moves.
"""

from bot.core.channel import Pace

# At exactly the limit, jitter on the way makes some second overfull; three percent below none is.
SHARE = 0.97
# Three percent of a second are 30 ms. A stalled process may catch up on this much of it, the rest is for
# jitter on the way: `per_second` + 1 messages span at least 1/SHARE - TOLERANCE = 1.015 seconds.
TOLERANCE = 0.015
# A conversation's few messages in a row may go at once; Telegram does not publish how many it lets pass.
CHAT_BURST = 3
_FORGET_AT = 20_000


class Slots:
    """A schedule of sending moments. None as the rate: no limit."""

    def __init__(self, per_second: float | None) -> None:
        self._interval = 1 / (per_second * SHARE) if per_second else 0.0
        self._next = float("-inf")

    def ready_at(self) -> float:
        """From when on the next message may go."""
        return self._next - TOLERANCE

    def take(self, now: float) -> None:
        if self._interval:
            self._next = max(self._next, now) + self._interval


class Chats:
    """When each chat may get its next message; forgets chats that may be written to at once."""

    def __init__(self, pace: Pace) -> None:
        self._interval = 1 / (pace.per_chat_second * SHARE)
        self._group_interval = 60 / (pace.per_group_minute * SHARE)
        self._next: dict[str, float] = {}

    def wait(self, address: str, now: float, *, burst: bool) -> float:
        """Seconds until this chat may be written to; `burst` lets some messages in a row go at once."""
        planned = self._next.get(address)
        if planned is None:
            return 0.0
        tolerance = self._interval * (CHAT_BURST - 1) if burst and not _is_group(address) else 0.0
        return max(0.0, planned - tolerance - now)

    def take(self, address: str, now: float) -> None:
        if len(self._next) >= _FORGET_AT:
            self._next = {chat: moment for chat, moment in self._next.items() if moment > now}
        interval = self._group_interval if _is_group(address) else self._interval
        self._next[address] = max(self._next.get(address, now), now) + interval


class Pause:
    """The platform told us to wait."""

    def __init__(self) -> None:
        self.until = float("-inf")

    def extend(self, until: float) -> bool:
        """False when it was to last that long already."""
        longer = until > self.until
        self.until = max(self.until, until)
        return longer


def _is_group(address: str) -> bool:
    return address.startswith("-")
