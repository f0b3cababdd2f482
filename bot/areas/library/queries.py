"""What stands on the shelves, how old it is, who waits for what; never commits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import catalogue
from bot.areas.library.catalogue import CONTACTS, Section
from bot.areas.library.models import Check, OwnSection, Version, Wish
from bot.areas.library.rules.freshness import State, state
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.core.files import StoredFile
from bot.core.i18n import RESIDENT_LANGUAGES
from bot.core.messages import Attachment, AttachmentKind

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section and what residents find in it.

    `current` by language. `known_since`: the municipality's own data tell something here by themselves
    since then. `waiting` residents asked for it, the first of them at `asked_at`.
    """

    section: Section
    state: State
    current: Mapping[str, Version] = field(default_factory=dict)
    checked_at: datetime | None = None
    known_since: datetime | None = None
    waiting: int = 0
    asked_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.section.key

    @property
    def updated_at(self) -> datetime | None:
        """When something was last published here, or was known by itself."""
        moments = [one.published_at for one in self.current.values()]
        return max(moments, default=self.known_since)

    @property
    def fresh_at(self) -> datetime | None:
        """The same, or when somebody last found that it still holds."""
        return max((one for one in (self.updated_at, self.checked_at) if one), default=None)

    @property
    def oldest_at(self) -> datetime | None:
        """Since when the oldest of its languages holds; this decides when it must be renewed."""
        return min(self.held_since, default=None)

    @property
    def held_since(self) -> list[datetime]:
        """For each language that has something: when it was last published or looked at."""
        moments = [one.published_at for one in self.current.values()]
        moments += [self.known_since] if self.known_since else []
        return [max(one, self.checked_at) if self.checked_at else one for one in moments]

    def in_language(self, language: str) -> Version | None:
        """What a reader of that language gets: in the other one rather than nothing."""
        return self.current.get(language) or next(iter(self.current.values()), None)


# Sections


async def list_sections(session: AsyncSession, *, with_hidden: bool = False) -> Sequence[Section]:
    """Those of the rules in their order, then the office's own."""
    found = select(OwnSection).order_by(OwnSection.id)
    if not with_hidden:
        found = found.where(OwnSection.hidden_at.is_(None))
    return [*catalogue.mandatory(), *map(catalogue.own, await session.scalars(found))]


async def find_section(session: AsyncSession, key: str) -> Section | None:
    """A hidden one too."""
    known = next((one for one in catalogue.mandatory() if one.key == key), None)
    if known:
        return known
    row = await find_own(session, key)
    return catalogue.own(row) if row else None


async def find_own(session: AsyncSession, key: str, *, lock: bool = False) -> OwnSection | None:
    number = key.removeprefix("own")
    if number == key or not (number.isascii() and number.isdecimal()) or len(number) > 9:
        return None
    return await session.get(OwnSection, int(number), populate_existing=True, with_for_update=lock or None)


# Shelves


async def shelves(session: AsyncSession, today: date, *, with_hidden: bool = False) -> Sequence[Shelf]:
    return await _filled(session, await list_sections(session, with_hidden=with_hidden), today)


async def shelf(session: AsyncSession, key: str, today: date) -> Shelf | None:
    section = await find_section(session, key)
    return (await _filled(session, [section], today))[0] if section else None


async def _filled(session: AsyncSession, sections: Sequence[Section], today: date) -> list[Shelf]:
    keys = [one.key for one in sections]
    current: dict[str, dict[str, Version]] = {}
    for version in await _current(session, keys):
        current.setdefault(version.section_key, {})[version.language] = version
    checks = await _checks(session, keys)
    wishes = await _wishes(session, keys)
    office = await municipality.get_municipality(session)
    months = (await municipality.get_legal(session)).publication_update_months
    zone = ZoneInfo(office.time_zone if office else "Asia/Bishkek")
    found = []
    for section in sections:
        versions = current.get(section.key, {})
        known = office.created_at if office and section.key == CONTACTS and not versions else None
        waiting, asked_at = wishes.get(section.key, (0, None))
        filled = Shelf(
            section=section,
            state=State.MISSING,
            current={one: versions[one] for one in RESIDENT_LANGUAGES if one in versions},
            checked_at=checks.get(section.key),
            known_since=known,
            waiting=waiting,
            asked_at=asked_at,
        )
        found.append(replace(filled, state=state(filled.held_since, today, months, zone)))
    return found


