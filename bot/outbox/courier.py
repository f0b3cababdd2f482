"""Carries one delivery: its text made ready, a slot waited for, the request made, the outcome named."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from bot.core import clock
from bot.core.channel import Channel, Moved, Pace, Part, Permanent, SendFailure, Throttled
from bot.core.db import Database
from bot.core.messages import OutMessage
from bot.outbox import claims
from bot.outbox.claims import Claimed, Ended, GivenBack, Outcome, Sent
from bot.outbox.pace import ChatPacer, Pacer
from bot.outbox.retry import decide

log = structlog.get_logger()

PREPARED_KEPT = 64


class Pause:
    """The channel told us to wait. Measured on the loop's own clock, which nobody can move."""

    def __init__(self) -> None:
        self._until = 0.0

    def extend(self, seconds: float) -> None:
        self._until = max(self._until, asyncio.get_running_loop().time() + seconds)

    @property
    def active(self) -> bool:
        return asyncio.get_running_loop().time() < self._until


class Courier:
    """`on_throttled` is told the seconds of each pause."""

    def __init__(
        self, database: Database, channel: Channel, pace: Pace | None, on_throttled: Callable[[float], None]
    ) -> None:
        self.pause = Pause()
        self._database = database
        self._channel = channel
        self._pacer = Pacer(pace.per_second if pace else None)
        self._chats = ChatPacer(pace) if pace else None
        self._on_throttled = on_throttled
        self._prepared: OrderedDict[int, Sequence[Part]] = OrderedDict()

    async def carry(self, claimed: Claimed, *, urgent: bool) -> Outcome:
        """Never raises: whatever happens is an outcome."""
        if self.pause.active:
            return GivenBack(claimed)
        wait = self._chats.take(claimed.address) if self._chats else 0.0
        if wait and not urgent:
            return GivenBack(claimed, due_at=clock.now() + timedelta(seconds=wait))
        if wait and self._chats:
            await asyncio.sleep(wait)
            self._chats.take(claimed.address)
        try:
            return await self._send(claimed, urgent=urgent)
        except SendFailure as failure:
            return self._failed(claimed, failure)
        except Exception:
            # A bug with one message must not stop everybody's.
            log.exception("delivery_failed", delivery=claimed.id)
            return self._failed(claimed, Permanent("internal"))

    async def _send(self, claimed: Claimed, *, urgent: bool) -> Outcome:
        parts = await self._parts(claimed)
        external_id = ""
        while claimed.parts_sent < len(parts):
            await self._pacer.slot(urgent=urgent)
            if self.pause.active:
                return GivenBack(claimed)
            external_id = await parts[claimed.parts_sent](claimed.address)
            claimed.parts_sent += 1
        return Sent(claimed.id, external_id)

    def _failed(self, claimed: Claimed, failure: SendFailure) -> Outcome:
        if isinstance(failure, Throttled):
            self.pause.extend(failure.retry_after)
            self._on_throttled(failure.retry_after)
            return GivenBack(claimed)
        if isinstance(failure, Moved):
            return GivenBack(claimed, address=failure.new_address)
        return Ended(claimed, decide(failure, claimed.attempts, clock.now()))

    async def _parts(self, claimed: Claimed) -> Sequence[Part]:
        if claimed.content_id is None:
            return await self._channel.prepare(OutMessage.from_json(claimed.body or {}), claimed.replaces)
        prepared = self._prepared.get(claimed.content_id)
        if prepared is None:
            prepared = self._prepared[claimed.content_id] = await self._prepare(claimed.content_id)
            if len(self._prepared) > PREPARED_KEPT:
                self._prepared.popitem(last=False)
        return prepared

    async def _prepare(self, content_id: int) -> Sequence[Part]:
        async with self._database.reading() as session:
            body = await claims.read_content(session, content_id)
        return await self._channel.prepare(OutMessage.from_json(body))
