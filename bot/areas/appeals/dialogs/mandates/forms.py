"""What a deputy, or the council, says to a mandate: a plan, an answer, a question, a proposal, a refusal."""

from datetime import date
from typing import Any

from bot.areas.appeals import mandates, service
from bot.areas.appeals.dialogs.mandates import steps
from bot.areas.appeals.models import Appeal, Outcome
from bot.areas.appeals.rules import mandates as rules
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.texts import deputies as texts
from bot.areas.appeals.texts import mandates as public_texts
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Option
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_below

OUTCOMES = (Outcome.DONE, Outcome.REPAIRED, Outcome.EXPLAINED, Outcome.REFUSED)
ANSWER_FILES = frozenset({AttachmentKind.PHOTO, AttachmentKind.DOCUMENT})


async def _begin(turn: Turn, argument: str, action: Action, form: str, **more: Any) -> Reply:
    """Refused before anything is typed."""
    numbers = steps.read_numbers(argument, 1)
    if numbers is None:
        raise Refused("appeals:gone")
    appeal = await service.get(turn.session, numbers[0], turn.person_id, action)
    return start_below(form, id=appeal.id, **more)


async def begin_plan(turn: Turn, argument: str) -> Reply:
    return await _begin(turn, argument, Action.PLAN, "mandate_plan")


async def begin_answer(turn: Turn, argument: str, page: str = "dm") -> Reply:
    return await _begin(turn, argument, Action.ANSWER_MANDATE, "mandate_answer", page=page)


async def begin_question(turn: Turn, argument: str) -> Reply:
    return await _begin(turn, argument, Action.ASK, "mandate_question")


async def begin_proposal(turn: Turn, argument: str) -> Reply:
    return await _begin(turn, argument, Action.HAND_TO_COUNCIL, "mandate_proposal")


async def begin_decline(turn: Turn, argument: str) -> Reply:
    return await _begin(turn, argument, Action.DECLINE, "mandate_decline")


async def load(turn: Turn, answers: Answers) -> Appeal:
    return await service.get(turn.session, int(answers["id"]), turn.person_id)


def _back(turn: Turn, answers: Answers) -> list[Choice]:
    """To the card this was begun from."""
    page = answers.get("page") or "dm"
    return [Choice(str(texts.open_button(turn.t)), f"{page}:card.{answers['id']}")]


async def leave(turn: Turn, answers: Answers) -> Reply:
    return say(public_texts.nothing_changed(turn.t), _back(turn, answers))


def _today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


async def finish_plan(turn: Turn, answers: Answers) -> Reply:
    due_on = date.fromisoformat(answers["day"])
    zone = turn.t.timezone
    await mandates.plan(
        turn.session, int(answers["id"]), turn.person_id, answers["text"], due_on, turn.now, zone
    )
    return say(texts.planned(turn.t), _back(turn, answers))


PLAN = Form(
    name="mandate_plan",
    steps=(
        steps.words("text", lambda view: texts.ask_plan(view.t), longest=rules.LONGEST_PLAN),
        PickDay(
            name="day",
            text=lambda view: texts.ask_plan_day(view.t),
            first=_today,
            last=lambda view: rules.last_plan_day(_today(view)),
            explain=lambda view, _refused: texts.wrong_plan_day(view.t),
        ),
    ),
    finish=finish_plan,
    on_cancel=leave,
)


async def finish_answer(turn: Turn, answers: Answers) -> Reply:
    await mandates.answer(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        answers["text"],
        turn.now,
        outcome=Outcome(answers["outcome"]),
        attachments=answers.get("files") or [],
    )
    return say(texts.answer_sent(turn.t), _back(turn, answers))


def _is_repaired(view: View) -> bool:
    return bool(view.answers.get("outcome") == Outcome.REPAIRED.value)


ANSWER = Form(
    name="mandate_answer",
    steps=(
        Choose(
            name="outcome",
            text=lambda view: texts.ask_outcome(view.t),
            options=lambda view: [Option(str(texts.outcome(view.t, one)), one.value) for one in OUTCOMES],
        ),
        steps.words(
            "text",
            lambda view: texts.ask_answer(view.t),
            longest=word_rules.LONGEST_TEXT,
            files_to="files",
            explained=True,
        ),
        steps.Files(
            name="files",
            text=lambda view: texts.ask_answer_files(view.t, repaired=_is_repaired(view)),
            kinds=ANSWER_FILES,
            limit=word_rules.MOST_FILES,
            optional=lambda view: not _is_repaired(view),
        ),
    ),
    finish=finish_answer,
    on_cancel=leave,
)


async def finish_question(turn: Turn, answers: Answers) -> Reply:
    await mandates.ask(turn.session, int(answers["id"]), turn.person_id, answers["text"], turn.now)
    return say(texts.question_sent(turn.t), _back(turn, answers))


QUESTION = Form(
    name="mandate_question",
    steps=(steps.words("text", lambda view: texts.ask_question(view.t), longest=rules.LONGEST_PLAN),),
    finish=finish_question,
    on_cancel=leave,
)


async def finish_proposal(turn: Turn, answers: Answers) -> Reply:
    text = answers.get("text")
    await mandates.hand_to_council(turn.session, int(answers["id"]), turn.person_id, text, turn.now)
    return say(texts.proposal_sent(turn.t), _back(turn, answers))


PROPOSAL = Form(
    name="mandate_proposal",
    load=load,
    steps=(
        steps.words(
            "text",
            lambda view: texts.ask_proposal(view.t, view.data),
            longest=word_rules.LONGEST_TEXT,
            optional=lambda view: bool(view.data.text),
        ),
    ),
    finish=finish_proposal,
    on_cancel=leave,
)


async def finish_decline(turn: Turn, answers: Answers) -> Reply:
    await mandates.decline(turn.session, int(answers["id"]), turn.person_id, answers["text"], turn.now)
    return say(texts.declined(turn.t), _back(turn, answers))


DECLINE = Form(
    name="mandate_decline",
    steps=(
        steps.words(
            "text", lambda view: texts.ask_reason(view.t), longest=rules.LONGEST_PLAN, explained=True
        ),
    ),
    finish=finish_decline,
    on_cancel=leave,
)
