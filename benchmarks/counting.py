"""A survey of 20 questions, answered by 1,000 and by 100,000: counting it, its report, its table of answers.

The peer reads every answer and counts in Python, as a script over an export would.
"""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.bench import databases, quick, table
from bot.areas.municipality import service as municipality
from bot.areas.municipality.file import EXAMPLE, read_file
from bot.areas.municipality.queries import list_villages
from bot.areas.surveys import exporting, showing, tallying
from bot.areas.surveys.boxes import rows_of
from bot.areas.surveys.models import Answer, Cell, Form, Response, Source, Survey, SurveyState
from bot.areas.surveys.papers import exports
from bot.areas.surveys.questionnaire.content import Option, Question, Questionnaire, QuestionType, Role
from bot.areas.surveys.results import Origin
from bot.core import clock
from bot.core.db import Database
from bot.core.i18n import Translator
from bot.documents.long_table import CsvTable
from bot.documents.paper_pdf import render_paper_pdf

ZONE = ZoneInfo("Asia/Bishkek")
SMALL, LARGE = 1_000, 100_000
AT_ONCE = 2_000
_T = QuestionType


def _options(count: int) -> tuple[Option, ...]:
    return tuple(Option(f"o{n}", {"ky": f"Жооп {n}", "ru": f"Ответ {n}"}) for n in range(count))


def questionnaire() -> Questionnaire:
    """20 questions of the usual kinds; 28 pieces of answer each."""

    def ask(name: str, kind: QuestionType, **more: Any) -> Question:
        return Question(name=name, type=kind, label={"ky": f"Суроо {name}", "ru": f"Вопрос {name}"}, **more)

    return Questionnaire(
        title={"ky": "Чоң сурамжылоо", "ru": "Большой опрос"},
        questions=(
            *(ask(f"scale{n}", _T.SCALE) for n in range(8)),
            *(ask(f"one{n}", _T.ONE, options=_options(6)) for n in range(4)),
            *(ask(f"yes{n}", _T.YES_NO) for n in range(2)),
            ask("several", _T.SEVERAL, options=_options(8)),
            ask("rank", _T.RANK, options=_options(12), top=5),
            ask("number", _T.NUMBER),
            ask("words", _T.TEXT, required=False),
            ask("sex", _T.ONE, options=_options(2), role=Role.SEX),
            ask("age", _T.ONE, options=_options(4), role=Role.AGE),
        ),
    )


def _answer(question: Question, lots: random.Random) -> Any:
    match question.type:
        case _T.SCALE:
            return lots.randint(1, 5)
        case _T.ONE:
            return lots.choice(question.options).name
        case _T.YES_NO:
            return lots.choice(("yes", "no"))
        case _T.SEVERAL:
            return [one.name for one in lots.sample(question.options, 4)]
        case _T.RANK:
            return [one.name for one in lots.sample(question.options, question.top or 1)]
        case _T.NUMBER:
            return lots.randint(0, 24)
    return {"text": "Суу келбейт, жол жаман."} if lots.random() < 0.3 else None


async def fill(database: Database, count: int) -> int:
    """A closed survey with so many answers; its number."""
    content, lots, now = questionnaire(), random.Random(1), datetime(2026, 11, 20, tzinfo=UTC)  # noqa: S311
    async with database.session() as session:
        await municipality.apply_file(session, read_file(EXAMPLE), clock.now())
        villages = [one.id for one in await list_villages(session)]
        form = Form(content=content.to_json(), source=Source.CHAT, created_at=now, changed_at=now)
        session.add(form)
        await session.flush()
        survey = Survey(
            form_id=form.id,
            state=SurveyState.CLOSED,
            anonymous=True,
            audience={},
            closes_at=now,
            opened_at=now - timedelta(days=14),
            closed_at=now,
            created_at=now,
        )
        session.add(survey)
        await session.flush()
        number = survey.id
    cells: dict[tuple[Any, ...], int] = {}
    made = 0
    for start in range(0, count, AT_ONCE):
        responses, answers = [], []
        for response in lots.sample(
            range(start * 1000, (start + AT_ONCE) * 1000), min(AT_ONCE, count - start)
        ):
            about = {"village_id": lots.choice(villages), "language": lots.choice(("ky", "ky", "ru"))}
            said = {one.name: _answer(one, lots) for one in content.questions}
            kind = (*about.values(), said["sex"], said["age"])
            cell = cells.setdefault(kind, len(cells) + 1)
            keys = {"survey_id": number, "cell": cell}
            responses.append({"id": response + 1, "origin": Origin.TELEGRAM, **keys, **about})
            answers += [
                {"response_id": response + 1, **keys, **row}
                for one in content.questions
                for row in rows_of(one.name, one.type, said[one.name])
            ]
        async with database.session() as session:
            if len(cells) > made:
                await session.execute(
                    insert(Cell), [_cell(number, at, kind) for kind, at in cells.items() if at > made]
                )
            made = len(cells)
            await session.execute(insert(Response), responses)
            await session.execute(insert(Answer), answers)
    if not database.is_sqlite:
        async with database.session() as session:
            await (await session.connection()).exec_driver_sql("ANALYZE")
    return number


