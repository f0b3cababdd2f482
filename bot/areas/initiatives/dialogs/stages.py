"""What happens to an initiative: its stages, its signatures, slips set right."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.initiatives import notices, queries, rules, service
from bot.areas.initiatives.dialogs import steps
from bot.areas.initiatives.models import ACT_NUMBER_LENGTH, TITLE_LENGTH, Initiative, InitiativeStage
from bot.areas.initiatives.service import Reached
from bot.areas.initiatives.texts import keeping as texts
from bot.core.dialogs import words
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say

DeputyOf = Callable[[AsyncSession, int], Awaitable[int | None]]
"""By the number of a mandate: the deputy to whom it was given, who hears what comes of it."""

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Ground:
    """The initiative and the day of its last stage."""

    initiative: Initiative
    since: date


async def load(turn: Turn, answers: Answers) -> Ground:
    initiative = await service.get(turn.session, int(answers["id"]))
    events = await queries.events_of(turn.session, initiative.id)
    return Ground(initiative, max((one.on for one in events), default=initiative.registered_on))


def _stage(view: View) -> InitiativeStage:
    return InitiativeStage(view.answers["stage"])


def _today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


def _act(view: View) -> bool:
    return rules.needs_act(view.data.initiative, _stage(view))


def _money(view: View) -> bool:
    return rules.needs_money(view.data.initiative, _stage(view))


async def back(turn: Turn, answers: Answers) -> Reply:
    there = Choice(str(texts.to_card(turn.t)), f"ini:card.{answers['id']}")
    return say(words.cancelled(turn.t), [there])


async def finish_stage(deputy_of: DeputyOf, turn: Turn, answers: Answers) -> Reply:
    initiative, event = await service.reach(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        Reached(
            stage=InitiativeStage(answers["stage"]),
            on=date.fromisoformat(answers["day"]),
            note=answers.get("note"),
            files=answers.get("photos") or [],
            act_number=answers.get("act"),
            act_on=date.fromisoformat(answers["act_day"]) if answers.get("act_day") else None,
            spent=answers.get("spent"),
        ),
        turn.now,
        turn.t.timezone,
    )
    told = await notices.stage_reached(turn.session, initiative, event, turn.now, turn.t.timezone)
    deputy = await deputy_of(turn.session, initiative.appeal_id) if initiative.appeal_id else None
    if deputy is not None:
        await notices.tell_deputy(turn.session, initiative, event, deputy, turn.now)
    there = Choice(str(texts.to_card(turn.t)), f"ini:card.{initiative.id}")
    return say(texts.stage_noted(turn.t, told), *_answer_mandate(turn, initiative), [there])


def _answer_mandate(turn: Turn, initiative: Initiative) -> list[list[Choice]]:
    """What is decided ends the mandate that it came from: another area's action, joined at composition."""
    if initiative.appeal_id is None or initiative.stage not in rules.DECIDED:
        return []
    return [[Choice(str(texts.answer_mandate_button(turn.t)), f"mc:card.{initiative.appeal_id}")]]


STAGE = "initiative_stage"
_STEPS = (
    PickDay(
        name="day",
        text=lambda view: texts.ask_day(view.t, _stage(view)),
        first=lambda view: view.data.since,
        last=_today,
        opens=_today,
        explain=lambda view, _refused: texts.day_wrong(view.t, view.data.since, _today(view)),
    ),
    steps.words("act", lambda view: texts.ask_act_number(view.t), longest=ACT_NUMBER_LENGTH, when=_act),
    PickDay(
        name="act_day",
        text=lambda view: texts.ask_act_day(view.t),
        first=lambda view: _today(view) - YEAR,
        last=_today,
        opens=_today,
        explain=lambda view, _refused: texts.day_wrong(view.t, _today(view) - YEAR, _today(view)),
        when=_act,
    ),
    steps.words(
        "note",
        lambda view: texts.ask_note(view.t, _stage(view)),
        longest=rules.LONGEST_NOTE,
        optional=lambda view: _stage(view) is not InitiativeStage.REFUSED,
    ),
    steps.money("spent", lambda view: texts.ask_spent(view.t), when=_money),
    steps.files(
        "photos",
        lambda view: texts.ask_photos(view.t),
        when=lambda view: _stage(view) is InitiativeStage.DONE,
    ),
)


def stage_form(deputy_of: DeputyOf) -> Form:
    return Form(name=STAGE, load=load, steps=_STEPS, finish=partial(finish_stage, deputy_of), on_cancel=back)


async def finish_count(turn: Turn, answers: Answers) -> Reply:
    found = await service.count_signatures(
        turn.session, int(answers["id"]), turn.person_id, answers["count"], turn.now
    )
    there = Choice(str(texts.to_card(turn.t)), f"ini:card.{found.id}")
    return say(texts.stage_noted(turn.t, 0), [there])


SIGNATURES = Form(
    name="initiative_signatures",
    load=load,
    steps=(steps.count("count", lambda view: texts.ask_count(view.t, view.data.initiative)),),
    finish=finish_count,
    on_cancel=back,
)


def _is(*parts: str) -> Callable[[View], bool]:
    return lambda view: view.answers["part"] in parts


async def finish_part(turn: Turn, answers: Answers) -> Reply:
    part = answers["part"]
    name = {"amount": "amount", "files": "files", "about": "about"}.get(part, "words")
    value = answers.get(name)
    if part == "files":
        value = value or []
    found = await service.change(turn.session, int(answers["id"]), turn.person_id, part, value, turn.now)
    there = Choice(str(texts.to_card(turn.t)), f"ini:card.{found.id}")
    return say(texts.stage_noted(turn.t, 0), [there])


PART = Form(
    name="initiative_part",
    load=load,
    steps=(
        steps.words(
            "words",
            lambda view: texts.part_name(view.t, view.answers["part"]),
            longest=TITLE_LENGTH,
            when=_is("title_ky", "title_ru", "initiator"),
            optional=_is("title_ru"),
        ),
        steps.words(
            "about", lambda view: texts.ask_about(view.t), longest=rules.LONGEST_TEXT, when=_is("about")
        ),
        steps.money("amount", lambda view: texts.ask_amount(view.t), when=_is("amount")),
        steps.files(
            "files", lambda view: texts.ask_files(view.t, view.data.initiative.kind), when=_is("files")
        ),
    ),
    finish=finish_part,
    on_cancel=back,
)
