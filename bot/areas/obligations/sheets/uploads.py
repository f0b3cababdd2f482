"""A filled table that was sent: kept at once, checked when its bytes have come, taken over when its sender
agrees; never commits.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives.texts.refusals import REFUSALS as MONEY_REFUSALS
from bot.areas.municipality import queries as municipality
from bot.areas.obligations import editions, filling, naming, planning
from bot.areas.obligations.models import PlanSheet
from bot.areas.obligations.rules.editions import of_year
from bot.areas.obligations.sheets.reading import Change, Mistake, Year, read, read_day
from bot.areas.obligations.tags import AuditTag
from bot.areas.obligations.texts import sheets as texts
from bot.areas.obligations.texts.refusals import REFUSALS
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.texts.people import REFUSALS as PEOPLE_REFUSALS
from bot.areas.surveys.questionnaire.spreadsheet import read_sheets
from bot.areas.surveys.texts.refusals import REFUSALS as FILE_REFUSALS
from bot.core import audit
from bot.core.db import Database
from bot.core.errors import Refused
from bot.core.fetching import ATTEMPTS
from bot.core.files import StoredFile
from bot.core.i18n import RESIDENT_LANGUAGES, Translator
from bot.core.messages import Choice, OutMessage

_WORDS = {**FILE_REFUSALS, **MONEY_REFUSALS, **PEOPLE_REFUSALS, **REFUSALS}

Message = Callable[[Translator], OutMessage]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A table whose bytes have come; `content` None: they never will."""

    sheet_id: int
    content: bytes | None


async def keep(session: AsyncSession, by: int, year: int, file_id: int, now: datetime) -> None:
    await planning.check_may(session, by)
    session.add(PlanSheet(year=year, file_id=file_id, person_id=by, created_at=now))
    await session.flush()


async def list_waiting(session: AsyncSession) -> list[Waiting]:
    rows = await session.execute(
        select(PlanSheet.id, StoredFile.content)
        .join(StoredFile, StoredFile.id == PlanSheet.file_id)
        .where(PlanSheet.done_at.is_(None))
        .where(or_(StoredFile.sha256.is_not(None), StoredFile.fetch_attempts >= ATTEMPTS))
        .order_by(PlanSheet.id)
    )
    return [Waiting(sheet_id, content) for sheet_id, content in rows]


async def check(database: Database, waiting: Waiting, now: datetime, zone: ZoneInfo) -> None:
    """Opened with no transaction open, for it may be anything; then checked, and its sender told."""
    opened = await _opened(waiting.content)
    async with database.session() as session:
        sheet = await session.get_one(PlanSheet, waiting.sheet_id, with_for_update=True)
        if sheet.done_at is not None:
            return
        sheet.done_at = now
        message = await _judge(session, sheet, opened, now, zone)
        await people.tell(session, sheet.person_id, message, now, urgent=True)


async def give_up(database: Database, waiting: Waiting, now: datetime) -> None:
    """A fault of ours: its sender is told once."""
    async with database.session() as session:
        sheet = await session.get_one(PlanSheet, waiting.sheet_id, with_for_update=True)
        if sheet.done_at is None:
            sheet.done_at = now
            await people.tell(session, sheet.person_id, _say(texts.unreadable, sheet), now, urgent=True)


Opened = Sequence[Sequence[str]] | Refused | None


async def _opened(content: bytes | None) -> Opened:
    """The first sheet's cells; None where the bytes never came."""
    if content is None:
        return None
    try:
        sheets = await asyncio.to_thread(read_sheets, content)
    except Refused as refused:
        return refused
    return next(iter(sheets.values()), [])


async def _judge(
    session: AsyncSession, sheet: PlanSheet, opened: Opened, now: datetime, zone: ZoneInfo
) -> Message:
    if opened is None:
        return _say(texts.not_fetched, sheet)
    if isinstance(opened, Refused):
        return _wrong(sheet, [Mistake("", opened)])
    heads = [texts.columns(Translator(language, zone)) for language in RESIDENT_LANGUAGES]
    changes, mistakes = read(opened, heads, await _year(session, sheet.year, now, zone))
    if mistakes:
        return _wrong(sheet, mistakes)
    if not changes:
        return _say(texts.no_change, sheet)
    sheet.changes = changes
    return _preview(sheet, changes)


