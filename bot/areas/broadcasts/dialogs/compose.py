"""Writing a message, and changing a part of one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.areas.broadcasts import rules, service, showing
from bot.areas.broadcasts.dialogs import cards, lists, steps
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.broadcasts.texts import buttons as button_texts
from bot.areas.broadcasts.texts import writing as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.models import Topic
from bot.core.dialogs import words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Condition
from bot.core.dialogs.store import DialogState
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form


async def begin(turn: Turn, _argument: str) -> Reply:
    """A message left halfway is kept before another takes its place."""
    await people.check_may(turn.session, turn.person_id, Permission.COMPOSE_BROADCAST)
    left = await turn.session.get(DialogState, (turn.contact.id, COMPOSE.name), populate_existing=True)
    answers = left.state["answers"] if left else {}
    kept = await _keep(turn, answers) if answers.get("ky") else Reply()
    return kept.then(start_form(COMPOSE.name))


async def finish_compose(turn: Turn, answers: Answers) -> Reply:
    return await cards.preview_and_card(turn, await _open(turn, answers, steps.files_of(answers)))


async def cancel_compose(turn: Turn, answers: Answers) -> Reply:
    """What was written stays; deleting it is another tap. Leaving is never refused."""
    may = await people.may(turn.session, turn.person_id, Permission.COMPOSE_BROADCAST)
    if may and answers.get("ky"):
        return await _keep(turn, answers)
    return say(words.cancelled(turn.t), [showing.to_menu(turn.t)])


async def _keep(turn: Turn, answers: Answers) -> Reply:
    broadcast = await _open(turn, answers, steps.files_of(answers)[: rules.MOST_FILES])
    delete = Choice(str(button_texts.delete(turn.t)), f"bc:delete.{broadcast.id}")
    return say(texts.kept(turn.t, broadcast), [showing.open_button(turn.t, broadcast), delete], redraw=False)


async def _open(turn: Turn, answers: Answers, files: Sequence[Any]) -> Broadcast:
    return await service.open_broadcast(
        turn.session,
        kind=BroadcastKind.ORDINARY,
        topic=Topic.NEWS,
        text_ky=answers["ky"],
        text_ru=answers.get("ru"),
        attachments=files,
        audience=steps.read_audience(answers, {}),
        author_id=turn.person_id,
        now=turn.now,
    )


COMPOSE = Form(
    name="compose",
    load=steps.load_places,
    steps=(
        steps.kyrgyz(),
        steps.russian(texts.ask_russian),
        steps.files(texts.ask_files),
        *steps.audience(),
    ),
    finish=finish_compose,
    on_cancel=cancel_compose,
)


# Changing a part


async def begin_part(turn: Turn, argument: str) -> Reply:
    part, _, number = argument.partition(".")
    if part not in cards.PARTS or not number.isdecimal():
        return await lists.latest(turn, "")
    await cards.check_editable(turn, int(number))
    return start_form("part", part=part, id=int(number))


async def load_part(turn: Turn, answers: Answers) -> steps.Places:
    """New files take the place of the old ones only where files were asked for."""
    places = await steps.load_places(turn, answers)
    if answers["part"] == steps.FILES:
        return places
    broadcast = await service.get(turn.session, int(answers["id"]))
    return replace(places, attached=len(broadcast.attachments))


async def finish_part(turn: Turn, answers: Answers) -> Reply:
    broadcast = await service.get(turn.session, int(answers["id"]))
    changed = _changed(answers, broadcast)
    broadcast = await service.edit_broadcast(turn.session, broadcast.id, turn.person_id, turn.now, **changed)
    shown = await cards.preview_and_card(turn, broadcast)
    if changed.keys() >= {"text_ky"} and broadcast.text_ru:
        # Else half of the people would read what the other half is no longer told.
        return shown.then(say(texts.russian_stays(turn.t), [_change_russian(turn, broadcast)]))
    return shown


def _change_russian(turn: Turn, broadcast: Broadcast) -> Choice:
    return Choice(str(texts.part_name(turn.t, "ru")), f"bcpart:ru.{broadcast.id}")


def _changed(answers: Answers, broadcast: Broadcast) -> dict[str, Any]:
    """A file that came with the words is added to those there are."""
    part = answers["part"]
    added = {"attachments": [*broadcast.attachments, *files]} if (files := steps.files_of(answers)) else {}
    if part == "ky":
        return {"text_ky": answers["ky"], **added}
    if part == "ru":
        return {"text_ru": answers.get("ru"), **added}
    if part == "files":
        return {"attachments": files}
    if part == "topic":
        return {"topic": Topic(answers["topic"])}
    return {"audience": steps.read_audience(answers, broadcast.audience)}


def only(part: str) -> Condition:
    def wanted(view: View) -> bool:
        return bool(view.answers.get("part") == part)

    return wanted


PART = Form(
    name="part",
    load=load_part,
    steps=(
        steps.kyrgyz(only("ky")),
        steps.russian(texts.ask_new_russian, only("ru")),
        steps.files(texts.ask_new_files, only("files")),
        *steps.audience(only("audience")),
        steps.languages(only("languages")),
        steps.topic(only("topic")),
    ),
    finish=finish_part,
    on_cancel=cards.on_cancel,
)
