"""What came of a survey: what was counted, with the small groups left out; never commits."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import queries as broadcasts
from bot.areas.broadcasts import service as broadcast_service
from bot.areas.municipality import queries as municipality
from bot.areas.surveys import queries, service
from bot.areas.surveys.counting import ROLES, Count, Key, Part, count, with_role
from bot.areas.surveys.models import AnswerTag, Form, Survey, SurveyState
from bot.areas.surveys.questionnaire.content import (
    Question,
    Questionnaire,
    QuestionType,
    Words,
)
from bot.areas.surveys.results import (
    SMALLEST_GROUP,
    Breakdown,
    Dimension,
    Group,
    Results,
    Tally,
    Wave,
)
from bot.core.i18n import LANGUAGES

_T = QuestionType


async def results(session: AsyncSession, survey: Survey, zone: ZoneInfo) -> Results:
    """Everything that is shown of a survey, groups that are too small left out."""
    form = await service.get_form(session, survey.form_id)
    content = form.questionnaire
    kinds = [d for d in Dimension if d not in ROLES or with_role(content, ROLES[d])]
    whole, parts = await count(session, survey.id, content, kinds)
    labels = await _labels(session, content)
    breakdowns = tuple(_breakdown(kind, parts[kind], labels[kind], content) for kind in kinds)
    return Results(
        questionnaire=content,
        opened_on=_day(survey.opened_at, zone),
        closed_on=_day(survey.closed_at, zone),
        anonymous=survey.anonymous,
        asked=await _asked(session, survey),
        responses=whole.responses,
        tallies=_tallies(content, whole, await _tags(session, survey.id)),
        breakdowns=breakdowns,
        before=await _before(session, survey, form, zone),
        in_box=survey.in_box,
        waiting=await queries.count_boxed(session, survey.id),
    )


# Summing up


def _tallies(
    content: Questionnaire, part: Part, tags: Mapping[str, Mapping[str, int]] | None = None
) -> dict[str, Tally]:
    return {
        one.name: _tally(one, part.counts[one.name], (tags or {}).get(one.name, {}))
        for one in content.questions
        if one.is_asked
    }


def _tally(question: Question, counted: Count, tags: Mapping[str, int]) -> Tally:
    values = counted.numbers
    if question.type is _T.SCALE:
        values = Counter({float(item): count for item, count in counted.items.items()})
    counts: Mapping[str, int] = counted.items
    points: dict[str, int] = {}
    if question.type is _T.RANK:
        top = min(question.top or len(question.options), len(question.options))
        # The first of three places gives three points, the last one.
        points = {item: count * (top + 1) - counted.places[item] for item, count in counted.items.items()}
        counts = counted.firsts
    if question.type is _T.NUMBER:
        counts = {repr(value): times for value, times in values.items()}
    mean, median = _middle(values)
    return Tally(
        name=question.name,
        answered=counted.answered,
        counts={item: times for item, times in counts.items() if item},
        points=points,
        mean=mean,
        median=median,
        low=min(values, default=None),
        high=max(values, default=None),
        tags=tags,
    )


def _middle(values: Mapping[float, int]) -> tuple[float | None, float | None]:
    """The mean and the median of numbers that were given so many times each."""
    count = sum(values.values())
    if not count:
        return None, None
    mean = sum(value * times for value, times in values.items()) / count
    return mean, (_at(values, (count - 1) // 2) + _at(values, count // 2)) / 2


def _at(values: Mapping[float, int], place: int) -> float:
    for value, times in sorted(values.items()):
        place -= times
        if place < 0:
            return value
    raise IndexError(place)


def _breakdown(
    kind: Dimension,
    parts: Mapping[Key, Part],
    labels: Mapping[Key, Words],
    content: Questionnaire,
) -> Breakdown:
    shown, hidden = _shown({key: part.responses for key, part in parts.items()})
    by_group = {key: _tallies(content, part) for key, part in parts.items()}
    # Not everybody answers everything: of each question other groups may be small.
    told = {
        one.name: _shown({key: found[one.name].answered for key, found in by_group.items()}, shown)[0]
        for one in content.asked
    }
    order = {key: place for place, key in enumerate(labels)}
    groups = [
        Group(
            key=str(key),
            label=labels.get(key, {}),
            responses=parts[key].responses,
            tallies={name: tally for name, tally in by_group[key].items() if key in told[name]},
        )
        for key in sorted(shown, key=lambda one: order.get(one, len(order)))
    ]
    return Breakdown(dimension=kind, groups=tuple(groups), hidden=hidden)


def _shown(sizes: Mapping[Key, int], of: Collection[Key] | None = None) -> tuple[set[Key], int]:
    """The groups (`of` these alone) that are large enough, and how many answers are in the others.

    Nor may what is hidden be found by taking the shown from the whole.
    """
    large = [key for key, _size in sorted(sizes.items(), key=lambda one: one[1]) if key is not None]
    large = [key for key in large if sizes[key] and (of is None or key in of)]
    hidden = sum(sizes.values()) - sum(sizes[key] for key in large)
    while large and (sizes[large[0]] < SMALLEST_GROUP or 0 < hidden < SMALLEST_GROUP):
        hidden += sizes[large.pop(0)]
    return set(large), hidden


# What belongs to it


async def _labels(session: AsyncSession, content: Questionnaire) -> dict[Dimension, dict[Key, Words]]:
    villages = await municipality.list_villages(session)
    found: dict[Dimension, dict[Key, Words]] = {
        Dimension.VILLAGE: {one.id: {code: one.name(code) for code in ("ky", "ru")} for one in villages},
        Dimension.LANGUAGE: {code: {"ky": name, "ru": name} for code, name in LANGUAGES.items()},
        Dimension.ORIGIN: {},
    }
    for kind, role in ROLES.items():
        question = with_role(content, role)
        found[kind] = {one.name: one.label for one in question.options} if question else {}
    return found


async def _asked(session: AsyncSession, survey: Survey) -> int:
    if survey.broadcast_id is None:
        return 0
    sent = await broadcasts.figures(session, await broadcast_service.get(session, survey.broadcast_id))
    return sent.total


async def _tags(session: AsyncSession, survey_id: int) -> dict[str, dict[str, int]]:
    rows = await session.execute(
        select(AnswerTag.question, AnswerTag.tag, func.count())
        .where(AnswerTag.survey_id == survey_id)
        .group_by(AnswerTag.question, AnswerTag.tag)
        .order_by(func.count().desc(), AnswerTag.tag)
    )
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for question, tag, times in rows:
        found[question][tag] = times
    return dict(found)


async def _before(session: AsyncSession, survey: Survey, form: Form, zone: ZoneInfo) -> Wave | None:
    """The last time that this questionnaire, an earlier version of it or the same ready one was asked."""
    same = func.coalesce(Form.series, Form.id) == (form.series or form.id)
    if form.template:
        # A ready one is taken anew each quarter.
        same = or_(same, Form.template == form.template)
    row = (
        await session.execute(
            select(Survey, Form)
            .join(Form, Form.id == Survey.form_id)
            .where(same)
            .where(Survey.state == SurveyState.CLOSED, Survey.id < survey.id)
            .order_by(Survey.id.desc())
            .limit(1)
        )
    ).first()
    if row is None:
        return None
    earlier, old_form = row
    content = old_form.questionnaire
    whole, _ = await count(session, earlier.id, content, [])
    alike = _comparable(content, form.questionnaire)
    tallies = {name: tally for name, tally in _tallies(content, whole).items() if name in alike}
    closed_on = _day(earlier.closed_at, zone)
    if closed_on is None or whole.responses < SMALLEST_GROUP:
        return None
    return Wave(closed_on=closed_on, responses=whole.responses, tallies=tallies)


def _comparable(old: Questionnaire, new: Questionnaire) -> set[str]:
    """What was asked with the same choices; another wording of them is the office's responsibility."""
    names: Iterable[str] = old.by_name.keys() & new.by_name.keys()
    return {
        name
        for name in names
        if old.by_name[name].type is new.by_name[name].type
        and {o.name for o in old.by_name[name].options} == {o.name for o in new.by_name[name].options}
    }


def _day(moment: Any, zone: ZoneInfo) -> date | None:
    found: date | None = moment.astimezone(zone).date() if moment else None
    return found
