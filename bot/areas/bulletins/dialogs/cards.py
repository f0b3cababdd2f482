"""A bulletin as the office sees it, with what can be done with it now."""

from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.bulletins import queries, service
from bot.areas.bulletins.queries import Edition
from bot.areas.bulletins.texts import card as texts
from bot.areas.bulletins.texts import closing as closing_texts
from bot.areas.bulletins.texts import making as making_texts
from bot.areas.bulletins.texts import recording as recording_texts
from bot.areas.groups import reporting as group_reporting
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def card(turn: Turn, edition: Edition) -> Reply:
    """Paper is offered once a second person has approved the text."""
    t, number = turn.t, edition.bulletin.id
    copies = await queries.distributions(turn.session, number)
    groups = await group_reporting.lines_of(turn.session, t, edition.broadcast.id)
    labels = [(texts.open_text(t), f"bc:card.{edition.broadcast.id}")]
    if edition.broadcast.state in broadcast_rules.DECIDED:
        labels += [
            (making_texts.make_poster(t), f"bulletin:poster.{number}"),
            (making_texts.make_group_pack(t), f"bulletin:pack.{number}"),
            (recording_texts.note_poster(t), f"bulletin:board.{number}"),
            (recording_texts.note_group(t), f"bulletin:group.{number}"),
        ]
    elif await _may_close(turn, edition):
        labels.append((closing_texts.close(t), f"bulletin:close.{number}"))
    labels.append((texts.to_menu(t), "admin:"))
    rows = [[Choice(str(label), action)] for label, action in labels]
    if groups:
        rows.insert(-1, [group_reporting.to_groups(t, edition.broadcast.id)])
    return say(texts.card(t, edition.bulletin, edition.broadcast.state, copies, groups), *rows)


async def _may_close(turn: Turn, edition: Edition) -> bool:
    try:
        await service.check_closable(turn.session, edition, turn.person_id, turn.now)
    except Refused:
        return False
    return True
