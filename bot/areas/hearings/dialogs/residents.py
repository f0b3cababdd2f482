"""Residents see what is ahead and what was decided, say whether they come, ask and want to speak."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.areas.hearings import announcing, gathering, queries, service
from bot.areas.hearings.dialogs import steps
from bot.areas.hearings.models import Answer, Meeting, MeetingState
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts import notice as notice_texts
from bot.areas.hearings.texts import public as texts
from bot.core import numbered
from bot.core.dialogs.steps import always
from bot.core.errors import Refused
from bot.core.messages import Attachment, AttachmentKind, Choice, Location, OutMessage
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

Verb = Callable[[Turn, Meeting], Awaitable[Reply]]


async def list_public(turn: Turn, _argument: str) -> Reply:
    """What is ahead, then what was held and decided."""
    t = turn.t
    ahead = await queries.ahead(turn.session, turn.now)
    past = await queries.past(turn.session)
    lines = [naming.line(t, one) for one in ahead] + [texts.past_line(t, one) for one in past]
    text = numbered.under(texts.list_head(t, ahead=bool(ahead), past=bool(past)), lines)
    return say(text, *_listed(turn, [*ahead, *past]))


def _listed(turn: Turn, meetings: Sequence[Meeting]) -> list[list[Choice]]:
    """Below a list that names them whole: what they are about, for the day would fill the button."""
    return numbered.buttons([(one.matter(turn.t.language), f"mt:card.{one.id}") for one in meetings])


def _newcomer(turn: Turn, found: Sequence[Meeting]) -> Reply:
    if not found:
        return Reply()
    text = numbered.under(texts.newcomer(turn.t), [naming.line(turn.t, one) for one in found])
    return say(text, *_listed(turn, found))


async def offer_ahead(turn: Turn) -> Reply:
    """Who subscribes later is told of what is still ahead."""
    found = await queries.ahead_for(turn.session, turn.person_id, turn.now)
    return _newcomer(turn, found)


async def offer_in_village(turn: Turn, village_id: int) -> Reply:
    """Who adds a village is told of what is ahead there and wasn't told before."""
    found = await queries.ahead_in(turn.session, {village_id}, turn.now)
    return _newcomer(turn, found)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`; whatever a button was under, the meeting is looked at anew."""
    name, _, number = argument.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await list_public(turn, "")
    return await verb(turn, await public(turn, int(number)))


async def follow(turn: Turn, argument: str) -> Reply:
    """The link in a poster's code or a forwarded message."""
    if not argument.isdecimal():
        return await list_public(turn, "")
    return await card(turn, await public(turn, int(argument)))


async def public(turn: Turn, meeting_id: int) -> Meeting:
    """Raises `Refused` for one that residents weren't told of."""
    meeting = await service.get(turn.session, meeting_id)
    if meeting.called_at is None:
        raise Refused("hearings:not_called")
    return meeting


async def card(turn: Turn, meeting: Meeting) -> Reply:
    t = turn.t
    text = texts.card(
        t,
        meeting,
        await announcing.whom(turn.session, meeting, t.language),
        announcing.map_link(meeting.latitude, meeting.longitude),
        await queries.attendance_of(turn.session, meeting.id, turn.person_id),
        await queries.decisions_of(turn.session, meeting.id),
        await queries.recommendations_of(turn.session, meeting.id),
    )
    return say(text, *_buttons(turn, meeting), redraw=False)


def _buttons(turn: Turn, meeting: Meeting) -> list[list[Choice]]:
    t, number = turn.t, meeting.id
    ahead = meeting.state is MeetingState.CALLED and turn.now < meeting.starts_at
    rows = []
    if ahead:
        rows += [
            [Choice(str(notice_texts.will_come(t)), f"mt:yes.{number}")],
            [
                Choice(str(notice_texts.may_come(t)), f"mt:maybe.{number}"),
                Choice(str(notice_texts.wont_come(t)), f"mt:no.{number}"),
            ],
            [Choice(str(texts.ask_button(t)), f"mt:ask.{number}")],
            [Choice(str(texts.floor_button(t)), f"mt:floor.{number}")],
        ]
    papers = [Choice(str(texts.papers_button(t)), f"mt:papers.{number}")] if meeting.materials else []
    point = meeting.latitude is not None and ahead
    place = [Choice(str(texts.map_button(t)), f"mt:map.{number}")] if point else []
    if papers or place:
        rows.append([*papers, *place])
    return [*rows, [Choice(str(texts.list_button(t)), "mt:list")]]


async def _answer(turn: Turn, meeting: Meeting, said: Answer) -> Reply:
    await gathering.answer(turn.session, meeting.id, turn.person_id, said, turn.now)
    t, number = turn.t, meeting.id
    rows = [[Choice(str(texts.ask_button(t)), f"mt:ask.{number}")]]
    if said is not Answer.NO:
        rows.append([Choice(str(texts.floor_button(t)), f"mt:floor.{number}")])
    # The notice itself must stay where it is.
    return say(texts.answered(t, meeting, said), *rows, redraw=False)


async def yes(turn: Turn, meeting: Meeting) -> Reply:
    return await _answer(turn, meeting, Answer.YES)


async def maybe(turn: Turn, meeting: Meeting) -> Reply:
    return await _answer(turn, meeting, Answer.MAYBE)


async def no(turn: Turn, meeting: Meeting) -> Reply:
    return await _answer(turn, meeting, Answer.NO)


async def begin_question(turn: Turn, meeting: Meeting) -> Reply:
    _check_ahead(turn, meeting)
    return start_form("meeting_question", id=meeting.id)


async def begin_floor(turn: Turn, meeting: Meeting) -> Reply:
    _check_ahead(turn, meeting)
    return start_form("meeting_floor", id=meeting.id)


def _check_ahead(turn: Turn, meeting: Meeting) -> None:
    if meeting.state is MeetingState.CANCELLED:
        raise Refused("hearings:cancelled")
    if meeting.state is not MeetingState.CALLED or turn.now >= meeting.starts_at:
        raise Refused("hearings:over")


async def papers(turn: Turn, meeting: Meeting) -> Reply:
    files = tuple(Attachment(AttachmentKind(kind), number) for kind, number in meeting.materials)
    if not files:
        return await card(turn, meeting)
    return say(texts.papers_head(turn.t, meeting), attachments=files, redraw=False)


async def show_map(turn: Turn, meeting: Meeting) -> Reply:
    """The point itself, for the phone's own map."""
    if meeting.latitude is None or meeting.longitude is None:
        return await card(turn, meeting)
    point = Location(meeting.latitude, meeting.longitude)
    return Reply((OutMessage(text=notice_texts.place_line(turn.t, meeting), location=point),), redraw=False)


VERBS: Mapping[str, Verb] = {
    "yes": yes,
    "maybe": maybe,
    "no": no,
    "card": card,
    "ask": begin_question,
    "floor": begin_floor,
    "papers": papers,
    "map": show_map,
}


# Questions, the floor


async def finish_question(turn: Turn, answers: Answers) -> Reply:
    said = answers["question"]
    await gathering.ask_question(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        name=answers.get("name"),
        text=said["text"],
        attachments=said["files"],
        now=turn.now,
    )
    back = Choice(str(notice_texts.more(turn.t)), f"mt:card.{answers['id']}")
    return say(texts.question_taken(turn.t), [back])


async def finish_floor(turn: Turn, answers: Answers) -> Reply:
    meeting = await public(turn, int(answers["id"]))
    await gathering.ask_floor(
        turn.session, meeting.id, turn.person_id, answers["name"], answers["matter"], turn.now
    )
    listed = await queries.lists_are_ready(turn.session, meeting.id)
    back = Choice(str(notice_texts.more(turn.t)), f"mt:card.{meeting.id}")
    return say(texts.floor_taken(turn.t, meeting, listed=listed), [back])


async def back_to_card(turn: Turn, answers: Answers) -> Reply:
    return await card(turn, await public(turn, int(answers["id"])))


QUESTION = Form(
    name="meeting_question",
    steps=(
        steps.Tell(name="question", text=lambda view: texts.ask_question(view.t)),
        steps.words("name", lambda view: texts.ask_question_name(view.t), longest=120, optional=always),
    ),
    finish=finish_question,
    on_cancel=back_to_card,
)

FLOOR = Form(
    name="meeting_floor",
    steps=(
        steps.words(
            "matter", lambda view: texts.ask_floor_matter(view.t), longest=meeting_rules.LONGEST_MATTER
        ),
        steps.words("name", lambda view: texts.ask_floor_name(view.t), longest=120),
    ),
    finish=finish_floor,
    on_cancel=back_to_card,
)


# The door


async def enter(turn: Turn, argument: str) -> Reply:
    """The code at the door: registered at once, the name is asked afterwards."""
    participant = await gathering.register(turn.session, argument, turn.person_id, turn.now)
    meeting = await service.get(turn.session, participant.meeting_id)
    said = say(texts.registered(turn.t, meeting, late=participant.late))
    if participant.name:
        return said
    return said.then(start_form("door_name", id=participant.id))


async def finish_name(turn: Turn, answers: Answers) -> Reply:
    if answers.get("name"):
        await gathering.name_participant(turn.session, int(answers["id"]), turn.person_id, answers["name"])
    return say(texts.thank_you(turn.t))


async def leave_name(turn: Turn, _answers: Answers) -> Reply:
    return say(texts.thank_you(turn.t))


DOOR_NAME = Form(
    name="door_name",
    steps=(steps.words("name", lambda view: texts.ask_own_name(view.t), longest=120, optional=always),),
    finish=finish_name,
    on_cancel=leave_name,
)
