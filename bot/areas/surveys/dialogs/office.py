"""What the buttons of a survey do."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import queries, running, service
from bot.areas.surveys.dialogs import papers, results, sending, survey_cards, telling
from bot.areas.surveys.models import Survey, SurveyState
from bot.areas.surveys.texts import office as texts
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say, start_form

Verb = Callable[[Turn, Survey, str], Awaitable[Reply]]
"""Takes the survey and what more the button said."""


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id` or `verb.id.more`; every verb looks again at where the survey stands and who asks."""
    name, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await survey_cards.list_surveys(turn, "")
    await survey_cards.check_reader(turn)
    return await verb(turn, await service.get(turn.session, int(number)), more)


async def open_card(turn: Turn, survey: Survey, _more: str) -> Reply:
    return await survey_cards.card(turn, survey)


async def _check(turn: Turn, survey: Survey, state: SurveyState) -> None:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    if survey.state is not state:
        raise Refused("surveys:past", state=survey.state)


async def choose_part(turn: Turn, survey: Survey, _more: str) -> Reply:
    await _check(turn, survey, SurveyState.DRAFT)
    rows = [
        [Choice(str(texts.part_name(turn.t, part)), f"survey:part.{survey.id}.{part}")]
        for part in sending.PARTS
    ]
    return say(texts.change_what(turn.t), *rows, survey_cards.to_card(turn, survey.id))


async def begin_part(turn: Turn, survey: Survey, part: str) -> Reply:
    await _check(turn, survey, SurveyState.DRAFT)
    if part not in sending.PARTS:
        return await choose_part(turn, survey, "")
    return start_form(sending.PART.name, id=survey.id, part=part)


async def ask_drop(turn: Turn, survey: Survey, _more: str) -> Reply:
    await _check(turn, survey, SurveyState.DRAFT)
    yes = [Choice(str(texts.yes_drop(turn.t)), f"survey:dropyes.{survey.id}")]
    return say(texts.ask_drop(turn.t), yes, survey_cards.to_card(turn, survey.id))


async def drop(turn: Turn, survey: Survey, _more: str) -> Reply:
    await running.drop(turn.session, survey.id, turn.person_id, turn.now)
    return say(texts.dropped(turn.t), [Choice(str(texts.to_list(turn.t)), "surveys:")])


async def ask_open(turn: Turn, survey: Survey, _more: str) -> Reply:
    """Without writing to anybody."""
    await _check(turn, survey, SurveyState.DRAFT)
    yes = [Choice(str(texts.yes_open(turn.t)), f"survey:openyes.{survey.id}")]
    return say(texts.ask_open(turn.t), yes, survey_cards.to_card(turn, survey.id))


async def open_now(turn: Turn, survey: Survey, _more: str) -> Reply:
    opened = await running.open_without_sending(turn.session, survey.id, turn.person_id, turn.now)
    return await survey_cards.card(turn, opened)


async def begin_end(turn: Turn, survey: Survey, _more: str) -> Reply:
    await _check(turn, survey, SurveyState.OPEN)
    return start_form(sending.END.name, id=survey.id)


async def ask_close(turn: Turn, survey: Survey, _more: str) -> Reply:
    await _check(turn, survey, SurveyState.OPEN)
    begun = await queries.count_begun(turn.session, survey.id)
    yes = [Choice(str(texts.yes_close(turn.t)), f"survey:closeyes.{survey.id}")]
    return say(texts.ask_close(turn.t, begun), yes, survey_cards.to_card(turn, survey.id))


async def close(turn: Turn, survey: Survey, _more: str) -> Reply:
    closed = await running.close(turn.session, survey.id, turn.person_id, turn.now)
    return say(texts.closed(turn.t), redraw=False).then(await survey_cards.card(turn, closed))


async def begin_box(turn: Turn, survey: Survey, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    return start_form(sending.BOX.name, id=survey.id)


VERBS: Mapping[str, Verb] = {
    "card": open_card,
    "change": choose_part,
    "part": begin_part,
    "drop": ask_drop,
    "dropyes": drop,
    "open": ask_open,
    "openyes": open_now,
    "end": begin_end,
    "close": ask_close,
    "closeyes": close,
    "box": begin_box,
    **results.VERBS,
    **telling.VERBS,
    **papers.VERBS,
}
