"""Which appeals there are and who is what to them; never commits."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import (
    Appeal,
    AppealAuthor,
    AppealEntry,
    AppealKind,
    AppealState,
    AppealSupport,
    AuthorBlock,
    EntryKind,
)
from bot.areas.appeals.rules.access import OPEN, Relation
from bot.areas.people import queries as staff
from bot.areas.people import rules as people_rules
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission


async def find(session: AsyncSession, appeal_id: int) -> Appeal | None:
    return await session.get(Appeal, appeal_id, populate_existing=True)


async def find_by_number(session: AsyncSession, number: str) -> Appeal | None:
    """`number` as it is kept. Whether somebody may see it is not asked here."""
    return await session.scalar(select(Appeal).where(Appeal.number == number))


async def find_own(session: AsyncSession, number: str, author_id: int) -> Appeal | None:
    """Somebody else's is looked for like one that isn't there."""
    return await session.scalar(select(Appeal).where(Appeal.number == number, Appeal.author_id == author_id))


async def entries_of(
    session: AsyncSession, appeal_id: int, kinds: Collection[EntryKind] = frozenset(EntryKind)
) -> Sequence[AppealEntry]:
    """Oldest first."""
    found = await session.scalars(
        select(AppealEntry)
        .where(AppealEntry.appeal_id == appeal_id, AppealEntry.kind.in_(kinds))
        .order_by(AppealEntry.at, AppealEntry.id)
    )
    return found.all()


async def relations_of(session: AsyncSession, appeal: Appeal, person_id: int) -> frozenset[Relation]:
    """What this person is to this appeal now; empty: nothing, and it is hidden from them."""
    roles = await staff.roles_of(session, person_id)
    may = people_rules.permissions_of(roles)
    found: set[Relation] = {Relation.AUTHOR} if appeal.author_id == person_id else set()
    if appeal.kind is AppealKind.MANDATE:
        return frozenset(found | await _to_mandate(session, appeal, person_id, roles, may))
    if found:
        # Nobody answers themselves, whatever office they hold.
        return frozenset(found)
    if appeal.handler_id == person_id and roles:
        found.add(Relation.HANDLER)
    if Permission.HANDLE_APPEALS in may:
        found.add(Relation.DUTY)
    if Permission.OVERSEE_APPEALS in may:
        found.add(Relation.HEAD)
    return frozenset(found)


async def _to_mandate(
    session: AsyncSession,
    appeal: Appeal,
    person_id: int,
    roles: frozenset[Role],
    may: frozenset[Permission],
) -> set[Relation]:
    found: set[Relation] = set()
    if appeal.deputy_id == person_id and Role.DEPUTY in roles:
        found.add(Relation.DEPUTY)
    if Permission.KEEP_COUNCIL_PROPOSALS in may:
        if await _was_passed_on(session, appeal):
            found.add(Relation.COUNCIL)
        if not await _is_served(session, appeal):
            found.add(Relation.KEEPER)
    if appeal.open_to_all:
        found.add(Relation.READER)
        if await _votes_there(session, appeal, person_id) and appeal.author_id != person_id:
            found.add(Relation.NEIGHBOUR)
    return found


async def _is_served(session: AsyncSession, appeal: Appeal) -> bool:
    """Whether its deputy is a deputy still."""
    return appeal.deputy_id is not None and Role.DEPUTY in await staff.roles_of(session, appeal.deputy_id)


async def _was_passed_on(session: AsyncSession, appeal: Appeal) -> bool:
    passed = exists().where(AppealEntry.appeal_id == appeal.id, AppealEntry.kind == EntryKind.PASSED_ON)
    return bool(await session.scalar(select(passed)))


async def _votes_there(session: AsyncSession, appeal: Appeal, person_id: int) -> bool:
    author = await session.get(AppealAuthor, person_id)
    return author is not None and author.district_id is not None and author.district_id == appeal.district_id


async def get_author(session: AsyncSession, person_id: int) -> AppealAuthor | None:
    """What they said of themselves before."""
    return await session.get(AppealAuthor, person_id)


async def of_author(session: AsyncSession, person_id: int) -> Sequence[Appeal]:
    """A person's own, the latest first."""
    found = await session.scalars(
        select(Appeal)
        .where(Appeal.author_id == person_id)
        .order_by(Appeal.received_at.desc(), Appeal.id.desc())
    )
    return found.all()


async def count_since(session: AsyncSession, person_id: int, since: datetime) -> int:
    """How many a person sent since that moment."""
    counted = await session.scalar(
        select(func.count())
        .select_from(Appeal)
        .where(Appeal.author_id == person_id, Appeal.received_at > since)
    )
    return counted or 0


async def block_of(session: AsyncSession, person_id: int) -> AuthorBlock | None:
    """The block in force."""
    return await session.scalar(
        select(AuthorBlock)
        .where(AuthorBlock.person_id == person_id, AuthorBlock.lifted_at.is_(None))
        .order_by(AuthorBlock.id.desc())
        .limit(1)
    )


async def supporters(session: AsyncSession, appeal_id: int) -> int:
    """Besides the author."""
    counted = await session.scalar(
        select(func.count()).select_from(AppealSupport).where(AppealSupport.appeal_id == appeal_id)
    )
    return counted or 0


async def open_ids(session: AsyncSession, *, mandates: bool) -> Sequence[int]:
    """Everything that isn't ended, the oldest first."""
    is_mandate = Appeal.kind == AppealKind.MANDATE
    found = await session.scalars(
        select(Appeal.id)
        .where(Appeal.state.in_(OPEN), is_mandate if mandates else ~is_mandate)
        .order_by(Appeal.received_at, Appeal.id)
    )
    return found.all()


async def count_new(session: AsyncSession) -> int:
    """Appeals to the office that nobody took."""
    counted = await session.scalar(
        select(func.count())
        .select_from(Appeal)
        .where(Appeal.state == AppealState.NEW, Appeal.kind != AppealKind.MANDATE)
    )
    return counted or 0


async def bodies_passed_to(session: AsyncSession, most: int) -> dict[str, str | None]:
    """Whose the latest appeals were that weren't the office's, each with the telephone last given."""
    entries = await session.scalars(
        select(AppealEntry)
        .where(AppealEntry.kind == EntryKind.FORWARDED)
        .order_by(AppealEntry.id.desc())
        .limit(50)
    )
    found: dict[str, str | None] = {}
    for entry in entries:
        found.setdefault(entry.about.get("whose", ""), entry.about.get("telephone"))
    return {whose: found[whose] for whose in list(found)[:most] if whose}
