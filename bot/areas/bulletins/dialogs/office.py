"""The office's bulletins: which there are, and what a button on one of them does."""

from dataclasses import replace

from bot.areas.bulletins import queries, rules, service
from bot.areas.bulletins.dialogs import making
from bot.areas.bulletins.dialogs.cards import card
from bot.areas.bulletins.models import DistributionKind
from bot.areas.bulletins.queries import Edition
from bot.areas.bulletins.texts import card as texts
from bot.areas.bulletins.texts import naming as naming_texts
from bot.areas.bulletins.texts import recording as recording_texts
from bot.areas.groups import queries as groups
from bot.areas.groups import reporting as group_reporting
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say, start_form


async def list_office(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RECORD_DISTRIBUTION)
    found = await queries.latest(turn.session)
    menu = [Choice(str(texts.to_menu(turn.t)), "admin:")]
    if not found:
        legal = await municipality.get_legal(turn.session)
        opening = rules.next_opening(turn.now, legal, turn.t.timezone)
        return say(texts.no_bulletins_yet(turn.t, opening), menu)
    rows = [
        [Choice(str(naming_texts.name(turn.t, one.bulletin)), f"bulletin:card.{one.bulletin.id}")]
        for one in found
    ]
    return say(texts.list_head(turn.t), *rows, menu)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`, `print.id.village.language` or `pack.id.language`."""
    verb, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    village, _, language = more.partition(".")
    if not number.isdecimal():
        return await list_office(turn, "")
    if not await people.may(turn.session, turn.person_id, Permission.APPROVE_BROADCAST):
        await people.check_may(turn.session, turn.person_id, Permission.RECORD_DISTRIBUTION)
    edition = await queries.get_edition(turn.session, int(number))
    if edition is None:
        return say(texts.gone(turn.t))
    if verb == "poster":
        return await making.choose_village(turn, edition)
    if verb == "print":
        chosen = int(village) if village.isdecimal() else making.ALL_VILLAGES
        return await making.make_poster(turn, edition, chosen, language or turn.t.language)
    if verb == "pack":
        return await making.make_group_pack(turn, edition, village or turn.t.language)
    if verb == "group" and await groups.packs_of(turn.session, edition.broadcast.id):
        return await choose_group(turn, edition)
    if verb in {"board", "group", "other"}:
        await service.check_printable(turn.session, edition.bulletin.id)
        # The text to forward to the next group must stay where it is.
        kind = DistributionKind.BOARD if verb == "board" else DistributionKind.GROUP
        return replace(start_form("distribution", id=edition.bulletin.id, kind=kind), redraw=False)
    if verb == "close":
        await service.check_closable(turn.session, edition, turn.person_id, turn.now)
        return start_form("close_bulletin", id=edition.bulletin.id)
    return await card(turn, edition)


async def choose_group(turn: Turn, edition: Edition) -> Reply:
    """Registered groups have packs that are ticked off; only another one is written down by hand."""
    lines = await group_reporting.lines_of(turn.session, turn.t, edition.broadcast.id)
    registered = [group_reporting.to_groups(turn.t, edition.broadcast.id)]
    other = [Choice(str(recording_texts.another_group(turn.t)), f"bulletin:other.{edition.bulletin.id}")]
    return say(recording_texts.which_group(turn.t, lines), registered, other, redraw=False)
