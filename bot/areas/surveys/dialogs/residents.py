"""Residents answer surveys."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.areas.surveys import answering, queries, service
from bot.areas.surveys.dialogs import asking
from bot.areas.surveys.dialogs.asking import Ground, Review
from bot.areas.surveys.models import Form as StoredForm
from bot.areas.surveys.models import Survey
from bot.areas.surveys.questionnaire.content import in_language
from bot.areas.surveys.results import Origin
from bot.areas.surveys.texts import asking as asking_texts
from bot.areas.surveys.texts import invitation as texts
from bot.areas.surveys.texts.refusals import REFUSALS
from bot.core.dialogs import store
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Accepted, Ask, Heard, Outcome, Step
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Begin, Form, Reply, Turn, say

NAME = "name"
REVIEW = "review"
# The code that hangs in a hall is told from the one that is sent.
AT_MEETING = "m"

Verb = Callable[[Turn, int], Awaitable[Reply]]


async def list_open(turn: Turn, _argument: str) -> Reply:
    """What this person can answer now, and what they have answered."""
    found = await queries.open_for(turn.session, turn.person_id)
    rows = [
        [Choice(texts.in_list(turn.t, form.questionnaire, finished=finished), f"sv:look.{survey.id}")]
        for survey, form, finished in found
    ]
    return say(texts.listed(turn.t, any_found=bool(found)), *rows)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`; an old button looks again at where the survey stands."""
    name, _, number = argument.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await list_open(turn, "")
    return await verb(turn, int(number))


async def start(turn: Turn, survey_id: int) -> Reply:
    """From the invitation: what it said need not be said again."""
    return await _begin(turn, survey_id, _way(turn))


async def begin_at_meeting(turn: Turn, survey_id: int) -> Reply:
    return await _begin(turn, survey_id, Origin.MEETING)


async def follow(turn: Turn, argument: str) -> Reply:
    """The code on a poster, a paper form or a screen in the hall: first what it is about."""
    number, _, where = argument.partition("_")
    if not number.isdecimal():
        return await list_open(turn, "")
    return await _look(turn, int(number), "meet" if where == AT_MEETING else "start")


async def look(turn: Turn, survey_id: int) -> Reply:
    return await _look(turn, survey_id, "start")


async def _look(turn: Turn, survey_id: int, verb: str) -> Reply:
    """What it is about, and whether anybody will know who answered; then one may begin."""
    survey = await service.get(turn.session, survey_id)
    answering.check_open(survey, turn.now)
    if await answering.has_answered(turn.session, survey.id, turn.person_id):
        raise Refused("surveys:answered")
    form = await service.get_form(turn.session, survey.form_id)
    begin = Choice(str(texts.start_button(turn.t)), f"sv:{verb}.{survey.id}")
    return say(texts.start(turn.t, survey, form.questionnaire), [begin], redraw=False)


async def _begin(turn: Turn, survey_id: int, origin: Origin) -> Reply:
    """Where they stopped, if they have begun."""
    survey, _ = await answering.begin(turn.session, survey_id, turn.person_id, turn.now)
    left = await store.state_of_form(turn.session, turn.contact.id, answering.walk(survey_id))
    if left is not None and not left.lost:
        return Reply(resume=answering.walk(survey_id), redraw=False)
    known: dict[str, Any] = {"survey": survey_id, "origin": origin.value, "anonymous": survey.anonymous}
    # The invitation must stay where it is.
    return Reply(begin=Begin(answering.walk(survey_id), known), redraw=False)


def _way(turn: Turn) -> Origin:
    return Origin.WHATSAPP if turn.contact.channel == Origin.WHATSAPP else Origin.TELEGRAM


VERBS: Mapping[str, Verb] = {"look": look, "start": start, "meet": begin_at_meeting}


# The walk


async def load(turn: Turn, answers: Answers) -> Ground:
    survey, form = await _survey(turn, answers)
    return Ground(form.questionnaire, survey)


async def compiled(turn: Turn, answers: Answers) -> tuple[Step, ...]:
    survey, form = await _survey(turn, answers)
    if (closed := _closed(turn, survey)) is not None:
        return (Over(name="over", text=lambda _view: closed),)
    content = form.questionnaire
    named = () if survey.anonymous else (_NAME,)
    return (
        *asking.compile_steps(content),
        *named,
        Review(name=REVIEW, text=lambda _view: Markup(""), content=content),
    )


async def _survey(turn: Turn, answers: Answers) -> tuple[Survey, StoredForm]:
    survey = await service.get(turn.session, int(answers["survey"]))
    return survey, await service.get_form(turn.session, survey.form_id)


def _read_name(_view: View, heard: Heard) -> str:
    name = " ".join(heard.text.split())
    if len(name) > answering.LONGEST_NAME:
        raise Refused("surveys:words_long", limit=answering.LONGEST_NAME)
    return name


_NAME = Ask(
    name=NAME,
    text=lambda view: asking_texts.ask_name(view.t),
    read=_read_name,
    explain=lambda view, refused: REFUSALS[refused.code](view.t, refused),
)


@dataclass(frozen=True, kw_only=True)
class Over(Step):
    """The survey ended meanwhile: that is said at the next answer, not after the last one."""

    def accept(self, _view: View, _heard: Heard) -> Outcome:
        return Accepted(value=True)


def _closed(turn: Turn, survey: Survey) -> Markup | None:
    """What to say when nobody can answer any more."""
    try:
        answering.check_open(survey, turn.now)
    except Refused as refused:
        return REFUSALS[refused.code](turn.t, refused)
    return None


async def finish(turn: Turn, answers: Answers) -> Reply:
    closed = _closed(turn, await service.get(turn.session, int(answers["survey"])))
    if closed is not None:
        return say(closed)
    ground = await load(turn, answers)
    await answering.finish(
        turn.session,
        int(answers["survey"]),
        turn.person_id,
        asking.given(ground.content, answers),
        Origin(answers["origin"]),
        turn.now,
        today=turn.now.astimezone(turn.t.timezone).date(),
        name=answers.get(NAME),
    )
    return say(texts.sent(turn.t, ground.content))


async def left(turn: Turn, answers: Answers) -> Reply:
    ground = await load(turn, answers)
    if ground.survey is not None and (closed := _closed(turn, ground.survey)) is not None:
        return say(closed)
    again = Choice(str(texts.start_button(turn.t)), f"sv:start.{answers['survey']}")
    title = in_language(ground.content.title, turn.t.language)
    return say(texts.left(turn.t, title), [again])


ANSWER = Form(
    name=answering.FORM,
    compiled=compiled,
    load=load,
    finish=finish,
    on_cancel=left,
    keeps=True,
    sealed=lambda answers: bool(answers.get("anonymous")),
)
