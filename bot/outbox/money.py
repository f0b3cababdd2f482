"""What knocking costs, and that no more is spent in a month than the office set.

Sums are whole millionths of the currency: the platforms' prices have up to six places, and sums of
fractions would drift.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.queries import spent_since

MILLION = 1_000_000
MONEY_LIMIT = "money_limit"


@dataclass(frozen=True, slots=True)
class Tariff:
    """`prices`: millionths by category; `monthly_limit` is for a calendar month in `zone`, None: none."""

    prices: Mapping[str, int]
    monthly_limit: int | None
    zone: ZoneInfo
    currency: str = "USD"

    def price(self, category: str) -> int:
        """Of a category that nobody priced, the dearest: rather stop too early than overspend."""
        known = {name.casefold(): price for name, price in self.prices.items()}
        return known.get(category.casefold(), max(known.values(), default=0))

    def month_start(self, now: datetime) -> datetime:
        return now.astimezone(self.zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def millionths(amount: Decimal) -> int:
    return int((amount * MILLION).to_integral_value())


def amount(spent: int) -> Decimal:
    return Decimal(spent) / MILLION


@dataclass(slots=True)
class Purse:
    """One sender's: what the tables say was spent this month, and what is in flight and not in them yet."""

    tariff: Tariff
    _spent: int = 0
    _in_flight: dict[int, int] = field(default_factory=dict)
    _written_while_looking: int = 0

    async def look(self, session: AsyncSession, channel: str, now: datetime) -> None:
        """What is written while we look may be counted twice until the next look, but never not at all."""
        self._written_while_looking = 0
        spent = await spent_since(session, channel, self.tariff.month_start(now))
        self._spent = spent + self._written_while_looking

    def take(self, delivery_id: int, category: str) -> int | None:
        """Set the price of one knock aside and return it; None at the limit."""
        cost, limit = self.tariff.price(category), self.tariff.monthly_limit
        if limit is not None and self._spent + sum(self._in_flight.values()) + cost > limit:
            return None
        self._in_flight[delivery_id] = cost
        return cost

    def give_back(self, delivery_id: int) -> None:
        """It did not go."""
        self._in_flight.pop(delivery_id, None)

    def written(self, delivery_ids: Collection[int]) -> None:
        """They are in the tables now."""
        cost = sum(self._in_flight.pop(delivery_id, 0) for delivery_id in delivery_ids)
        self._spent += cost
        self._written_while_looking += cost
