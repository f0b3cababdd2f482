"""The clockwork of obligations."""

import structlog

from bot.areas.obligations.chain import orders
from bot.areas.obligations.clockwork import digest, opening
from bot.areas.obligations.reporting.jobs import jobs as paper_jobs
from bot.areas.obligations.sheets import uploads
from bot.core.scheduling import Job, Tick

log = structlog.get_logger()

EVERY_SECONDS = 60
READ_EVERY_SECONDS = 2


async def read_sheets(tick: Tick) -> None:
    """Tables that were sent, once their bytes are here; one that can't be read holds up no other."""
    async with tick.database.reading() as session:
        waiting = await uploads.list_waiting(session)
    for one in waiting:
        try:
            await uploads.check(tick.database, one, tick.now, tick.timezone)
        except Exception:
            log.exception("plan_sheet_not_read", sheet=one.sheet_id)
            await uploads.give_up(tick.database, one, tick.now)
        tick.wake()


async def make_evidence(tick: Tick) -> None:
    """Papers that were asked for; one that fails must not hold up the others."""
    async with tick.database.reading() as session:
        ordered = await orders.list_ordered(session)
    for number in ordered:
        try:
            await orders.make_ordered(tick.database, number, tick.now, tick.timezone)
        except Exception:
            log.exception("evidence_not_made", order=number)
            await orders.give_up(tick.database, number, tick.now)
        tick.wake()


jobs = (
    Job(
        name="obligation_years",
        every_seconds=EVERY_SECONDS,
        run=opening.open_years,
        next_due=opening.next_opening,
    ),
    Job(
        name="obligation_digest",
        every_seconds=EVERY_SECONDS,
        run=digest.remind,
        next_due=digest.next_due,
    ),
    Job(name="obligation_evidence", every_seconds=READ_EVERY_SECONDS, run=make_evidence),
    Job(name="obligation_sheets", every_seconds=READ_EVERY_SECONDS, run=read_sheets),
    *paper_jobs,
)
