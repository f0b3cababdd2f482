"""A deputy's own page: mandates by state, what was promised, each with what can be done."""

from collections.abc import Awaitable, Callable, Mapping

from markupsafe import Markup

from bot.areas.appeals import mandate_queries, mandates, queries, service
from bot.areas.appeals.dialogs.mandates import forms, reporting, steps
from bot.areas.appeals.mandate_queries import Line
from bot.areas.appeals.models import Appeal, AppealState, AppealTopic, EntryKind
from bot.areas.appeals.notices_to_author import as_files
from bot.areas.appeals.rules import access
from bot.areas.appeals.rules import mandates as rules
from bot.areas.appeals.rules.access import Action, Relation
from bot.areas.appeals.rules.mandates import Group
from bot.areas.appeals.texts import deputies as texts
from bot.areas.appeals.texts import mandates as public_texts
from bot.areas.appeals.texts import naming
from bot.areas.appeals.texts.office import to_menu
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

PROMISES = 8


async def page(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.ANSWER_MANDATES)
    t = turn.t
    lines = await mandate_queries.of_deputy(turn.session, turn.person_id)
    groups = [(group, _in(lines, group)) for group in Group]
    rows = [
        [Choice(texts.group_button(t, group, len(found)), f"dm:list.{group.value}.0")]
        for group, found in groups
        if found
    ]
    rows += [
        [Choice(str(texts.draft_button(t)), "dm:draft")],
        [Choice(str(texts.day_button(t)), "dm:day")],
        [Choice(str(texts.write_report_button(t)), "myreport:")],
        [Choice(str(to_menu(t)), "admin:")],
    ]
    supporters = sum(one.supporters for one in lines)
    left = await mandate_queries.left_in(turn.session, turn.person_id)
    text = texts.page(t, len(lines), await _promised(turn, lines), supporters)
    return say(texts.with_left(t, text, [one.number for one in left]), *rows)


def _in(lines: list[Line], group: Group) -> list[Line]:
    return [one for one in lines if one.appeal.state in rules.STATES[group]]


async def _promised(turn: Turn, lines: list[Line]) -> list[Markup]:
    """The plans that aren't fulfilled yet, the nearest first."""
    planned = {one.appeal.id: one.appeal for one in _in(lines, Group.PLANNED)}
    promises = await mandate_queries.promises(turn.session, list(planned))
    today = turn.now.astimezone(turn.t.timezone).date()
    ordered = sorted(promises.items(), key=lambda item: item[1].due_on)
    return [
        texts.promise_line(turn.t, planned[number], one.due_on, one.text, overdue=one.due_on < today)
        for number, one in ordered[:PROMISES]
    ]


async def show_list(turn: Turn, argument: str) -> Reply:
    """`group.page`."""
    await people.check_may(turn.session, turn.person_id, Permission.ANSWER_MANDATES)
    name, _, number = argument.partition(".")
    numbers = steps.read_numbers(number, 1)
    if name not in set(Group) or numbers is None:
        return await page(turn, "")
    t, group, place = turn.t, Group(name), numbers[0]
    lines = _in(await mandate_queries.of_deputy(turn.session, turn.person_id), group)
    shown = lines[place * steps.PAGE : (place + 1) * steps.PAGE]
    first = place * steps.PAGE + 1
    said = [public_texts.line(t, one.appeal, one.supporters) for one in shown]
    rows = steps.numbered_rows(said, [f"dm:card.{one.appeal.id}" for one in shown], first)
    turns = steps.pages(
        place,
        len(lines),
        lambda which: f"dm:list.{group.value}.{which}",
        (str(public_texts.previous_button(t)), str(public_texts.next_button(t))),
    )
    text = numbered.under(texts.group_head(t, group, len(lines)), said, first)
    return say(text, *rows, *([turns] if turns else []), [_back(turn)])


def _back(turn: Turn) -> Choice:
    return Choice(str(texts.page_button(turn.t)), "dm:")


# One mandate


