"""Writing a message, and changing a part of one."""

from typing import Any

from bot.areas.broadcasts import rules, service
from bot.areas.broadcasts.dialogs import cards, steps
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.models import Topic
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Condition
from bot.core.routes import Answers, Form, Reply, Turn, start_form


async def begin(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.COMPOSE_BROADCAST)
    return start_form("compose")


async def finish_compose(turn: Turn, answers: Answers) -> Reply:
    broadcast = await service.open_broadcast(
        turn.session,
        kind=BroadcastKind.ORDINARY,
        topic=Topic.NEWS,
        text_ky=answers["ky"],
        text_ru=answers.get("ru"),
        attachments=answers.get("files") or [],
        audience=steps.read_audience(answers, {}),
        author_id=turn.person_id,
        now=turn.now,
    )
    return await cards.preview_and_card(turn, broadcast)


COMPOSE = Form(
    name="compose",
    load=steps.load_places,
    steps=(steps.kyrgyz(), steps.russian(), steps.files(), *steps.audience()),
    finish=finish_compose,
)


# Changing a part


async def begin_part(turn: Turn, argument: str) -> Reply:
    part, _, number = argument.partition(".")
    if part not in cards.PARTS or not number.isdecimal():
        return await cards.latest(turn, "")
    broadcast = await service.get(turn.session, int(number))
    await people.check_may(turn.session, turn.person_id, rules.edit_permission(broadcast.kind))
    rules.check_state(broadcast, rules.EDITABLE)
    return start_form("part", part=part, id=int(number))


async def finish_part(turn: Turn, answers: Answers) -> Reply:
    broadcast = await service.get(turn.session, int(answers["id"]))
    changed = _changed(answers, broadcast)
    broadcast = await service.edit_broadcast(turn.session, broadcast.id, turn.person_id, turn.now, **changed)
    return await cards.preview_and_card(turn, broadcast)


def _changed(answers: Answers, broadcast: Broadcast) -> dict[str, Any]:
    part = answers["part"]
    if part == "ky":
        return {"text_ky": answers["ky"]}
    if part == "ru":
        return {"text_ru": answers.get("ru")}
    if part == "files":
        return {"attachments": answers.get("files") or []}
    if part == "topic":
        return {"topic": Topic(answers["topic"])}
    return {"audience": steps.read_audience(answers, broadcast.audience)}


def only(part: str) -> Condition:
    def wanted(view: View) -> bool:
        return bool(view.answers.get("part") == part)

    return wanted


PART = Form(
    name="part",
    load=steps.load_places,
    steps=(
        steps.kyrgyz(only("ky")),
        steps.russian(only("ru")),
        steps.files(only("files")),
        *steps.audience(only("audience")),
        steps.languages(only("languages")),
        steps.topic(only("topic")),
    ),
    finish=finish_part,
)
