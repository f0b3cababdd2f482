"""Where free words may be said only for so long after a person's last message: who may be written to."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Contact, Person
from bot.core.i18n import DEFAULT_LANGUAGE
from bot.outbox.claims import Claimed
from bot.outbox.models import Delivery

# For what passes between looking and arriving, and for clocks that differ.
MARGIN = timedelta(minutes=10)


def is_open(last_seen: datetime, window: timedelta, now: datetime, closed_at: datetime | None = None) -> bool:
    """`closed_at`: when the platform itself said that it is closed; only a later message opens it again."""
    said_closed = closed_at is not None and last_seen <= closed_at
    return not said_closed and opened_since(window, now) < last_seen


def opened_since(window: timedelta, now: datetime) -> datetime:
    """Who wrote after this moment may be written to freely."""
    return now - window + MARGIN


async def learn(session: AsyncSession, claimed: Sequence[Claimed], window: timedelta, now: datetime) -> None:
    """Mark whose window is closed, and in which language they are to be knocked at."""
    if not claimed:
        return
    rows = await session.execute(
        select(
            Delivery.id,
            Delivery.closed_at,
            Contact.last_seen_at,
            func.coalesce(Delivery.language, Person.language),
        )
        .join(Contact, Contact.id == Delivery.contact_id)
        .join(Person, Person.id == Contact.person_id)
        .where(Delivery.id.in_([one.id for one in claimed]))
    )
    found = {row[0]: row for row in rows}
    for one in claimed:
        if one.id in found:
            _, closed_at, last_seen, language = found[one.id]
            one.seen_at = last_seen
            one.closed = not is_open(last_seen, window, now, closed_at)
            one.language = language or DEFAULT_LANGUAGE