async def _current(session: AsyncSession, keys: Collection[str]) -> Sequence[Version]:
    """The newest that wasn't taken back, of each section in each language."""
    newest = (
        select(Version.section_key, Version.language, func.max(Version.number).label("number"))
        .where(Version.section_key.in_(keys), Version.withdrawn_at.is_(None))
        .group_by(Version.section_key, Version.language)
        .subquery()
    )
    found = await session.scalars(
        select(Version).join(
            newest,
            (newest.c.section_key == Version.section_key)
            & (newest.c.language == Version.language)
            & (newest.c.number == Version.number),
        )
    )
    return found.all()


async def _checks(session: AsyncSession, keys: Collection[str]) -> dict[str, datetime]:
    rows = await session.execute(
        select(Check.section_key, func.max(Check.checked_at))
        .where(Check.section_key.in_(keys))
        .group_by(Check.section_key)
    )
    return {row[0]: row[1] for row in rows}


async def _wishes(session: AsyncSession, keys: Collection[str]) -> dict[str, tuple[int, datetime]]:
    rows = await session.execute(
        select(Wish.section_key, func.count(), func.min(Wish.asked_at))
        .where(Wish.section_key.in_(keys), Wish.told_at.is_(None))
        .group_by(Wish.section_key)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


# Versions


PAGE = 6


async def find_version(session: AsyncSession, version_id: int) -> Version | None:
    return await session.get(Version, version_id, populate_existing=True)


async def latest_number(session: AsyncSession, key: str, language: str) -> int:
    """Of all, those taken back too; 0 when there was none."""
    found = await session.scalar(
        select(func.max(Version.number)).where(Version.section_key == key, Version.language == language)
    )
    return found or 0


async def latest(session: AsyncSession, key: str, language: str) -> Version | None:
    return await session.scalar(
        select(Version)
        .where(Version.section_key == key, Version.language == language)
        .order_by(Version.number.desc())
        .limit(1)
    )


async def count_versions(session: AsyncSession, key: str, *, withdrawn: bool) -> int:
    found = select(func.count()).select_from(Version).where(Version.section_key == key)
    return await session.scalar(found if withdrawn else found.where(Version.withdrawn_at.is_(None))) or 0


async def count_left(session: AsyncSession, key: str, language: str) -> int:
    """Versions of a language that weren't taken back."""
    found = select(func.count()).select_from(Version).where(Version.section_key == key)
    return (
        await session.scalar(found.where(Version.language == language, Version.withdrawn_at.is_(None))) or 0
    )


async def list_versions(session: AsyncSession, key: str, page: int, *, withdrawn: bool) -> Sequence[Version]:
    """The newest first; `withdrawn`: those taken back too."""
    found = select(Version).where(Version.section_key == key)
    if not withdrawn:
        found = found.where(Version.withdrawn_at.is_(None))
    ordered = found.order_by(Version.published_at.desc(), Version.id.desc())
    return (await session.scalars(ordered.limit(PAGE).offset(page * PAGE))).all()


def attachments(version: Version) -> tuple[Attachment, ...]:
    return tuple(Attachment(AttachmentKind(kind), number) for kind, number in version.files)


@dataclass(frozen=True, slots=True)
class FileWords:
    """What can be said of a file: its name as it was sent, its size in bytes if it is known."""

    kind: AttachmentKind
    name: str
    size: int | None


async def files_of(session: AsyncSession, files: Sequence[Sequence[object]]) -> Sequence[FileWords]:
    """In their order. `files`: `[kind, file id]`."""
    numbers = [one[1] for one in files]
    rows = await session.execute(
        select(StoredFile.id, StoredFile.kind, StoredFile.name, StoredFile.size).where(
            StoredFile.id.in_(numbers)
        )
    )
    known = {row[0]: FileWords(row[1], row[2], row[3]) for row in rows}
    return [known[number] for number in numbers if number in known]


async def names_of(session: AsyncSession, numbers: Collection[int]) -> dict[int, str]:
    """What files are called, by their numbers."""
    rows = await session.execute(select(StoredFile.id, StoredFile.name).where(StoredFile.id.in_(numbers)))
    return {row[0]: row[1] for row in rows}


# Wishes


async def has_asked(session: AsyncSession, key: str, person_id: int) -> bool:
    wish = await session.get(Wish, (key, person_id), populate_existing=True)
    return wish is not None and wish.told_at is None


async def open_wishes(session: AsyncSession, key: str) -> Sequence[Wish]:
    """Locked: each is told once, whoever publishes at the same time."""
    found = await session.scalars(
        select(Wish)
        .where(Wish.section_key == key, Wish.told_at.is_(None))
        .order_by(Wish.asked_at, Wish.person_id)
        .with_for_update()
    )
    return found.all()


# Figures


@dataclass(frozen=True, slots=True)
class Figures:
    """`filled` holds the `stale` ones too. `updated`: sections in which something was published in the
    period; `checked`: those besides in which somebody only found that it still holds.
    """

    sections: int
    filled: int
    stale: int
    missing: int
    updated: int
    checked: int
    waiting: int


async def figures(session: AsyncSession, today: date, since: date | None = None) -> Figures:
    """Of what residents see. The period is from `since`, else from half a year before, to `today`."""
    zone = await people.zone_of(session)
    months = (await municipality.get_legal(session)).publication_update_months
    start = since or today - relativedelta(months=months)
    period = (_midnight(start, zone), _midnight(today + ONE_DAY, zone))
    found = await shelves(session, today)
    keys = {one.key for one in found}
    updated = keys & await _published_in(session, *period)
    checked = keys & await _checked_in(session, *period) - updated
    states = [one.state for one in found]
    return Figures(
        sections=len(found),
        filled=len(found) - states.count(State.MISSING),
        stale=states.count(State.STALE),
        missing=states.count(State.MISSING),
        updated=len(updated),
        checked=len(checked),
        waiting=sum(one.waiting for one in found),
    )


@dataclass(frozen=True, slots=True)
class Update:
    """What proves that a section was looked after: a publication, or with `version_id` None a look."""

    at: datetime
    by: int | None
    language: str | None = None
    version_id: int | None = None


async def updates_between(
    session: AsyncSession, section_key: str, start: datetime, end: datetime
) -> Sequence[Update]:
    """From `start` on and before `end`, in their order; what was taken back since proves nothing."""
    versions = await session.scalars(
        select(Version)
        .where(Version.section_key == section_key, Version.withdrawn_at.is_(None))
        .where(Version.published_at >= start, Version.published_at < end)
    )
    checks = await session.scalars(
        select(Check)
        .where(Check.section_key == section_key)
        .where(Check.checked_at >= start, Check.checked_at < end)
    )
    found = [Update(one.published_at, one.published_by, one.language, one.id) for one in versions]
    found += [Update(one.checked_at, one.checked_by) for one in checks]
    return sorted(found, key=lambda one: one.at)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


async def _published_in(session: AsyncSession, start: datetime, end: datetime) -> set[str]:
    found = await session.scalars(
        select(Version.section_key)
        .where(Version.withdrawn_at.is_(None), Version.published_at >= start, Version.published_at < end)
        .distinct()
    )
    return set(found)


async def _checked_in(session: AsyncSession, start: datetime, end: datetime) -> set[str]:
    found = await session.scalars(
        select(Check.section_key).where(Check.checked_at >= start, Check.checked_at < end).distinct()
    )
    return set(found)
