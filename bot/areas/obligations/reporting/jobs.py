"""A report is published once its message has begun to go out."""

from bot.areas.obligations.reporting import papers, service
from bot.core.scheduling import Job, Tick

EVERY_SECONDS = 60


async def note_published(tick: Tick) -> None:
    async with tick.database.reading() as session:
        if not await papers.gone_out(session):
            return
    async with tick.database.session() as session:
        for paper, broadcast in await papers.gone_out(session):
            service.note_published(paper, broadcast)


jobs = (Job(name="obligation_papers", every_seconds=EVERY_SECONDS, run=note_published),)
