"""What is to be sent, to whom, and what became of it."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum

# SQLite numbers rows by itself only where the key's type is exactly INTEGER.
RowNumber = BigInteger().with_variant(Integer, "sqlite")


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
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_batches.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(64))
    content_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_contents.id"))
    body: Mapped[dict[str, Any] | None]
    replaces: Mapped[str | None] = mapped_column(String(64))
    priority: Mapped[int]
    language: Mapped[str | None] = mapped_column(String(2))
    segment: Mapped[int | None]
    status: Mapped[Status] = mapped_column(stored_enum(Status), default=Status.PENDING)
    reason: Mapped[str | None] = mapped_column(String(60))
    attempts: Mapped[int] = mapped_column(default=0)
    uncertain: Mapped[int] = mapped_column(default=0)
    parts_sent: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(40))
    external_id: Mapped[str | None] = mapped_column(String(64))
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class SenderLease(Base):
    """The one process that sends for a channel; `paused_until` outlives it."""

    __tablename__ = "senders"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    owner: Mapped[str | None] = mapped_column(String(40))
    expires_at: Mapped[datetime]
    paused_until: Mapped[datetime | None]
