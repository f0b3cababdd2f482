"""Keeping under what a platform allows: running into its limit only lengthens the wait.

Everything here is pure but for its own memory; times are arguments, in seconds of a clock nobody moves.
"""

from collections import deque

from bot.core.channel import Pace

# At exactly the limit, jitter on the way makes some second overfull; three percent below none is.
SHARE = 0.97
# Three percent of a second are 30 ms. A stalled process may catch up on this much of it, the rest is for
# jitter on the way: `per_second` + 1 messages span at least 1/SHARE - TOLERANCE = 1.015 seconds.
TOLERANCE = 0.015
GROUP_SECONDS = 60 / SHARE
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
    """When each chat may get its next message; forgets chats that may be written to at once.

    A group is a chat too, and in any minute gets no more than so many: those may come one after another, so
    that a card is drawn anew while who tapped it still looks.
    """

    def __init__(self, pace: Pace) -> None:
        self._interval = 1 / (pace.per_chat_second * SHARE)
        self._burst, self._bulk_burst = pace.chat_burst, pace.bulk_burst
        self._per_minute = max(1, int(pace.per_group_minute))
        self._next: dict[str, float] = {}
        self._groups: dict[str, deque[float]] = {}
        self._held: dict[str, float] = {}

    def hold(self, address: str, until: float) -> None:
        """The platform itself said that this chat has enough for now."""
        self._held[address] = max(self._held.get(address, until), until)

    def wait(self, address: str, now: float, *, bulk: bool) -> float:
        """Seconds until this chat may be written to; mass mail leaves room for answers."""
        if self._held and (held := self._held.get(address, now)) > now:
            return held - now
        planned = self._next.get(address)
        if planned is None:
            return 0.0
        tolerance = self._interval * ((self._bulk_burst if bulk else self._burst) - 1)
        sent = self._groups.get(address)
        full_until = sent[0] + GROUP_SECONDS if sent and len(sent) >= self._per_minute else now
        return max(0.0, planned - tolerance - now, full_until - now)

    def take(self, address: str, now: float) -> None:
        if len(self._next) >= _FORGET_AT:
            self._forget(now)
        self._held.pop(address, None)
        self._next[address] = max(self._next.get(address, now), now) + self._interval
        if _is_group(address):
            self._groups.setdefault(address, deque(maxlen=self._per_minute)).append(now)

    def _forget(self, now: float) -> None:
        busy = {group for group, sent in self._groups.items() if sent[-1] + GROUP_SECONDS > now}
        self._groups = {group: sent for group, sent in self._groups.items() if group in busy}
        self._next = {chat: moment for chat, moment in self._next.items() if moment > now or chat in busy}


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
