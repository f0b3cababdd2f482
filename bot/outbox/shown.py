"""What a typed number means to a person: the choices of the last message that showed them any."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Contact
from bot.core.held import opening
from bot.core.messages import Choice, OutMessage
from bot.core.standing_menu import first_rows
from bot.core.typed_numbers import numbered_choices
from bot.outbox.claims import Claimed
from bot.outbox.models import ShownChoices
from bot.outbox.outcomes import Sent

Numbers = Mapping[str, Any]
"""By number a payload, or the label of a row of the standing menu in a list of its own."""


async def meant(session: AsyncSession, contact: Contact, number: int) -> Choice | None:
    """See `core.conversation.Numbers`."""
    shown = await session.scalar(select(ShownChoices.numbers).where(ShownChoices.contact_id == contact.id))
    found = (shown or {}).get(str(number))
    if isinstance(found, list):
        return Choice(found[0])
    return Choice(str(number), found) if found else None


async def remember(session: AsyncSession, sent: Sequence[Sent], now: datetime) -> None:
    """`sent` in the order in which it went. A message without choices leaves those before it as they are."""
    found: dict[int, tuple[int, Numbers]] = {}
    of_contents: dict[int, Numbers] = {}
    for one in sent:
        contact_id = one.claimed.contact_id
        numbers = _of_knock(one.claimed) if one.template else _numbers(one.claimed, of_contents)
        if contact_id is not None and numbers is not None:
            found[contact_id] = one.claimed.id, numbers
    if found:
        await _write(session, found, now)


def _of_knock(claimed: Claimed) -> Numbers:
    return {"1": opening(claimed.id)}


def _numbers(claimed: Claimed, of_contents: dict[int, Numbers]) -> Numbers | None:
    """Of mass mail all have the same, so it is read once. None without choices; choices that have no numbers
    take those before them away all the same: «1» must not mean what stood further up."""
    body = claimed.body or {}
    if not (body.get("choices") or body.get("keyboard")):
        return None
    if claimed.content_id is None:
        return _read(body)
    if claimed.content_id not in of_contents:
        of_contents[claimed.content_id] = _read(body)
    return of_contents[claimed.content_id]


def _read(body: dict[str, Any]) -> Numbers:
    """The standing menu's rows where a message has nothing else to choose."""
    message = OutMessage.from_json(body)
    if message.choices:
        found = numbered_choices(message.choices, counted=message.counted)
        return {str(number): payload for number, payload in found.items()}
    labels, more = first_rows(message.keyboard or ())
    rows: dict[str, Any] = {str(number): [label] for number, label in enumerate(labels, 1)}
    return rows | ({str(len(rows) + 1): more} if more else {})


async def _write(session: AsyncSession, found: Mapping[int, tuple[int, Numbers]], now: datetime) -> None:
    """Who was deleted meanwhile has nothing to choose any more."""
    here = await session.scalars(select(Contact.id).where(Contact.id.in_(found)).order_by(Contact.id))
    rows = [
        {"contact_id": contact_id, "delivery_id": found[contact_id][0], "shown_at": now}
        | {"numbers": dict(found[contact_id][1])}
        for contact_id in here
    ]
    if not rows:
        return
    dialect = session.get_bind().dialect.name
    new = (postgresql if dialect == "postgresql" else sqlite).insert(ShownChoices).values(rows)
    kept = {name: new.excluded[name] for name in ("delivery_id", "shown_at", "numbers")}
    await session.execute(new.on_conflict_do_update(index_elements=["contact_id"], set_=kept))
