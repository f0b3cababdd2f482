"""A bot's updates: kept until it took them, by long polling or brought to its webhook."""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bot.demo.emulation.waiting import happens
from bot.demo.telegram_emulator.errors import ApiError, conflict
from bot.demo.telegram_emulator.webhooks import CONNECTIONS, Webhook

FIRST_UPDATE = 700_000_001
# Telegram sends these only to bots that name them.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
Update = dict[str, Any]


class Updates:
    """`now` gives the time of a webhook's failures in Unix seconds."""

    def __init__(self, now: Callable[[], int] = lambda: int(time.time())) -> None:
        self._now = now
        self._numbers = itertools.count(FIRST_UPDATE)
        self._waiting: dict[int, Update] = {}
        self._seen: dict[int, Update] = {}
        # Brought once more or in another order than Telegram's, whatever the bot confirmed.
        self._again: list[Update] = []
        self._held: list[Update] | None = None
        self._allowed: list[str] | None = None
        self._changed = asyncio.Event()
        self._polls = 0
        self._ended: ApiError | None = None
        self._webhook: Webhook | None = None
        self._closed = False

    # what happens

    def add(self, kind: str, what: dict[str, Any]) -> int:
        """Returns the update's id; kinds the bot did not ask for are dropped, as Telegram drops them."""
        number = next(self._numbers)
        if kind not in self._allowed if self._allowed else kind in _ON_REQUEST:
            return number
        update = {"update_id": number, kind: what}
        self._seen[number] = update
        if self._held is not None:
            self._held.append(update)
        else:
            self._waiting[number] = update
            self._notify()
        return number

    def repeat(self, number: int) -> None:
        """Brings an update a second time, as happens after a lost answer."""
        self._again.append(self._seen[number])
        self._notify()

    @contextmanager
    def reversed(self) -> Iterator[None]:
        """What happens inside is brought afterwards, the newest first."""
        self._held = []
        try:
            yield
        finally:
            self._again += self._held[::-1]
            self._held = None
            self._notify()

    @property
    def last(self) -> int:
        """The newest update's id."""
        return max(self._seen)

    @property
    def seen(self) -> list[Update]:
        """All there were, oldest first."""
        return [self._seen[number] for number in sorted(self._seen)]

    @property
    def all_taken(self) -> bool:
        return not self._waiting and not self._again

    def _notify(self) -> None:
        self._changed.set()
        if self._webhook:
            self._webhook.wake()

    # long polling

    async def poll(self, offset: int, limit: int, seconds: float, allowed: Any) -> list[Update]:
        """Raises 409 when a webhook is set, or when another poll comes while this one waits."""
        if self._webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self.allow(allowed)
        mine = self._end_polls(
            conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        )
        self._confirm(offset)
        await self._wait(mine, seconds)
        return self._take_again() or [self._waiting[number] for number in sorted(self._waiting)[:limit]]

    async def _wait(self, mine: int, seconds: float) -> None:
        deadline = asyncio.get_running_loop().time() + seconds
        while self.all_taken and not self._closed:
            self._changed.clear()
            if not await happens(self._changed, deadline - asyncio.get_running_loop().time()):
                return
            if self._polls != mine:
                raise self._ended or conflict("terminated")

    def allow(self, kinds: Any) -> None:
        """None leaves what was; an empty list means Telegram's usual ones."""
        if isinstance(kinds, list):
            self._allowed = kinds or None

    def _end_polls(self, reason: ApiError) -> int:
        """The poll that waits, if any, ends so; the number of the next one."""
        self._ended = reason
        self._polls += 1
        self._changed.set()
        return self._polls

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = sorted(self._waiting)[offset:][0] if self._waiting else 0
        for number in [n for n in self._waiting if n < offset]:
            del self._waiting[number]

    def _take_again(self) -> list[Update]:
        taken, self._again = self._again, []
        return taken

    # webhook

    def set_webhook(self, url: str, secret: str | None, allowed: Any, connections: int = CONNECTIONS) -> None:
        self.allow(allowed)
        self.delete_webhook()
        webhook = Webhook(url, secret, self._now, connections)
        self._end_polls(conflict("terminated by setWebhook request"))
        self._webhook = webhook
        webhook.start(self.next_for_webhook, self.taken_by_webhook)

    def delete_webhook(self, *, drop_pending: bool = False) -> None:
        if self._webhook:
            self._webhook.stop()
        self._webhook = None
        if drop_pending:
            self.forget_waiting()

    def forget_waiting(self) -> None:
        self._waiting.clear()
        self._again.clear()

    def next_for_webhook(self) -> Update | None:
        if self._again:
            return self._again[0]
        return self._waiting[min(self._waiting)] if self._waiting else None

    def taken_by_webhook(self, update: Update) -> None:
        if self._again and self._again[0] is update:
            self._again.pop(0)
        else:
            self._waiting.pop(update["update_id"], None)

    def webhook_info(self) -> dict[str, Any]:
        waiting = len(self._waiting) + len(self._again)
        info = {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}
        if self._webhook:
            info |= self._webhook.info()
        return info | ({"allowed_updates": self._allowed} if self._allowed else {})

    async def close(self) -> None:
        """Polls are answered at once; nothing more is brought."""
        self._closed = True
        self._changed.set()
        if self._webhook:
            self._webhook.stop()
            await self._webhook.stopped()
