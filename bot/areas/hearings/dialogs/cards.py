"""A meeting's card for the office, with what this person may do with it now."""

from sqlalchemy import func, select

from bot.areas.hearings import announcing, calling, preparing, queries
from bot.areas.hearings.checklists import items_of
from bot.areas.hearings.models import (
    Meeting,
    MeetingState,
    NoticePurpose,
    Statement,
    StatementKind,
)
from bot.areas.hearings.texts import day as day_texts
from bot.areas.hearings.texts import following as following_texts
from bot.areas.hearings.texts import office as texts
from bot.areas.hearings.texts import preparing as preparing_texts
from bot.areas.hearings.texts import reporting as reporting_texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import rules as people_rules
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs import words
from bot.core.messages import Choice
from bot.core.routes import Answers, Reply, Turn, say

Row = list[Choice]


async def card(turn: Turn, meeting: Meeting) -> Reply:
    may = people_rules.permissions_of(await staff.roles_of(turn.session, turn.person_id))
    if Permission.APPROVE_BROADCAST not in may and Permission.RECORD_MEETING not in may:
        await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    facts = await card_facts(turn, meeting)
    return say(texts.card(turn.t, meeting, facts), *buttons(turn, meeting, facts, may), redraw=False)


async def card_facts(turn: Turn, meeting: Meeting) -> texts.CardFacts:
    session = turn.session
    told = await queries.open_notice(session, meeting.id)
    protocol = await queries.protocol_of(session, meeting.id)
    return texts.CardFacts(
        whom=await announcing.whom(session, meeting, turn.t.language),
        open_notice=told,
        override_by=await staff.name_of(session, told.notice.override_by) if told else None,
        coming=await queries.coming_by_village(session, meeting.id),
        villages={village.id: village for village in await municipality.list_villages(session)},
        questions=await _count_statements(turn, meeting, StatementKind.QUESTION),
        speakers=len(await queries.floor_list(session, meeting.id)),
        open_tasks=len(await preparing.open_tasks(session, meeting.id)),
        participants=await queries.came(session, meeting.id),
        protocol_number=f"{protocol.number}/{protocol.year}" if protocol else None,
        decisions=len(await queries.decisions_of(session, meeting.id)),
        unanswered=len(await queries.unanswered(session, meeting.id)),
        now=turn.now,
    )


async def _count_statements(turn: Turn, meeting: Meeting, kind: StatementKind) -> int:
    counted = await turn.session.scalar(
        select(func.count())
        .select_from(Statement)
        .where(Statement.meeting_id == meeting.id, Statement.kind == kind)
    )
    return counted or 0


def buttons(turn: Turn, meeting: Meeting, facts: texts.CardFacts, may: frozenset[Permission]) -> list[Row]:
    t = turn.t
    rows: list[Row] = []
    if facts.open_notice:
        look = Choice(str(texts.look_at_notice(t)), f"bc:card.{facts.open_notice.broadcast.id}")
        rows.append([look])
    if Permission.CALL_MEETING in may or Permission.OVERRIDE_NOTICE in may:
        rows += _calling(turn, meeting, facts, may)
    if Permission.RECORD_MEETING in may or Permission.CALL_MEETING in may:
        rows += _keeping(turn, meeting, may)
    rows.append([Choice(str(texts.to_list(t)), "meetings:"), Choice(str(texts.to_menu(t)), "admin:")])
    return rows


def _calling(turn: Turn, meeting: Meeting, facts: texts.CardFacts, may: frozenset[Permission]) -> list[Row]:
    t, number, told = turn.t, meeting.id, facts.open_notice
    rows: list[Row] = []
    late = told is not None and calling.is_late(told, turn.now)
    if late and told and told.notice.purpose is not NoticePurpose.CANCEL:
        head = Permission.OVERRIDE_NOTICE in may
        rows.append([Choice(str(texts.urgent(t, head=head)), f"meeting:urgent.{number}")])
    if Permission.CALL_MEETING not in may:
        return rows
    if meeting.state is MeetingState.DRAFT:
        change = Choice(str(texts.change(t)), f"meeting:change.{number}")
        rows.append([change, Choice(str(texts.discard(t)), f"meeting:discard.{number}")])
    if meeting.state is MeetingState.CALLED and turn.now < meeting.starts_at:
        move = Choice(str(texts.move(t)), f"meeting:move.{number}")
        rows.append([move, Choice(str(texts.cancel(t)), f"meeting:cancel.{number}")])
        if told is not None:
            rows.append([Choice(str(texts.drop_change(t)), f"meeting:drop.{number}")])
    return rows


def _keeping(turn: Turn, meeting: Meeting, may: frozenset[Permission]) -> list[Row]:
    """Preparing, the day itself, the papers, what follows: each a screen of its own."""
    t, number = turn.t, meeting.id
    rows: list[Row] = []
    if meeting.state in {MeetingState.DRAFT, MeetingState.CALLED} and turn.now < meeting.starts_at:
        rows.append([Choice(str(preparing_texts.prepare_button(t)), f"meeting:prepare.{number}")])
    if meeting.called_at is None:
        return rows
    if meeting.state is not MeetingState.CANCELLED and Permission.RECORD_MEETING in may:
        rows.append([Choice(str(day_texts.day_button(t)), f"meeting:day.{number}")])
    if meeting.state is MeetingState.HELD or turn.now >= meeting.starts_at:
        rows.append([Choice(str(following_texts.after_button(t)), f"meeting:after.{number}")])
    rows.append([Choice(str(preparing_texts.papers_button(t)), f"meeting:papers.{number}")])
    if items_of(meeting.kind) and Permission.CALL_MEETING in may:
        rows.append([Choice(str(reporting_texts.report_button(t)), f"meeting:report.{number}")])
    return rows


async def prepare(turn: Turn, meeting: Meeting) -> None:
    """A new meeting brings its tasks."""
    await preparing.plan_tasks(turn.session, meeting, turn.now, turn.t.timezone)


async def prepare_again(turn: Turn, meeting: Meeting) -> None:
    await preparing.count_anew(turn.session, meeting, turn.now, turn.t.timezone)


async def left(turn: Turn, _answers: Answers) -> Reply:
    """Out of calling a meeting; what was answered is gone only with this tap."""
    return say(words.cancelled(turn.t), [Choice(str(texts.to_menu(turn.t)), "admin:")])


async def back(turn: Turn, answers: Answers) -> Reply:
    """Out of a form and back to its meeting. A button, because a card may be refused and leaving must not."""
    there = Choice(str(texts.to_meeting(turn.t)), f"meeting:card.{answers['id']}")
    return say(words.cancelled(turn.t), [there])


def to_card(turn: Turn, meeting_id: int) -> Row:
    return [Choice(str(texts.to_meeting(turn.t)), f"meeting:card.{meeting_id}")]
