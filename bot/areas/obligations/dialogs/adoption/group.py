"""The working group: who is in it, and the order that makes it (004 §4.1-4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.areas.obligations import plans, working_group
from bot.areas.obligations.dialogs.adoption import overview
from bot.areas.obligations.dialogs.planning import steps
from bot.areas.obligations.models import GroupMember, GroupPart, Plan, PlanState
from bot.areas.obligations.models.plan import ORDER_LENGTH
from bot.areas.obligations.texts import adoption as texts
from bot.areas.obligations.working_group import Joining
from bot.areas.people.models import NAME_LENGTH
from bot.core.dialogs import words
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Confirm, Option, always
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

GROUPS = ("minority", "disability", "social_group")
WOMAN, MAN = "w", "m"
# Shown at once; further members are reached by the next page.
PAGE = 6
_LONG_AGO = timedelta(days=365 * 6)


async def show(turn: Turn, plan: Plan, more: str = "") -> Reply:
    t = turn.t
    members = await working_group.members_of(turn.session, plan.id)
    remarks = await working_group.remarks(turn.session, plan)
    rows: list[list[Choice]] = []
    if plan.state is PlanState.DRAFT:
        rows = _member_rows(turn, plan, members, int(more) if more.isdecimal() else 0)
        rows.append(
            [
                Choice(str(texts.add_member_button(t)), f"oba:join.{plan.id}"),
                Choice(str(texts.note_order_button(t)), f"oba:ordered.{plan.id}"),
            ]
        )
    return say(texts.group_head(t, members, remarks), *rows, [overview.to_plan(turn, plan.id)])


def _member_rows(turn: Turn, plan: Plan, members: Sequence[GroupMember], page: int) -> list[list[Choice]]:
    pages = max(1, -(-len(members) // PAGE))
    page %= pages
    shown = members[page * PAGE : (page + 1) * PAGE]
    rows = [[Choice(texts.member_button(one), f"oba:member.{plan.id}.{one.id}")] for one in shown]
    if pages > 1:
        more = str(words.more(turn.t, page + 1, pages))
        rows.append([Choice(more, f"oba:group.{plan.id}.{(page + 1) % pages}")])
    return rows


async def show_member(turn: Turn, plan: Plan, more: str) -> Reply:
    t = turn.t
    one = await working_group.find_member(turn.session, plan.id, int(more) if more.isdecimal() else 0)
    rows = [
        [Choice(str(texts.describe_button(t)), f"oba:describe.{plan.id}.{one.id}")],
        [Choice(str(texts.take_out_button(t)), f"oba:out.{plan.id}.{one.id}")],
        [_to_group(turn, plan.id)],
    ]
    if not one.leads:
        rows.insert(0, [Choice(str(texts.lead_button(t)), f"oba:lead.{plan.id}.{one.id}")])
    return say(texts.member_card(t, one), *rows)


def _to_group(turn: Turn, plan_id: int) -> Choice:
    return Choice(str(texts.to_group(turn.t)), f"oba:group.{plan_id}")


async def lead(turn: Turn, plan: Plan, more: str) -> Reply:
    member = int(more) if more.isdecimal() else 0
    await working_group.lead(turn.session, turn.person_id, plan.id, member, turn.now)
    return await show(turn, plan)


async def begin_taking_out(turn: Turn, plan: Plan, more: str) -> Reply:
    await plans.get_draft(turn.session, turn.person_id, plan.id)
    one = await working_group.find_member(turn.session, plan.id, int(more) if more.isdecimal() else 0)
    return start_form(OUT.name, plan=plan.id, member=one.id)


async def begin_joining(turn: Turn, plan: Plan, _more: str) -> Reply:
    await plans.get_draft(turn.session, turn.person_id, plan.id)
    return start_form(MEMBER.name, plan=plan.id)


async def begin_describing(turn: Turn, plan: Plan, more: str) -> Reply:
    await plans.get_draft(turn.session, turn.person_id, plan.id)
    one = await working_group.find_member(turn.session, plan.id, int(more) if more.isdecimal() else 0)
    return start_form(DESCRIBED.name, plan=plan.id, member=one.id)


async def begin_ordering(turn: Turn, plan: Plan, _more: str) -> Reply:
    await plans.get_draft(turn.session, turn.person_id, plan.id)
    return start_form(ORDERED.name, plan=plan.id)


async def left(turn: Turn, answers: Answers) -> Reply:
    return await show(turn, await plans.get(turn.session, int(answers["plan"])))


# Joining


@dataclass(frozen=True, slots=True)
class Ground:
    """Who may join: whoever is in the group isn't offered again."""

    colleagues: Sequence[tuple[int, str]]
    members: frozenset[str]