async def _year(session: AsyncSession, year: int, now: datetime, zone: ZoneInfo) -> Year:
    plan = await editions.fixed(session, year)
    colleagues: dict[str, tuple[str, int]] = {}
    for one in await staff.list_holders(session):
        colleagues.setdefault(one.name.casefold(), (one.name, one.person_id))
    return Year(
        number=year,
        rows=await planning.rows_of(session, year),
        legal=await municipality.get_legal(session),
        colleagues=colleagues,
        said=of_year(plan.said, year) if plan else {},
        now=now,
        zone=zone,
    )


def _say(words: Callable[[Translator], Markup], sheet: PlanSheet) -> Message:
    year = sheet.year
    return lambda t: OutMessage(text=words(t), choices=((_again(t, year),),))


def _wrong(sheet: PlanSheet, mistakes: Sequence[Mistake]) -> Message:
    year = sheet.year

    def message(t: Translator) -> OutMessage:
        lines = [texts.mistake(t, one.cell, _sentence(t, one.refused)) for one in mistakes]
        return OutMessage(text=texts.refused(t, lines), choices=((_again(t, year),),))

    return message


def _sentence(t: Translator, refused: Refused) -> Markup:
    return texts.sentence(t, refused) or _WORDS[refused.code](t, refused)


def _preview(sheet: PlanSheet, changes: Sequence[Change]) -> Message:
    number, year = sheet.id, sheet.year

    def message(t: Translator) -> OutMessage:
        take = Choice(str(texts.apply_button(t)), f"obp:apply.{number}")
        leave = Choice(str(texts.leave_button(t)), f"obp:excel.{year}")
        lines = [texts.change(t, one) for one in changes]
        return OutMessage(text=texts.would_change(t, lines), choices=((take,), (leave,)))

    return message


def _again(t: Translator, year: int) -> Choice:
    return Choice(str(texts.send_button(t)), f"obp:send.{year}")


# Taking it over


async def apply(
    session: AsyncSession, by: int, sheet_id: int, now: datetime, zone: ZoneInfo
) -> tuple[int, int]:
    """The year, and how many changes. All or nothing: `Refused` where what it changes has changed since."""
    await planning.check_may(session, by)
    sheet = await session.get(PlanSheet, sheet_id, with_for_update=True, populate_existing=True)
    if sheet is None or sheet.person_id != by:
        raise Refused("obligations:gone")
    if sheet.applied_at is not None or not sheet.changes:
        raise Refused("obligations:sheet_past")
    await municipality.lock(session)
    for change in sheet.changes:
        await _apply(session, by, change, now, zone)
    sheet.applied_at = now
    count = len(sheet.changes)
    audit.record(
        session,
        now,
        AuditTag.TABLE_APPLIED,
        person_id=by,
        subject_id=sheet.id,
        before=None,
        after={"year": sheet.year, "count": count},
    )
    return sheet.year, count


async def _apply(session: AsyncSession, by: int, change: Change, now: datetime, zone: ZoneInfo) -> None:
    row = await planning.row(session, int(change["id"]))
    what, after = change["what"], change["after"]
    if await _now(session, row, change) != change["before"]:
        raise Refused("obligations:sheet_stale")
    if what == "number":
        await filling.set_number(session, by, row.id, change["parameter"], after, now)
    elif what == "days":
        for period in row.periods:
            text = after.get(str(period.number))
            day = read_day(text) if text else None
            await filling.set_day(session, by, row.id, period.number, day, now, zone)
    elif what == "people":
        await naming.set_people(session, by, row.id, [(name, number) for name, number in after], now)
    elif what == "amount":
        await filling.set_amount(session, by, row.id, after, now)
    else:
        await filling.set_note(session, by, row.id, after, now)


async def _now(session: AsyncSession, row: planning.PlanRow, change: Change) -> object:
    """What stands there at this moment, as the table's reader wrote it down."""
    what = change["what"]
    if what == "number":
        numbers = editions.numbers(row.obligation, await municipality.get_legal(session))
        return numbers.get(str(change["parameter"]))
    if what == "days":
        return {str(one.number): f"{one.planned_on:%d.%m.%Y}" for one in row.periods if one.planned_on}
    if what == "people":
        return [[one.name, one.person_id] for one in row.named]
    return row.obligation.amount if what == "amount" else row.obligation.note
