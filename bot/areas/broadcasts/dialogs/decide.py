"""Returning a message with a remark; sending one in an emergency."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.areas.broadcasts import audience, costs, decisions, rules, service, showing
from bot.areas.broadcasts.costs import Cost
from bot.areas.broadcasts.dialogs import cards
from bot.areas.broadcasts.texts import deciding as texts
from bot.areas.people import queries as staff
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Confirm, Heard
from bot.core.errors import Refused
from bot.core.routes import Answers, Form, Reply, Turn, say


def read_remark(_view: View, heard: Heard) -> str:
    if len(heard.text) > rules.LONGEST_REMARK:
        raise Refused("broadcasts:long_remark")
    return heard.text


def explain(view: View, _refused: Refused) -> Markup:
    return texts.too_long_remark(view.t)


async def finish_remark(turn: Turn, answers: Answers) -> Reply:
    broadcast = await decisions.return_with_remark(
        turn.session, int(answers["id"]), turn.person_id, answers["remark"], turn.now
    )
    author = await staff.name_of(turn.session, broadcast.author_id) or ""
    return say(texts.you_returned(turn.t, author), [showing.to_menu(turn.t)])


REMARK = Form(
    name="remark",
    steps=(
        Ask(name="remark", text=lambda view: texts.ask_remark(view.t), read=read_remark, explain=explain),
    ),
    finish=finish_remark,
    on_cancel=cards.on_cancel,
)


@dataclass(frozen=True, slots=True)
class Reach:
    """What is about to go, to how many, and what it costs."""

    headline: str
    size: int
    costs: Sequence[Cost]


async def load_reach(turn: Turn, answers: Answers) -> Reach:
    broadcast = await service.get(turn.session, int(answers["id"]))
    size = await audience.size_of(turn.session, audience.in_emergency(broadcast))
    found = await costs.of_emergency(turn.session, broadcast, turn.now)
    return Reach(rules.headline(broadcast.text_ky), size.total, found)


def ask_sure(view: View) -> Markup:
    reason = view.answers.get("reason", "")
    return texts.ask_emergency_sure(view.t, view.data.headline, view.data.size, reason, view.data.costs)


async def finish_emergency(turn: Turn, answers: Answers) -> Reply:
    shown, seen = await service.get(turn.session, int(answers["id"])), answers["seen"]
    if seen != rules.revision(shown):
        return say(texts.was_changed(turn.t)).then(await cards.preview_and_card(turn, shown))
    broadcast = await decisions.send_emergency(
        turn.session, shown.id, turn.person_id, answers["reason"], turn.now, seen
    )
    return say(texts.emergency_sent(turn.t)).then(await cards.card(turn, broadcast))


EMERGENCY = Form(
    name="emergency",
    load=load_reach,
    steps=(
        Ask(name="reason", text=lambda view: texts.ask_reason(view.t), read=read_remark, explain=explain),
        Confirm(name="sure", text=ask_sure, button=lambda view: texts.send_emergency(view.t)),
    ),
    finish=finish_emergency,
    on_cancel=cards.on_cancel,
)
