"""Sending a questionnaire as a file."""

import asyncio
from dataclasses import dataclass

from bot.areas.surveys import uploading
from bot.areas.surveys.dialogs import form_cards
from bot.areas.surveys.models import UploadPurpose
from bot.areas.surveys.questionnaire.templates import load_example, load_help, load_template
from bot.areas.surveys.questionnaire.xlsform.writing import write_xlsform
from bot.areas.surveys.texts import uploads as texts
from bot.core import files
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Collect, Heard, Outcome, Rejected
from bot.core.messages import AttachmentKind
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, kw_only=True)
class SendTable(Collect):
    """One spreadsheet; anything else is told what is wanted."""

    def accept(self, view: View, heard: Heard) -> Outcome:
        outcome = super().accept(view, heard)
        return Rejected(texts.ask_again(view.t)) if isinstance(outcome, Rejected) else outcome


async def begin_form(turn: Turn, _argument: str) -> Reply:
    """With a template and an example, to begin from."""
    await form_cards.check_office(turn)
    made = []
    for name, content in (
        (texts.template_name(turn.t), await asyncio.to_thread(write_xlsform, load_template(), load_help())),
        (texts.example_name(turn.t), await asyncio.to_thread(write_xlsform, load_example(), load_help())),
    ):
        kept = await files.keep_made(
            turn.session, AttachmentKind.DOCUMENT, f"{name} (XLSForm).xlsx", XLSX, content, turn.now
        )
        made.append(kept)
    shown = say(texts.ask_form(turn.t), attachments=tuple(made), redraw=False)
    return shown.then(start_form(FILE.name))


async def finish_form(turn: Turn, answers: Answers) -> Reply:
    _, file_id = answers["file"][0]
    await uploading.keep(turn.session, UploadPurpose.FORM, int(file_id), turn.person_id, turn.now)
    return say(texts.is_read(turn.t), redraw=False)


FILE = Form(
    name="survey_file",
    steps=(
        SendTable(
            name="file",
            text=lambda view: texts.ask_again(view.t),
            kinds=frozenset({AttachmentKind.DOCUMENT}),
        ),
    ),
    finish=finish_form,
    on_cancel=form_cards.left,
)