async def own(turn: Turn, argument: str) -> Appeal:
    """The mandate a button names, if it is this deputy's. Raises `Refused`."""
    numbers = steps.read_numbers(argument, 1)
    if numbers is None:
        raise Refused("appeals:gone")
    appeal = await service.get(turn.session, numbers[0], turn.person_id)
    if Relation.DEPUTY not in await queries.relations_of(turn.session, appeal, turn.person_id):
        raise Refused("appeals:not_yours")
    return appeal


async def card(turn: Turn, argument: str) -> Reply:
    t, appeal = turn.t, await own(turn, argument)
    entries = await queries.entries_of(turn.session, appeal.id)
    text = texts.card(
        t,
        appeal,
        public_texts.history(t, entries, whole=True),
        await queries.supporters(turn.session, appeal.id),
        _place(turn, appeal),
    )
    rows = _ways(turn, appeal)
    if appeal.attachments or any(entry.attachments for entry in entries):
        rows.append([Choice(str(public_texts.files_button(t)), f"dm:files.{appeal.id}")])
    return say(text, *rows, [_back(turn)])


def _place(turn: Turn, appeal: Appeal) -> Markup | None:
    lines = [texts.place_words(appeal.place)] if appeal.place else []
    if appeal.latitude is not None and appeal.longitude is not None:
        link = f"https://maps.google.com/?q={appeal.latitude:.6f},{appeal.longitude:.6f}"
        lines.append(texts.on_map(turn.t, link))
    return Markup("\n").join(lines) if lines else None


def _ways(turn: Turn, appeal: Appeal) -> list[list[Choice]]:
    """What a deputy can do with it now."""
    t, may = turn.t, access.allowed(appeal, {Relation.DEPUTY})
    planned = appeal.state is AppealState.PLANNED
    offered = (
        (Action.PLAN, texts.replan_button(t) if planned else texts.plan_button(t), "plan"),
        (Action.ANSWER_MANDATE, texts.answer_button(t), "answer"),
        (Action.ASK, texts.ask_button(t), "ask"),
        (Action.HAND_TO_COUNCIL, texts.council_hand_button(t), "council"),
        (Action.DECLINE, texts.decline_button(t), "decline"),
        (Action.SORT, texts.sort_button(t), "sort"),
    )
    return [
        [Choice(str(label), f"dm:{verb}.{appeal.id}")] for action, label, verb in offered if action in may
    ]


async def files(turn: Turn, argument: str) -> Reply:
    appeal = await own(turn, argument)
    found = list(appeal.attachments)
    for entry in await queries.entries_of(turn.session, appeal.id, frozenset(EntryKind)):
        found += entry.attachments
    if not found:
        return await card(turn, argument)
    return say(public_texts.files_head(turn.t, appeal), attachments=as_files(found), redraw=False)


async def sort(turn: Turn, argument: str) -> Reply:
    appeal = await own(turn, argument)
    rows = [
        [Choice(str(naming.topic(turn.t, topic)), f"dm:topic.{appeal.id}.{topic.value}")]
        for topic in AppealTopic
    ]
    return say(texts.ask_topic(turn.t, appeal), *rows, [_back(turn)])


async def set_topic(turn: Turn, argument: str) -> Reply:
    """`id.topic`."""
    number, _, topic = argument.partition(".")
    appeal = await own(turn, number)
    if topic in set(AppealTopic):
        await mandates.sort(turn.session, appeal.id, turn.person_id, AppealTopic(topic), turn.now)
    return await card(turn, number)


Verb = Callable[[Turn, str], Awaitable[Reply]]

VERBS: Mapping[str, Verb] = {
    "list": show_list,
    "card": card,
    "files": files,
    "sort": sort,
    "topic": set_topic,
    "plan": forms.begin_plan,
    "answer": forms.begin_answer,
    "ask": forms.begin_question,
    "council": forms.begin_proposal,
    "decline": forms.begin_decline,
    "draft": reporting.draft,
}


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.rest`; whatever a button was under, the mandate is looked at anew."""
    name, _, rest = argument.partition(".")
    return await VERBS.get(name, page)(turn, rest)
