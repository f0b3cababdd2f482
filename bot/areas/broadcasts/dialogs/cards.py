"""A message's card: what it is, whom it reaches, what this person may do with it now."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import decisions, progress, queries, report, rules, service, showing
from bot.areas.broadcasts.dialogs import lists
from bot.areas.broadcasts.models import Broadcast, BroadcastState
from bot.areas.broadcasts.texts import buttons as button_texts
from bot.areas.broadcasts.texts import deciding as texts
from bot.areas.broadcasts.texts import progress as progress_texts
from bot.areas.broadcasts.texts import writing as writing_texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.people import queries as staff
from bot.areas.people import rules as people_rules
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs import words
from bot.core.i18n import Translator
from bot.core.messages import Choice
from bot.core.routes import Answers, Reply, Turn, say, start_form
from bot.outbox.models import Status

Verb = Callable[[Turn, int, str], Awaitable[Reply]]
"""Takes the message's number and what more the button said."""

Appendix = Callable[[AsyncSession, Translator, int], Awaitable[tuple[Sequence[Markup], Sequence[Choice]]]]
"""What another area adds to a message's report: lines, and buttons."""

VILLAGES_ON_PAGE = 8


async def no_appendix(
    _session: AsyncSession, _t: Translator, _broadcast_id: int
) -> tuple[Sequence[Markup], Sequence[Choice]]:
    return (), ()


async def act(turn: Turn, argument: str, appendix: Appendix = no_appendix) -> Reply:
    """`verb.id` or `verb.id.more`; every verb looks again at where the message stands and who asks."""
    name, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await lists.latest(turn, "")
    if name == "report":
        return await show_report(turn, int(number), more, appendix)
    return await verb(turn, int(number), more)


async def preview_and_card(turn: Turn, broadcast: Broadcast) -> Reply:
    """What residents will see, to the letter, and the card under it."""
    seen = Reply(showing.preview(turn.t, broadcast), redraw=False)
    return seen.then(await card(turn, broadcast))


async def card(turn: Turn, broadcast: Broadcast) -> Reply:
    """For those who write or approve such messages."""
    roles = await staff.roles_of(turn.session, turn.person_id)
    may = people_rules.permissions_of(roles)
    if Permission.APPROVE_BROADCAST not in may:
        people_rules.check_allowed(roles, rules.edit_permission(broadcast.kind))
    facts = await showing.card_facts(turn.session, broadcast, turn.now)
    return Reply((showing.card(turn.t, broadcast, facts, turn.person_id, may),), redraw=False)


