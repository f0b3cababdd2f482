"""What may become of a delivery that was in hand."""

from dataclasses import dataclass
from datetime import datetime

from bot.outbox.claims import Claimed
from bot.outbox.retry import Decision


@dataclass(slots=True, eq=False)
class Sent:
    """`template`: they were knocked at for `cost` millionths, and the message itself is held for them."""

    claimed: Claimed
    external_id: str
    template: str | None = None
    cost: int | None = None


@dataclass(slots=True, eq=False)
class Ended:
    """Tried, and anything but success: tried again later, or over. `held`: theirs when they write."""

    claimed: Claimed
    decision: Decision
    held: bool = False


@dataclass(slots=True, eq=False)
class GivenBack:
    """Not tried after all: it waits again, until `due_at` when that is set, for `address` when that is.

    `closed_at`: the platform said that the person's window is closed.
    """

    claimed: Claimed
    due_at: datetime | None = None
    address: str | None = None
    closed_at: datetime | None = None


Outcome = Sent | Ended | GivenBack
