"""Ticks that finish what a deletion began and let no copy of anyone's data lie about."""

from bot.areas.residents import linking, my_data, queries
from bot.core.scheduling import Job, Tick


async def sweep_departed(tick: Tick) -> None:
    async with tick.database.reading() as session:
        departed = await queries.departed_contacts(session)
    for contact_id in departed:
        async with tick.database.session() as session:
            await my_data.sweep_departed(session, contact_id, tick.now)


async def sweep_exports(tick: Tick) -> None:
    async with tick.database.session() as session:
        await my_data.sweep_exports(session, tick.now)


async def sweep_codes(tick: Tick) -> None:
    async with tick.database.session() as session:
        await linking.sweep_codes(session, tick.now)


jobs: tuple[Job, ...] = (
    Job(name="sweep_departed", every_seconds=30, run=sweep_departed),
    Job(name="sweep_exports", every_seconds=3600, run=sweep_exports),
    Job(name="sweep_codes", every_seconds=3600, run=sweep_codes),
)
