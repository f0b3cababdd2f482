"""The plan of some years: the working group that drew it up, its discussion, its approval (004 §4)."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.areas.people.models import NAME_LENGTH
from bot.core.db import Base, stored_enum

ORDER_LENGTH = 40


class PlanState(enum.StrEnum):
    """draft -> approved -> replaced by its revision; a draft may be dropped."""

    DRAFT = "draft"
    APPROVED = "approved"
    REPLACED = "replaced"
    DROPPED = "dropped"


class Plan(Base):
    """`edition` counts from one; each later one is a revision, with its `reason` (004 §4.11).

    `group_order*`: the order that made the working group (§4.2). `meeting_id`: the assembly that discussed
    it (§4.9), another area's row; `discussed_on` where it was held before this program. `order*`: the
    head's order that approves it (§4.10). `said` is what the plan said when it was approved: rows by year.
    """

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("first_year", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_year: Mapped[int]
    last_year: Mapped[int]
    edition: Mapped[int]
    state: Mapped[PlanState] = mapped_column(stored_enum(PlanState), index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    group_order: Mapped[str | None] = mapped_column(String(ORDER_LENGTH))
    group_order_on: Mapped[date | None]
    meeting_id: Mapped[int | None]
    discussed_on: Mapped[date | None]
    discussion: Mapped[str | None] = mapped_column(Text)
    order: Mapped[str | None] = mapped_column("order_number", String(ORDER_LENGTH))
    order_on: Mapped[date | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    approved_at: Mapped[datetime | None]
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]


class GroupPart(enum.StrEnum):
    """004 §4.3: a third each of the first three; §4.5: others may join."""

    OFFICE = "office"
    COUNCIL = "council"
    COMMUNITY = "community"
    OTHER = "other"


class GroupMember(Base):
    """One of the working group. `woman` and the three groups of 004 §4.4 None: not said.

    Those four are for who keeps the plan alone: they stand in no paper and in no record.
    """

    __tablename__ = "plan_group_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    position: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    part: Mapped[GroupPart] = mapped_column(stored_enum(GroupPart))
    leads: Mapped[bool] = mapped_column(default=False)
    woman: Mapped[bool | None]
    minority: Mapped[bool | None]
    disability: Mapped[bool | None]
    social_group: Mapped[bool | None]
