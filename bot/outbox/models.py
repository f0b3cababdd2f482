"""What is to be sent, to whom, and what became of it."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.channel import ReceiptState
from bot.core.contacts import ADDRESS_LENGTH
from bot.core.db import Base, stored_enum

# SQLite numbers rows by itself only where the key's type is exactly INTEGER.
RowNumber = BigInteger().with_variant(Integer, "sqlite")

# WhatsApp's ids of messages have been seen with up to a hundred letters; Meta promises no length.
EXTERNAL_ID_LENGTH = 160
REASON_LENGTH = 60
TEMPLATE_LENGTH = 60


class Priority(enum.IntEnum):
    """Smaller goes first."""

    REPLY = 0
    NOTICE = 1
    BULK = 2


class Status(enum.StrEnum):
    """`pending` and `sending` are on their way; the others are final."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"


class Content(Base):
    """A mass message in one language, frozen; `body` is `OutMessage.to_json`."""

    __tablename__ = "outbox_contents"

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]]


class Batch(Base):
    """All deliveries of one mass message; `name` says whose (`broadcast:17`)."""

    __tablename__ = "outbox_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    created_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]


class Delivery(Base):
    """One message to one address.

    A mass message's text is its `content_id`; a single one's is `body`, emptied once it ended. `segment`
    is the batch owner's grouping (a broadcast's village). `uncertain` counts the times it may have gone
    without our knowing: a repeat was possible. `parts_sent` of its requests need no repeating. `claim` is
    the sender that has it in hand.

    `told` is what the platform told of it, where it does; None where it doesn't. A person whose window for
    free words was closed got a `template` instead, for `cost` millionths of the currency: the content is
    theirs from `held_at` on, until `opened_at`. `closed_at`: when the platform said that the window is
    closed, whatever we think of it.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("batch_id", "contact_id"),
        Index(
            "ix_deliveries_due",
            "channel",
            "priority",
            "due_at",
            "id",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
        Index(
            "ix_deliveries_claimed",
            "channel",
            "claim",
            sqlite_where=text("status = 'sending'"),
            postgresql_where=text("status = 'sending'"),
        ),
        Index(
            "ix_deliveries_finished_singles",
            "finished_at",
            sqlite_where=text("batch_id IS NULL"),
            postgresql_where=text("batch_id IS NULL"),
        ),
        # Only of platforms that tell: those who never do must not pay for it with every message.
        Index(
            "ix_deliveries_told",
            "channel",
            "external_id",
            sqlite_where=text("told IS NOT NULL"),
            postgresql_where=text("told IS NOT NULL"),
        ),
        Index(
            "ix_deliveries_held",
            "contact_id",
            sqlite_where=text("held_at IS NOT NULL AND opened_at IS NULL"),
            postgresql_where=text("held_at IS NOT NULL AND opened_at IS NULL"),
        ),
        Index(
            "ix_deliveries_paid",
            "channel",
            "finished_at",
            sqlite_where=text("cost IS NOT NULL"),
            postgresql_where=text("cost IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_batches.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    content_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_contents.id"))
    body: Mapped[dict[str, Any] | None]
    replaces: Mapped[str | None] = mapped_column(String(EXTERNAL_ID_LENGTH))
    priority: Mapped[int]
    language: Mapped[str | None] = mapped_column(String(2))
    segment: Mapped[int | None]
    status: Mapped[Status] = mapped_column(stored_enum(Status), default=Status.PENDING)
    reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    attempts: Mapped[int] = mapped_column(default=0)
    uncertain: Mapped[int] = mapped_column(default=0)
    parts_sent: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(40))
    external_id: Mapped[str | None] = mapped_column(String(EXTERNAL_ID_LENGTH))
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    told: Mapped[ReceiptState | None] = mapped_column(stored_enum(ReceiptState))
    template: Mapped[str | None] = mapped_column(String(TEMPLATE_LENGTH))
    cost: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]


class SenderLease(Base):
    """The one process that sends for a channel; `paused_until` outlives it."""

    __tablename__ = "senders"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    owner: Mapped[str | None] = mapped_column(String(40))
    expires_at: Mapped[datetime]
    paused_until: Mapped[datetime | None]


class ReceiptKept(Base):
    """The furthest that the platform told of one of its messages; it may come before we know the id.

    `kind` and `reason` are of the failure.
    """

    __tablename__ = "receipts"
    __table_args__ = (Index("ix_receipts_at", "at"),)

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(EXTERNAL_ID_LENGTH), primary_key=True)
    state: Mapped[ReceiptState] = mapped_column(stored_enum(ReceiptState))
    kind: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(REASON_LENGTH))
    at: Mapped[datetime]


class ChannelTrouble(Base):
    """What keeps a whole channel from sending since a moment, and when the administrators were told.

    `by_receipt`: only afterwards we are told of it, and of some messages only.
    """

    __tablename__ = "channel_troubles"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), primary_key=True)
    since: Mapped[datetime]
    told_at: Mapped[datetime | None]
    by_receipt: Mapped[bool] = mapped_column(default=False)


class ShownChoices(Base):
    """What a typed number means to a person: the payloads of the last message that showed them choices."""

    __tablename__ = "shown_choices"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    numbers: Mapped[dict[str, Any]]
    delivery_id: Mapped[int] = mapped_column(RowNumber)
    shown_at: Mapped[datetime]


class SecondDelivery(Base):
    """A mass message that did not come to one of a person's addresses and goes to another of theirs.

    Once for a person and a message, whatever becomes of it; they are counted by the second alone.
    """

    __tablename__ = "second_deliveries"
    __table_args__ = (UniqueConstraint("batch_id", "person_id"),)

    first_id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    second_id: Mapped[int] = mapped_column(RowNumber)
    batch_id: Mapped[int] = mapped_column(ForeignKey("outbox_batches.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"), index=True)
