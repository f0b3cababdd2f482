"""An office with a year of duties, and the rows from which other areas tell what was done."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.areas.appeals import dialogs as appeals
from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.bulletins import dialogs as bulletins
from bot.areas.bulletins.models import Bulletin, BulletinKind, Distribution, DistributionKind
from bot.areas.hearings import dialogs as hearings
from bot.areas.hearings.models import (
    Meeting,
    MeetingKind,
    MeetingNotice,
    MeetingState,
    NoticePurpose,
    Posting,
    PostingKind,
    Protocol,
)
from bot.areas.municipality.models import Municipality
from bot.areas.obligations import dialogs as obligations
from bot.areas.obligations import queries, years
from bot.areas.obligations.board import Row, board
from bot.areas.obligations.models import (
    Obligation,
    ObligationPaper,
    ObligationPeriod,
    PaperKind,
    PaperPosting,
    PostingWay,
    Proof,
)
from bot.areas.obligations.reporting import papers
from bot.areas.obligations.rules.state import State
from bot.areas.people import dialogs as people
from bot.areas.people.models import Role, RoleGrant
from bot.areas.residents.dialogs import Hooks
from bot.areas.residents.models import Topic
from bot.core import clock
from bot.core.db import Database
from tests.areas.appeals.desk import Desk
from tests.areas.residents.chat import BISHKEK, Phone, open_town

_numbers = itertools.count(1)
DEPUTY_SINCE = datetime(2025, 3, 1, 9, tzinfo=BISHKEK)


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BISHKEK)


class Ledger(Desk):
    """Facts are put in as rows: how they come about has its own tests in their areas."""

    async def begin(self, day: date = date(2026, 1, 1), *opened: int) -> None:
        """The municipality has used the program since that day."""
        async with self.database.session() as session:
            office = await session.get_one(Municipality, 1)
            office.created_at = at(day, 9)
            for year in opened or (day.year,):
                await years.open_year(session, year, at(day), BISHKEK)

    # what happened

    async def meeting(
        self,
        kind: MeetingKind,
        day: date,
        state: MeetingState = MeetingState.HELD,
        *,
        hour: int = 12,
        protocol: date | None = None,
        results: date | None = None,
        **more: Any,
    ) -> int:
        starts_at = more.pop("starts_at", at(day, hour))
        meeting = Meeting(
            kind=kind,
            state=state,
            place="Маданият үйү",
            starts_at=starts_at,
            minutes=90,
            organiser_ky="Айыл өкмөтү",
            agenda=[],
            materials=[],
            door_key=f"door{next(_numbers)}",
            created_at=starts_at - timedelta(days=30),
            called_at=None if state is MeetingState.DRAFT else starts_at - timedelta(days=20),
            **({"audience": {}, "rapporteurs": [], "matter_ky": "Суу түтүгүн оңдоо"} | more),
        )
        async with self.database.session() as session:
            session.add(meeting)
            await session.flush()
            if protocol:
                await self._protocol(session, meeting.id, protocol)
        if results:
            await self.notice(meeting.id, NoticePurpose.RESULTS, at(results))
        return meeting.id

    async def _protocol(self, session: Any, meeting_id: int, day: date) -> None:
        number = next(_numbers)
        session.add(
            Protocol(
                meeting_id=meeting_id,
                year=day.year,
                number=number,
                recommendations=[],
                scan=[],
                registered_at=at(day),
            )
        )

    async def register(self, meeting_id: int, day: date) -> None:
        async with self.database.session() as session:
            await self._protocol(session, meeting_id, day)

    async def notice(self, meeting_id: int, purpose: NoticePurpose, out_at: datetime) -> int:
        number = await self.message(out_at, kind=BroadcastKind.NOTICE)
        async with self.database.session() as session:
            meeting = await session.get_one(Meeting, meeting_id)
            session.add(
                MeetingNotice(
                    meeting_id=meeting_id,
                    broadcast_id=number,
                    purpose=purpose,
                    sequence=0,
                    starts_at=meeting.starts_at,
                    place=meeting.place,
                    created_at=out_at,
                    applied_at=out_at,
                )
            )
        return number

    async def change(self, meeting_id: int, **values: Any) -> None:
        async with self.database.session() as session:
            meeting = await session.get_one(Meeting, meeting_id)
            for name, value in values.items():
                setattr(meeting, name, value)

    async def message(
        self,
        out_at: datetime | None,
        *,
        kind: BroadcastKind = BroadcastKind.ORDINARY,
        state: BroadcastState = BroadcastState.SENT,
    ) -> int:
        broadcast = Broadcast(
            kind=kind,
            state=state,
            topic=Topic.BULLETINS,
            text_ky="Суу түтүгү оңдолду",
            attachments=[],
            audience={},
            created_at=(out_at or clock.now()) - timedelta(days=1),
            started_at=out_at,
            sha256="ab" * 32 if out_at else None,
        )
        async with self.database.session() as session:
            session.add(broadcast)
            await session.flush()
        return broadcast.id

    async def bulletin(
        self,
        period_start: date,
        published: datetime | None,
        *,
        kind: BulletinKind = BulletinKind.MONTHLY,
        state: BroadcastState | None = None,
    ) -> int:
        """The one that tells of the month or the quarter that begins on that day."""
        state = state or (BroadcastState.SENT if published else BroadcastState.DRAFT)
        text = await self.message(published, kind=BroadcastKind.BULLETIN, state=state)
        later = (period_start.replace(day=1) + timedelta(days=31)).replace(day=25)
        bulletin = Bulletin(
            kind=kind,
            period_start=period_start,
            period_end=later.replace(day=1) - timedelta(days=1),
            publish_at=at(later, 10),
            broadcast_id=text,
            opened_at=at(later - timedelta(days=10)),
            published_at=published,
        )
        async with self.database.session() as session:
            session.add(bulletin)
            await session.flush()
        return bulletin.id

    async def copy(self, bulletin_id: int, kind: DistributionKind, moment: datetime) -> None:
        async with self.database.session() as session:
            session.add(Distribution(bulletin_id=bulletin_id, kind=kind, place="Дүкөн", recorded_at=moment))

    async def copied(self, bulletin_id: int, place: str, people: int, moment: datetime) -> None:
        """To a group, as staff write it down."""
        async with self.database.session() as session:
            session.add(
                Distribution(
                    bulletin_id=bulletin_id,
                    kind=DistributionKind.GROUP,
                    place=place,
                    people_reached=people,
                    recorded_at=moment,
                )
            )

    async def posting(
        self, meeting_id: int, kind: PostingKind, moment: datetime, photo_id: int | None = None
    ) -> None:
        async with self.database.session() as session:
            session.add(
                Posting(
                    meeting_id=meeting_id, kind=kind, place="Дүкөн", recorded_at=moment, photo_id=photo_id
                )
            )

    async def report_posted(
        self, year: int, quarter: int, moment: datetime, way: PostingWay = PostingWay.BOARD, **more: Any
    ) -> int:
        """A monitoring report, made if need be, and one place where it was put."""
        async with self.database.session() as session:
            paper = await papers.find(session, PaperKind.QUARTER_REPORT, year, quarter)
            if paper is None:
                paper = ObligationPaper(
                    kind=PaperKind.QUARTER_REPORT, year=year, part=quarter, words={}, files=[], made_at=moment
                )
                session.add(paper)
                await session.flush()
            session.add(
                PaperPosting(paper_id=paper.id, way=way, place="Айыл өкмөтү", recorded_at=moment, **more)
            )
            return paper.id

    async def proof(self, key: str, number: int, day: date, **more: Any) -> int:
        period = await self.period(key, number)
        proof = Proof(
            period_id=period.id, done_on=day, recorded_at=at(day), **({"note": "Болду", "files": []} | more)
        )
        async with self.database.session() as session:
            session.add(proof)
            await session.flush()
        return proof.id

    async def set(self, key: str, year: int = 2026, **values: Any) -> None:
        async with self.database.session() as session:
            found = await session.scalar(
                select(Obligation).where(Obligation.key == key, Obligation.year == year)
            )
            for name, value in values.items():
                setattr(found, name, value)

    async def term(self, phone: Phone, since: datetime, until: datetime | None = None) -> int:
        """Since when and until when this deputy holds the office."""
        person = await self.person(phone)
        async with self.database.session() as session:
            grant = await session.scalar(
                select(RoleGrant).where(RoleGrant.person_id == person, RoleGrant.role == Role.DEPUTY)
            )
            assert grant is not None
            grant.granted_at, grant.revoked_at = since, until
        return person

    # how it stands

    async def rows(self, today: date, year: int = 2026) -> dict[str, Row]:
        async with self.database.reading() as session:
            return {row.obligation.key: row for row in await board(session, year, today, BISHKEK)}

    async def states(self, key: str, today: date, year: int = 2026) -> list[State]:
        row = (await self.rows(today, year))[key]
        return [one.judgement.state for one in row.standings]

    async def stands(self, key: str, today: date, number: int = 1, year: int = 2026) -> State:
        row = (await self.rows(today, year))[key]
        return next(one.judgement.state for one in row.standings if one.period.number == number)

    async def period(self, key: str, number: int, year: int = 2026) -> ObligationPeriod:
        async with self.database.reading() as session:
            rows: Sequence[Obligation] = await queries.of_year(session, year)
            one = next(row for row in rows if row.key == key)
            periods = (await queries.periods_of(session, [one.id]))[one.id]
        return next(period for period in periods if period.number == number)


async def open_ledger(database: Database, now: date = date(2026, 1, 5)) -> Ledger:
    clock.move_to(at(now))
    town = await open_town(
        database,
        Hooks(menu=appeals.menu_entries),
        people.routes,
        broadcasts.routes,
        bulletins.routes,
        hearings.routes,
        *appeals.routes,
        *obligations.routes,
    )
    ledger = Ledger(town)
    await ledger.open()
    return ledger
