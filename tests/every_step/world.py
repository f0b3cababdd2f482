"""The demo's sample municipality for these tests: who is in it, and what its forms begin with."""

import fcntl
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import Appeal, AppealKind, AppealState, AuthorBlock
from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.bulletins.models import Bulletin
from bot.areas.groups.models import Pack, VillageGroup
from bot.areas.hearings.models import Decision, Meeting, MeetingState, Participant, PreparationTask, Statement
from bot.areas.initiatives.models import Initiative, InitiativeKind, InitiativeStage
from bot.areas.library.models import OwnSection, Version
from bot.areas.municipality.models import District, Village
from bot.areas.obligations.models import (
    GroupMember,
    Obligation,
    ObligationPaper,
    ObligationPeriod,
    Plan,
    PlanState,
)
from bot.areas.people.models import Role, RoleGrant
from bot.areas.receptions.models import Reception
from bot.areas.residents.models import LinkCode, Resident
from bot.areas.surveys.models import Form as StoredForm
from bot.areas.surveys.models import Survey, SurveyState
from bot.core.contacts import Contact, Person
from bot.core.db import Base, Database
from bot.core.files import StoredFile
from bot.core.links import Links
from bot.core.messages import AttachmentKind
from bot.demo.seed import Platforms, Seeder
from bot.demo.telegram_emulator import TelegramEmulator
from bot.demo.whatsapp_emulator import WhatsAppEmulator
from tests.every_step.everything import Everything
from tests.every_step.lengthening import lengthen
from tests.town import NOON

BISHKEK = ZoneInfo("Asia/Bishkek")
RESIDENT, NEWCOMER, VOTER, BLOCKED = "resident", "newcomer", "voter", "blocked"


def _appeal(kind: AppealKind, state: AppealState) -> Select[Any]:
    return select(Appeal.id).where(Appeal.kind == kind, Appeal.state == state)


def _broadcast(state: BroadcastState) -> Select[Any]:
    return select(Broadcast.id).where(
        Broadcast.kind == BroadcastKind.ORDINARY, Broadcast.state == state, Broadcast.author_id.is_not(None)
    )


def _reception(role: Role) -> Select[Any]:
    holders = select(RoleGrant.person_id).where(RoleGrant.role == role)
    return select(Reception.id).where(Reception.holder_id.in_(holders))


def _row(key: str) -> Select[Any]:
    return select(Obligation.id).where(Obligation.key == key)


def _period(key: str) -> Select[Any]:
    return select(ObligationPeriod.id).where(ObligationPeriod.obligation_id.in_(_row(key)))


# The first found of each is what a form is about.
_ABOUT: Mapping[str, Select[Any]] = {
    "new": _appeal(AppealKind.COMPLAINT, AppealState.NEW),
    "in_hand": _appeal(AppealKind.COMPLAINT, AppealState.IN_HAND),
    "disputed": _appeal(AppealKind.COMPLAINT, AppealState.DISPUTED),
    "closed": _appeal(AppealKind.COMPLAINT, AppealState.CLOSED),
    "mandate": _appeal(AppealKind.MANDATE, AppealState.NEW),
    "planned": _appeal(AppealKind.MANDATE, AppealState.PLANNED),
    "in_council": _appeal(AppealKind.MANDATE, AppealState.COUNCIL),
    "draft": _broadcast(BroadcastState.DRAFT),
    "waiting": _broadcast(BroadcastState.WAITING),
    "bulletin": select(Bulletin.id).where(Bulletin.published_at.is_not(None)),
    "meeting_draft": select(Meeting.id).where(Meeting.state == MeetingState.DRAFT),
    "called": select(Meeting.id).where(Meeting.state == MeetingState.CALLED),
    "held": select(Meeting.id).where(Meeting.state == MeetingState.HELD).order_by(Meeting.id.desc()),
    "decision": select(Decision.id).where(Decision.answered_at.is_(None)),
    "statement": select(Statement.id).where(Statement.person_id.is_not(None)),
    "participant": select(Participant.id),
    "task": select(PreparationTask.id)
    .join(Meeting, Meeting.id == PreparationTask.meeting_id)
    .where(PreparationTask.done_at.is_(None), Meeting.state == MeetingState.CALLED),
    "code": select(LinkCode.id),
    "group": select(VillageGroup.id),
    "pack": select(Pack.id),
    "initiative": select(Initiative.id).where(Initiative.stage == InitiativeStage.REGISTERED),
    "local_initiative": select(Initiative.id).where(Initiative.kind == InitiativeKind.LOCAL),
    "section": select(OwnSection.id),
    "version": select(Version.id).where(Version.withdrawn_at.is_(None)),
    "district": select(District.id),
    "village": select(Village.id),
    "row": _row("plan.1.3"),
    "blank_row": _row("plan.1.5"),
    "nameless_row": _row("plan.3.1"),
    "own_event": select(Obligation.id).where(Obligation.own.is_(True)),
    "period": _period("plan.1.3"),
    "period_of_deputies": _period("cal.6"),
    "paper": select(ObligationPaper.id),
    "plan": select(Plan.id).where(Plan.state == PlanState.APPROVED),
    "plan_draft": select(Plan.id).where(Plan.state == PlanState.DRAFT),
    "member": select(GroupMember.id).order_by(GroupMember.id.desc()),
    "reception": _reception(Role.DEPUTY),
    "reception_of_head": _reception(Role.HEAD),
    "survey": select(Survey.id).where(Survey.state == SurveyState.OPEN, Survey.anonymous.is_(False)),
    "anonymous": select(Survey.id).where(Survey.state == SurveyState.OPEN, Survey.anonymous.is_(True)),
    "survey_closed": select(Survey.id).where(Survey.state == SurveyState.CLOSED),
    "survey_draft": select(Survey.id).where(Survey.state == SurveyState.DRAFT),
    "questionnaire": select(Survey.form_id).where(Survey.anonymous.is_(False)),
    "tried": select(Survey.form_id).where(Survey.state == SurveyState.CLOSED),
    "questionnaire_free": select(StoredForm.id).where(StoredForm.series.is_not(None)),
}
_WHO: Mapping[str, Select[Any]] = {
    RESIDENT: select(Resident.person_id),
    NEWCOMER: select(Person.id).where(Person.language.is_(None)),
    VOTER: select(Appeal.author_id).where(Appeal.kind == AppealKind.MANDATE),
    BLOCKED: select(AuthorBlock.person_id),
    **{role.value: select(RoleGrant.person_id).where(RoleGrant.role == role) for role in Role},
}


