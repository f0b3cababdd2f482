"""Groups of villages, who forwards to them, and what is to be forwarded to each."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, stored_enum

NAME_LENGTH = 120
LINK_LENGTH = 200


class GroupKind(enum.StrEnum):
    """To a WhatsApp group a person forwards; to a Telegram group or channel the bot posts by itself."""

    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"


class VillageGroup(Base):
    """`bilingual`: Kyrgyz and Russian are spoken to it, else Kyrgyz alone. `news`: it gets ordinary news too.

    `members` is what somebody told at `members_at`; staff were asked for it again at `members_asked_at`.
    `forwarder_name` is how the office calls who forwards. `trouble_told_at`: the office knows that nothing
    reaches it now.
    """

    __tablename__ = "village_groups"
    __table_args__ = (
        Index(
            "ix_village_groups_place",
            "place_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[GroupKind] = mapped_column(stored_enum(GroupKind))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    bilingual: Mapped[bool]
    news: Mapped[bool]
    members: Mapped[int]
    members_at: Mapped[datetime]
    members_asked_at: Mapped[datetime | None]
    link: Mapped[str | None] = mapped_column(String(LINK_LENGTH))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id", ondelete="SET NULL"))
    forwarder_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    forwarder_name: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    forwards_since: Mapped[datetime | None]
    trouble_told_at: Mapped[datetime | None]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    opened_at: Mapped[datetime]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    closed_at: Mapped[datetime | None]

    @property
    def languages(self) -> tuple[str, ...]:
        return ("ky", "ru") if self.bilingual else ("ky",)


class GroupVillage(Base):
    """Whose group it is; a group without any is the whole municipality's."""

    __tablename__ = "group_villages"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("village_groups.id", ondelete="CASCADE"), primary_key=True
    )
    village_id: Mapped[int] = mapped_column(ForeignKey("villages.id", ondelete="CASCADE"), primary_key=True)


class GroupPlace(Base):
    """A place on Telegram that somebody of the office brought the bot into."""

    __tablename__ = "group_places"

    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"), primary_key=True)
    offered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    offered_at: Mapped[datetime]


class ForwarderOffer(Base):
    """Somebody was asked to forward to a group: a person of the office, or whoever opens the one-time link.

    Only the hash of the link's secret is kept.
    """

    __tablename__ = "forwarder_offers"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("village_groups.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    accepted: Mapped[bool] = mapped_column(default=False)


class PackState(enum.StrEnum):
    """waiting -> forwarded; waiting <-> stopped; waiting -> failed (the post didn't arrive), past, closed."""

    WAITING = "waiting"
    FORWARDED = "forwarded"
    STOPPED = "stopped"
    FAILED = "failed"
    PAST = "past"
    CLOSED = "closed"


class Pack(Base):
    """One message to many as it goes to one group.

    `forwarder_id`: who was handed it last, at `handed_at`; to a Telegram place it is the delivery that posts
    it. `declined_at`: they can't this time. `members` is the group's number when it was forwarded.
    """

    __tablename__ = "group_packs"
    __table_args__ = (UniqueConstraint("group_id", "broadcast_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("village_groups.id", ondelete="CASCADE"))
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id", ondelete="CASCADE"), index=True)
    state: Mapped[PackState] = mapped_column(stored_enum(PackState), index=True)
    made_at: Mapped[datetime]
    forwarder_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    handed_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    reminded: Mapped[int] = mapped_column(default=0)
    office_told_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    delivery_id: Mapped[int | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    members: Mapped[int | None]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("files.id", ondelete="SET NULL"))


class PackRound(Base):
    """A message whose packs are made: groups that come later don't get it. `pictures`: by language."""

    __tablename__ = "group_rounds"

    broadcast_id: Mapped[int] = mapped_column(
        ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True
    )
    made_at: Mapped[datetime]
    pictures: Mapped[dict[str, Any]]
