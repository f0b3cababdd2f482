"""The sample's surveys: one asked last quarter with its report presented, the same one going on now."""

import random
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast
from bot.areas.broadcasts.rules import seal
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.residents.models import ResidentVillage
from bot.areas.surveys import boxes, entering, making, running, service, showing
from bot.areas.surveys.boxes import Reply
from bot.areas.surveys.models import Form, Participation, PresentedTo, Source, Survey
from bot.areas.surveys.questionnaire import flow
from bot.areas.surveys.questionnaire.content import Question, Questionnaire, QuestionType
from bot.areas.surveys.questionnaire.templates import load_templates
from bot.areas.surveys.results import Origin
from bot.areas.surveys.rules import box, timing
from bot.areas.surveys.rules.box import Slip
from bot.areas.surveys.running import Plan
from bot.core.contacts import Person
from bot.demo.past import deliver

_T = QuestionType
TEMPLATE = "services"
BEFORE, NOW = 140, 64
PAPERS = 18
WISHES = (
    "Кечкисин суу келбейт.",
    "Мектептин жанындагы жолду оңдоп бериңиздер.",
    "Таштандыны эки жумада бир гана алышат.",
    "Баары жакшы, рахмат.",
    "Арыктар тазаланбай калды, суу жолго чыгып жатат.",
    "Фонарлар күйбөйт, балдар караңгыда кетет.",
)
REASONS = ("Басымы аз.", "Көп үзгүлтүккө учурайт.", "Чуңкур көп.", "Убагында келишпейт.")
TAGS = ("суу", "жол", "таштанды")
# The office hasn't come to the others yet.
READ = 20


class SurveySeeder:
    """Through the same services as the office, only with the clock turned back."""

    def __init__(self, session: AsyncSession, zone: ZoneInfo, now: datetime) -> None:
        self._session = session
        self._zone = zone
        self._now = now
        self._lots = random.Random(11)  # noqa: S311 - the same sample every time, no secret

    async def fill(self) -> None:
        self._officer, self._head = [
            (await staff.holders_of(self._session, role))[0] for role in (Role.OFFICER, Role.HEAD)
        ]
        content = load_templates()[TEMPLATE]
        form = await making.open_form(
            self._session, content, Source.TEMPLATE, self._officer, self._at(-100), template=TEMPLATE
        )
        await making.mark_tried(self._session, form.id, self._officer, self._at(-99))
        await self._before(form, content)
        await self._now_open(form, content)

    def _at(self, days: int, hour: int = 10) -> datetime:
        """So many days from today."""
        day = self._now.astimezone(self._zone).date() + timedelta(days=days)
        return datetime.combine(day, time(hour), self._zone)

    async def _before(self, form: Form, content: Questionnaire) -> None:
        survey = await self._sent(form, self._at(-92), self._at(-78))
        await self._answer(survey, content, BEFORE, worse=True)
        _, _, serials = await entering.number_papers(
            self._session, survey.id, PAPERS, self._officer, self._at(-90)
        )
        await running.close(self._session, survey.id, self._officer, survey.closes_at)
        for serial in serials:
            await entering.enter(
                self._session, survey.id, serial, self._answers(content, worse=True), None,
                self._officer, self._at(-77), self._zone,
            )  # fmt: skip
        await running.count_box(self._session, survey.id, PAPERS, self._officer, self._at(-77))
        await showing.present(
            self._session,
            survey.id,
            PresentedTo.COUNCIL,
            self._at(-60).date(),
            self._officer,
            self._at(-60),
            self._zone,
        )

    async def _now_open(self, form: Form, content: Questionnaire) -> None:
        survey = await self._sent(form, self._at(-5), self._at(9))
        await self._answer(survey, content, NOW, worse=False)
        for words in await showing.list_words(self._session, survey.id, "wish", 0, READ):
            for tag in (tag for tag in TAGS if tag in (words.text or "").casefold()):
                await showing.toggle_tag(
                    self._session, survey.id, "wish", words.response_id, tag, self._officer, self._at(-1)
                )

    async def _sent(self, form: Form, opened_at: datetime, ends_on: datetime) -> Survey:
        plan = Plan(
            form_id=form.id,
            anonymous=True,
            audience={},
            closes_at=timing.end_of(ends_on.astimezone(self._zone).date(), self._zone),
        )
        survey = await running.prepare(self._session, plan, self._officer, opened_at, self._zone)
        broadcast = await self._session.get_one(Broadcast, survey.broadcast_id)
        broadcast.decided_by, broadcast.decided_at = self._head, opened_at
        broadcast.sha256 = seal(broadcast)
        await deliver(self._session, broadcast, opened_at)
        await running.apply(self._session, survey.id, opened_at)
        return await service.get(self._session, survey.id)

    async def _answer(self, survey: Survey, content: Questionnaire, count: int, *, worse: bool) -> None:
        """As if the box had been emptied already."""
        rows = await self._session.execute(
            select(ResidentVillage.person_id, ResidentVillage.village_id, Person.language)
            .join(Person, Person.id == ResidentVillage.person_id)
            .order_by(ResidentVillage.person_id)
        )
        known = rows.all()
        slips = [
            Slip(person_id, Origin.TELEGRAM, village_id, language)
            for person_id, village_id, language in self._lots.sample(known, min(count, len(known)))
        ]
        for slip in box.last(slips, self._lots):
            self._session.add(Participation(survey_id=survey.id, person_id=slip.key, finished=True))
            reply = Reply(
                answers=self._answers(content, worse=worse),
                origin=slip.origin,
                village_id=slip.village,
                language=slip.language,
            )
            await boxes.keep(self._session, survey, content, reply)

    def _answers(self, content: Questionnaire, *, worse: bool) -> Mapping[str, Any]:
        today = self._now.date()
        answers: dict[str, Any] = {}
        for question in content.questions:
            settled = flow.settle(content, answers, today)
            if flow.applies(question, settled, today) and (question.required or self._lots.random() < 0.5):
                answers[question.name] = self._answer_to(question, worse=worse)
        return {name: value for name, value in answers.items() if value is not None}

    def _answer_to(self, question: Question, *, worse: bool) -> Any:
        lots = self._lots
        match question.type:
            case _T.SCALE:
                return lots.choices((1, 2, 3, 4, 5), (3, 5, 6, 4, 2) if worse else (1, 3, 5, 7, 4))[0]
            case _T.YES_NO:
                return lots.choice(("yes", "yes", "yes", "no"))
            case _T.ONE:
                return lots.choice(question.options).name
            case _T.RANK:
                names = [one.name for one in question.options]
                weighted = sorted(names, key=lambda name: lots.random() * (names.index(name) + 2))
                return weighted[: question.top]
            case _T.NUMBER:
                return lots.choice((2, 4, 6, 8, 8, 12, 24))
            case _T.TEXT:
                return {"text": lots.choice(REASONS if question.belongs_to else WISHES)}
        return None
