"""Which appeals there are and who is what to them; never commits."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
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
from bot.areas.people.models import Role, RoleGrant
from bot.areas.people.rules import Permission


async def find(session: AsyncSession, appeal_id: int) -> Appeal | None:
    return await session.get(Appeal, appeal_id, populate_existing=True)


async def find_by_number(session: AsyncSession, number: str) -> Appeal | None:
    """`number` as it is kept. Whether somebody may see it is not asked here."""
    return await session.scalar(select(Appeal).where(Appeal.number == number))


async def find_at_work(
    session: AsyncSession, number: str, person_id: int, *, everything: bool
) -> Appeal | None:
    """An appeal to the office that somebody there may work on. `everything`: who is on duty works on all."""
    first = select(Appeal.id).where(Appeal.handler_id == person_id)
    theirs = or_(
        Appeal.handler_id == person_id, Appeal.duplicate_of.in_(first), Appeal.disputed_at.is_not(None)
    )
    return await session.scalar(
        select(Appeal).where(
            Appeal.number == number, Appeal.kind != AppealKind.MANDATE, true() if everything else theirs
        )
    )


async def find_readable(session: AsyncSession, number: str, person_id: int) -> Appeal | None:
    """One's own, a mandate given to this person, or one that is open to all.

    Somebody else's is looked for by the very same statement as one that isn't there: nothing, not even the
    time it takes, tells the two apart.
    """
    mine = or_(Appeal.author_id == person_id, Appeal.deputy_id == person_id)
    return await session.scalar(select(Appeal).where(Appeal.number == number, or_(mine, is_shown())))


def is_shown() -> ColumnElement[bool]:
    """A mandate everybody may see; what its author took back is told to nobody any more."""
    return and_(Appeal.kind == AppealKind.MANDATE, Appeal.open_to_all, Appeal.state != AppealState.WITHDRAWN)


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
    if roles and (appeal.handler_id == person_id or await _has_the_first(session, appeal, person_id)):
        found.add(Relation.HANDLER)
    if Permission.HANDLE_APPEALS in may:
        found.add(Relation.DUTY)
    if Permission.OVERSEE_APPEALS in may:
        found.add(Relation.HEAD)
    if appeal.disputed_at and Role.COUNCIL_CHAIR in roles and await chair_decides(session, appeal):
        found.add(Relation.CHAIR)
    if appeal.state is AppealState.DISPUTED and person_id in await deciders(session, appeal):
        found.add(Relation.JUDGE)
    return frozenset(found)


async def _has_the_first(session: AsyncSession, appeal: Appeal, person_id: int) -> bool:
    """Who answers the one it was joined to answers it too."""
    if appeal.duplicate_of is None:
        return False
    return person_id == await session.scalar(
        select(Appeal.handler_id).where(Appeal.id == appeal.duplicate_of)
    )


async def overseers(session: AsyncSession, appeal: Appeal) -> list[int]:
    """Who hears of what is overdue: the head.

    Where the head wrote it, or there is none, the council's chair: for its work the office answers to the
    council (002 §1.9, §4.3). Never the author.
    """
    return await _heads(session, appeal) or await _chairs(session, appeal)


async def deciders(session: AsyncSession, appeal: Appeal) -> list[int]:
    """Who decides what its author disputes: a head who neither wrote nor answered it, else the chair.

    Where there is no chair either, the head who answered decides: somebody must.
    """
    answered = await _answered_by(session, appeal)
    heads = await _heads(session, appeal)
    chairs = await _chairs(session, appeal)
    return [one for one in heads if one != answered] or [one for one in chairs if one != answered] or heads


async def chair_decides(session: AsyncSession, appeal: Appeal) -> bool:
    """Also where no chair is there yet to decide what no head can: it waits for them."""
    heads = await _heads(session, appeal)
    return not set(heads) & set(await deciders(session, appeal))


async def _heads(session: AsyncSession, appeal: Appeal) -> list[int]:
    found = await staff.people_who_may(session, Permission.OVERSEE_APPEALS)
    return [one for one in found if one != appeal.author_id]


async def _chairs(session: AsyncSession, appeal: Appeal) -> list[int]:
    found = await staff.holders_of(session, Role.COUNCIL_CHAIR)
    return [one for one in found if one != appeal.author_id]


_ENDINGS = (EntryKind.ANSWERED, EntryKind.FORWARDED)


async def _answered_by(session: AsyncSession, appeal: Appeal) -> int | None:
    return await session.scalar(
        select(AppealEntry.person_id)
        .where(AppealEntry.appeal_id == appeal.id, AppealEntry.kind.in_(_ENDINGS))
        .order_by(AppealEntry.id.desc())
        .limit(1)
    )


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
    if appeal.open_to_all and appeal.state is not AppealState.WITHDRAWN:
        found.add(Relation.READER)
        if await _votes_there(session, appeal, person_id) and appeal.author_id != person_id:
            found.add(Relation.NEIGHBOUR)
    return found


async def _is_served(session: AsyncSession, appeal: Appeal) -> bool:
    """Whether its deputy is a deputy still, of the district it was given in."""
    held = exists().where(
        RoleGrant.person_id == appeal.deputy_id,
        RoleGrant.role == Role.DEPUTY,
        RoleGrant.district_id == appeal.district_id,
        RoleGrant.revoked_at.is_(None),
    )
    return bool(await session.scalar(select(held)))


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


async def count_waiting(session: AsyncSession, person_id: int) -> int:
    """What nobody took; for who oversees also what is disputed, and objections of who was stopped."""
    may = people_rules.permissions_of(await staff.roles_of(session, person_id))
    oversees = Permission.OVERSEE_APPEALS in may
    states = {AppealState.NEW, AppealState.DISPUTED} if oversees else {AppealState.NEW}
    counted = await session.scalar(
        select(func.count())
        .select_from(Appeal)
        .where(Appeal.state.in_(states), Appeal.kind != AppealKind.MANDATE)
    )
    return (counted or 0) + (await count_objections(session) if oversees else 0)


async def count_untaken(session: AsyncSession) -> int:
    """To the office, and in nobody's hands."""
    untaken = select(func.count()).where(Appeal.state == AppealState.NEW, Appeal.kind != AppealKind.MANDATE)
    return await session.scalar(untaken) or 0


async def count_objections(session: AsyncSession) -> int:
    """Those the head hasn't decided about."""
    counted = await session.scalar(
        select(func.count())
        .select_from(AuthorBlock)
        .where(
            AuthorBlock.lifted_at.is_(None),
            AuthorBlock.upheld_at.is_(None),
            AuthorBlock.objection.is_not(None),
        )
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