async def open_card(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    return await preview_and_card(turn, await service.get(turn.session, broadcast_id))


async def on_cancel(turn: Turn, answers: Answers) -> Reply:
    """Out of a form and back to its message. A button, because a card may be refused and leaving must not."""
    back = Choice(str(button_texts.open_it(turn.t)), f"bc:card.{answers['id']}")
    return say(words.cancelled(turn.t), [back], [showing.to_menu(turn.t)])


# Deciding


async def submit(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    broadcast = await service.submit(turn.session, broadcast_id, turn.person_id, turn.now)
    approvers = await queries.approvers_of(turn.session, broadcast)
    names = await queries.names_of(turn.session, approvers)
    legal = await municipality.get_legal(turn.session)
    hear_at = after_quiet(turn.now, legal, turn.t.timezone)
    text = texts.handed_in(turn.t, names, later=hear_at if hear_at > turn.now else None)
    return say(text, [showing.open_button(turn.t, broadcast)])


async def approve(turn: Turn, broadcast_id: int, seen: str) -> Reply:
    shown = await service.get(turn.session, broadcast_id)
    asked = shown.send_at
    if seen != rules.revision(shown) and await _may_decide(turn, shown):
        return say(texts.was_changed(turn.t), redraw=False).then(await preview_and_card(turn, shown))
    broadcast = await decisions.approve(
        turn.session, broadcast_id, turn.person_id, turn.now, turn.t.timezone, seen
    )
    send_at = broadcast.send_at or turn.now
    text = texts.you_approved(turn.t, asked, send_at, turn.now)
    return say(text, [showing.open_button(turn.t, broadcast)])


async def _may_decide(turn: Turn, broadcast: Broadcast) -> bool:
    waits = broadcast.state is BroadcastState.WAITING and broadcast.author_id != turn.person_id
    return waits and await people.may(turn.session, turn.person_id, Permission.APPROVE_BROADCAST)


async def begin_return(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.APPROVE_BROADCAST)
    broadcast = await service.get(turn.session, broadcast_id)
    rules.check_state(broadcast, frozenset({BroadcastState.WAITING}))
    rules.check_other_person(broadcast.author_id, turn.person_id)
    return start_form("remark", id=broadcast_id)


async def begin_emergency(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.SEND_EMERGENCY)
    broadcast = await service.get(turn.session, broadcast_id)
    rules.check_state(broadcast, rules.EDITABLE)
    rules.check_no_bulletin(broadcast.kind, "broadcasts:bulletin_waits")
    rules.check_no_survey(broadcast.kind)
    return start_form("emergency", id=broadcast_id, seen=rules.revision(broadcast))


async def stop(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    broadcast = await decisions.stop(turn.session, broadcast_id, turn.person_id, turn.now)
    figures = await queries.figures(turn.session, broadcast)
    started = broadcast.started_at is not None
    text = texts.you_stopped(turn.t, figures.count(Status.SENT), started=started)
    return say(text, [showing.open_button(turn.t, broadcast)], redraw=False)


async def resume(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    broadcast = await decisions.resume(turn.session, broadcast_id, turn.person_id, turn.now, turn.t.timezone)
    await progress.show_again(turn.session, broadcast, turn.now)
    at = broadcast.send_at if rules.rests(broadcast, turn.now) else None
    return say(texts.you_resumed(turn.t, at), [showing.open_button(turn.t, broadcast)], redraw=False)


# Changing

PARTS = ("ky", "ru", "files", "audience", "languages", "topic")


async def begin_time(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    broadcast = await _check_open(turn, broadcast_id)
    rules.check_own_time(broadcast.kind)
    rules.check_no_bulletin(broadcast.kind, "broadcasts:bulletin_day")
    return start_form("timing", id=broadcast_id)


async def choose_part(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    broadcast = await check_editable(turn, broadcast_id)
    labels = [(writing_texts.part_name(turn.t, part), f"bcpart:{part}.{broadcast_id}") for part in PARTS]
    rows = [[Choice(str(label), action)] for label, action in labels]
    return say(writing_texts.edit_what(turn.t), *rows, [showing.open_button(turn.t, broadcast)], redraw=False)


async def check_editable(turn: Turn, broadcast_id: int) -> Broadcast:
    """Raises `Refused`."""
    rules.check_not_tied((await service.get(turn.session, broadcast_id)).kind)
    return await _check_open(turn, broadcast_id)


async def _check_open(turn: Turn, broadcast_id: int) -> Broadcast:
    broadcast = await service.get(turn.session, broadcast_id)
    await people.check_may(turn.session, turn.person_id, rules.edit_permission(broadcast.kind))
    rules.check_state(broadcast, rules.EDITABLE)
    return broadcast


async def ask_delete(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    broadcast = await check_editable(turn, broadcast_id)
    yes = Choice(str(button_texts.yes_delete(turn.t)), f"bc:erase.{broadcast_id}")
    back = showing.open_button(turn.t, broadcast)
    return say(texts.ask_delete(turn.t, broadcast), [yes], [back], redraw=False)


async def delete(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    await service.delete_draft(turn.session, broadcast_id, turn.person_id, turn.now)
    return say(texts.deleted(turn.t), [showing.to_menu(turn.t)])


async def write_anew(turn: Turn, broadcast_id: int, _more: str) -> Reply:
    broadcast = await service.write_anew(turn.session, broadcast_id, turn.person_id, turn.now)
    return await preview_and_card(turn, broadcast)


# Afterwards


async def show_report(turn: Turn, broadcast_id: int, more: str, appendix: Appendix = no_appendix) -> Reply:
    """`more`: the page of villages."""
    broadcast = await service.get(turn.session, broadcast_id)
    if not await people.may(turn.session, turn.person_id, Permission.APPROVE_BROADCAST):
        await people.check_may(turn.session, turn.person_id, rules.edit_permission(broadcast.kind))
    found = await report.by_village(turn.session, broadcast)
    pages = max(1, -(-len(found) // VILLAGES_ON_PAGE))
    page = (int(more) if more.isdecimal() else 0) % pages
    text = progress_texts.report(
        turn.t,
        broadcast,
        await queries.figures(turn.session, broadcast),
        found[page * VILLAGES_ON_PAGE : (page + 1) * VILLAGES_ON_PAGE],
        await showing.villages_by_id(turn.session),
        turn.now,
    )
    following = Choice(
        str(words.more(turn.t, page + 1, pages)), f"bc:report.{broadcast_id}.{(page + 1) % pages}"
    )
    again = Choice(str(button_texts.show_again(turn.t)), f"bc:report.{broadcast_id}.{page}")
    rows = [[following]] if pages > 1 else []
    lines, buttons = await appendix(turn.session, turn.t, broadcast_id)
    text = Markup("\n").join([text, *([Markup(), *lines] if lines else [])])
    rows += [[button] for button in buttons]
    return say(text, *rows, [again], [showing.to_menu(turn.t)])


VERBS: Mapping[str, Verb] = {
    "card": open_card,
    "submit": submit,
    "approve": approve,
    "return": begin_return,
    "time": begin_time,
    "edit": choose_part,
    "emergency": begin_emergency,
    "delete": ask_delete,
    "erase": delete,
    "stop": stop,
    "resume": resume,
    "anew": write_anew,
    "report": show_report,
}