def _cell(survey_id: int, number: int, kind: tuple[Any, ...]) -> dict[str, Any]:
    village, language, sex, age = kind
    about = {"village_id": village, "language": language, "sex": sex, "age": age}
    return {"id": number, "survey_id": survey_id, "origin": Origin.TELEGRAM.value, **about}


async def count_in_python(session: AsyncSession, survey_id: int) -> int:
    """By village, language, way, sex and age, as ours does."""
    of: dict[int, tuple[Any, ...]] = {}
    rows = await session.execute(
        select(Response.id, Response.village_id, Response.language, Response.origin).where(
            Response.survey_id == survey_id
        )
    )
    for number, *about in rows:
        of[number] = tuple(about)
    found: defaultdict[Any, Counter[Any]] = defaultdict(Counter)
    answers = await session.execute(
        select(Answer.response_id, Answer.question, Answer.item, Answer.number).where(
            Answer.survey_id == survey_id
        )
    )
    pieces = answers.all()
    roles: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for response, question, item, _number in pieces:
        if question in {"sex", "age"}:
            roles[response][question] = item
    for response, question, item, value in pieces:
        groups = (None, *of[response], *roles[response].values())
        for group in groups:
            found[group][question, item or str(value)] += 1
    return sum(found[None].values())


async def _timed(work: Callable[[], Awaitable[Any]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


async def measure(url: str, count: int) -> dict[str, float]:
    database = Database(url)
    try:
        number = await fill(database, count)
        async with database.reading() as session:
            survey = await session.get_one(Survey, number)
            t = Translator("ky", ZONE)

            async def ours() -> None:
                found = await tallying.results(session, survey, ZONE)
                assert found.responses == count

            async def peer() -> None:
                assert await count_in_python(session, number) > count

            async def report() -> None:
                paper = await showing.report(session, t, survey, "Миң-Булак", datetime(2026, 11, 21).date())  # noqa: DTZ001 - only its day
                await render_paper_pdf(paper)

            async def export() -> None:
                content = questionnaire()
                found = exports.columns(content)
                made = CsvTable(exports.head(content))
                async for rows in exporting.rows(session, survey, content):
                    made.add([exports.cells(t, row, found, {}) for row in rows])
                made.content()

            return {
                "ours": await _timed(ours),
                "peer": await _timed(peer),
                "report": await _timed(report),
                "csv": await _timed(export),
            }
    finally:
        await database.close()


def main() -> None:
    large = 20_000 if quick() else LARGE
    rows = []
    with databases() as made:
        for kind in made.kinds:
            small = asyncio.run(measure(made.fresh(kind, 10), SMALL))
            one = asyncio.run(measure(made.fresh(kind, 10), large))
            growth = one["ours"] / small["ours"] / (large / SMALL)
            rows.append(
                [
                    kind,
                    f"{small['ours'] * 1000:.0f} ms",
                    f"{one['ours']:.1f} s",
                    f"{growth:.2f}",
                    f"{one['peer']:.1f} s ({one['peer'] / one['ours']:.1f})",
                    f"{one['report']:.1f} s",
                    f"{one['csv']:.1f} s",
                ]
            )
    head = (
        "",
        f"counting {SMALL:,}",
        f"counting {large:,}",
        "each answer costs, times",
        "the peer (times ours)",
        "report",
        "CSV",
    )
    table("Surveys of 20 questions", head, rows)


if __name__ == "__main__":
    main()
