"""Reminds the office of what is due: one message a day to each, whatever the number of appeals."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import notices, queries, service, showing
from bot.areas.appeals.models import Appeal, AppealState, AppealStep
from bot.areas.appeals.rules import reminding
from bot.areas.appeals.rules.reminding import Whom
from bot.areas.appeals.tags import AuditTag
from bot.areas.appeals.texts import office_digest as texts
from bot.areas.municipality.office_day import OfficeDay, office_day
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage
from bot.core.scheduling import Tick

LOOK_AHEAD_DAYS = 60
ONE_DAY = timedelta(days=1)


async def remind(tick: Tick) -> None:
    """One transaction: what is claimed and the messages that tell of it come together or not at all."""
    async with tick.database.reading() as session:
        today = await office_day(session, tick.now, tick.timezone)
        if today is None or not today.open_at(tick.now):
            return
        if not await _anything(session, today):
            return
    async with tick.database.session() as session:
        await _tell_all(session, today, tick.now)
    tick.wake()


async def _anything(session: AsyncSession, today: OfficeDay) -> bool:
    """A look that holds nobody up."""
    told = set(
        await session.scalars(select(AppealStep.step).where(AppealStep.step.like(_day_mark(today, "%"))))
    )
    for number in await queries.open_ids(session, mandates=False):
        appeal = await queries.find(session, number)
        if appeal is None:
            continue
        for person_id, step in await _steps(session, appeal, today):
            if _day_mark(today, str(person_id)) in told:
                continue
            if not await _is_done(session, number, _claim(step, person_id)):
                return True
    return False


async def _tell_all(session: AsyncSession, today: OfficeDay, now: datetime) -> None:
    """Each appeal is read anew, and locked until its reminder is on its way."""
    lists: dict[int, list[Appeal]] = {}
    claimed: dict[int, bool] = {}
    for number in await queries.open_ids(session, mandates=False):
        appeal = await service.lock(session, number)
        for person_id, step in await _steps(session, appeal, today):
            if person_id not in claimed:
                claimed[person_id] = not await _was_told(session, person_id, today)
            if not claimed[person_id]:
                continue
            if await service.claim_step(session, number, _claim(step, person_id), now):
                mine = lists.setdefault(person_id, [])
                mine += [appeal] if appeal not in mine else []
                await _escalated(session, appeal, person_id, step, now)
    for person_id, appeals in lists.items():
        if await service.claim_step(session, appeals[0].id, _day_mark(today, str(person_id)), now):
            await _tell(session, person_id, appeals, today, now)


async def _steps(session: AsyncSession, appeal: Appeal, today: OfficeDay) -> list[tuple[int, str]]:
    """Whom of what; the head hears of what is overdue, also when it is they who have it.

    Of what the head wrote, the council's chair hears: nobody watches over their own case.
    """
    found: list[tuple[int, str]] = []
    for due in reminding.due_today(appeal, today.day, today.legal, today.calendar, today.zone):
        whom: Iterable[int] = (
            await _over_it(session, appeal)
            if due.whom is Whom.HEAD
            else await notices.responsible(session, appeal)
        )
        found += [(person_id, due.step) for person_id in whom if (person_id, due.step) not in found]
    return found + await _left(session, appeal, today)


async def _over_it(session: AsyncSession, appeal: Appeal) -> list[int]:
    """Who is reminded to decide, or hears that it is overdue."""
    if appeal.state is AppealState.DISPUTED:
        return await queries.deciders(session, appeal)
    return await queries.overseers(session, appeal)


async def _left(session: AsyncSession, appeal: Appeal, today: OfficeDay) -> list[tuple[int, str]]:
    """Who had it in hand works here no longer: those on duty hear of it the next morning."""
    if not today.calendar.works(today.day) or appeal.state is AppealState.DISPUTED:
        return []
    if not await showing.has_left(session, appeal):
        return []
    return [(person_id, f"left/{appeal.handler_id}") for person_id in await notices.on_duty(session, appeal)]


async def _escalated(session: AsyncSession, appeal: Appeal, person_id: int, step: str, now: datetime) -> None:
    """The record notes the first day only."""
    if not step.startswith("late.") or person_id not in await _over_it(session, appeal):
        return
    if await service.claim_step(session, appeal.id, "escalated", now):
        service.record(session, now, AuditTag.ESCALATED, None, appeal)


async def _tell(
    session: AsyncSession, person_id: int, appeals: list[Appeal], today: OfficeDay, now: datetime
) -> None:
    shown, joined = texts.folded(appeals)
    others = {
        one.handler_id: (
            await staff.name_of(session, one.handler_id) or "",
            await showing.has_left(session, one),
        )
        for one in shown
        if one.handler_id is not None and one.handler_id != person_id
    }

    def message(t: Translator) -> OutMessage:
        rows = [
            (Choice(texts.button(t, one, today.day, today.legal, today.calendar), f"ap:card.{one.id}"),)
            for one in shown[: texts.MOST_BUTTONS]
        ]
        rows.append((Choice(str(texts.all_button(t)), "cases:"),))
        return OutMessage(text=texts.digest(t, shown, joined, today.day, others), choices=tuple(rows))

    await people.tell(session, person_id, message, now)


def _claim(step: str, person_id: int) -> str:
    return f"{step}/{person_id}"


def _day_mark(today: OfficeDay, person_id: str) -> str:
    return f"digest/{today.day:%Y%m%d}/{person_id}"


async def _is_done(session: AsyncSession, appeal_id: int, step: str) -> bool:
    return await session.get(AppealStep, (appeal_id, step)) is not None


async def _was_told(session: AsyncSession, person_id: int, today: OfficeDay) -> bool:
    mark = _day_mark(today, str(person_id))
    return bool(await session.scalar(select(exists().where(AppealStep.step == mark))))


async def next_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next opening of the office at which somebody will be reminded of something."""
    today = await office_day(session, now, zone)
    if today is None:
        return None
    appeals = [await queries.find(session, one) for one in await queries.open_ids(session, mandates=False)]
    for ahead in range(LOOK_AHEAD_DAYS):
        day = today.day + ahead * ONE_DAY
        if today.opens(day) <= now or not today.calendar.works(day):
            continue
        then = OfficeDay(day, today.office, today.legal, today.calendar, zone)
        for appeal in appeals:
            for person_id, step in await _steps(session, appeal, then) if appeal else ():
                if appeal and not await _is_done(session, appeal.id, _claim(step, person_id)):
                    return today.opens(day)
    return None
