"""A town whose office asks its residents."""

from typing import Any

from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.broadcasts import jobs as broadcast_jobs
from bot.areas.municipality import queries as municipality
from bot.areas.people import dialogs as people
from bot.areas.residents.dialogs import Hooks
from bot.areas.surveys import boxes, making, running, tallying
from bot.areas.surveys import dialogs as surveys
from bot.areas.surveys import jobs as survey_jobs
from bot.areas.surveys.boxes import Reply
from bot.areas.surveys.models import Form, Source, Survey
from bot.areas.surveys.questionnaire.content import Option, Question, Questionnaire, QuestionType
from bot.areas.surveys.results import Origin, Results
from bot.areas.surveys.running import Plan
from bot.core import clock
from bot.core.db import Base, Database
from bot.core.scheduling import Job
from tests.areas.broadcasts.office import Office, at
from tests.areas.broadcasts.press import NOON
from tests.areas.residents.chat import BISHKEK, Phone, open_town

_T = QuestionType
END = at("2026-11-27 20:00")


def words(text: str) -> dict[str, str]:
    return {"ky": text, "ru": f"{text} (ру)"}


def question(name: str, kind: QuestionType, **more: Any) -> Question:
    if "options" in more:
        more["options"] = tuple(Option(one, words(one.upper())) for one in more["options"].split())
    return Question(name=name, type=kind, label=words(f"Суроо {name}"), **more)


# A mark with its why, a choice on which the next question depends, and free words.
SMALL = Questionnaire(
    title=words("Суу кызматы"),
    questions=(
        question("mark", _T.SCALE),
        question("mark_why", _T.TEXT, required=False, belongs_to="mark", relevant="${mark} < 3"),
        question("water", _T.YES_NO),
        question("source", _T.ONE, options="river well", relevant="selected(${water}, 'no')"),
        question("wish", _T.TEXT, required=False),
    ),
)


class Station(Office):
    """An office that asks."""

    jobs = survey_jobs.jobs

    def broadcasting(self) -> tuple[Job, ...]:
        return broadcast_jobs.make_jobs({surveys.ANSWERED: surveys.who_answered})

    # past the dialogs

    async def form(self, content: Questionnaire = SMALL, *, tried: bool = True) -> int:
        by = await self.person(self.officer)
        async with self.database.session() as session:
            form = await making.open_form(session, content, Source.CHAT, by, clock.now())
            if tried:
                await making.mark_tried(session, form.id, by, clock.now())
            return form.id

    async def prepared(self, content: Questionnaire = SMALL, **more: Any) -> int:
        return await self.prepared_from(await self.form(content), **more)

    async def prepared_from(self, form_id: int, **more: Any) -> int:
        by = await self.person(self.officer)
        given: dict[str, Any] = {"anonymous": False, "audience": {}, "closes_at": END}
        async with self.database.session() as session:
            plan = Plan(form_id=form_id, **(given | more))
            return (await running.prepare(session, plan, by, clock.now(), BISHKEK)).id

    async def opened(self, content: Questionnaire = SMALL, **more: Any) -> int:
        """Without a message to anybody."""
        number = await self.prepared(content, **more)
        async with self.database.session() as session:
            await running.open_without_sending(session, number, await self.person(self.officer), clock.now())
        return number

    async def close(self, survey_id: int) -> None:
        async with self.database.session() as session:
            await running.close(session, survey_id, await self.person(self.officer), clock.now())

    async def survey(self) -> Survey:
        found: Survey = (await self.all(Survey))[-1]
        return found

    async def stored_form(self) -> Form:
        found: Form = (await self.all(Form))[-1]
        return found

    def tables(self) -> list[str]:
        return sorted(Base.metadata.tables)

    async def villages(self) -> dict[str, int]:
        async with self.database.reading() as session:
            return {one.key: one.id for one in await municipality.list_villages(session)}

    async def respond(
        self,
        survey_id: int,
        answers: dict[str, Any],
        *,
        village: str | None = "ming-bulak",
        language: str = "ky",
        origin: Origin = Origin.TELEGRAM,
    ) -> int:
        """A whole answer, put where the box would put it."""
        villages = await self.villages()
        async with self.database.session() as session:
            survey = await session.get_one(Survey, survey_id)
            form = await session.get_one(Form, survey.form_id)
            reply = Reply(
                answers=answers,
                origin=origin,
                village_id=villages[village] if village else None,
                language=language,
            )
            return await boxes.keep(session, survey, form.questionnaire, reply)

    async def results(self, survey_id: int) -> Results:
        async with self.database.reading() as session:
            survey = await session.get_one(Survey, survey_id)
            return await tallying.results(session, survey, BISHKEK)

    # answering

    async def answer_small(
        self, phone: Phone, survey_id: int, mark: int = 5, wish: str = "", *, named: bool = True
    ) -> str:
        """Through the small questionnaire, with water in the house; gives what is said at the end."""
        await phone.tap_payload(f"sv:start.{survey_id}")
        await phone.tap(str(mark))
        if mark < 3:
            await phone.tap("Өткөрүп")
        await phone.tap("Ооба")
        await (phone.write(wish) if wish else phone.tap("Өткөрүп"))
        if named:
            await phone.write("Айгүл")
        return await phone.tap("Жоопторду жөнөтүү")


async def open_station(database: Database) -> Station:
    clock.move_to(NOON)
    town = await open_town(database, Hooks(), people.routes, broadcasts.routes, surveys.routes)
    station = Station(town)
    await station.open()
    return station
