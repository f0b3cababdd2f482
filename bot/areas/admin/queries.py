"""The record of changes, read page by page; who works here, in which chat; whom the office reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.admin.models import ChatMenu
from bot.areas.admin.rules import RESIDENTS, SYSTEM, Choosing, begins_at
from bot.areas.broadcasts.models import Broadcast
from bot.areas.broadcasts.rules import headline
from bot.areas.people.models import Role, RoleGrant, StaffMember
from bot.areas.residents import queries as residents
from bot.core.audit import AuditEntry
from bot.core.contacts import Contact, Person
from bot.outbox import queries as outbox
from bot.outbox.models import Status

PAGE = 10
HEADLINE = 60


@dataclass(frozen=True, slots=True)
class RecordPage:
    """`lines` are entries, the latest first, with the name of who did it. `more`: there are older ones."""

    lines: Sequence[tuple[AuditEntry, str | None]]
    more: bool


async def record_page(session: AsyncSession, choosing: Choosing, now: datetime, zone: ZoneInfo) -> RecordPage:
    """What residents choose for themselves is shown only when asked for, and never with a name."""
    rows = await session.execute(
        select(AuditEntry, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.person_id == AuditEntry.person_id)
        .where(*_conditions(choosing, now, zone))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .offset(choosing.page * PAGE)
        .limit(PAGE + 1)
    )
    found = [(entry, None if is_residents(entry) else name) for entry, name in rows]
    return RecordPage(found[:PAGE], len(found) > PAGE)


def is_residents(entry: AuditEntry) -> bool:
    return entry.tag.startswith(f"{RESIDENTS}:")


def _conditions(choosing: Choosing, now: datetime, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    residents = AuditEntry.tag.startswith(f"{RESIDENTS}:")
    found = [residents] if choosing.subject == RESIDENTS else [~residents, *_who_and_what(choosing)]
    if choosing.period:
        found.append(AuditEntry.at >= begins_at(choosing.period, now, zone))
    return found


def _who_and_what(choosing: Choosing) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if choosing.subject:
        found.append(AuditEntry.tag.startswith(f"{choosing.subject}:"))
    if choosing.person == SYSTEM:
        found.append(AuditEntry.person_id.is_(None))
    elif choosing.person is not None:
        found.append(AuditEntry.person_id == choosing.person)
    return found


async def list_staff(session: AsyncSession) -> Sequence[tuple[int, str]]:
    """Everyone who holds or held a role, by name."""
    rows = await session.execute(
        select(StaffMember.person_id, StaffMember.name).order_by(StaffMember.name, StaffMember.person_id)
    )
    return [(row.person_id, row.name) for row in rows]


@dataclass(frozen=True, slots=True)
class StaffChat:
    """An address at which a colleague can be reached."""

    channel: str
    address: str
    language: str | None
    roles: frozenset[Role]


async def staff_chats(session: AsyncSession) -> Sequence[StaffChat]:
    rows = await session.execute(
        select(Contact.channel, Contact.address, Person.language, RoleGrant.role)
        .join(Person, Person.id == Contact.person_id)
        .join(RoleGrant, RoleGrant.person_id == Contact.person_id)
        .where(RoleGrant.revoked_at.is_(None), Contact.stopped_at.is_(None))
    )
    roles: dict[tuple[str, str, str | None], set[Role]] = {}
    for channel, address, language, role in rows:
        roles.setdefault((channel, address, language), set()).add(role)
    return [StaffChat(*chat, frozenset(held)) for chat, held in roles.items()]


async def given_menus(session: AsyncSession) -> Mapping[tuple[str, str], str]:
    """The fingerprint of the menu that each chat was given."""
    rows = await session.scalars(select(ChatMenu))
    return {(row.channel, row.address): row.fingerprint for row in rows}


# Figures

LATEST = 5


async def subscribers_by_village(session: AsyncSession) -> Mapping[int, int]:
    """Whom a message to all would reach, each counted once, in their main village."""
    counted: dict[int, int] = {}
    for row in await residents.count_audience(session, residents.audience_select(topic=None)):
        counted[row.village_id] = counted.get(row.village_id, 0) + row.count
    return counted


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message to many and how many of its recipients it reached so far."""

    started_at: datetime
    headlines: Mapping[str, str]
    reached: int
    total: int

    def headline(self, language: str) -> str:
        return self.headlines.get(language) or self.headlines["ky"]


async def latest_messages(session: AsyncSession) -> Sequence[SentMessage]:
    found = await session.scalars(
        select(Broadcast)
        .where(Broadcast.started_at.is_not(None))
        .order_by(Broadcast.started_at.desc(), Broadcast.id.desc())
        .limit(LATEST)
    )
    return [await _sent(session, broadcast) for broadcast in found.all()]


async def _sent(session: AsyncSession, broadcast: Broadcast) -> SentMessage:
    figures = await outbox.batch_figures(session, broadcast.batch_name)
    texts = {"ky": broadcast.text_ky, "ru": broadcast.text_ru}
    return SentMessage(
        started_at=broadcast.started_at or broadcast.created_at,
        headlines={language: headline(text, HEADLINE) for language, text in texts.items() if text},
        reached=figures.count(Status.SENT),
        total=figures.total,
    )
