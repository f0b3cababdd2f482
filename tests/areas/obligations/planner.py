"""A town whose office sets up its year and adopts a plan."""

import secrets
from datetime import date, datetime
from typing import Any

from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.hearings.models import Meeting, MeetingKind, MeetingState
from bot.areas.municipality.models import Municipality
from bot.areas.obligations import adoption, planning, working_group, years
from bot.areas.obligations import dialogs as obligations
from bot.areas.obligations.jobs import jobs
from bot.areas.obligations.models import GroupPart, Obligation, Plan
from bot.areas.obligations.planning import PlanRow
from bot.areas.obligations.working_group import Joining
from bot.areas.people import dialogs as people
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.db import Database
from bot.core.files import StoredFile, set_content
from tests.areas.broadcasts.office import SKIP, Office, at
from tests.areas.residents.chat import BISHKEK, Phone, open_town

BEGUN = at("2026-01-05 10:00")
SEVEN = (
    ("Айжан Бекова", "кеңештин депутаттары", "Аял"),
    ("Эрлан Сыдыков", "кеңештин депутаттары", "Эркек"),
    ("Гүлнара Асанова", "жергиликтүү жамаат", "Аял"),
    ("Тилек Маматов", "жергиликтүү жамаат", "Эркек"),
    ("Анара Жунусова", "жергиликтүү жамаат", "Аял"),
    ("Талант Исаков", "айыл өкмөтү", "Эркек"),
)

PARTS = {
    "кеңештин депутаттары": GroupPart.COUNCIL,
    "жергиликтүү жамаат": GroupPart.COMMUNITY,
    "айыл өкмөтү": GroupPart.OFFICE,
}


class Planner(Office):
    """The officer keeps the plan, the head approves it."""

    jobs = jobs

    async def open(self) -> None:
        await super().open()
        async with self.database.session() as session:
            office = await session.get_one(Municipality, 1)
            office.created_at = BEGUN
            await years.open_year(session, 2026, BEGUN, BISHKEK)

    async def row(self, key: str, year: int = 2026) -> PlanRow:
        async with self.database.reading() as session:
            return next(one for one in await planning.rows_of(session, year) if one.key == key)

    async def number(self, key: str, parameter: str, value: str, phone: Phone | None = None) -> str:
        phone = phone or self.officer
        said = await phone.tap_payload(f"obp:num.{(await self.row(key)).id}.{parameter}")
        return said if "Бекитилген планда" in said else await phone.write(value)

    async def plan(self) -> Plan:
        found: Plan = (await self.all(Plan))[-1]
        return found

    async def find_plan(self, plan_id: int) -> Plan:
        found: Plan = (await self.all(Plan, Plan.id == plan_id))[0]
        return found

    async def obligations(self, key: str) -> list[Obligation]:
        return list(await self.all(Obligation, Obligation.key == key))

    # adoption

    async def begin_plan(self) -> str:
        await self.officer.tap_payload("oba:year.2026")
        await self.officer.tap("Баштоо")
        return await self.officer.tap("2025–2028")

    async def join(self, name: str, part: str, sex: str, *groups: str, position: str = SKIP) -> str:
        plan = await self.plan()
        await self.officer.tap_payload(f"oba:join.{plan.id}")
        await self.officer.write(name)
        await self.officer.tap(part)
        await (self.officer.tap(SKIP) if position == SKIP else self.officer.write(position))
        await self.officer.tap(sex)
        for group in groups:
            await self.officer.tap(group)
        return await self.officer.tap("Даяр")

    async def quick_group(self, first: int = 0) -> None:
        """Past the dialogs: with the head who is in it already, seven. `first`: those before it are there."""
        by, plan = await self.person(self.officer), await self.plan()
        async with self.database.session() as session:
            for name, part, sex in SEVEN[first:]:
                one = Joining(name, PARTS[part], woman=sex == "Аял")
                await working_group.add_member(session, by, plan.id, one, clock.now())

    async def assembly(self, when: str = "2026-01-20 15:00", state: MeetingState = MeetingState.HELD) -> int:
        values: dict[str, Any] = {"audience": {}, "rapporteurs": [], "agenda": [], "materials": []}
        async with self.database.session() as session:
            meeting = Meeting(
                kind=MeetingKind.VILLAGE_ASSEMBLY,
                state=state,
                matter_ky="Пландын долбоору",
                place="Клуб",
                starts_at=at(when),
                minutes=90,
                organiser_ky="Айыл өкмөтү",
                door_key=secrets.token_hex(8),
                created_at=clock.now(),
                **values,
            )
            session.add(meeting)
            await session.flush()
            return meeting.id

    async def discuss(self, when: str = "2026-01-20 15:00") -> None:
        meeting = await self.assembly(when)
        await self.officer.tap_payload(f"oba:link.{(await self.plan()).id}.{meeting}")

    async def approve_plan(self, number: str = "14", day: str = "25.01.2026") -> str:
        await self.head.tap_payload(f"oba:approve.{(await self.plan()).id}")
        await self.head.write(number)
        await self.head.write(day)
        return await self.head.tap("Бекитем")

    async def approved_plan(self) -> None:
        """A plan with everything that approval asks, approved on 26 January past the dialogs."""
        clock.move_to(at("2026-01-26 10:00"))
        by, head = await self.person(self.officer), await self.person(self.head)
        async with self.database.session() as session:
            await adoption.begin(session, by, 2025, 2028, clock.now())
        await self.quick_group()
        meeting, plan = await self.assembly(), await self.plan()
        async with self.database.session() as session:
            await adoption.link_discussion(session, by, plan.id, meeting, clock.now(), BISHKEK)
            day = date(2026, 1, 25)
            await adoption.approve(session, head, plan.id, "14", day, clock.now(), BISHKEK)

    # the table

    async def arrives(self, content: bytes) -> str:
        """The platform gives the bytes; what the officer is told then."""
        async with self.database.session() as session:
            stored = await session.get_one(StoredFile, (await self.all(StoredFile))[-1].id)
            set_content(stored, content)
        await self.tick()
        await self.officer.receive()
        return str(self.officer.seen[-1].message.text)


async def open_planner(database: Database, now: datetime = BEGUN) -> Planner:
    clock.move_to(now)
    town = await open_town(database, Hooks(), people.routes, broadcasts.routes, *obligations.routes)
    planner = Planner(town)
    await planner.open()
    return planner
