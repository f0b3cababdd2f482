"""A resident's own appeals: how they stand, their history, what may be done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.areas.appeals import following, queries, service
from bot.areas.appeals.dialogs.mandates import deputy, residents
from bot.areas.appeals.models import Appeal, AppealEntry, AppealKind, EntryKind
from bot.areas.appeals.notices_to_author import as_files
from bot.areas.appeals.rules import following as rules
from bot.areas.appeals.rules import numbers
from bot.areas.appeals.rules.access import Action, Relation, allowed
from bot.areas.appeals.texts import telling as form_texts
from bot.areas.appeals.texts import telling_mine as texts
from bot.areas.appeals.texts import telling_notices as notice_texts
from bot.areas.municipality import queries as municipality
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

PAGE = 7

History = Sequence[AppealEntry]
Verb = Callable[[Turn, Appeal], Awaitable[Reply]]


async def show_list(turn: Turn, argument: str) -> Reply:
    """`argument`: an appeal's number, or a page."""
    if not argument.isdecimal() or len(argument) > 3:
        found = await by_number(turn, argument) if argument else None
        if found:
            return found
    t, mine = turn.t, await queries.of_author(turn.session, turn.person_id)
    page = min(int(argument), (len(mine) - 1) // PAGE) if argument.isdecimal() and mine else 0
    page = max(page, 0)
    shown = mine[page * PAGE : (page + 1) * PAGE]
    rows = [[Choice(texts.card_button(one), f"my:card.{one.id}")] for one in shown]
    turns = []
    if page:
        turns.append(Choice(str(texts.later_button(t)), f"my:list.{page - 1}"))
    if (page + 1) * PAGE < len(mine):
        turns.append(Choice(str(texts.earlier_button(t)), f"my:list.{page + 1}"))
    tell = [Choice(str(form_texts.menu_label(t)), "tell:")]
    parts = [texts.list_head(t, any_found=bool(mine)), *[texts.in_list(t, one) for one in shown]]
    return say(Markup("\n\n").join(parts), *rows, *([turns] if turns else []), tell)


async def by_number(turn: Turn, typed: str) -> Reply | None:
    """One's own, opened by its number, or what everybody may see of a mandate; of any other there is none.
    None: it is no number at all.

    A wrong one, a mistyped one and somebody else's are looked for and answered alike.
    """
    if not numbers.looks_like_number(typed):
        return None
    try:
        number = numbers.read_number(typed)
    except Refused:
        number = ""
    found = await queries.find_readable(turn.session, number, turn.person_id)
    if found is None:
        raise Refused("appeals:gone")
    if Relation.DEPUTY in await queries.relations_of(turn.session, found, turn.person_id):
        return replace(await deputy.card(turn, str(found.id)), redraw=False)
    return await card(turn, found)


async def own(turn: Turn, appeal_id: int) -> Appeal:
    """Raises `Refused("appeals:gone")` for who isn't its author, whatever else they are to it."""
    found = await service.get(turn.session, appeal_id, turn.person_id)
    if found.author_id != turn.person_id:
        raise Refused("appeals:gone")
    return found


async def card(turn: Turn, appeal: Appeal) -> Reply:
    if appeal.kind is AppealKind.MANDATE:
        # One card, wherever its author comes from: it has supporters too, and is shown or hidden there.
        return replace(await residents.card(turn, appeal.id), redraw=False)
    t = turn.t
    history = rules.public(await queries.entries_of(turn.session, appeal.id))
    village = await municipality.get_village(turn.session, appeal.village_id) if appeal.village_id else None
    text = texts.card(
        t,
        appeal,
        village.name(t.language) if village else None,
        history,
        turn.now.astimezone(t.timezone).date(),
        chair=await queries.chair_decides(turn.session, appeal),
    )
    return say(text, *await _ways(turn, appeal, history), redraw=False)


async def _ways(turn: Turn, appeal: Appeal, history: History) -> list[list[Choice]]:
    t, may = turn.t, allowed(appeal, {Relation.AUTHOR})
    rows = []

    def way(label: object, verb: str) -> None:
        rows.append([Choice(str(label), f"my:{verb}.{appeal.id}")])

    if Action.REPLY in may:
        asked = question(history) is not None
        way(notice_texts.reply_button(t) if asked else texts.add_button(t), "reply")
    if await _is_asked(turn, appeal, history):
        way(notice_texts.works_button(t), "works")
        way(notice_texts.broken_button(t), "broken")
    elif rules.may_dispute(appeal, history, turn.now):
        way(notice_texts.dispute_button(t), "dispute")
    if appeal.attachments or any(one.attachments for one in history):
        way(texts.files_button(t), "files")
    if Action.WITHDRAW in may:
        way(texts.withdraw_button(t), "withdraw")
    return [*rows, [Choice(str(texts.list_button(t)), "my:list.0")]]


async def _is_asked(turn: Turn, appeal: Appeal, history: History) -> bool:
    """Whether a repair is to be told of, and wasn't."""
    legal = await municipality.get_legal(turn.session)
    asked_at = rules.recheck_at(appeal, legal.appeal_recheck_days)
    told = any(
        one.kind in {EntryKind.WORKS, EntryKind.BROKEN_AGAIN}
        and appeal.closed_at
        and one.at >= appeal.closed_at
        for one in history
    )
    return asked_at is not None and asked_at <= turn.now and not told


def question(history: History) -> AppealEntry | None:
    """The one that waits for an answer."""
    said = [one for one in history if one.kind in {EntryKind.QUESTION, EntryKind.REPLY}]
    return said[-1] if said and said[-1].kind is EntryKind.QUESTION else None


async def files(turn: Turn, appeal: Appeal) -> Reply:
    history = rules.public(await queries.entries_of(turn.session, appeal.id))
    found = [*appeal.attachments, *[one for entry in history for one in entry.attachments]]
    if not found:
        return await card(turn, appeal)
    return say(texts.files_head(turn.t, appeal), attachments=as_files(found), redraw=False)


async def works(turn: Turn, appeal: Appeal) -> Reply:
    await following.tell_whether_it_works(turn.session, appeal.id, turn.person_id, turn.now, works=True)
    return say(texts.holds(turn.t), to_card(turn, appeal.id))


async def broken(turn: Turn, appeal: Appeal) -> Reply:
    await following.tell_whether_it_works(turn.session, appeal.id, turn.person_id, turn.now, works=False)
    chair = await queries.chair_decides(turn.session, appeal)
    return say(texts.broken(turn.t, chair=chair), to_card(turn, appeal.id))


async def withdraw(turn: Turn, appeal: Appeal) -> Reply:
    """Asked once more before it is done."""
    await service.get(turn.session, appeal.id, turn.person_id, Action.WITHDRAW)
    yes = [Choice(str(texts.yes_withdraw(turn.t)), f"my:gone.{appeal.id}")]
    no = [Choice(str(texts.no_keep(turn.t)), f"my:card.{appeal.id}")]
    return say(texts.ask_withdraw(turn.t, appeal), yes, no)


async def withdraw_now(turn: Turn, appeal: Appeal) -> Reply:
    await following.withdraw(turn.session, appeal.id, turn.person_id, turn.now)
    return say(texts.withdrawn(turn.t, appeal), [Choice(str(texts.list_button(turn.t)), "my:list.0")])


def to_card(turn: Turn, appeal_id: int) -> list[Choice]:
    return [Choice(str(notice_texts.details_button(turn.t)), f"my:card.{appeal_id}")]


VERBS: Mapping[str, Verb] = {
    "card": card,
    "files": files,
    "works": works,
    "broken": broken,
    "withdraw": withdraw,
    "gone": withdraw_now,
}
