"""The council's chair and secretary: what deputies passed on, and mandates that lost their deputy."""

from bot.areas.appeals import deputies, mandate_queries, mandates, queries, service
from bot.areas.appeals.dialogs.mandates import forms, residents, steps
from bot.areas.appeals.models import Appeal, AppealState, EntryKind
from bot.areas.appeals.rules import access
from bot.areas.appeals.rules.access import Action, Relation
from bot.areas.appeals.texts import deputies as texts
from bot.areas.appeals.texts import mandates as public_texts
from bot.areas.appeals.texts.office import to_menu
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def act(turn: Turn, argument: str) -> Reply:
    name, _, rest = argument.partition(".")
    match name:
        case "card":
            return await card(turn, rest)
        case "answer":
            return await forms.begin_answer(turn, rest, "mc")
        case "hand":
            return await choose_deputy(turn, rest)
        case "to":
            return await hand_over(turn, rest)
        case _:
            return await page(turn, rest if name == "page" else "")


async def page(turn: Turn, argument: str) -> Reply:
    """`argument`: which page."""
    await people.check_may(turn.session, turn.person_id, Permission.KEEP_COUNCIL_PROPOSALS)
    t = turn.t
    number = (steps.read_numbers(argument, 1) or [0])[0]
    left = await mandate_queries.left_behind(turn.session)
    found = await mandate_queries.passed_on(turn.session)
    lines = [(texts.left_button(one), f"mc:hand.{one.id}") for one in left]
    lines += [(public_texts.line(t, one, 0), f"mc:card.{one.id}") for one in found]
    turns = steps.pages(
        number,
        len(lines),
        lambda which: f"mc:page.{which}",
        (str(public_texts.previous_button(t)), str(public_texts.next_button(t))),
    )
    shown, first = lines[number * steps.PAGE : (number + 1) * steps.PAGE], number * steps.PAGE + 1
    said = [words for words, _ in shown]
    rows = steps.numbered_rows(said, [payload for _, payload in shown], first)
    text = numbered.under(texts.council_head(t, len(found), len(left)), said, first)
    return say(text, *rows, *([turns] if turns else []), [Choice(str(to_menu(t)), "admin:")])


async def _passed_on(turn: Turn, argument: str) -> Appeal:
    """Raises `Refused` for what no deputy passed on."""
    numbers = steps.read_numbers(argument, 1)
    if numbers is None:
        raise Refused("appeals:gone")
    appeal = await service.get(turn.session, numbers[0], turn.person_id)
    if Relation.COUNCIL not in await queries.relations_of(turn.session, appeal, turn.person_id):
        raise Refused("appeals:not_yours")
    return appeal


async def card(turn: Turn, argument: str) -> Reply:
    """Its words and the deputy's proposal; neither author nor voice nor place."""
    t, appeal = turn.t, await _passed_on(turn, argument)
    entries = await queries.entries_of(turn.session, appeal.id)
    passed = [one for one in entries if one.kind is EntryKind.PASSED_ON]
    text = texts.council_card(
        t,
        appeal,
        await residents.deputy_name(turn, appeal),
        passed[-1].text,
        public_texts.history(t, entries, whole=False),
        await queries.supporters(turn.session, appeal.id),
    )
    waits = appeal.state is AppealState.COUNCIL
    answered = access.is_allowed(appeal, {Relation.COUNCIL}, Action.ANSWER_MANDATE) and waits
    rows = [[Choice(str(texts.answer_button(t)), f"mc:answer.{appeal.id}")]] if answered else []
    became = [one.about["number"] for one in entries if one.kind is EntryKind.INITIATIVE]
    if waits or became:
        # Another area's action, joined at composition: the register of initiatives. It registers once.
        label = texts.to_initiative_button(t, became[-1]) if became else texts.initiative_button(t)
        rows.append([Choice(str(label), f"ininew:{appeal.id}")])
    return say(text, *rows, [_back(turn)])


def _back(turn: Turn) -> Choice:
    return Choice(str(texts.council_button(turn.t)), "mc:")


# A deputy left


async def choose_deputy(turn: Turn, argument: str) -> Reply:
    """Of the same district; the council sees the number alone."""
    numbers = steps.read_numbers(argument, 1)
    if numbers is None:
        raise Refused("appeals:gone")
    t, session = turn.t, turn.session
    appeal = await service.get(session, numbers[0], turn.person_id, Action.HAND_OVER)
    rows = [
        [Choice(one.name[:60], f"mc:to.{appeal.id}.{one.person_id}")]
        for one in await deputies.successors(session, appeal.district_id)
    ]
    if not rows:
        return say(texts.no_other_deputy(t, appeal), [_back(turn)])
    received = appeal.received_at.astimezone(t.timezone).date()
    return say(texts.choose_deputy(t, appeal, received), *rows, [_back(turn)])


async def hand_over(turn: Turn, argument: str) -> Reply:
    """`id.deputy`."""
    numbers = steps.read_numbers(argument, 2)
    if numbers is None:
        raise Refused("appeals:gone")
    number, deputy_id = numbers
    await mandates.hand_over(turn.session, number, turn.person_id, deputy_id, turn.now)
    name = await staff.name_of(turn.session, deputy_id)
    return say(texts.handed_over(turn.t, name or ""), [_back(turn)])
