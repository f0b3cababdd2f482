"""A message's card: what it is, whom it reaches, what this person may do with it now."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.areas.broadcasts import jobs, queries, rules, service, texts
from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import rules as people_rules
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say, start_form
from bot.outbox.models import Status

Verb = Callable[[Turn, int], Awaitable[Reply]]


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`; every verb looks again at where the message stands and what the person may do."""
    name, _, number = argument.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await latest(turn, "")
    return await verb(turn, int(number))


async def preview_and_card(turn: Turn, broadcast: Broadcast) -> Reply:
    """What residents will see, to the letter, and the card under it."""
    head = say(texts.preview_head(turn.t), redraw=False)
    seen = tuple(jobs.out_message(broadcast, language) for language in jobs.languages_of(broadcast))
    return replace(head, messages=(*head.messages, *seen)).then(await card(turn, broadcast))


async def card(turn: Turn, broadcast: Broadcast) -> Reply:
    roles = await staff.roles_of(turn.session, turn.person_id)
    may = people_rules.permissions_of(roles)
    if not may & {rules.edit_permission(broadcast.kind), Permission.APPROVE_BROADCAST}:
        people_rules.check_allowed(roles, rules.edit_permission(broadcast.kind))
    size = await queries.audience_size(turn.session, broadcast)
    text = texts.card(turn.t, broadcast, size, await _village_names(turn))
    return say(text, *buttons(turn, broadcast, may), redraw=False)


def buttons(turn: Turn, broadcast: Broadcast, may: frozenset[Permission]) -> Sequence[Sequence[Choice]]:
    """Only what this person may do now; the services check it again."""
    t, state = turn.t, broadcast.state
    editor = rules.edit_permission(broadcast.kind) in may
    shown: list[tuple[Markup, str, bool]] = [
        (texts.hand_in(t), "submit", editor and state in {BroadcastState.DRAFT, BroadcastState.RETURNED}),
        (
            texts.approve(t),
            "approve",
            state is BroadcastState.WAITING
            and Permission.APPROVE_BROADCAST in may
            and broadcast.author_id != turn.person_id,
        ),
        (
            texts.return_it(t),
            "return",
            state is BroadcastState.WAITING
            and Permission.APPROVE_BROADCAST in may
            and broadcast.author_id != turn.person_id,
        ),
        (texts.choose_time(t), "time", editor and state in rules.EDITABLE),
        (texts.edit(t), "edit", editor and state in rules.EDITABLE),
        (
            texts.emergency(t),
            "emergency",
            Permission.SEND_EMERGENCY in may and state in rules.EDITABLE,
        ),
        (
            texts.delete(t),
            "delete",
            editor and state in {BroadcastState.DRAFT, BroadcastState.RETURNED},
        ),
        (texts.stop_it(t), "stop", Permission.STOP_BROADCAST in may and state in rules.STOPPABLE),
        (texts.report(t), "report", broadcast.started_at is not None),
    ]
    rows = [[Choice(str(label), f"bc:{verb}.{broadcast.id}")] for label, verb, wanted in shown if wanted]
    return [*rows, [Choice(str(texts.to_menu(t)), "admin:")]]


# Verbs


async def open_card(turn: Turn, broadcast_id: int) -> Reply:
    broadcast = await service.get(turn.session, broadcast_id)
    await _check_reader(turn, broadcast)
    return await preview_and_card(turn, broadcast)


async def submit(turn: Turn, broadcast_id: int) -> Reply:
    broadcast = await service.submit(turn.session, broadcast_id, turn.person_id, turn.now)
    approvers = await staff.people_who_may(turn.session, Permission.APPROVE_BROADCAST)
    names = [
        await staff.name_of(turn.session, person_id) or ""
        for person_id in approvers
        if person_id != broadcast.author_id
    ]
    return say(texts.handed_in(turn.t, names), [_open(turn, broadcast)])


async def approve(turn: Turn, broadcast_id: int) -> Reply:
    asked = (await service.get(turn.session, broadcast_id)).send_at
    broadcast = await service.approve(turn.session, broadcast_id, turn.person_id, turn.now, turn.t.timezone)
    moved = broadcast.send_at is not None and broadcast.send_at > max(asked or turn.now, turn.now)
    return say(texts.you_approved(turn.t, broadcast.send_at, moved=moved), [_open(turn, broadcast)])


