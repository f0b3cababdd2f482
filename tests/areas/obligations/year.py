"""A year of a small office, day by day: who is reminded of what on which day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from bot.areas.municipality.models import Municipality
from bot.areas.obligations import queries
from bot.areas.obligations.board import board
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.jobs import jobs
from bot.areas.obligations.models import Proof
from bot.areas.obligations.rules.state import State
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.db import Database
from bot.core.messages import OutMessage
from bot.outbox.models import Delivery
from tests.areas.appeals.desk import Desk, open_desk
from tests.areas.broadcasts.office import at
from tests.areas.residents.chat import BISHKEK, Phone

SIGNS = {"🔴": "overdue", "🟠": "too late", "🟡": "soon", "🟢": "opened"}


@dataclass
class Year:
    """`told`: by name and day, the lines of the digest as `(sign's meaning, measure's key)`."""

    desk: Desk
    phones: dict[str, Phone]
    told: dict[str, dict[date, list[tuple[str, str]]]] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.desk.database

    async def go_on(self, start: date, end: date, deeds: Mapping[date, list[tuple[str, int]]]) -> None:
        """Each morning what was done is ticked first; then the clock ticks at ten."""
        day = start
        while day <= end:
            for key, number in deeds.get(day, ()):
                await self.do(key, number, day)
            clock.move_to(at(f"{day} 10:00"))
            for job in jobs:
                await job.run(self.desk.moment())
            await self._read(day)
            day += timedelta(days=1)

    async def do(self, key: str, number: int, on: date) -> None:
        """Somebody's word with a note; how the other areas' facts count has its own tests."""
        async with self.database.session() as session:
            obligation = next(one for one in await queries.of_year(session, on.year) if one.key == key)
            periods = (await queries.periods_of(session, [obligation.id]))[obligation.id]
            period = next(one for one in periods if one.number == number)
            session.add(
                Proof(period_id=period.id, done_on=on, note="Аткарылды", files=[], recorded_at=clock.now())
            )

    async def states(self, year: int, today: date) -> dict[str, list[State]]:
        async with self.database.reading() as session:
            rows = await board(session, year, today, BISHKEK)
        return {row.obligation.key: [one.judgement.state for one in row.standings] for row in rows}

    async def _read(self, day: date) -> None:
        async with self.database.reading() as session:
            for name, phone in self.phones.items():
                found = await session.scalars(
                    select(Delivery.body).where(Delivery.address == phone.address).order_by(Delivery.id)
                )
                bodies = [body for body in found if body]
                new = bodies[self._seen.get(name, 0) :]
                self._seen[name] = len(bodies)
                assert len(new) <= 1, "one digest a day"
                for body in new:
                    self.told.setdefault(name, {})[day] = lines_of(str(OutMessage.from_json(body).text))


def lines_of(text: str) -> list[tuple[str, str]]:
    keys = {one.short("ky"): key for key, one in measures().items()}
    found = re.findall(r"^(🔴|🟠|🟡|🟢) <b>(.+?)</b>", text, re.MULTILINE)
    return [(SIGNS[sign], keys[name]) for sign, name in found]


async def open_office(database: Database, began: date) -> Year:
    desk = await open_desk(database)
    clock.move_to(at(f"{began} 07:00"))
    async with database.session() as session:
        (await session.get_one(Municipality, 1)).created_at = clock.now()
    phones = {
        "officer": desk.officer,
        "head": desk.head,
        "finance": await desk.staff(Role.FINANCE_HEAD, name="Гүлнара Абдиева"),
        "chair": await desk.staff(Role.COUNCIL_CHAIR, name="Жеңиш Кадыров"),
        "secretary": await desk.staff(Role.COUNCIL_SECRETARY, name="Айнура Токоева"),
        "deputy": await desk.deputy(),
    }
    return Year(desk, phones)
