"""A webhook's body taken apart: what people said, what became of our messages, who has another address."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Any, TypeVar

import structlog

from bot.channels.whatsapp.contents import read_content
from bot.channels.whatsapp.receipts import read_receipt
from bot.core.channel import Receipt
from bot.core.messages import InMessage

log = structlog.get_logger()

NAME = "whatsapp"
# What the inbox holds; Meta's ids are half as long.
LONGEST_ID = 200
CHANGES = frozenset({"user_changed_number", "customer_changed_number", "user_changed_user_id"})
Raw = Mapping[str, Any]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Move:
    """A person known under one address has another now."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Said:
    """`moves` come first: the person may be known under the number, or the id, of before. `at` in seconds."""

    at: int
    moves: tuple[Move, ...] = ()
    message: InMessage | None = None

    @property
    def addresses(self) -> frozenset[str]:
        """All of the one person's; what is said from any of them keeps its order."""
        own = {self.message.address} if self.message else set()
        return frozenset(own.union(*((move.old, move.new) for move in self.moves)))


@dataclass(slots=True)
class Batch:
    """`unread`: how many entries could not be read."""

    said: list[Said] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    unread: int = 0

    def __bool__(self) -> bool:
        return bool(self.said or self.receipts or self.unread)


def read_batch(body: Raw, phone_id: str) -> Batch:
    """What concerns another number or nobody isn't in it; what can't be read spoils nothing else."""
    batch = Batch()
    for value in _values(body, phone_id):
        batch.said += _each(value, "messages", partial(_said, value), batch)
        batch.receipts += _each(value, "statuses", read_receipt, batch)
        batch.said += _each(value, "user_id_update", _updated, batch)
    # Batches are not always in order.
    batch.said.sort(key=lambda said: said.at)
    return batch


def _values(body: Raw, phone_id: str) -> Iterator[Raw]:
    for entry in _listed(body, "entry"):
        for change in _listed(entry, "changes"):
            value = change.get("value") if isinstance(change, Mapping) else None
            if not isinstance(value, Mapping) or not isinstance(value.get("metadata"), Mapping):
                continue
            if value["metadata"].get("phone_number_id") == phone_id:
                yield value


def _listed(holder: Any, name: str) -> list[Any]:
    found = holder.get(name) if isinstance(holder, Mapping) else None
    return found if isinstance(found, list) else []


def _each(value: Raw, name: str, read: Callable[[Any], Found | None], batch: Batch) -> Iterator[Found]:
    for raw in _listed(value, name):
        try:
            found = read(raw)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
            # Its words may be a person's, so only its kind is told.
            log.error("update_not_read", channel=NAME, error=type(problem).__name__)
            batch.unread += 1
        else:
            if found is not None:
                yield found


def _said(value: Raw, message: Raw) -> Said | None:
    if message["type"] == "system":
        return _changed(message)
    sender = _sender(message, value)
    number = str(message.get("from") or sender.get("wa_id") or "")
    user_id = str(message.get("from_user_id") or sender.get("user_id") or "")
    content = read_content(message, number)
    address = user_id or number
    if content is None or not address:
        return None
    moves = (Move(number, user_id),) if number and user_id else ()
    context = message.get("context") or {}
    sent_at = int(message["timestamp"])
    return Said(
        sent_at,
        moves,
        InMessage(
            channel=NAME,
            address=address,
            external_id=_short(str(message["id"])),
            text=content.text,
            rich=content.rich,
            choice=content.choice,
            tapped=context.get("id") if content.choice is not None else None,
            attachment=content.attachment,
            location=content.location,
            sent_at=datetime.fromtimestamp(sent_at, UTC),
        ),
    )


def _sender(message: Raw, value: Raw) -> Raw:
    """The contact that the message is from; where there is one alone it is that one."""
    contacts = [one for one in _listed(value, "contacts") if isinstance(one, Mapping)]
    for name, own in (("from_user_id", "user_id"), ("from", "wa_id")):
        for contact in contacts:
            if message.get(name) and contact.get(own) == message[name]:
                return contact
    return contacts[0] if len(contacts) == 1 else {}


def _changed(message: Raw) -> Said | None:
    """A number or an id that changed: Meta names what was before, more or less."""
    system = message["system"]
    new = system.get("user_id") or system.get("wa_id") or system.get("new_wa_id")
    old = (system.get("previous_user_id"), message.get("from_user_id"), message.get("from"))
    moves = tuple(Move(str(one), str(new)) for one in dict.fromkeys(old) if one and new and one != new)
    told = moves and system["type"] in CHANGES
    return Said(int(message["timestamp"]), moves) if told else None


def _updated(update: Raw) -> Said | None:
    ids = update["user_id"]
    old, new = ids.get("previous") or update.get("wa_id"), ids.get("current")
    if not old or not new or old == new:
        return None
    return Said(int(update.get("timestamp") or 0), (Move(str(old), str(new)),))


def _short(identity: str) -> str:
    if len(identity) <= LONGEST_ID:
        return identity
    return f"sha256.{sha256(identity.encode()).hexdigest()}"
