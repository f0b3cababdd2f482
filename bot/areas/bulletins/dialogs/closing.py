"""A bulletin that will not appear any more: an approver closes it and says why."""

from markupsafe import Markup

from bot.areas.bulletins import queries, service
from bot.areas.bulletins.dialogs.cards import card
from bot.areas.bulletins.texts import card as card_texts
from bot.areas.bulletins.texts import closing as texts
from bot.areas.bulletins.texts import recording as recording_texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Heard
from bot.core.errors import Refused
from bot.core.routes import Answers, Form, Reply, Turn, say


def read_reason(_view: View, heard: Heard) -> str:
    if len(heard.text) > service.PLACE_LENGTH:
        raise Refused("bulletins:long")
    return heard.text


def explain(view: View, _refused: Refused) -> Markup:
    return recording_texts.too_long(view.t)


async def finish(turn: Turn, answers: Answers) -> Reply:
    edition = await service.close_issue(
        turn.session, int(answers["id"]), turn.person_id, answers["reason"], turn.now
    )
    return say(texts.closed(turn.t, edition.bulletin)).then(await card(turn, edition))


async def leave(turn: Turn, answers: Answers) -> Reply:
    edition = await queries.get_edition(turn.session, int(answers["id"]))
    return await card(turn, edition) if edition else say(card_texts.gone(turn.t))


CLOSE = Form(
    name="close_bulletin",
    steps=(Ask(name="reason", text=lambda view: texts.ask_close(view.t), read=read_reason, explain=explain),),
    finish=finish,
    on_cancel=leave,
)
