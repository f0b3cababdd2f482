"""The end of an appeal: an answer, or the head's word about one that its author disputes."""

from bot.areas.appeals import ending
from bot.areas.appeals.dialogs.office import steps
from bot.areas.appeals.models import Appeal, Outcome
from bot.areas.appeals.showing import as_files
from bot.areas.appeals.texts import naming
from bot.areas.appeals.texts import office_forms as texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Confirm, Option
from bot.core.messages import AttachmentKind
from bot.core.routes import Answers, Form, Reply, Turn, say, start_below


async def begin_answer(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    return start_below(ANSWER.name, id=appeal.id)


async def finish_answer(turn: Turn, answers: Answers) -> Reply:
    appeal = await ending.close(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        outcome=Outcome(answers["outcome"]),
        text=answers.get("text"),
        files=list(answers.get("files") or []),
        now=turn.now,
    )
    told = appeal.author_id is not None
    return say(texts.answered(turn.t, appeal, told=told), steps.back(turn, appeal.id))


def _spoke(view: View) -> bool:
    """Who said it in a voice message need not write it too."""
    return steps.has(view, "files", AttachmentKind.VOICE)


def _is_repaired(view: View) -> bool:
    return bool(view.answers.get("outcome") == Outcome.REPAIRED.value)


async def begin_uphold(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    return start_below(UPHOLD.name, id=appeal.id)


async def begin_reopen(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    return start_below(REOPEN.name, id=appeal.id)


async def finish_uphold(turn: Turn, answers: Answers) -> Reply:
    appeal = await ending.uphold(
        turn.session, int(answers["id"]), turn.person_id, answers["reason"], turn.now
    )
    return say(texts.upheld(turn.t), steps.back(turn, appeal.id))


async def finish_reopen(turn: Turn, answers: Answers) -> Reply:
    appeal = await ending.reopen(
        turn.session, int(answers["id"]), turn.person_id, answers["reason"], turn.now, turn.t.timezone
    )
    return say(texts.reopened(turn.t), steps.back(turn, appeal.id))


ANSWER = Form(
    name="ap_answer",
    steps=(
        Choose(
            name="outcome",
            text=lambda view: texts.ask_outcome(view.t),
            options=lambda view: [Option(str(naming.outcome(view.t, one)), one.value) for one in Outcome],
        ),
        steps.words(
            "text",
            lambda view: texts.ask_answer(view.t, Outcome(view.answers["outcome"])),
            files_to="files",
            optional=_spoke,
            explained=True,
        ),
        steps.files(
            "files",
            lambda view: texts.ask_files(view.t, repaired=_is_repaired(view)),
            optional=lambda view: not _is_repaired(view),
        ),
        Confirm(
            name="check",
            text=lambda view: texts.check_answer(
                view.t, Outcome(view.answers["outcome"]), view.answers.get("text")
            ),
            attachments=lambda view: as_files(view.answers.get("files") or []),
            button=lambda view: texts.send_answer(view.t),
        ),
    ),
    finish=finish_answer,
    on_cancel=steps.to_card,
    keeps=True,
)
UPHOLD = Form(
    name="ap_uphold",
    steps=(steps.words("reason", lambda view: texts.ask_uphold(view.t), explained=True),),
    finish=finish_uphold,
    on_cancel=steps.to_card,
)
REOPEN = Form(
    name="ap_reopen",
    steps=(steps.words("reason", lambda view: texts.ask_reopen(view.t), explained=True),),
    finish=finish_reopen,
    on_cancel=steps.to_card,
)
FORMS = (ANSWER, UPHOLD, REOPEN)
