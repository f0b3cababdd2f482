"""After the meeting: decisions, what was done, results, written replies, reports demanded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.areas.hearings import following, notices, queries, recording, service
from bot.areas.hearings.dialogs import cards, compose, steps
from bot.areas.hearings.models import Decision, Meeting, Statement
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.rules import timing
from bot.areas.hearings.texts import composing as composing_texts
from bot.areas.hearings.texts import following as texts
from bot.areas.hearings.texts import office as office_texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Collect, Heard, Option, always
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

BACK = timedelta(days=90)


async def show(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    t, number = turn.t, meeting.id
    today = turn.now.astimezone(t.timezone).date()
    decisions = await queries.decisions_of(turn.session, number)
    unanswered = await queries.unanswered(turn.session, number)
    keeps = await people.may(turn.session, turn.person_id, Permission.RECORD_MEETING)
    rows = [
        [Choice(texts.answer_button(t, one), f"mtdone:{one.id}")]
        for one in decisions
        if one.answered_at is None and (keeps or one.owner_id == turn.person_id)
    ]
    if keeps:
        rows += [[Choice(texts.reply_button(t, one), f"mtreply:{one.id}")] for one in unanswered]
        rows.append([Choice(str(texts.new_decision(t)), f"meeting:decide.{number}")])
        rows.append([Choice(str(texts.results_button(t)), f"meeting:results.{number}")])
    text = texts.head(t, meeting, decisions, unanswered, today)
    return say(text, *rows, cards.to_card(turn, number), redraw=False)


# Decisions


@dataclass(frozen=True, slots=True)
class Owners:
    """Who may answer for a decision, and until when by the rules."""

    people: Sequence[Option]
    usual: date
    first: date


async def load_owners(turn: Turn, answers: Answers) -> Owners:
    meeting = await service.get(turn.session, int(answers["id"]))
    day = meeting.starts_at.astimezone(turn.t.timezone).date()
    legal = await municipality.get_legal(turn.session)
    names = {holder.person_id: holder.name for holder in await staff.list_holders(turn.session)}
    options = [Option(name, str(person_id)) for person_id, name in names.items()]
    return Owners(options, timing.measures_due(day, legal), day + timedelta(days=1))


async def begin_decision(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    await recording.begun(turn.session, meeting.id, turn.person_id, turn.now)
    return start_form("decision", id=meeting.id)


def _read_owner(_view: View, heard: Heard) -> str:
    return meeting_rules.check_words(heard.text, recording.NAME_LENGTH)


async def finish_decision(turn: Turn, answers: Answers) -> Reply:
    known = {option.value for option in (await load_owners(turn, answers)).people}
    owner = answers["owner"]
    decision = await following.record_decision(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        text=answers["text"],
        owner_id=int(owner) if owner in known else None,
        owner=None if owner in known else owner,
        due_on=date.fromisoformat(answers["due"]) if answers.get("due") else None,
        now=turn.now,
        zone=turn.t.timezone,
    )
    meeting = await service.get(turn.session, decision.meeting_id)
    await notices.decision_given(turn.session, meeting, decision, turn.person_id, turn.now)
    more = [Choice(str(texts.new_decision(turn.t)), f"meeting:decide.{meeting.id}")]
    return say(texts.decision_kept(turn.t, decision), more, cards.to_card(turn, meeting.id))


DECISION = Form(
    name="decision",
    load=load_owners,
    steps=(
        steps.words("text", lambda view: texts.ask_decision(view.t), longest=meeting_rules.LONGEST_TEXT),
        Ask(
            name="owner",
            text=lambda view: texts.ask_owner(view.t),
            read=_read_owner,
            explain=steps.explain,
            suggestions=lambda view: view.data.people,
        ),
        PickDay(
            name="due",
            text=lambda view: texts.ask_due(view.t, view.data.usual),
            first=lambda view: view.data.first,
            last=lambda view: view.data.first + timedelta(days=400),
            mark=lambda view, day: "⭐" if day == view.data.usual else "",
            opens=lambda view: view.data.usual,
            explain=lambda view, _refused: texts.due_wrong(view.t),
            optional=always,
        ),
    ),
    finish=finish_decision,
    on_cancel=cards.back,
)


# What was done


async def begin_done(turn: Turn, argument: str) -> Reply:
    decision = await _decision(turn, argument)
    await following.check_may_answer(turn.session, decision, turn.person_id)
    if decision.answered_at is not None:
        raise Refused("hearings:done")
    return start_form("decision_done", decision=decision.id, id=decision.meeting_id)


async def _decision(turn: Turn, argument: str) -> Decision:
    found = await queries.find_decision(turn.session, int(argument)) if argument.isdecimal() else None
    if found is None:
        raise Refused("hearings:gone")
    return found


async def load_decision(turn: Turn, answers: Answers) -> Decision | None:
    return await queries.find_decision(turn.session, int(answers["decision"]))


async def finish_done(turn: Turn, answers: Answers) -> Reply:
    decision, told = await following.answer_decision(
        turn.session,
        int(answers["decision"]),
        turn.person_id,
        text=answers["answer"],
        attachments=answers.get("photos") or [],
        now=turn.now,
        zone=turn.t.timezone,
    )
    meeting = await service.get(turn.session, decision.meeting_id)
    if await people.may(turn.session, turn.person_id, Permission.CALL_MEETING):
        return say(texts.answer_taken(turn.t), redraw=False).then(await compose.show_notice(turn, told))
    await notices.decision_answered(turn.session, meeting, decision, told, turn.person_id, turn.now)
    return say(texts.answer_with_office(turn.t))


async def leave_done(turn: Turn, answers: Answers) -> Reply:
    if await people.may(turn.session, turn.person_id, Permission.RECORD_MEETING):
        return await cards.back(turn, answers)
    again = Choice(str(texts.tell_button(turn.t)), f"mtdone:{answers['decision']}")
    return say(texts.answer_waits(turn.t), [again])


DECISION_DONE = Form(
    name="decision_done",
    load=load_decision,
    steps=(
        steps.words(
            "answer",
            lambda view: texts.ask_done(view.t, view.data),
            longest=1500,
        ),
        Collect(
            name="photos",
            text=lambda view: texts.ask_done_files(view.t),
            kinds=frozenset({AttachmentKind.PHOTO, AttachmentKind.DOCUMENT}),
            limit=meeting_rules.MOST_FILES,
            optional=always,
        ),
    ),
    finish=finish_done,
    on_cancel=leave_done,
)


# Results, replies


async def results(turn: Turn, meeting: Meeting, _more: str) -> Reply:
    told = await following.prepare_results(
        turn.session, meeting.id, turn.person_id, turn.now, turn.t.timezone
    )
    return say(texts.results_ready(turn.t), redraw=False).then(await compose.show_notice(turn, told))


async def begin_reply(turn: Turn, argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    question = await turn.session.get(Statement, int(argument)) if argument.isdecimal() else None
    if question is None:
        raise Refused("hearings:gone")
    if question.answered_at is not None:
        raise Refused("hearings:done")
    return start_form("question_reply", question=question.id, id=question.meeting_id)


async def load_question(turn: Turn, answers: Answers) -> Statement | None:
    return await turn.session.get(Statement, int(answers["question"]))


async def finish_reply(turn: Turn, answers: Answers) -> Reply:
    question, sent = await recording.answer_question(
        turn.session, int(answers["question"]), turn.person_id, answers["answer"], turn.now
    )
    meeting = await service.get(turn.session, question.meeting_id)
    return say(texts.reply_sent(turn.t, sent=sent)).then(await show(turn, meeting, ""))


REPLY = Form(
    name="question_reply",
    load=load_question,
    steps=(
        steps.words(
            "answer",
            lambda view: texts.ask_reply(view.t, view.data),
            longest=meeting_rules.LONGEST_TEXT,
        ),
    ),
    finish=finish_reply,
    on_cancel=cards.back,
)


# Reports on demand (002 §2.4)


async def demands(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    t = turn.t
    found = await queries.open_demands(turn.session)
    lines = [texts.demand_line(t, one) for one in found]
    payloads = [f"mtnew:{one.id}" for one in found]
    rows = numbered.buttons(list(zip(lines, payloads, strict=True)))
    rows.append([Choice(str(texts.new_demand(t)), "mtdemand:")])
    back = [Choice(str(office_texts.to_list(t)), "meetings:")]
    return say(numbered.under(texts.demands_head(t, any_found=bool(found)), lines), *rows, back)


async def begin_demand(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    return start_form("report_demand")


def _today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


async def finish_demand(turn: Turn, answers: Answers) -> Reply:
    demand = await following.record_demand(
        turn.session,
        turn.person_id,
        demanded_by=answers["who"],
        of_whom=answers["whose"],
        matter=answers["matter"],
        received_on=date.fromisoformat(answers["received"]),
        now=turn.now,
    )
    call = Choice(str(texts.call_for_it(turn.t)), f"mtnew:{demand.id}")
    return say(texts.demand_kept(turn.t), [call])


DEMAND = Form(
    name="report_demand",
    steps=(
        steps.words("who", lambda view: texts.ask_demanded_by(view.t)),
        steps.words("whose", lambda view: texts.ask_of_whom(view.t)),
        steps.words(
            "matter", lambda view: texts.ask_demand_matter(view.t), longest=meeting_rules.LONGEST_MATTER
        ),
        PickDay(
            name="received",
            text=lambda view: texts.ask_demand_day(view.t),
            first=lambda view: _today(view) - BACK,
            last=_today,
            opens=_today,
            explain=lambda view, _refused: composing_texts.day_is_past(view.t),
        ),
    ),
    finish=finish_demand,
    on_cancel=cards.left,
)

VERBS = {"after": show, "decide": begin_decision, "results": results}