async def _load(turn: Turn, answers: Answers) -> Ground:
    members = await working_group.members_of(turn.session, int(answers["plan"]))
    names = frozenset(one.name.casefold() for one in members)
    known = await steps.colleagues(turn)
    return Ground([one for one in known if one[1].casefold() not in names], names)


def _parts(view: View) -> list[Option]:
    return [Option(str(texts.part(view.t, one)), one.value) for one in GroupPart]


def _sexes(view: View) -> list[Option]:
    return [Option(str(texts.woman(view.t)), WOMAN), Option(str(texts.man(view.t)), MAN)]


_ABOUT = (
    steps.words("position", lambda view: texts.ask_position(view.t), NAME_LENGTH, optional=always),
    Choose(name="sex", text=lambda view: texts.ask_sex(view.t), options=_sexes, columns=2, optional=always),
    Choose(
        name="groups",
        text=lambda view: texts.ask_groups(view.t),
        options=lambda view: [Option(str(texts.social(view.t, one)), one) for one in GROUPS],
        several=True,
        at_least=0,
        optional=always,
    ),
)


def _about(answers: Answers) -> dict[str, Any]:
    """Skipped: not said."""
    chosen, sex = answers.get("groups"), answers.get("sex")
    return {
        "position": answers.get("position"),
        "woman": None if sex is None else sex == WOMAN,
        **{name: None if chosen is None else name in chosen for name in GROUPS},
    }


async def _finish(turn: Turn, answers: Answers) -> Reply:
    name, person_id = steps.chosen(answers["person"], await steps.colleagues(turn))
    joining = Joining(name, GroupPart(answers["part"]), person_id, **_about(answers))
    plan_id = int(answers["plan"])
    await working_group.add_member(turn.session, turn.person_id, plan_id, joining, turn.now)
    return await show(turn, await plans.get(turn.session, plan_id))


MEMBER = Form(
    name="plan_member",
    load=_load,
    steps=(
        steps.person(
            "person",
            lambda view: texts.ask_member(view.t),
            lambda view: view.data.colleagues,
            taken=lambda view: view.data.members,
        ),
        Choose(name="part", text=lambda view: texts.ask_part(view.t), options=_parts),
        *_ABOUT,
    ),
    finish=_finish,
    on_cancel=left,
)


async def _finish_describing(turn: Turn, answers: Answers) -> Reply:
    plan_id = int(answers["plan"])
    member = int(answers["member"])
    # Skipped: it stays as it is.
    values = {name: value for name, value in _about(answers).items() if value is not None}
    await working_group.describe_member(turn.session, turn.person_id, plan_id, member, values, turn.now)
    return await show(turn, await plans.get(turn.session, plan_id))


DESCRIBED = Form(name="plan_described", steps=_ABOUT, finish=_finish_describing, on_cancel=left)


# Leaving


async def _leaving(turn: Turn, answers: Answers) -> GroupMember:
    return await working_group.find_member(turn.session, int(answers["plan"]), int(answers["member"]))


async def _finish_leaving(turn: Turn, answers: Answers) -> Reply:
    plan_id, member = int(answers["plan"]), int(answers["member"])
    await working_group.remove_member(turn.session, turn.person_id, plan_id, member, turn.now)
    return await show(turn, await plans.get(turn.session, plan_id))


OUT = Form(
    name="plan_member_out",
    load=_leaving,
    steps=(
        Confirm(
            name="sure",
            text=lambda view: texts.sure_to_take_out(view.t, view.data.name),
            button=lambda view: texts.take_out_button(view.t),
        ),
    ),
    finish=_finish_leaving,
    on_cancel=left,
)


# The order


def order_steps() -> tuple[Any, ...]:
    """The number and the day, not one to come."""
    return (
        steps.words("number", lambda view: texts.ask_order_number(view.t), ORDER_LENGTH),
        PickDay(
            name="day",
            text=lambda view: texts.ask_order_day(view.t),
            first=lambda view: today(view) - _LONG_AGO,
            last=today,
            opens=today,
            explain=lambda view, _refused: texts.order_day_wrong(
                view.t, today(view) - _LONG_AGO, today(view)
            ),
        ),
    )


def today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


async def _finish_order(turn: Turn, answers: Answers) -> Reply:
    plan_id, day = int(answers["plan"]), date.fromisoformat(answers["day"])
    await working_group.order_group(
        turn.session, turn.person_id, plan_id, answers["number"], day, turn.now, turn.t.timezone
    )
    return await overview.show(turn, await plans.get(turn.session, plan_id))


ORDERED = Form(name="plan_group_order", steps=order_steps(), finish=_finish_order, on_cancel=left)
