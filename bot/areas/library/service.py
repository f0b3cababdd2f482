"""Keeping the library: publishing, taking back, own sections; never commits."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import queries
from bot.areas.library.catalogue import Section
from bot.areas.library.models import REASON_LENGTH, Check, OwnSection, Version
from bot.areas.library.queries import Shelf
from bot.areas.library.rules import content as content_rules
from bot.areas.library.rules import search
from bot.areas.library.rules.freshness import State
from bot.areas.library.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import audit
from bot.core.errors import Refused
from bot.core.i18n import RESIDENT_LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is published: at least one of them. `text` with marks, `files` are `[kind, file id]`."""

    text: str | None = None
    link: str | None = None
    files: list[Any] = field(default_factory=list)


async def check_may_keep(session: AsyncSession, person_id: int) -> None:
    await people.check_may(session, person_id, Permission.KEEP_LIBRARY)


async def get_shelf(session: AsyncSession, key: str, today: date) -> Shelf:
    """A hidden one too. Raises `Refused("library:gone")`."""
    found = await queries.shelf(session, key, today)
    if found is None:
        raise Refused("library:gone")
    return found


async def get_public(session: AsyncSession, key: str, today: date) -> Shelf:
    """For everybody: a hidden one is not there."""
    found = await get_shelf(session, key, today)
    if found.section.hidden:
        raise Refused("library:gone")
    return found


# Publishing


async def publish(
    session: AsyncSession, key: str, language: str, content: Content, seen: int, by: int, now: datetime
) -> Version:
    """`seen`: the number of the latest version that whoever publishes knew of. Raises `Refused`, also when
    a colleague published meanwhile: nobody's words are covered by somebody who never read them.
    """
    await check_may_keep(session, by)
    if language not in RESIDENT_LANGUAGES or await queries.find_section(session, key) is None:
        raise Refused("library:gone")
    if not (content.text or content.link or content.files):
        raise Refused("library:nothing")
    text = content_rules.check_text(content.text) if content.text else None
    await municipality.lock(session)
    before = await queries.latest(session, key, language)
    if before and before.number != seen:
        raise Refused(
            "library:newer",
            at=before.published_at,
            name=await staff.name_of(session, before.published_by),
        )
    version = Version(
        section_key=key,
        language=language,
        number=(before.number if before else 0) + 1,
        text=text,
        link=content.link,
        files=content.files[: content_rules.MOST_FILES],
        published_at=now,
        published_by=by,
    )
    session.add(version)
    await session.flush()
    told = {"language": language, "number": version.number, "files": len(version.files)}
    await _record(session, now, AuditTag.PUBLISHED, by, key, told, subject_id=version.id)
    return version


async def withdraw(session: AsyncSession, version_id: int, reason: str, by: int, now: datetime) -> Version:
    """A mistake is taken back: residents read the version before it, if there is one; the office both."""
    await check_may_keep(session, by)
    version = await session.get(Version, version_id, populate_existing=True, with_for_update=True)
    if version is None:
        raise Refused("library:gone")
    if version.withdrawn_at is not None:
        raise Refused("library:withdrawn")
    version.withdrawn_reason = content_rules.check_reason(reason, REASON_LENGTH)
    version.withdrawn_at, version.withdrawn_by = now, by
    told = {"language": version.language, "number": version.number}
    await _record(session, now, AuditTag.WITHDRAWN, by, version.section_key, told, subject_id=version.id)
    return version


async def note_check(session: AsyncSession, key: str, by: int, now: datetime, zone: ZoneInfo) -> Shelf:
    """Nothing has to be changed: 004 §2.5 asks that it is kept up to date, not that it is written anew."""
    await check_may_keep(session, by)
    today = now.astimezone(zone).date()
    found = await get_shelf(session, key, today)
    if found.state is State.MISSING:
        raise Refused("library:nothing_there")
    if found.checked_at is None or found.checked_at.astimezone(zone).date() != today:
        session.add(Check(section_key=key, checked_at=now, checked_by=by))
        await session.flush()
        await _record(session, now, AuditTag.CHECKED, by, key)
    return await get_shelf(session, key, today)


