"""For a person without a phone: staff note down what they came with, and read them the number."""

from typing import Any

from bot.areas.appeals import notices, receiving, worklist
from bot.areas.appeals.dialogs.office import steps
from bot.areas.appeals.models import Appeal, AppealKind
from bot.areas.appeals.models.author import NAME_LENGTH, TELEPHONE_LENGTH
from bot.areas.appeals.receiving import Told
from bot.areas.appeals.rules.duplicates import Draft
from bot.areas.appeals.showing import as_files
from bot.areas.appeals.texts import naming
from bot.areas.appeals.texts import office_entering as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Confirm, Option, always
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

NOWHERE = "-"
_KINDS = (AppealKind.PROPOSAL, AppealKind.APPLICATION, AppealKind.COMPLAINT)


async def begin(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.HANDLE_APPEALS)
    return start_form(ENTER.name)


async def load(turn: Turn, answers: Answers) -> texts.Known:
    """The villages, and what may be about the same thing."""
    villages = await municipality.list_villages(turn.session)
    alike: list[Appeal] = []
    if answers.get("village") is not None:
        point = (answers.get("place") or {}).get("point") or (None, None)
        draft = Draft(answers.get("text"), _village(answers), *point)
        alike = await worklist.alike(turn.session, draft, turn.now)
    return texts.Known({str(one.id): one.name(turn.t.language) for one in villages}, alike)


def _village(answers: Answers) -> int | None:
    return int(answers["village"]) if answers["village"] != NOWHERE else None


def _sent(answers: Answers) -> list[Any]:
    return list(answers.get("files") or [])


async def finish(turn: Turn, answers: Answers) -> Reply:
    where = answers.get("place") or {}
    told = Told(
        kind=AppealKind(answers["kind"]),
        text=answers.get("text"),
        attachments=_sent(answers),
        village_id=_village(answers),
        place=where.get("words"),
        point=tuple(where["point"]) if "point" in where else None,
        name=answers["name"],
        telephone=answers.get("telephone"),
    )
    appeal = await receiving.enter(turn.session, told, turn.person_id, turn.now, turn.t.timezone)
    await notices.received(turn.session, appeal, turn.now)
    return say(texts.entered(turn.t, appeal), steps.back(turn, appeal.id))


def _villages(view: View) -> list[Option]:
    return [
        *(Option(name, value) for value, name in view.data.villages.items()),
        Option(str(texts.nowhere(view.t)), NOWHERE),
    ]


ENTER = Form(
    name="ap_enter",
    load=load,
    steps=(
        Choose(
            name="kind",
            text=lambda view: texts.ask_kind(view.t),
            options=lambda view: [Option(str(naming.kind(view.t, one)), one.value) for one in _KINDS],
        ),
        steps.words("name", lambda view: texts.ask_name(view.t), longest=NAME_LENGTH),
        steps.words(
            "telephone",
            lambda view: texts.ask_telephone(view.t),
            longest=TELEPHONE_LENGTH,
            optional=always,
        ),
        steps.words(
            "text",
            lambda view: texts.ask_text(view.t),
            files_to="files",
            optional=lambda view: bool(_sent(view.answers)),
        ),
        steps.files(
            "files",
            lambda view: texts.ask_paper(view.t),
            optional=always,
            # Who sent the paper at once isn't asked for it again.
            when=lambda view: view.answers.get("text") is not None or bool(_sent(view.answers)),
        ),
        Choose(name="village", text=lambda view: texts.ask_village(view.t), options=_villages, columns=2),
        steps.Where(name="place", text=lambda view: texts.ask_place(view.t), optional=always),
        Confirm(
            name="check",
            text=lambda view: texts.check(view.t, view.answers, view.data),
            attachments=lambda view: as_files(_sent(view.answers)),
            button=lambda view: texts.save_button(view.t),
        ),
    ),
    finish=finish,
    on_cancel=steps.to_list,
    keeps=True,
)
FORMS = (ENTER,)
