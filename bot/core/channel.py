"""What a platform must be able to do, and the named ways in which sending fails."""

import enum
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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

    def __init__(self, retry_after: float, reason: str = "throttled") -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class ChannelBroken(Throttled):
    """The fault is ours and everybody's (the token is refused, the account locked): somebody must act.

    The whole channel waits `retry_after` seconds and tries again; the administrators are told once.
    """

    def __init__(self, reason: str, retry_after: float = 60.0) -> None:
        super().__init__(retry_after, reason)


class ChatThrottled(SendFailure):
    """Too many to this one chat: only it waits `retry_after` seconds; no attempt is burnt."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("chat_throttled")
        self.retry_after = retry_after


class WindowClosed(SendFailure):
    """The person wrote too long ago for free words: it must be said by a template."""

    def __init__(self) -> None:
        super().__init__("window_closed")


class Retryable(SendFailure):
    """The platform or the network failed before taking the message: try again later.

    `retry_after`: in so many seconds already, for the first time; None where nobody knows.
    """

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


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


class ReceiptState(enum.StrEnum):
    """In their order: a later one stands whatever comes after it, for receipts come in any order."""

    ACCEPTED = "accepted"
    SENT = "sent"
    FAILED = "failed"
    DELIVERED = "delivered"
    READ = "read"

    @property
    def rank(self) -> int:
        return tuple(ReceiptState).index(self)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform told of one of our messages; `failure` says why, when it is `FAILED`."""

    external_id: str
    state: ReceiptState
    failure: SendFailure | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Knock:
    """A short notice by template, which costs money by its category; its button opens the window."""

    part: Part
    template: str
    category: str


@dataclass(frozen=True, slots=True)
class Pace:
    """What a platform allows: messages a second over all chats, and for one chat.

    `chat_burst`: so many may go to one chat at once, and slow it down afterwards. `bulk_burst`: how far mass
    mail may go into that, so that there is room for answers behind it; 1: it waits until the chat has rested.
    """

    per_second: float
    per_chat_second: float = 1.0
    per_group_minute: float = 20.0
    # A conversation's few messages in a row; Telegram does not publish how many it lets pass.
    chat_burst: int = 3
    bulk_burst: int = 1


# Where a message stays as it was sent: what is drawn anew there comes as one more message.
UNCHANGING = frozenset({"whatsapp"})


class Channel(Protocol):
    """One platform. Failures are raised as the kinds of `SendFailure` and nothing else.

    `confirms`: it tells by itself, in receipts, what became of a message. `window`: free words only so
    long after the person's last message, else a `knock`. `numbered`: choices may be typed as numbers.
    """

    name: str
    confirms: bool = False
    window: timedelta | None = None
    numbered: bool = False

    async def prepare(self, message: OutMessage, replaces: str | None = None) -> Sequence[Part]:
        """Turn a message into requests once; a broadcast reuses them for every recipient.

        With `replaces` the first part redraws that message where the platform can, else says it anew.
        """

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file a person sent."""

    async def knock(self, message: OutMessage, language: str, payload: str) -> Knock:
        """What is said by template instead of `message`; its button answers with `payload`.

        ValueError for a message that no template fits. Only asked of a channel with a `window`.
        """
        raise ValueError(f"{self.name} has no window")
