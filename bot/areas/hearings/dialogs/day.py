"""The day: the door, who leads, questions and speeches as they come, the protocol."""

from typing import Any

from bot.areas.hearings import gathering, listing, notices, queries, recording, service
from bot.areas.hearings.dialogs import cards, making, steps
from bot.areas.hearings.models import Meeting, StatementKind
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.rules import timing
from bot.areas.hearings.texts import day as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Collect, Confirm, Option, always
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

COUNTED = "counted"


async def show(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RECORD_MEETING)
    t, number = turn.t, meeting.id
    door = timing.registration(meeting, await municipality.get_legal(turn.session))
    came = await queries.came(turn.session, number)
    text = texts.head(t, meeting, came, door.opens_at, door.closes_at, turn.now)
    rows = [[Choice(str(texts.door_code(t)), f"meeting:door.{number}")]]
    if turn.now >= door.opens_at:
        names = Choice(str(texts.write_names(t)), f"meeting:names.{number}")
        rows.append([names, Choice(str(texts.count_heads(t)), f"meeting:heads.{number}")])
    if turn.now >= meeting.starts_at:
        question = Choice(str(texts.note_question(t)), f"meeting:question.{number}")
        rows += [
            [Choice(str(texts.open_day(t)), f"meeting:opening.{number}")],
            [question, Choice(str(texts.note_speech(t)), f"meeting:speech.{number}")],
            [Choice(str(texts.note_decision(t)), f"meeting:decide.{number}")],
            [Choice(str(texts.write_protocol(t)), f"meeting:minutes.{number}")],
            [Choice(str(texts.send_scan(t)), f"meeting:scan.{number}")],
        ]
    return say(text, *rows, cards.to_card(turn, number), redraw=False)


# The door


