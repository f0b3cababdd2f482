"""A plan's approved words kept as they were, and brought back when a revision is dropped; never commits."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations import queries, years
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.models import Obligation, ObligationPeriod, Plan, PlanState
from bot.areas.obligations.rules import editions as rules
from bot.areas.obligations.rules import revision, targets
from bot.core.errors import Refused


async def plan_of(session: AsyncSession, year: int, *states: PlanState) -> Plan | None:
    """The latest edition in one of these states that covers the year."""
    return await session.scalar(
        select(Plan)
        .where(Plan.first_year <= year, Plan.last_year >= year, Plan.state.in_(states))
        .order_by(Plan.first_year.desc(), Plan.edition.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


async def fixed(session: AsyncSession, year: int) -> Plan | None:
    """The approved plan that holds for the year; None while a revision of it is under way."""
    if await plan_of(session, year, PlanState.DRAFT):
        return None
    return await plan_of(session, year, PlanState.APPROVED)


async def in_force(session: AsyncSession, year: int) -> Mapping[str, Mapping[str, int | None]]:
    """By row, the numbers that hold: while a revision is drawn up, those that were approved (004 §4.11)."""
    found = {one.key: dict(one.targets) for one in await queries.of_year(session, year)}
    if not await plan_of(session, year, PlanState.DRAFT):
        return found
    approved = await plan_of(session, year, PlanState.APPROVED)
    said = rules.of_year(approved.said, year) if approved else {}
    return {key: {**row, **_approved_numbers(said.get(key))} for key, row in found.items()}


def _approved_numbers(row: Mapping[str, Any] | None) -> dict[str, int]:
    targets = row["targets"] if row else {}
    return {key: value for key, value in targets.items() if value is not None}


async def check_number_free(
    session: AsyncSession, obligation: Obligation, parameter: str, number: int | None
) -> None:
    """Raises `Refused` for what only a revision may change."""
    plan = await fixed(session, obligation.year)
    if plan is not None:
        row = rules.of_year(plan.said, obligation.year).get(obligation.key, {})
        revision.check_number_free(row.get("targets", {}), parameter, number)


async def check_own_free(session: AsyncSession, year: int) -> None:
    """Raises `Refused`: own events are a part of what was approved."""
    if await fixed(session, year) is not None:
        raise Refused("obligations:approved_own")


async def say(session: AsyncSession, plan: Plan, legal: LegalValues) -> dict[str, Any]:
    """What its years say now. A number that came from the municipality's file is written down as well."""
    found = {str(year): await _rows(session, year, legal) for year in await _years(session, plan)}
    return found or await _ahead(session, plan, legal)


async def _rows(session: AsyncSession, year: int, legal: LegalValues) -> dict[str, Any]:
    rows = await queries.of_year(session, year)
    periods = await queries.periods_of(session, [one.id for one in rows])
    return {one.key: _row(one, periods[one.id], legal) for one in rows}


async def _ahead(session: AsyncSession, plan: Plan, legal: LegalValues) -> dict[str, Any]:
    """A plan of years none of which is open yet: they will begin with what the year before them says."""
    before = [one for one in await queries.years(session) if one < plan.first_year]
    if not before:
        return {}
    rows = rules.going_on(await _rows(session, max(before), legal))
    return {str(plan.first_year): {key: {**row, "days": {}} for key, row in rows.items()}}


async def _years(session: AsyncSession, plan: Plan) -> list[int]:
    return [one for one in await queries.years(session) if plan.first_year <= one <= plan.last_year]


def _row(obligation: Obligation, periods: Sequence[ObligationPeriod], legal: LegalValues) -> dict[str, Any]:
    row: dict[str, Any] = {
        "targets": numbers(obligation, legal),
        "days": {str(one.number): one.planned_on.isoformat() for one in periods if one.planned_on},
        "amount": obligation.amount,
        "note": obligation.note,
        "waived": obligation.waived_reason,
    }
    if obligation.own:
        row |= {
            "ky": obligation.title_ky,
            "ru": obligation.title_ru,
            "recurrence": obligation.recurrence,
            "every_year": obligation.every_year,
        }
    return row


def numbers(obligation: Obligation, legal: LegalValues) -> dict[str, int | None]:
    measure = measures().get(obligation.key)
    parameters = measure.parameters if measure else ()
    return {one.key: targets.value_of(one, obligation.targets, legal) for one in parameters}


async def set_as_said(session: AsyncSession, plan: Plan, legal: LegalValues) -> None:
    """At the approval: numbers of the municipality's file become the plan's own, whatever the file says
    later.
    """
    for year in await _years(session, plan):
        for one in await queries.of_year(session, year):
            one.targets = {key: value for key, value in numbers(one, legal).items() if value is not None}


async def bring_back(session: AsyncSession, approved: Plan, now: datetime) -> None:
    """A revision was dropped: the numbers and the own events are again those that were approved.

    An event that the revision added and that has been proven by then stays, for what was done was done.
    """
    for year in await _years(session, approved):
        said = rules.of_year(approved.said, year)
        rows = await queries.of_year(session, year)
        for one in rows:
            if one.key in said:
                _set_back(one, said[one.key])
            elif one.own and not await has_facts(session, one.id):
                await session.delete(one)
        await session.flush()
        await _bring_own_back(session, year, said, {one.key for one in rows}, now)


def _set_back(obligation: Obligation, row: Mapping[str, Any]) -> None:
    approved = _approved_numbers(row)
    # A blank that the approved plan left open keeps what it was filled with.
    obligation.targets = {**obligation.targets, **approved}


async def _bring_own_back(
    session: AsyncSession, year: int, said: Mapping[str, Mapping[str, Any]], there: set[str], now: datetime
) -> None:
    for key, row in said.items():
        if "ky" not in row or key in there:
            continue
        again = Obligation(
            year=year,
            key=key,
            own=True,
            title_ky=row["ky"],
            title_ru=row["ru"],
            recurrence=row["recurrence"],
            every_year=row["every_year"],
            targets={},
            amount=row["amount"],
            note=row["note"],
            created_at=now,
        )
        await years.open_own(session, again)
        for period in (await queries.periods_of(session, [again.id]))[again.id]:
            day = row["days"].get(str(period.number))
            period.planned_on = date.fromisoformat(day) if day else None


async def has_facts(session: AsyncSession, obligation_id: int) -> bool:
    """Whether anybody has ticked it or linked anything to it."""
    periods = [one.id for one in (await queries.periods_of(session, [obligation_id]))[obligation_id]]
    return bool(await queries.proofs_of(session, periods) or await queries.links_of(session, periods))
