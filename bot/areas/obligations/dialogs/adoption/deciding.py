"""Beginning a plan, its discussion, its approval, its revision (004 §4.9-4.11)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.areas.obligations import adoption, planning, plans, working_group
from bot.areas.obligations.catalogue import plan as typical
from bot.areas.obligations.dialogs.adoption import group, overview
from bot.areas.obligations.dialogs.planning import screens, steps
from bot.areas.obligations.models import Plan
from bot.areas.obligations.rules.editions import Difference
from bot.areas.obligations.rules.group import Remark
from bot.areas.obligations.texts import adoption as texts
from bot.areas.obligations.texts.refusals import REFUSALS
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Confirm, Heard, Option
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

_YEARS = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})", re.ASCII)


async def _left(turn: Turn, answers: Answers) -> Reply:
    return await overview.show(turn, await plans.get(turn.session, int(answers["plan"])))


# Beginning


def _suggested(view: View) -> list[Option]:
    """The typical plan's years, and what is left of them for who begins in the middle."""
    first, last = typical().first_year or 0, typical().last_year or 0
    this = group.today(view).year
    spans = [(first, last)]
    if first < this <= last:
        spans.append((this, last))
    if this > last:
        spans = [(this, this + last - first)]
    return [Option(f"{one}–{other}", f"{one}-{other}") for one, other in spans]


def _years(_view: View, heard: Heard) -> str:
    match = _YEARS.fullmatch(heard.text)
    if match is None:
        raise Refused("obligations:years")
    adoption.check_years(int(match[1]), int(match[2]))
    return f"{match[1]}-{match[2]}"


async def _begun(turn: Turn, answers: Answers) -> Reply:
    first, last = map(int, str(answers["years"]).split("-"))
    plan = await adoption.begin(turn.session, turn.person_id, first, last, turn.now)
    return await overview.show(turn, plan)


async def _not_begun(turn: Turn, answers: Answers) -> Reply:
    return await overview.show_for(turn, int(answers["year"]))


BEGUN = Form(
    name="plan_begun",
    steps=(
        Ask(
            name="years",
            text=lambda view: texts.ask_years(view.t),
            read=_years,
            explain=steps.explain,
            suggestions=_suggested,
        ),
    ),
    finish=_begun,
    on_cancel=_not_begun,
)


# The discussion


async def show_discussion(turn: Turn, plan: Plan, _more: str) -> Reply:
    t = turn.t
    day = await adoption.discussed_on(turn.session, plan, t.timezone)
    found = await adoption.assemblies(turn.session, plan, t.timezone, 6)
    held = [(texts.meeting_line(t, one), f"oba:link.{plan.id}.{one.id}") for one in found]
    rows = numbered.buttons(held)
    rows.append([Choice(str(texts.earlier_button(t)), f"oba:earlier.{plan.id}")])
    if day is None:
        rows.append([Choice(str(texts.call_button(t)), "mtnew:kind.village_assembly")])
    text = numbered.under(texts.discussion_head(t, day, plan.discussion), [words for words, _ in held])
    return say(text, *rows, [overview.to_plan(turn, plan.id)])


async def link(turn: Turn, plan: Plan, more: str) -> Reply:
    meeting = int(more) if more.isdecimal() else 0
    await adoption.link_discussion(turn.session, turn.person_id, plan.id, meeting, turn.now, turn.t.timezone)
    return await overview.show(turn, await plans.get(turn.session, plan.id))


async def begin_earlier(turn: Turn, plan: Plan, _more: str) -> Reply:
    await plans.get_draft(turn.session, turn.person_id, plan.id)
    return start_form(EARLIER.name, plan=plan.id)


async def _discussed(turn: Turn, answers: Answers) -> Reply:
    plan_id, day = int(answers["plan"]), date.fromisoformat(answers["day"])
    await adoption.note_discussion(
        turn.session, turn.person_id, plan_id, day, answers["note"], turn.now, turn.t.timezone
    )
    return await overview.show(turn, await plans.get(turn.session, plan_id))


def _discussion_day() -> PickDay:
    day: Any = group.order_steps()[1]
    return PickDay(
        name="day",
        text=lambda view: texts.ask_discussion_day(view.t),
        first=day.first,
        last=day.last,
        opens=day.opens,
        explain=day.explain,
    )


EARLIER = Form(
    name="plan_discussed",
    steps=(
        _discussion_day(),
        steps.words(
            "note", lambda view: texts.ask_discussion_note(view.t), adoption.LONGEST_REASON, reason=True
        ),
    ),
    finish=_discussed,
    on_cancel=_left,
)


# Approval


@dataclass(frozen=True, slots=True)
class Before:
    """What the head should know first."""

    plan: Plan
    blank: int
    remarks: Sequence[Remark]
    changes: Sequence[Difference]


