"""An office with a year's duties, that looks at its figures and makes reports."""

from datetime import datetime

from bot.areas.appeals import personal
from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.obligations import dialogs as obligations
from bot.areas.obligations import years
from bot.areas.obligations.reporting.jobs import jobs as paper_jobs
from bot.areas.people import dialogs as people
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.db import Database
from tests.areas.appeals.desk import Desk
from tests.areas.broadcasts.press import NOON
from tests.areas.residents.chat import BISHKEK, open_town


class ReportingDesk(Desk):
    """`officer` keeps the plan, `head` approves."""

    jobs = paper_jobs

    async def open_year(self, year: int = 2026) -> None:
        async with self.database.session() as session:
            await years.open_year(session, year, datetime(year, 1, 1, tzinfo=BISHKEK), BISHKEK)


async def open_reporting(database: Database) -> ReportingDesk:
    clock.move_to(NOON)
    town = await open_town(
        database,
        Hooks(erasers=(personal.forget,)),
        people.routes,
        broadcasts.routes,
        *obligations.routes,
    )
    desk = ReportingDesk(town)
    await desk.open()
    await desk.open_year()
    return desk
