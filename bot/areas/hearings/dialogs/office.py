"""The office's meetings: which there are, and what a button on one of them does."""

from collections.abc import Awaitable, Callable, Mapping

from bot.areas.hearings import calling, queries, service
from bot.areas.hearings.dialogs import (
    cards,
    changing,
    compose,
    day,
    following,
    making,
    posting,
    preparing,
    reporting,
)
from bot.areas.hearings.models import Meeting, MeetingState
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.texts import following as following_texts
from bot.areas.hearings.texts import office as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.dialogs import words
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say, start_form

Verb = Callable[[Turn, Meeting, str], Awaitable[Reply]]
"""Takes the meeting and what more the button said."""


async def list_office(turn: Turn, argument: str) -> Reply:
    """`argument`: the page."""
    await _check_office(turn)
    t = turn.t
    count = await queries.count_all(turn.session)
    pages = max(1, -(-count // queries.PAGE))
    page = (int(argument) if argument.isdecimal() else 0) % pages
    found = await queries.list_office(turn.session, page)
    first = page * queries.PAGE + 1
    rows = numbered.buttons([(one.matter(t.language), f"meeting:card.{one.id}") for one in found], first)
    if pages > 1:
        following_page = Choice(str(words.more(t, page + 1, pages)), f"meetings:{(page + 1) % pages}")
        rows.append([following_page])
    if await people.may(turn.session, turn.person_id, Permission.CALL_MEETING):
        rows.append([Choice(str(texts.call_new(t)), "mtnew:")])
        rows.append([Choice(str(following_texts.demands_button(t)), "mtdemands:")])
    rows.append(
        [Choice(str(texts.register_button(t)), "mtregister:"), Choice(str(texts.to_menu(t)), "admin:")]
    )
    lines = [texts.line(t, one) for one in found]
    return say(numbered.under(texts.list_head(t, any_found=bool(found)), lines, first), *rows)


async def show_register(turn: Turn, _argument: str) -> Reply:
    """002 §3.7: the protocols by their numbers; a paper clip marks those whose signed paper is kept."""
    await _check_office(turn)
    found = await queries.register(turn.session)
    lines = [
        texts.register_line(turn.t, f"{protocol.number}/{protocol.year}", meeting, signed=bool(protocol.scan))
        for protocol, meeting in found
    ]
    rows = numbered.buttons(
        [
            (f"№{protocol.number} {meeting.matter(turn.t.language)}", f"meeting:protocol.{meeting.id}")
            for protocol, meeting in found
        ]
    )
    back = [Choice(str(texts.to_list(turn.t)), "meetings:")]
    return say(numbered.under(texts.register_head(turn.t, any_found=bool(found)), lines), *rows, back)


async def _check_office(turn: Turn) -> None:
    for permission in (Permission.APPROVE_BROADCAST, Permission.RECORD_MEETING):
        if await people.may(turn.session, turn.person_id, permission):
            return
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id` or `verb.id.more`; every verb looks again at where the meeting stands and who asks."""
    name, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await list_office(turn, "")
    await _check_office(turn)
    return await verb(turn, await service.get(turn.session, int(number)), more)


async def open_card(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    return await cards.card(turn, meeting)


async def choose_part(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await _check_draft(turn, meeting)
    rows = [
        [Choice(str(texts.part_name(turn.t, part)), f"meeting:part.{meeting.id}.{part}")]
        for part in compose.PARTS
    ]
    return say(texts.edit_what(turn.t), *rows, cards.to_card(turn, meeting.id))


async def begin_part(turn: Turn, meeting: Meeting, part: str) -> Reply:
    await _check_draft(turn, meeting)
    if part not in compose.PARTS:
        return await choose_part(turn, meeting, "")
    return start_form(compose.PART.name, id=meeting.id, part=part)


async def ask_discard(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await _check_draft(turn, meeting)
    yes = [Choice(str(texts.yes_discard(turn.t)), f"meeting:erase.{meeting.id}")]
    return say(texts.ask_discard(turn.t), yes, cards.to_card(turn, meeting.id))


async def discard(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await calling.discard(turn.session, meeting.id, turn.person_id, turn.now)
    return say(texts.discarded(turn.t), [Choice(str(texts.to_list(turn.t)), "meetings:")])


async def urgent(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    """The head gives the reason; who else asks, asks the head."""
    if await people.may(turn.session, turn.person_id, Permission.OVERRIDE_NOTICE):
        return start_form("meeting_urgent", id=meeting.id)
    asked = await calling.ask_urgent(turn.session, meeting, turn.person_id, turn.now)
    text = texts.asked_head(turn.t) if asked else texts.no_head(turn.t)
    return say(text, cards.to_card(turn, meeting.id))


async def begin_move(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await _check_called(turn, meeting)
    return start_form("meeting_move", id=meeting.id)


async def begin_cancel(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await _check_called(turn, meeting)
    return start_form("meeting_cancel", id=meeting.id)


async def drop_change(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await calling.drop_change(turn.session, meeting.id, turn.person_id, turn.now)
    return say(texts.change_dropped(turn.t), cards.to_card(turn, meeting.id))


async def begin_papers(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    meeting_rules.check_state(meeting, meeting_rules.AHEAD)
    return start_form(changing.MORE_PAPERS.name, id=meeting.id)


async def _check_draft(turn: Turn, meeting: Meeting) -> None:
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    meeting_rules.check_state(meeting, {MeetingState.DRAFT})


async def _check_called(turn: Turn, meeting: Meeting) -> None:
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    meeting_rules.check_state(meeting, {MeetingState.CALLED})
    meeting_rules.check_ahead(meeting.starts_at, turn.now)


VERBS: Mapping[str, Verb] = {
    "card": open_card,
    "change": choose_part,
    "part": begin_part,
    "discard": ask_discard,
    "erase": discard,
    "urgent": urgent,
    "move": begin_move,
    "cancel": begin_cancel,
    "drop": drop_change,
    "addpapers": begin_papers,
    **preparing.VERBS,
    **making.VERBS,
    **posting.VERBS,
    **day.VERBS,
    **following.VERBS,
    **reporting.VERBS,
}