async def begin_approving(turn: Turn, plan: Plan, _more: str) -> Reply:
    """Raises `Refused` before anything is asked."""
    try:
        await adoption.check_may_be_approved(turn.session, turn.person_id, plan.id, turn.t.timezone)
    except Refused as refused:
        return _what_is_missing(turn, plan, refused)
    return start_form(APPROVAL.name, plan=plan.id)


def _what_is_missing(turn: Turn, plan: Plan, refused: Refused) -> Reply:
    """With the way to it, where there is one."""
    ways = {
        "obligations:not_discussed": Choice(str(texts.discussion_button(turn.t)), f"oba:talk.{plan.id}"),
        "obligations:group_small": Choice(str(texts.group_button(turn.t)), f"oba:group.{plan.id}"),
    }
    if refused.code not in ways:
        raise refused
    return say(
        REFUSALS[refused.code](turn.t, refused), [ways[refused.code]], [overview.to_plan(turn, plan.id)]
    )


async def ask_head(turn: Turn, plan: Plan, _more: str) -> Reply:
    """Whoever keeps the plan lays it before the head. Raises `Refused` while something is missing."""
    try:
        await adoption.check_ready(turn.session, turn.person_id, plan.id, turn.t.timezone)
    except Refused as refused:
        return _what_is_missing(turn, plan, refused)

    def message(t: Translator) -> OutMessage:
        look = Choice(str(texts.look_button(t)), f"oba:plan.{plan.id}")
        return OutMessage(text=texts.told_to_approve(t, plan), choices=((look,),))

    await people.tell_all(turn.session, Permission.APPROVE_PLAN, message, turn.now)
    return say(texts.head_told(turn.t), [overview.to_plan(turn, plan.id)])


async def _look(turn: Turn, answers: Answers) -> Before:
    plan = await plans.get(turn.session, int(answers["plan"]))
    this = turn.now.astimezone(turn.t.timezone).year
    year = min(max(this, plan.first_year), plan.last_year)
    return Before(
        plan,
        screens.count_blank(await planning.rows_of(turn.session, year)),
        await working_group.remarks(turn.session, plan),
        await adoption.changes(turn.session, plan),
    )


async def _approved(turn: Turn, answers: Answers) -> Reply:
    plan = await adoption.approve(
        turn.session,
        turn.person_id,
        int(answers["plan"]),
        answers["number"],
        date.fromisoformat(answers["day"]),
        turn.now,
        turn.t.timezone,
    )
    await people.tell_all(
        turn.session,
        Permission.KEEP_PLAN,
        lambda t: OutMessage(
            text=texts.told_approved(t, plan),
            choices=((Choice(str(texts.look_button(t)), f"oba:plan.{plan.id}"),),),
        ),
        turn.now,
        except_person=turn.person_id,
    )
    return say(texts.approved(turn.t, plan)).then(await overview.show(turn, plan))


APPROVAL = Form(
    name="plan_approval",
    load=_look,
    steps=(
        *group.order_steps(),
        Confirm(
            name="sure",
            text=lambda view: texts.ask_approval(
                view.t, view.data.plan, view.data.blank, view.data.remarks, view.data.changes
            ),
            button=lambda view: texts.approve_it_button(view.t),
        ),
    ),
    finish=_approved,
    on_cancel=_left,
)


# Revision


async def begin_revision(turn: Turn, plan: Plan, _more: str) -> Reply:
    """Raises `Refused` with the day when it may be."""
    await adoption.check_may_be_revised(turn.session, plan, turn.now, turn.t.timezone)
    return start_form(REVISION.name, plan=plan.id)


async def _revised(turn: Turn, answers: Answers) -> Reply:
    plan = await adoption.begin_revision(
        turn.session, turn.person_id, int(answers["plan"]), answers["reason"], turn.now, turn.t.timezone
    )
    return say(texts.revision_begun(turn.t)).then(await overview.show(turn, plan))


REVISION = Form(
    name="plan_revision",
    steps=(
        steps.words("reason", lambda view: texts.ask_reason(view.t), adoption.LONGEST_REASON, reason=True),
    ),
    finish=_revised,
    on_cancel=_left,
)


async def begin_dropping(turn: Turn, plan: Plan, _more: str) -> Reply:
    await plans.get_draft(turn.session, turn.person_id, plan.id)
    return start_form(DROPPED.name, plan=plan.id, revision=plan.reason is not None)


async def _dropped(turn: Turn, answers: Answers) -> Reply:
    plan = await plans.get(turn.session, int(answers["plan"]))
    approved = await adoption.drop(turn.session, turn.person_id, plan.id, turn.now)
    shown = await (overview.show(turn, approved) if approved else overview.show_for(turn, plan.first_year))
    return say(texts.dropped(turn.t)).then(shown)


DROPPED = Form(
    name="plan_dropped",
    steps=(
        Confirm(
            name="sure",
            text=lambda view: texts.ask_drop(view.t, revision=bool(view.answers.get("revision"))),
            button=lambda view: texts.drop_button(view.t),
        ),
    ),
    finish=_dropped,
    on_cancel=_left,
)