# The office's own sections


async def add_section(
    session: AsyncSession, title_ky: str, title_ru: str | None, by: int, now: datetime
) -> Section:
    await check_may_keep(session, by)
    title_ky, title_ru = _titles(title_ky, title_ru)
    await municipality.lock(session)
    await _check_new(session, title_ky, title_ru, None)
    count = await session.scalar(select(func.count()).select_from(OwnSection)) or 0
    if count >= content_rules.MOST_OWN_SECTIONS:
        raise Refused("library:enough_sections", most=content_rules.MOST_OWN_SECTIONS)
    row = OwnSection(title_ky=title_ky, title_ru=title_ru, created_at=now, created_by=by)
    session.add(row)
    await session.flush()
    await _record(session, now, AuditTag.ADDED, by, row.key, {"title": title_ky}, subject_id=row.id)
    return await _get_section(session, row.key)


async def rename_section(
    session: AsyncSession, key: str, title_ky: str, title_ru: str | None, by: int, now: datetime
) -> Section:
    row = await _take_own(session, key, by)
    title_ky, title_ru = _titles(title_ky, title_ru)
    await municipality.lock(session)
    await _check_new(session, title_ky, title_ru, key)
    before = {"title": row.title_ky}
    row.title_ky, row.title_ru = title_ky, title_ru
    await session.flush()
    await _record(session, now, AuditTag.RENAMED, by, key, {"title": title_ky}, before, row.id)
    return await _get_section(session, key)


async def hide_section(session: AsyncSession, key: str, by: int, now: datetime, *, hidden: bool) -> Section:
    """Raises `Refused` for what the rules want public."""
    row = await _take_own(session, key, by)
    if hidden == (row.hidden_at is not None):
        return await _get_section(session, key)
    row.hidden_at = now if hidden else None
    await session.flush()
    tag = AuditTag.HIDDEN if hidden else AuditTag.SHOWN
    await _record(session, now, tag, by, key, {"title": row.title_ky}, subject_id=row.id)
    return await _get_section(session, key)


async def _take_own(session: AsyncSession, key: str, by: int) -> OwnSection:
    """To change; others wait."""
    await check_may_keep(session, by)
    row = await queries.find_own(session, key, lock=True)
    if row is None:
        raise Refused("library:mandatory" if await queries.find_section(session, key) else "library:gone")
    return row


async def _get_section(session: AsyncSession, key: str) -> Section:
    found = await queries.find_section(session, key)
    if found is None:
        raise Refused("library:gone")
    return found


def _titles(title_ky: str, title_ru: str | None) -> tuple[str, str | None]:
    return content_rules.check_title(title_ky), content_rules.check_title(title_ru) if title_ru else None


async def _check_new(session: AsyncSession, title_ky: str, title_ru: str | None, key: str | None) -> None:
    """Two officers add the same one, or one adds what is there under the rules."""
    wanted = {_folded(title_ky), _folded(title_ru or title_ky)}
    for other in await queries.list_sections(session, with_hidden=True):
        if other.key != key and wanted & {_folded(other.title_ky), _folded(other.title("ru"))}:
            raise Refused("library:title_taken", title=other.title_ky)


def _folded(title: str) -> str:
    return " ".join(search.folded(title))


async def _record(
    session: AsyncSession,
    now: datetime,
    tag: AuditTag,
    by: int,
    key: str,
    after: dict[str, Any] | None = None,
    before: dict[str, Any] | None = None,
    subject_id: int | None = None,
) -> None:
    """The section by the name it had: an own one may be called otherwise later."""
    section = await queries.find_section(session, key)
    named = {"section": key, "title": section.title_ky if section else key}
    audit.record(
        session, now, tag, person_id=by, subject_id=subject_id, before=before, after=named | (after or {})
    )