async def begin_return(turn: Turn, broadcast_id: int) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.APPROVE_BROADCAST)
    broadcast = await service.get(turn.session, broadcast_id)
    rules.check_state(broadcast, frozenset({BroadcastState.WAITING}))
    return start_form("remark", id=broadcast_id)


async def begin_time(turn: Turn, broadcast_id: int) -> Reply:
    broadcast = await service.get(turn.session, broadcast_id)
    await people.check_may(turn.session, turn.person_id, rules.edit_permission(broadcast.kind))
    rules.check_state(broadcast, rules.EDITABLE)
    return start_form("timing", id=broadcast_id)


PARTS = ("ky", "ru", "files", "audience", "languages", "topic")


async def choose_part(turn: Turn, broadcast_id: int) -> Reply:
    broadcast = await service.get(turn.session, broadcast_id)
    await people.check_may(turn.session, turn.person_id, rules.edit_permission(broadcast.kind))
    rules.check_state(broadcast, rules.EDITABLE)
    rows = [[Choice(str(texts.part_name(turn.t, part)), f"bcpart:{part}.{broadcast_id}")] for part in PARTS]
    return say(texts.edit_what(turn.t), *rows, [_open(turn, broadcast)])


async def begin_emergency(turn: Turn, broadcast_id: int) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.SEND_EMERGENCY)
    broadcast = await service.get(turn.session, broadcast_id)
    rules.check_state(broadcast, rules.EDITABLE)
    return start_form("emergency", id=broadcast_id)


async def delete(turn: Turn, broadcast_id: int) -> Reply:
    await service.delete_draft(turn.session, broadcast_id, turn.person_id, turn.now)
    return say(texts.deleted(turn.t), [Choice(str(texts.to_menu(turn.t)), "admin:")])


async def stop(turn: Turn, broadcast_id: int) -> Reply:
    broadcast = await service.stop(turn.session, broadcast_id, turn.person_id, turn.now)
    figures = await queries.figures(turn.session, broadcast)
    return say(texts.you_stopped(turn.t, figures.count(Status.SENT)), [_open(turn, broadcast)], redraw=False)


async def report(turn: Turn, broadcast_id: int) -> Reply:
    broadcast = await service.get(turn.session, broadcast_id)
    await _check_reader(turn, broadcast)
    figures = await queries.figures(turn.session, broadcast)
    text = texts.progress(turn.t, broadcast, figures, await _village_names(turn))
    again = Choice(str(texts.show_again(turn.t)), f"bc:report.{broadcast_id}")
    return say(text, [again], [Choice(str(texts.to_menu(turn.t)), "admin:")])


VERBS: Mapping[str, Verb] = {
    "card": open_card,
    "submit": submit,
    "approve": approve,
    "return": begin_return,
    "time": begin_time,
    "edit": choose_part,
    "emergency": begin_emergency,
    "delete": delete,
    "stop": stop,
    "report": report,
}


# Lists


async def drafts(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.COMPOSE_BROADCAST)
    return _list(turn, texts.drafts(turn.t), await queries.list_drafts(turn.session, turn.person_id))


async def waiting(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.APPROVE_BROADCAST)
    return _list(turn, texts.waiting(turn.t), await queries.list_waiting(turn.session, turn.person_id))


async def latest(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.COMPOSE_BROADCAST)
    return _list(turn, texts.latest(turn.t), await queries.list_latest(turn.session))


def _list(turn: Turn, head: Markup, found: Sequence[Broadcast]) -> Reply:
    rows = [[Choice(texts.in_list(turn.t, one), f"bc:card.{one.id}")] for one in found]
    text = head if found else texts.none_here(turn.t)
    return say(text, *rows, [Choice(str(texts.to_menu(turn.t)), "admin:")])


def _open(turn: Turn, broadcast: Broadcast) -> Choice:
    return Choice(str(texts.open_it(turn.t)), f"bc:card.{broadcast.id}")


async def _check_reader(turn: Turn, broadcast: Broadcast) -> None:
    """Those who write or approve such messages."""
    if not await people.may(turn.session, turn.person_id, Permission.APPROVE_BROADCAST):
        await people.check_may(turn.session, turn.person_id, rules.edit_permission(broadcast.kind))


async def _village_names(turn: Turn) -> dict[int, str]:
    villages = await municipality.list_villages(turn.session)
    return {village.id: village.name(turn.t.language) for village in villages}
