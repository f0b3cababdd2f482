"""What a platform must be able to do, and the named ways in which sending fails."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.messages import OutMessage

Part = Callable[[str], Awaitable[str]]
"""One request to the platform: takes an address, gives the platform's id of the new message."""


class SendFailure(Exception):  # noqa: N818 - the kinds below are outcomes, each named for what happened
    """Sending did not work; `reason` is a short code for reports, never personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Throttled(SendFailure):
    """Too many: the whole channel waits `retry_after` seconds; no attempt is burnt."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("throttled")
        self.retry_after = retry_after


class Retryable(SendFailure):
    """The platform or the network failed before taking the message: try again later."""


class OutcomeUnknown(SendFailure):
    """The connection died after the request was sent: it may have arrived."""


class Permanent(SendFailure):
    """It will never work for this message and this person; `reason` says why."""


class Blocked(SendFailure):
    """The person blocked us or is gone: the contact is stopped too."""


class Moved(SendFailure):
    """The chat has a new address (a group became a supergroup)."""

    def __init__(self, new_address: str) -> None:
        super().__init__("moved")
        self.new_address = new_address


@dataclass(frozen=True, slots=True)
class Pace:
    """What a platform allows: messages a second over all chats, and for one chat."""

    per_second: float
    per_chat_second: float = 1.0
    per_group_minute: float = 20.0


class Channel(Protocol):
    """One platform. Failures are raised as the kinds of `SendFailure` and nothing else."""

    name: str

    async def prepare(self, message: OutMessage, replaces: str | None = None) -> Sequence[Part]:
        """Turn a message into requests once; a broadcast reuses them for every recipient.

        With `replaces` the first part redraws that message where the platform can, else says it anew.
        """

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file a person sent."""
