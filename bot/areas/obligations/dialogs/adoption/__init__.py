"""Adopting the plan (`oba:`), for who keeps it; the head approves."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.obligations import planning, plans
from bot.areas.obligations.dialogs.adoption import deciding, group, overview
from bot.areas.obligations.models import Plan
from bot.core.routes import Reply, Routes, Turn, start_form

Verb = Callable[[Turn, Plan, str], Awaitable[Reply]]


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.plan` or `verb.plan.more`; `year` and `begin` have a year in the plan's place."""
    await planning.check_may(turn.session, turn.person_id)
    name, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    if not number.isdecimal():
        return await overview.show_for(turn, turn.now.astimezone(turn.t.timezone).year)
    if name == "year":
        return await overview.show_for(turn, int(number))
    if name == "begin":
        return start_form(deciding.BEGUN.name, year=int(number))
    plan = await plans.get(turn.session, int(number))
    return await VERBS.get(name, _plan)(turn, plan, more)


async def _plan(turn: Turn, plan: Plan, _more: str) -> Reply:
    return await overview.show(turn, plan)


VERBS: Mapping[str, Verb] = {
    "plan": _plan,
    "group": group.show,
    "member": group.show_member,
    "join": group.begin_joining,
    "describe": group.begin_describing,
    "lead": group.lead,
    "out": group.begin_taking_out,
    "ordered": group.begin_ordering,
    "talk": deciding.show_discussion,
    "link": deciding.link,
    "earlier": deciding.begin_earlier,
    "approve": deciding.begin_approving,
    "ask": deciding.ask_head,
    "revise": deciding.begin_revision,
    "drop": deciding.begin_dropping,
    "paper": overview.paper,
    "editions": overview.show_editions,
    "edition": overview.show_edition,
}

routes = Routes(
    actions={"oba": act},
    forms=(
        deciding.BEGUN,
        deciding.EARLIER,
        deciding.APPROVAL,
        deciding.REVISION,
        deciding.DROPPED,
        group.MEMBER,
        group.DESCRIBED,
        group.ORDERED,
        group.OUT,
    ),
)
