"""What an author says to their appeal: a reply or more, or why they do not agree with the answer."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.areas.appeals import following, queries
from bot.areas.appeals.dialogs import asking
from bot.areas.appeals.dialogs.telling import mine
from bot.areas.appeals.models import Appeal
from bot.areas.appeals.rules import following as rules
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.service import get
from bot.areas.appeals.texts import telling as form_texts
from bot.areas.appeals.texts import telling_mine as texts
from bot.core.dialogs.state import View
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form


async def begin_reply(turn: Turn, appeal: Appeal) -> Reply:
    await get(turn.session, appeal.id, turn.person_id, Action.REPLY)
    return start_form("my_reply", id=appeal.id)


async def begin_dispute(turn: Turn, appeal: Appeal) -> Reply:
    await following.check_may_dispute(turn.session, appeal.id, turn.person_id, turn.now)
    return start_form("my_dispute", id=appeal.id)


async def load_question(turn: Turn, answers: Answers) -> str | None:
    asked = mine.question(await queries.entries_of(turn.session, int(answers["id"])))
    return asked.text if asked else None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Until when it may be raised, and whether the council's chair decides it."""

    until: datetime
    chair: bool


async def load_dispute(turn: Turn, answers: Answers) -> Dispute:
    appeal = await get(turn.session, int(answers["id"]), turn.person_id)
    history = await queries.entries_of(turn.session, appeal.id)
    until = rules.disputable_until(appeal, history) or turn.now
    return Dispute(until, await queries.chair_decides(turn.session, appeal))


async def finish_reply(turn: Turn, answers: Answers) -> Reply:
    said = answers[asking.MATTER]
    await following.reply(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        text=said["text"],
        attachments=said["files"],
        now=turn.now,
    )
    return say(texts.reply_taken(turn.t), mine.to_card(turn, int(answers["id"])))


async def finish_dispute(turn: Turn, answers: Answers) -> Reply:
    said = answers[asking.MATTER]
    appeal = await following.dispute(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        text=said["text"],
        attachments=said["files"],
        now=turn.now,
    )
    chair = await queries.chair_decides(turn.session, appeal)
    return say(texts.dispute_taken(turn.t, chair=chair), mine.to_card(turn, appeal.id))


async def back_to_card(turn: Turn, answers: Answers) -> Reply:
    return await mine.card(turn, await mine.own(turn, int(answers["id"])))


def _said(view: View) -> Markup:
    said = asking.matter_of(view)
    parts = [
        form_texts.matter(view.t, said["text"], said["files"]),
        form_texts.photos(view.t, said["files"]),
    ]
    return texts.look_and_send(view.t, Markup(", ").join(part for part in parts if part))


def _ask_dispute(view: View) -> Markup:
    return texts.ask_dispute(view.t, view.data.until, chair=view.data.chair)


_SEND = asking.MoreAndSend(name="photos", text=_said)

REPLY = Form(
    name="my_reply",
    load=load_question,
    steps=(
        asking.TellMatter(
            name=asking.MATTER,
            text=lambda view: texts.ask_reply(view.t, view.data),
            read=asking.never_read,
            explain=asking.explain,
            or_photo=True,
        ),
        _SEND,
    ),
    finish=finish_reply,
    on_cancel=back_to_card,
)

DISPUTE = Form(
    name="my_dispute",
    load=load_dispute,
    steps=(
        asking.TellMatter(
            name=asking.MATTER, text=_ask_dispute, read=asking.never_read, explain=asking.explain
        ),
        _SEND,
    ),
    finish=finish_dispute,
    on_cancel=back_to_card,
)
