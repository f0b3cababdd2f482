"""Carries one request of one delivery to the platform and names what became of it."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.core import clock
from bot.core.channel import (
    Channel,
    ChannelBroken,
    ChatThrottled,
    Knock,
    Moved,
    Part,
    Permanent,
    SendFailure,
    Throttled,
    WindowClosed,
)
from bot.core.held import opening
from bot.core.messages import OutMessage, Purpose
from bot.outbox.claims import Claimed
from bot.outbox.models import Status
from bot.outbox.money import MONEY_LIMIT, Purse
from bot.outbox.outcomes import Ended, GivenBack, Outcome, Sent
from bot.outbox.retry import ATTEMPTS, Decision, decide

log = structlog.get_logger()

PREPARED_KEPT = 64
# A colleague away for days is not knocked at for each of their tasks: one unanswered knock stands for all.
KNOCK_STANDS = timedelta(hours=24)
# The platform's clock, by which they wrote, isn't ours; who wrote so shortly before wasn't knocked at.
CLOCKS_APART = timedelta(minutes=5)
BEHIND_A_KNOCK = "behind_a_knock"


@dataclass(frozen=True, slots=True)
class MoreParts:
    """This request went; the delivery has more of them."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """The platform wants a pause of so many seconds; `broken` is the reason where somebody must act."""

    seconds: float
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class TooManyHere:
    """The platform wants this one chat to pause."""

    seconds: float


Carried = Outcome | MoreParts | TooMany | TooManyHere

MORE_PARTS = MoreParts()


class Courier:
    """`purse` is set where knocking costs money."""

    def __init__(self, channel: Channel, purse: Purse | None = None) -> None:
        self._channel = channel
        self._purse = purse
        self._prepared: OrderedDict[int, asyncio.Task[Sequence[Part]]] = OrderedDict()
        # When a colleague was last knocked at; after a restart they may be knocked at once more.
        self._knocked: dict[int, datetime] = {}

    async def carry(self, claimed: Claimed) -> Carried:
        """Never raises: whatever happens is an outcome."""
        try:
            return await (self._knock(claimed) if claimed.closed else self._send(claimed))
        except SendFailure as failure:
            return _failed(claimed, failure)
        except Exception as problem:  # noqa: BLE001 - a bug with one message must not stop everybody's
            # Its words may hold a person's, so only its kind and place are told.
            log.error("delivery_failed", delivery=claimed.id, error=type(problem).__name__, at=_line(problem))
            return _ended(claimed, Permanent("internal"))

    async def _send(self, claimed: Claimed) -> Carried:
        parts = claimed.parts or await self._parts(claimed)
        if claimed.parts_sent >= len(parts):
            return _ended(claimed, Permanent("empty"))
        external_id = await parts[claimed.parts_sent](claimed.address)
        claimed.parts_sent += 1
        return Sent(claimed, external_id) if claimed.parts_sent == len(parts) else MORE_PARTS

    async def _knock(self, claimed: Claimed) -> Carried:
        """However long the message is, they are knocked at once; it is theirs when they open."""
        message = _read(claimed)
        if message.purpose is Purpose.WORK and self._stands(claimed):
            return Ended(claimed, Decision(Status.FAILED, BEHIND_A_KNOCK, claimed.attempts), held=True)
        knock = await self._template(claimed, message)
        cost = self._purse.take(claimed.id, knock.category) if self._purse else None
        if self._purse and cost is None:
            over = Decision(Status.FAILED, MONEY_LIMIT, claimed.attempts)
            return Ended(claimed, over, held=True)
        try:
            external_id = await knock.part(claimed.address)
        except BaseException:
            if self._purse:
                self._purse.give_back(claimed.id)
            raise
        if message.purpose is Purpose.WORK and claimed.contact_id is not None:
            self._knocked[claimed.contact_id] = clock.now()
        return Sent(claimed, external_id, template=knock.template, cost=cost)

    def _stands(self, claimed: Claimed) -> bool:
        """Whether they were knocked at for work a short time ago and haven't written since."""
        since = clock.now() - KNOCK_STANDS
        self._knocked = {person: at for person, at in self._knocked.items() if at > since}
        knocked = self._knocked.get(claimed.contact_id or 0)
        return knocked is not None and (claimed.seen_at is None or claimed.seen_at < knocked - CLOCKS_APART)

    async def _template(self, claimed: Claimed, message: OutMessage) -> Knock:
        try:
            return await self._channel.knock(message, claimed.language, opening(claimed.id))
        except ValueError as problem:
            log.warning("message_not_sendable", error=type(problem).__name__, at=_line(problem))
            raise Permanent("not_sendable") from None

    async def _parts(self, claimed: Claimed) -> Sequence[Part]:
        if claimed.content_id is None:
            claimed.parts = await self._prepare(claimed.body or {}, claimed.replaces)
        else:
            # Shielded: one who is cancelled must not take the others' text away.
            claimed.parts = await asyncio.shield(self._shared(claimed.content_id, claimed.body or {}))
        return claimed.parts

    def _shared(self, content_id: int, body: dict[str, Any]) -> asyncio.Task[Sequence[Part]]:
        """Mass mail is made ready once; a failure too is everybody's."""
        task = self._prepared.get(content_id)
        if task is None or task.cancelled():
            task = self._prepared[content_id] = asyncio.create_task(self._prepare(body, None))
        self._prepared.move_to_end(content_id)
        while len(self._prepared) > PREPARED_KEPT:
            self._prepared.popitem(last=False)
        return task

    async def _prepare(self, body: dict[str, Any], replaces: str | None) -> Sequence[Part]:
        try:
            return await self._channel.prepare(OutMessage.from_json(body), replaces)
        except ValueError as problem:
            log.warning("message_not_sendable", error=type(problem).__name__, at=_line(problem))
            raise Permanent("not_sendable") from None


def _read(claimed: Claimed) -> OutMessage:
    try:
        return OutMessage.from_json(claimed.body or {})
    except (ValueError, KeyError) as problem:
        log.warning("message_not_sendable", error=type(problem).__name__, at=_line(problem))
        raise Permanent("not_sendable") from None


def _failed(claimed: Claimed, failure: SendFailure) -> Carried:
    if isinstance(failure, Throttled):
        return TooMany(failure.retry_after, failure.reason if isinstance(failure, ChannelBroken) else None)
    if isinstance(failure, ChatThrottled):
        return TooManyHere(failure.retry_after)
    if isinstance(failure, WindowClosed) and not claimed.closed:
        return GivenBack(claimed, closed_at=clock.now())
    if isinstance(failure, Moved) and claimed.attempts + 1 < ATTEMPTS:
        claimed.attempts += 1
        return GivenBack(claimed, address=failure.new_address)
    return _ended(claimed, failure)


def _ended(claimed: Claimed, failure: SendFailure) -> Ended:
    return Ended(claimed, decide(failure, claimed.attempts, clock.now()))


def _line(problem: BaseException) -> str:
    """Where it happened, without the values that a full traceback's last line would show."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
