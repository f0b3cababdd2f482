"""What this sender has claimed and not sent yet; decides whose turn it is."""

from collections import deque
from collections.abc import Callable, Collection

from bot.outbox.claims import Claimed
from bot.outbox.models import Priority


class Hand:
    """The urgent first, and of one chat one message at a time, in their order."""

    def __init__(self) -> None:
        self._queues: tuple[deque[Claimed], ...] = tuple(deque() for _ in Priority)
        self._held = [0] * len(Priority)
        # The chats that are being written to, with what waits behind.
        self._busy: dict[int | str, deque[Claimed] | None] = {}

    def held(self, priority: int) -> int:
        """How many of this priority wait."""
        return self._held[priority]

    def __bool__(self) -> bool:
        return any(self._held)

    @property
    def batches(self) -> set[int]:
        """The batches of what waits."""
        waiting = [claimed for queue in self._queues for claimed in queue]
        waiting += [claimed for behind in self._busy.values() if behind for claimed in behind]
        return {claimed.batch_id for claimed in waiting if claimed.batch_id is not None}

    def add(self, claimed: Claimed) -> None:
        self._queues[claimed.priority].append(claimed)
        self._held[claimed.priority] += 1

    def take(self, least: int = Priority.BULK) -> Claimed | None:
        """The next one, at least as urgent as `least`; its chat is busy until `done` or `again`."""
        for queue in self._queues[: least + 1]:
            while queue:
                claimed = queue.popleft()
                if claimed.chat in self._busy:
                    self._put_behind(claimed)
                    continue
                self._busy[claimed.chat] = None
                self._held[claimed.priority] -= 1
                return claimed
        return None

    def done(self, claimed: Claimed) -> None:
        """Its chat may get the next message."""
        behind = self._busy.pop(claimed.chat, None)
        for follower in reversed(behind or ()):
            self._queues[follower.priority].appendleft(follower)

    def again(self, claimed: Claimed) -> None:
        """It has more parts to send, before anything that waits behind it."""
        self.done(claimed)
        self._queues[claimed.priority].appendleft(claimed)
        self._held[claimed.priority] += 1

    def take_followers(self, claimed: Claimed) -> list[Claimed]:
        """Take out all that waits for the same chat, so that it stays in order."""
        return self._take_out(lambda other: other.chat == claimed.chat)

    def take_batches(self, batch_ids: Collection[int]) -> list[Claimed]:
        """Take out what belongs to these batches."""
        return self._take_out(lambda claimed: claimed.batch_id in batch_ids)

    def take_all(self) -> list[Claimed]:
        return self._take_out(lambda _: True)

    def _put_behind(self, claimed: Claimed) -> None:
        behind = self._busy[claimed.chat]
        if behind is None:
            behind = self._busy[claimed.chat] = deque()
        behind.append(claimed)

    def _take_out(self, meant: Callable[[Claimed], bool]) -> list[Claimed]:
        taken: list[Claimed] = []
        for queue in (*self._queues, *(behind for behind in self._busy.values() if behind)):
            out = [claimed for claimed in queue if meant(claimed)]
            if out:
                kept = [claimed for claimed in queue if not meant(claimed)]
                queue.clear()
                queue.extend(kept)
                taken += out
        for claimed in taken:
            self._held[claimed.priority] -= 1
        return taken
