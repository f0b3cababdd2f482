"""An appeal's card and what a button on it does; each looks anew at where the appeal stands and who asks."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from bot.areas.appeals import handling, service, showing
from bot.areas.appeals.dialogs.office import answering, blocks, lists, steps, working
from bot.areas.appeals.models import Appeal
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.texts import office as texts
from bot.core.dialogs import words
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

# A phone shows ten rows.
COLLEAGUES = 8

Verb = Callable[[Turn, Appeal, str], Awaitable[Reply]]
"""Takes the appeal, which this person may do this with, and what more the button said."""


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id` or `verb.id.more`."""
    name, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    if name not in VERBS or not (number.isascii() and number.isdecimal()):
        return await lists.show(turn, "")
    action, verb = VERBS[name]
    return await verb(turn, await service.get(turn.session, int(number), turn.person_id, action), more)


async def open_card(turn: Turn, appeal: Appeal, _more: str = "") -> Reply:
    card = await showing.card(turn.session, appeal, turn.person_id, turn.t, turn.now)
    return Reply((card,), redraw=False)


async def take(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    """The card that came by itself becomes the whole one, so that no old button stays under it."""
    await handling.take(turn.session, appeal.id, turn.person_id, turn.now)
    card = await showing.card(turn.session, appeal, turn.person_id, turn.t, turn.now)
    text = Markup("{}\n\n{}").format(texts.taken(turn.t), card.text)
    return Reply((replace(card, text=text),))


async def give(turn: Turn, appeal: Appeal, to: str) -> Reply:
    """First to whom, then it is done; `p2` turns to the third page of colleagues."""
    t = turn.t
    names = await handling.colleagues(turn.session)
    if not (to.isascii() and to.isdecimal()):
        others = [one for one in names.items() if one[0] not in {appeal.handler_id, appeal.author_id}]
        pages = max(1, -(-len(others) // COLLEAGUES))
        page = int(to[1:]) % pages if to[1:].isdecimal() else 0
        rows = [
            [Choice(name[:60], f"ap:give.{appeal.id}.{person_id}")]
            for person_id, name in others[page * COLLEAGUES : (page + 1) * COLLEAGUES]
        ]
        if pages > 1:
            label = str(words.more(t, page + 1, pages))
            rows.append([Choice(label, f"ap:give.{appeal.id}.p{(page + 1) % pages}")])
        return say(texts.to_whom(t, appeal), *rows, steps.back(turn, appeal.id), redraw=bool(to))
    await handling.assign(turn.session, appeal.id, turn.person_id, int(to), turn.now)
    return say(texts.given(t, names[int(to)]), steps.back(turn, appeal.id))


async def show_files(turn: Turn, appeal: Appeal, _more: str) -> Reply:
    files = showing.as_files(await showing.all_files(turn.session, appeal))
    if not files:
        return say(texts.no_files(turn.t), steps.back(turn, appeal.id), redraw=False)
    return say(texts.files_head(turn.t, appeal), steps.back(turn, appeal.id), attachments=files, redraw=False)


# `NOTE` stands for what only the office sees: the author and readers of mandates may `READ`, but not this.
VERBS: Mapping[str, tuple[Action, Verb]] = {
    "card": (Action.NOTE, open_card),
    "files": (Action.NOTE, show_files),
    "take": (Action.TAKE, take),
    "give": (Action.ASSIGN, give),
    "history": (Action.NOTE, working.show_history),
    "ask": (Action.ASK, working.begin_ask),
    "note": (Action.NOTE, working.begin_note),
    "topic": (Action.SORT, working.choose_topic),
    "forward": (Action.FORWARD, working.begin_forward),
    "same": (Action.ASSIGN, working.choose_same),
    "answer": (Action.CLOSE, answering.begin_answer),
    "uphold": (Action.DECIDE_DISPUTE, answering.begin_uphold),
    "block": (Action.BLOCK_AUTHOR, blocks.begin_block),
    "reopen": (Action.DECIDE_DISPUTE, answering.begin_reopen),
}
