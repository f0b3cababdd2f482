"""What a failure means: values in, a decision out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.channel import (
    Blocked,
    ChannelBroken,
    ChatThrottled,
    Moved,
    OutcomeUnknown,
    Permanent,
    Retryable,
    SendFailure,
    Throttled,
    WindowClosed,
)
from bot.core.contacts import StopReason
from bot.outbox.models import Status

WAIT = timedelta(minutes=5)
ATTEMPTS = 3
# Afterwards we are told, and of some messages only: the others must not wait for it.
BROKEN_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to record. `due_at` is set when it is tried again; `stop` when the address is no longer good."""

    status: Status
    reason: str
    attempts: int
    uncertain: bool = False
    due_at: datetime | None = None
    stop: StopReason | None = None


def decide(failure: SendFailure, attempts: int, now: datetime) -> Decision:
    """`attempts` were made before this one. A pause of the whole channel isn't decided here."""
    attempts += 1
    if isinstance(failure, Blocked):
        gone = StopReason.BLOCKED if failure.reason == "blocked" else StopReason.GONE
        return Decision(Status.BLOCKED, failure.reason, attempts, stop=gone)
    # Who moves without end has no address; and a template is refused for no window.
    if isinstance(failure, Permanent | Moved | WindowClosed):
        return Decision(Status.FAILED, failure.reason, attempts)
    if not isinstance(failure, Retryable | OutcomeUnknown):
        raise TypeError(f"{type(failure).__name__} is not for retrying")
    uncertain = isinstance(failure, OutcomeUnknown)
    if attempts >= ATTEMPTS:
        return Decision(Status.FAILED, failure.reason, attempts, uncertain)
    wait = _soon(failure) if attempts == 1 else None
    return Decision(
        Status.PENDING, failure.reason, attempts, uncertain, due_at=now + (wait or WAIT * attempts)
    )


def _soon(failure: SendFailure) -> timedelta | None:
    seconds = failure.retry_after if isinstance(failure, Retryable) else None
    return None if seconds is None else timedelta(seconds=seconds)


def reconsider(
    failure: SendFailure, attempts: int, now: datetime, *, repeatable: bool, knocked: bool
) -> Decision:
    """Of a message that the platform took and then could not bring; `repeatable`: we have it still.

    No pause is decided here: what is told afterwards is about the past.
    """
    if isinstance(failure, ChannelBroken):
        decision = Decision(Status.PENDING, failure.reason, attempts, due_at=now + BROKEN_WAIT)
    elif isinstance(failure, WindowClosed) and not knocked and attempts + 1 < ATTEMPTS:
        decision = Decision(Status.PENDING, failure.reason, attempts + 1, due_at=now)
    elif isinstance(failure, Throttled | ChatThrottled):
        decision = decide(Retryable(failure.reason), attempts, now)
    else:
        decision = decide(failure, attempts, now)
    if decision.due_at and not repeatable:
        return Decision(Status.FAILED, decision.reason, decision.attempts)
    return decision
