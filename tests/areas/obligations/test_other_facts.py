"""State from facts: surveys, the register of initiatives, mandates, library, papers; on both databases."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from bot.areas.appeals.models import Appeal, AppealEntry, AppealKind, AppealState, Origin
from bot.areas.appeals.models.entry import EntryKind
from bot.areas.bulletins.models import DistributionKind
from bot.areas.hearings.models import MeetingKind, PostingKind
from bot.areas.initiatives.models import (
    Initiative,
    InitiativeEvent,
    InitiativeKind,
    InitiativeStage,
    Initiator,
)
from bot.areas.library.models import Check, Version
from bot.areas.municipality.models import Municipality
from bot.areas.obligations.models import Link, ObligationPaper, PaperKind
from bot.areas.obligations.rules.state import FactKind, State
from bot.areas.surveys.models import (
    Form,
    Presentation,
    PresentedTo,
    Source,
    Survey,
    SurveyState,
)
from bot.core.db import Database
from tests.areas.obligations.ledger import Ledger, at, open_ledger

S = State
CONTENT = {"title": {"ky": "Жолдор", "ru": "Дороги"}, "questions": []}


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.fixture
async def ledger(sqlite: Database) -> Ledger:
    return await year(sqlite)


async def year(database: Database) -> Ledger:
    ledger = await open_ledger(database)
    await ledger.begin()
    return ledger


async def keep(ledger: Ledger, row: Any) -> int:
    async with ledger.database.session() as session:
        session.add(row)
        await session.flush()
    number: int = row.id
    return number


async def form(ledger: Ledger, made: date, *, tried: bool = True) -> int:
    return await keep(
        ledger,
        Form(
            content=CONTENT,
            source=Source.CHAT,
            created_at=at(made),
            changed_at=at(made),
            tried_at=at(made) if tried else None,
        ),
    )


async def survey(ledger: Ledger, number: int, opened: date, **more: Any) -> int:
    return await keep(
        ledger,
        Survey(
            form_id=number,
            anonymous=True,
            audience={},
            opened_at=at(opened),
            closes_at=at(opened, 18),
            created_at=at(opened),
            **({"state": SurveyState.OPEN} | more),
        ),
    )


async def initiative(
    ledger: Ledger, kind: InitiativeKind, *stages: tuple[InitiativeStage, date], act_on: date | None = None
) -> int:
    count = len(await ledger.all(Initiative))
    number = await keep(
        ledger,
        Initiative(
            year=2026,
            number=count + 1,
            kind=kind,
            stage=stages[-1][0],
            title_ky="Көпүрө",
            about="Көпүрө салуу",
            put_forward_by=Initiator.DEPUTY,
            initiator="Эркин Садыков",
            files=[],
            act_on=act_on,
            registered_on=stages[0][1],
            created_at=at(stages[0][1]),
        ),
    )
    for stage, on in stages:
        await keep(
            ledger,
            InitiativeEvent(initiative_id=number, stage=stage, on=on, files=[], noted_at=at(on)),
        )
    return number


# Surveys


async def test_a_questionnaire_counts_when_it_was_tried_or_is_asked_again(ledger: Ledger) -> None:
    number = await form(ledger, day(1, 20), tried=False)
    assert await ledger.stands("plan.3.1", day(2, 1)) is S.PLANNED
    async with ledger.database.session() as session:
        (await session.get_one(Form, number)).tried_at = at(day(2, 2))
    assert await ledger.stands("plan.3.1", day(2, 3)) is S.DONE
    await survey(ledger, number, day(5, 4))
    assert (await ledger.states("plan.3.1", day(5, 5)))[:2] == [S.DONE, S.DONE]


async def test_a_collection_is_done_once_somebody_answered(ledger: Ledger) -> None:
    number = await survey(ledger, await form(ledger, day(1, 20)), day(2, 1))
    assert await ledger.stands("plan.3.2", day(2, 2)) is S.ANNOUNCED
    async with ledger.database.session() as session:
        (await session.get_one(Survey, number)).in_box = 12
    assert await ledger.stands("plan.3.2", day(2, 2)) is S.DONE


async def test_a_survey_that_nobody_answered_collected_nothing(ledger: Ledger) -> None:
    await survey(ledger, await form(ledger, day(1, 20)), day(2, 1), state=SurveyState.CLOSED)
    assert await ledger.stands("plan.3.2", day(3, 1)) is S.OPEN


async def test_the_report_is_owed_to_staff_and_to_the_council(ledger: Ledger) -> None:
    number = await survey(ledger, await form(ledger, day(1, 20)), day(2, 1))

    async def presented(to: PresentedTo, on: date) -> None:
        await keep(ledger, Presentation(survey_id=number, presented_to=to, held_on=on, recorded_at=at(on)))

    await presented(PresentedTo.HEARING, day(3, 1))
    await presented(PresentedTo.STAFF, day(3, 2))
    judged = (await ledger.rows(day(3, 3)))["plan.3.3"].standings[0].judgement
    assert (judged.state, judged.count, judged.missing) == (S.PARTLY, 1, frozenset({2}))
    await presented(PresentedTo.COUNCIL, day(3, 4))
    assert await ledger.stands("plan.3.3", day(3, 5)) is S.DONE


# The register


async def test_initiatives_count_when_they_are_carried_out(ledger: Ledger) -> None:
    await ledger.set("plan.2.2", targets={"initiatives_min": 2})
    local, stage = InitiativeKind.LOCAL, InitiativeStage
    await initiative(ledger, local, (stage.REGISTERED, day(1, 10)), (stage.ACCEPTED, day(2, 10)))
    assert await ledger.stands("plan.2.2", day(3, 1)) is S.PLANNED
    await initiative(ledger, local, (stage.REGISTERED, day(1, 11)), (stage.DONE, day(4, 10)))
    await initiative(ledger, local, (stage.REGISTERED, day(1, 12)), (stage.REFUSED, day(4, 11)))
    judged = (await ledger.rows(day(5, 1)))["plan.2.2"].standings[0].judgement
    assert (judged.state, judged.count, judged.asked) == (S.PARTLY, 1, 2)
    await initiative(ledger, local, (stage.REGISTERED, day(1, 13)), (stage.DONE, day(6, 10)))
    assert await ledger.stands("plan.2.2", day(7, 1)) is S.DONE


async def test_the_number_may_stand_in_the_municipalitys_file(ledger: Ledger) -> None:
    async with ledger.database.session() as session:
        (await session.get_one(Municipality, 1)).legal = {"tpsg_projects_min": 3}
    assert (await ledger.rows(day(3, 1)))["plan.2.4"].standings[0].judgement.asked == 3


async def test_an_act_counts_on_its_own_day_and_a_passed_mandate_is_its_plan(ledger: Ledger) -> None:
    mandate = await keep(
        ledger,
        Appeal(
            number="26-00001-7",
            kind=AppealKind.MANDATE,
            state=AppealState.COUNCIL,
            origin=Origin.TELEGRAM,
            registered=False,
            attachments=[],
            received_at=at(day(1, 10)),
        ),
    )
    await keep(
        ledger,
        AppealEntry(appeal_id=mandate, kind=EntryKind.PASSED_ON, at=at(day(1, 20)), attachments=[], about={}),
    )
    assert await ledger.stands("plan.2.3", day(2, 1)) is S.PLANNED
    stage = InitiativeStage
    await initiative(
        ledger,
        InitiativeKind.NORM_MAKING,
        (stage.REGISTERED, day(2, 1)),
        (stage.ACCEPTED, day(3, 20)),
        act_on=day(3, 15),
    )
    judged = (await ledger.rows(day(4, 1)))["plan.2.3"].standings[0].judgement
    assert (judged.state, judged.done_on) == (S.DONE, day(3, 15))


# The library and the presentation


async def test_the_list_of_local_issues_is_renewed_by_publishing_or_by_looking(ledger: Ledger) -> None:
    await keep(
        ledger,
        Version(
            section_key="issues",
            language="ky",
            number=1,
            text="Суу, жол",
            files=[],
            published_at=at(day(3, 1)),
        ),
    )
    assert await ledger.states("str.2.5", day(4, 1)) == [S.DONE, S.AHEAD]
    await keep(ledger, Check(section_key="issues", checked_at=at(day(8, 1))))
    assert await ledger.states("str.2.5", day(9, 1)) == [S.DONE, S.DONE]


async def test_a_presentation_that_was_made_is_a_plan_for_its_window(ledger: Ledger) -> None:
    await keep(
        ledger,
        ObligationPaper(
            kind=PaperKind.PRESENTATION, year=2026, part=1, words={}, files=[], made_at=at(day(1, 10))
        ),
    )
    assert (await ledger.states("plan.1.2", day(1, 11))) == [S.PLANNED, S.AHEAD]


# All together


async def test_every_source_is_read_on_both_databases(database: Database) -> None:
    """With links to things of every kind, so that each reader looks for them too."""
    ledger = await year(database)
    meeting = await ledger.meeting(
        MeetingKind.BUDGET_HEARING, day(2, 1), protocol=day(2, 3), results=day(2, 4)
    )
    await ledger.posting(meeting, PostingKind.GROUP, at(day(1, 20)))
    bulletin = await ledger.bulletin(day(12, 1, 2025), at(day(1, 25)))
    await ledger.copy(bulletin, DistributionKind.BOARD, at(day(1, 26)))
    number = await form(ledger, day(1, 20))
    await survey(ledger, number, day(2, 1), in_box=3)
    stage = InitiativeStage
    await initiative(ledger, InitiativeKind.TPSG, (stage.REGISTERED, day(1, 5)), (stage.DONE, day(2, 5)))
    period = await ledger.period("cal.5", 1)
    for kind in FactKind:
        await keep(ledger, Link(period_id=period.id, kind=kind, subject_id=meeting, linked_at=at(day(2, 6))))
    rows = await ledger.rows(day(2, 10))
    done = {key for key, row in rows.items() if row.standings[0].judgement.done_on}
    assert done >= {"plan.1.1", "plan.1.3", "plan.1.4", "plan.1.5", "plan.2.1", "plan.2.4", "plan.3.1"}
    # The link moved the hearing from its own row of the calendar.
    assert "cal.1" not in done
    assert "cal.5" in done


async def test_a_busy_office_asks_the_database_no_more_often(ledger: Ledger) -> None:
    """Each table is read once for all duties, however many meetings and deputies there are."""
    statements: list[str] = []
    engine = ledger.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    async def asked() -> int:
        statements.clear()
        await ledger.rows(day(12, 20))
        return len(statements)

    await ledger.deputy("Эркин Садыков")
    await ledger.meeting(MeetingKind.DEPUTY_REPORT, day(12, 1))
    quiet = await asked()
    for number in range(1, 21):
        await ledger.meeting(list(MeetingKind)[number % 9], day(12, number), protocol=day(12, number))
        await ledger.message(at(day(12, number)))
    await ledger.deputy("Гүлзат Асанова")
    assert await asked() == quiet
    assert quiet < 40
