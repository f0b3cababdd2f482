"""What it costs to write to many where free words are said only to who wrote lately; composed once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.messages import Purpose
from bot.outbox.money import Tariff
from bot.outbox.queries import count_by_window, spent_since
from bot.outbox.windows import opened_since


@dataclass(frozen=True, slots=True)
class Postage:
    """Of one channel. `title` is how people call it; `category_of`: by what a knock for this is paid."""

    channel: str
    title: str
    window: timedelta
    tariff: Tariff
    category_of: Callable[[Purpose], str]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of an audience `elsewhere` are reached over other channels, `free` over this one; `paid` are knocked
    at, together for about `cost` millionths; for `beyond` the month's money will not do.

    `left`: of the month's limit before anything of this is sent; None where there is none.
    """

    elsewhere: int
    free: int
    paid: int
    beyond: int
    cost: int
    left: int | None

    @property
    def is_here(self) -> bool:
        """Whether anybody is reached over this channel at all."""
        return self.free + self.paid + self.beyond > 0


def estimate(*, elsewhere: int, free: int, closed: int, price: int, left: int | None) -> Estimate:
    """`closed` are those who wrote too long ago; a knock costs `price`."""
    affordable = closed if left is None or not price else min(closed, max(0, left) // price)
    return Estimate(
        elsewhere=elsewhere,
        free=free,
        paid=affordable,
        beyond=closed - affordable,
        cost=affordable * price,
        left=left,
    )


async def estimate_for(
    session: AsyncSession,
    postage: Postage,
    recipients: Select[int, str, str, str | None, int],
    purpose: Purpose,
    now: datetime,
) -> Estimate:
    """`recipients` as for `service.expand`; counted by the database in one go."""
    since = opened_since(postage.window, now)
    elsewhere, free, closed = await count_by_window(session, recipients, postage.channel, since)
    return estimate(
        elsewhere=elsewhere,
        free=free,
        closed=closed,
        price=postage.tariff.price(postage.category_of(purpose)),
        left=await left_this_month(session, postage, now),
    )


async def left_this_month(session: AsyncSession, postage: Postage, now: datetime) -> int | None:
    """Millionths; None where there is no limit."""
    if postage.tariff.monthly_limit is None:
        return None
    spent = await spent_since(session, postage.channel, postage.tariff.month_start(now))
    return max(0, postage.tariff.monthly_limit - spent)


class _InUse:
    postages: Sequence[Postage] = ()


def use(postages: Sequence[Postage]) -> None:
    """Said once at the start; without it nothing costs anything and nothing is said of costs."""
    _InUse.postages = tuple(postages)


def in_use() -> Sequence[Postage]:
    return _InUse.postages