async def door_code(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    """To be shown or printed; who scans it is registered."""
    await people.check_may(turn.session, turn.person_id, Permission.RECORD_MEETING)
    meeting_rules.check_state(meeting, meeting_rules.CALLED_OR_HELD)
    kept = await listing.door_picture(turn.session, meeting, turn.links, turn.now)
    return say(texts.door_caption(turn.t), cards.to_card(turn, meeting.id), attachments=(kept,), redraw=False)


def _form(name: str) -> Any:
    async def begin(turn: Turn, meeting: Meeting, _more: str) -> Reply:
        await people.check_may(turn.session, turn.person_id, Permission.RECORD_MEETING)
        meeting_rules.check_state(meeting, meeting_rules.CALLED_OR_HELD)
        return start_form(name, id=meeting.id)

    return begin


async def back_to_day(turn: Turn, meeting_id: int) -> Reply:
    return await show(turn, await service.get(turn.session, meeting_id), "")


async def finish_names(turn: Turn, answers: Answers) -> Reply:
    village = answers.get("village")
    added = await gathering.register_names(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        village_id=int(village) if village else None,
        names=answers["names"],
        now=turn.now,
    )
    return say(texts.names_kept(turn.t, len(added))).then(await back_to_day(turn, int(answers["id"])))


NAMES = Form(
    name="door_names",
    load=steps.load_villages,
    steps=(
        Choose(
            name="village",
            text=lambda view: texts.ask_village(view.t),
            options=lambda view: view.data,
            optional=always,
        ),
        steps.lines("names", lambda view: texts.ask_names(view.t), most=meeting_rules.MOST_NAMES),
    ),
    finish=finish_names,
    on_cancel=cards.back,
)


async def finish_heads(turn: Turn, answers: Answers) -> Reply:
    await gathering.count_heads(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        village_id=int(answers["village"]),
        women=answers["women"],
        men=answers["men"],
        now=turn.now,
    )
    total = await queries.came(turn.session, int(answers["id"]))
    return say(texts.heads_kept(turn.t, total)).then(await back_to_day(turn, int(answers["id"])))


HEADS = Form(
    name="door_heads",
    load=steps.load_villages,
    steps=(
        Choose(name="village", text=lambda view: texts.ask_village(view.t), options=lambda view: view.data),
        steps.number("women", lambda view: texts.ask_women(view.t)),
        steps.number("men", lambda view: texts.ask_men(view.t)),
    ),
    finish=finish_heads,
    on_cancel=cards.back,
)


# Who leads


async def finish_opening(turn: Turn, answers: Answers) -> Reply:
    await recording.open_day(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        chair=answers["chair"],
        secretary=answers["secretary"],
        votes_for=answers.get("votes_for"),
        votes_against=answers.get("against"),
        now=turn.now,
    )
    return say(texts.day_opened(turn.t)).then(await back_to_day(turn, int(answers["id"])))


OPENING = Form(
    name="day_opening",
    steps=(
        steps.words("chair", lambda view: texts.ask_chair(view.t), longest=recording.NAME_LENGTH),
        steps.words("secretary", lambda view: texts.ask_secretary(view.t), longest=recording.NAME_LENGTH),
        steps.number("votes_for", lambda view: texts.ask_votes_for(view.t), optional=always),
        steps.number(
            "against",
            lambda view: texts.ask_votes_against(view.t),
            when=lambda view: view.answers.get("votes_for") is not None,
            optional=always,
        ),
    ),
    finish=finish_opening,
    on_cancel=cards.back,
)


# Questions and speeches


async def begin_question(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await recording.begun(turn.session, meeting.id, turn.person_id, turn.now)
    return start_form("statement", id=meeting.id, kind=StatementKind.QUESTION.value)


async def begin_speech(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await recording.begun(turn.session, meeting.id, turn.person_id, turn.now)
    return start_form("statement", id=meeting.id, kind=StatementKind.SPEECH.value)


def _kind(view: View) -> StatementKind:
    return StatementKind(view.answers["kind"])


def _is_question(view: View) -> bool:
    return _kind(view) is StatementKind.QUESTION


async def finish_statement(turn: Turn, answers: Answers) -> Reply:
    kind, said = StatementKind(answers["kind"]), answers["words"]
    await recording.note_statement(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        kind=kind,
        speaker=answers.get("speaker"),
        text=said["text"],
        attachments=said["files"],
        answer=answers.get("answer"),
        now=turn.now,
    )
    verb = "question" if kind is StatementKind.QUESTION else "speech"
    more = Choice(str(texts.one_more(turn.t, kind)), f"meeting:{verb}.{answers['id']}")
    day = Choice(str(texts.day_button(turn.t)), f"meeting:day.{answers['id']}")
    return say(texts.statement_kept(turn.t), [more], [day])


STATEMENT = Form(
    name="statement",
    steps=(
        steps.words(
            "speaker",
            lambda view: texts.ask_speaker(view.t, _kind(view)),
            longest=recording.NAME_LENGTH,
            optional=_is_question,
        ),
        steps.Tell(name="words", text=lambda view: texts.ask_words(view.t, _kind(view))),
        steps.words(
            "answer",
            lambda view: texts.ask_answer(view.t),
            longest=meeting_rules.LONGEST_TEXT,
            when=_is_question,
            optional=always,
        ),
    ),
    finish=finish_statement,
    on_cancel=cards.back,
)


# The protocol


async def begin_protocol(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await recording.begun(turn.session, meeting.id, turn.person_id, turn.now)
    return start_form("protocol", id=meeting.id)


async def load_protocol(turn: Turn, answers: Answers) -> dict[str, Any]:
    """What is known already, so that nobody types it twice."""
    number = int(answers["id"])
    meeting = await service.get(turn.session, number)
    empty = {
        "chair": not (meeting.chair and meeting.secretary),
        "agenda": not meeting.agenda,
        "statements": not await queries.statements(turn.session, number),
        "decisions": not await queries.decisions_of(turn.session, number),
    }
    return {
        "came": await queries.came(turn.session, number),
        "missing": [name for name, missing in empty.items() if missing],
    }


def _missing(view: View) -> list[str]:
    names = list(view.data["missing"])
    if view.answers.get("attended") is None:
        names.append("attended")
    return [texts.missing(view.t, name) for name in names]


async def finish_protocol(turn: Turn, answers: Answers) -> Reply:
    attended = answers.get("attended")
    if attended == COUNTED:
        attended = await queries.came(turn.session, int(answers["id"]))
    protocol = await recording.register_protocol(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        invited=answers.get("invited"),
        attended=attended,
        recommendations=answers.get("recommendations") or [],
        notes=answers.get("notes"),
        now=turn.now,
        zone=turn.t.timezone,
    )
    meeting = await service.get(turn.session, protocol.meeting_id)
    kept = await making.protocol_files(turn, turn.t, meeting)
    number = f"{protocol.number}/{protocol.year}"
    await notices.protocol_handed_over(turn.session, meeting, number, kept, turn.person_id, turn.now)
    day = [Choice(str(texts.day_button(turn.t)), f"meeting:day.{meeting.id}")]
    return say(texts.protocol_made(turn.t, number), day, attachments=kept, redraw=False)


PROTOCOL = Form(
    name="protocol",
    load=load_protocol,
    steps=(
        steps.number("invited", lambda view: texts.ask_invited(view.t), optional=always),
        steps.number(
            "attended",
            lambda view: texts.ask_attended(view.t, view.data["came"]),
            optional=lambda view: not view.data["came"],
            suggestions=lambda view: (
                [Option(str(texts.take_counted(view.t, view.data["came"])), COUNTED)]
                if view.data["came"]
                else []
            ),
        ),
        steps.lines("recommendations", lambda view: texts.ask_recommendations(view.t), optional=always),
        steps.words(
            "notes",
            lambda view: texts.ask_protocol_notes(view.t),
            longest=meeting_rules.LONGEST_TEXT,
            optional=always,
        ),
        Confirm(
            name="sure",
            text=lambda view: texts.check_protocol(view.t, _missing(view)),
            button=lambda view: texts.make_protocol(view.t),
        ),
    ),
    finish=finish_protocol,
    on_cancel=cards.back,
)


async def begin_scan(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await recording.begun(turn.session, meeting.id, turn.person_id, turn.now)
    return start_form("protocol_scan", id=meeting.id)


async def finish_scan(turn: Turn, answers: Answers) -> Reply:
    number = int(answers["id"])
    first = await queries.protocol_of(turn.session, number) is None
    protocol = await recording.keep_scan(
        turn.session, number, turn.person_id, answers["scan"], turn.now, turn.t.timezone
    )
    meeting = await service.get(turn.session, number)
    name = f"{protocol.number}/{protocol.year}"
    if first:
        await notices.protocol_handed_over(
            turn.session, meeting, name, notices.as_files(protocol.scan), turn.person_id, turn.now
        )
    return say(texts.scan_kept(turn.t, name), cards.to_card(turn, number))


SCAN = Form(
    name="protocol_scan",
    steps=(
        Collect(
            name="scan",
            text=lambda view: texts.ask_scan(view.t),
            kinds=frozenset({AttachmentKind.DOCUMENT, AttachmentKind.PHOTO}),
            limit=10,
        ),
    ),
    finish=finish_scan,
    on_cancel=cards.back,
)

VERBS = {
    "day": show,
    "door": door_code,
    "names": _form("door_names"),
    "heads": _form("door_heads"),
    "opening": _form("day_opening"),
    "question": begin_question,
    "speech": begin_speech,
    "minutes": begin_protocol,
    "scan": begin_scan,
}