@dataclass(frozen=True)
class World:
    """`contacts` by who it is; `about`: the numbers of what the forms are about, by its name; `files`: one of
    each kind.
    """

    database: Database
    contacts: Mapping[str, int]
    about: Mapping[str, int]
    files: Mapping[AttachmentKind, int]


@asynccontextmanager
async def open_world(path: Path) -> AsyncIterator[World]:
    """Of a file that `build` made; it is looked at only."""
    database = Database(f"sqlite:///{path}")
    try:
        yield await _look_around(database)
    finally:
        await database.close()


async def _look_around(database: Database) -> World:
    async with database.reading() as session:
        about = {name: await _first(session, found) for name, found in _ABOUT.items()}
        people = {name: await _first(session, found) for name, found in _WHO.items()}
        contacts = {
            name: await _first(session, select(Contact.id).where(Contact.person_id == person))
            for name, person in people.items()
        }
        files = {
            kind: await _first(session, select(StoredFile.id).where(StoredFile.kind == kind))
            for kind in AttachmentKind
        }
    return World(database, contacts, about, files)


async def _first(session: AsyncSession, wanted: Select[Any]) -> int:
    found = await session.scalar(wanted.order_by(*wanted.selected_columns).limit(1))
    assert found is not None, f"the sample has none of what is sought by: {wanted}"
    return int(found)


async def build(folder: Path) -> Path:
    """Once for all workers: whoever comes first makes it, the others wait."""
    path = folder / "every-step.db"
    with (folder / "every-step.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            begun = folder / f"every-step-{os.getpid()}.db"
            await _make(begun)
            begun.rename(path)
    return path


async def _make(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    try:
        await _fill(database)
    finally:
        await database.close()


async def _fill(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with TelegramEmulator(now=lambda: NOON) as telegram, WhatsAppEmulator(now=lambda: NOON) as whatsapp:
        account = telegram.add_bot("1:every-step", "jarchy_bot")
        business = whatsapp.add_business(token="t", app_secret="s", verify_token="v", number="996700000000")
        platforms = Platforms(telegram, account, whatsapp, business, Links("jarchy_bot"))
        await Seeder(platforms, BISHKEK, NOON).fill(database)
    async with database.session() as session:
        newcomer = Person(created_at=NOON)
        session.add(Contact(person=newcomer, channel="telegram", address="newcomer", last_seen_at=NOON))
        await session.flush()
        by = {role.value: await _first(session, _WHO[role.value]) for role in Role}
        await Everything(session, by, NOON, BISHKEK).fill()
    async with database.session() as session:
        await lengthen(session)
