"""The December report: what the program knows for it, the day a deputy wants; never commits."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import mandate_notices, mandate_queries
from bot.areas.appeals.figures import WAS_PASSED_ON
from bot.areas.appeals.models import Appeal, AppealKind, AppealState, Outcome, ReportWish
from bot.areas.appeals.rules import report_time
from bot.areas.appeals.tags import AuditTag
from bot.areas.appeals.texts import mandate_report as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.core import audit
from bot.core.errors import Refused
from bot.core.i18n import Translator

MANDATES, APPEALS = "d1", "d2"

ReportMeeting = Callable[[AsyncSession, int, datetime, datetime], Awaitable[datetime | None]]
"""When this deputy's report meeting of that time is or was, if one was called; given by the meetings."""


async def no_meetings(
    _session: AsyncSession, _deputy: int, _since: datetime, _until: datetime
) -> datetime | None:
    """Where nothing is known of meetings."""
    return None


async def contribute(
    session: AsyncSession, t: Translator, deputies: Sequence[int], since: datetime, until: datetime
) -> Mapping[str, Sequence[Markup]]:
    """Lines by item of 002 §3.5: mandates, and what came to the office from the deputies' villages."""
    return {
        MANDATES: await _mandates(session, t, deputies, since, until),
        APPEALS: await _appeals(session, t, deputies, since, until),
    }


async def _mandates(
    session: AsyncSession, t: Translator, deputies: Sequence[int], since: datetime, until: datetime
) -> list[Markup]:
    found = [one.appeal for one in await mandate_queries.received_by(session, deputies, since, until)]
    if not found:
        return []
    promised = await mandate_queries.promises(session, [one.id for one in found])
    done = [
        one
        for one in found
        if one.state is AppealState.CLOSED and one.outcome in {Outcome.DONE, Outcome.REPAIRED}
    ]
    answered = [one for one in found if one.state is AppealState.CLOSED and one not in done]
    declined = [one for one in found if one.state is AppealState.DECLINED]
    council = [one for one in found if one.state is AppealState.COUNCIL]
    planned = [one for one in found if one.state is AppealState.PLANNED]
    waiting = [one for one in found if one.state in {AppealState.NEW, AppealState.ASKED}]
    groups = (
        (texts.done(t), done),
        (texts.answered(t), answered),
        (texts.planned(t), planned),
        (texts.council(t), council),
        (texts.declined(t), declined),
        (texts.waiting(t), waiting),
    )
    return texts.mandates(t, len(found), groups, promised)


async def _appeals(
    session: AsyncSession, t: Translator, deputies: Sequence[int], since: datetime, until: datetime
) -> list[Markup]:
    districts = [
        one.district_id
        for one in await staff.list_holders(session)
        if one.role is Role.DEPUTY and one.person_id in set(deputies) and one.district_id
    ]
    villages = await municipality.villages_of_districts(session, districts)
    row = (
        await session.execute(
            select(func.count(), func.count(case((~WAS_PASSED_ON, Appeal.answered_at)))).where(
                Appeal.kind != AppealKind.MANDATE,
                Appeal.state != AppealState.WITHDRAWN,
                Appeal.village_id.in_(villages),
                Appeal.received_at >= since,
                Appeal.received_at < until,
            )
        )
    ).one()
    return [texts.appeals(t, row[0], row[1])] if row[0] else []


async def wish(session: AsyncSession, deputy_id: int, day: date, now: datetime, zone: ZoneInfo) -> int:
    """The day on which they want to report; how many of the council were asked to call the meeting.

    Deputies can't call meetings themselves. Choosing again replaces the day. Raises `Refused` for a day to
    which residents can't be called in time any more.
    """
    await people.check_may(session, deputy_id, Permission.ANSWER_MANDATES)
    today = now.astimezone(zone).date()
    legal = await municipality.get_legal(session)
    window, first = report_time.window(today.year, legal), report_time.earliest(now, legal, zone)
    if not first <= day <= window.ends:
        raise Refused("appeals:report_day", first=first, last=window.ends)
    found = await mandate_queries.wish_of(session, deputy_id, today.year)
    if found is not None and found.day == day:
        return len(await mandate_notices.council(session))
    if found is None:
        session.add(ReportWish(person_id=deputy_id, year=today.year, day=day, wished_at=now))
    else:
        found.day, found.wished_at = day, now
    await session.flush()
    audit.record(
        session,
        now,
        AuditTag.REPORT_WISHED,
        person_id=deputy_id,
        subject_id=deputy_id,
        after={"day": day.isoformat()},
    )
    return await mandate_notices.report_wished(session, deputy_id, day, now)
