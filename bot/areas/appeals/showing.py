"""An appeal's card as the office sees it: the facts, the words, just the buttons that do something."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import blocking, queries, worklist
from bot.areas.appeals.models import Appeal, AppealState, EntryKind
from bot.areas.appeals.rules import access, deadlines
from bot.areas.appeals.rules.access import Action, Relation
from bot.areas.appeals.rules.deadlines import Urgency
from bot.areas.appeals.texts import blocking as blocking_texts
from bot.areas.appeals.texts import office as texts
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage, Rows

_LATEST = frozenset(
    {
        EntryKind.QUESTION,
        EntryKind.REPLY,
        EntryKind.DISPUTED,
        EntryKind.REOPENED,
        EntryKind.BROKEN_AGAIN,
    }
)


def as_files(attachments: Sequence[Sequence[Any]]) -> tuple[Attachment, ...]:
    return tuple(Attachment(AttachmentKind(kind), number) for kind, number in attachments)


def map_link(latitude: float | None, longitude: float | None) -> str | None:
    """Opens in whatever map the phone has."""
    if latitude is None or longitude is None:
        return None
    return "https://www.google.com/maps/search/?" + urlencode(
        {"api": 1, "query": f"{latitude:.6f},{longitude:.6f}"}
    )


async def all_files(session: AsyncSession, appeal: Appeal) -> list[Any]:
    """What came with it and with everything that was said since, each once."""
    found = [*appeal.attachments]
    for entry in await queries.entries_of(session, appeal.id):
        found += [one for one in entry.attachments if one not in found]
    return found


async def urgency_of(session: AsyncSession, appeal: Appeal, today: date) -> Urgency:
    """Of one that is ended nothing is urgent; what is disputed was answered, and waits for the head."""
    last = deadlines.last_day(appeal.due_on, appeal.target_on)
    if last is None or appeal.state not in access.OPEN - {AppealState.DISPUTED}:
        return Urgency.CALM
    legal = await municipality.get_legal(session)
    calendar = await municipality.get_work_calendar(session)
    return deadlines.urgency(last, appeal.target_on, today, legal, calendar)


async def has_left(session: AsyncSession, appeal: Appeal) -> bool:
    """Who has it in hand holds no role any more."""
    return appeal.handler_id is not None and not await staff.roles_of(session, appeal.handler_id)


async def facts_of(session: AsyncSession, appeal: Appeal, now: datetime, today: date) -> texts.CardFacts:
    village = await municipality.get_village(session, appeal.village_id) if appeal.village_id else None
    latest = await queries.entries_of(session, appeal.id, _LATEST)
    answers = await queries.entries_of(session, appeal.id, {EntryKind.ANSWERED})
    first = await queries.find(session, appeal.duplicate_of) if appeal.duplicate_of else None
    alike: list[Appeal] = []
    if appeal.state in access.OPEN and first is None:
        alike = await worklist.alike(session, appeal, now, besides=appeal.id)
    return texts.CardFacts(
        village=village,
        map_link=map_link(appeal.latitude, appeal.longitude),
        handler=await staff.name_of(session, appeal.handler_id),
        handler_left=await has_left(session, appeal),
        entered_by=await staff.name_of(session, appeal.entered_by),
        urgency=await urgency_of(session, appeal, today),
        first=first.number if first else None,
        joined=[one.number for one in await worklist.joined_to(session, appeal.id)],
        alike=alike,
        # What the head opened again is read together with why its author disputed it.
        latest=latest[-2:] if latest and latest[-1].kind is EntryKind.REOPENED else latest[-1:],
        answer=answers[-1] if answers else None,
        files=len(await all_files(session, appeal)),
        blocked=bool(appeal.author_id and await queries.block_of(session, appeal.author_id)),
        today=today,
    )


async def card(
    session: AsyncSession, appeal: Appeal, person_id: int, t: Translator, now: datetime, *, asked: bool = True
) -> OutMessage:
    """`asked`: they opened it themselves; else it comes by itself, with what was sent along."""
    facts = await facts_of(session, appeal, now, now.astimezone(t.timezone).date())
    relations = await queries.relations_of(session, appeal, person_id)
    if not relations & {Relation.DUTY, Relation.HEAD}:
        # Who has only this one in hand, or only decides its dispute, is nothing to the others.
        facts = replace(facts, alike=[])
    may = access.allowed(appeal, relations)
    if facts.blocked or await blocking.leaves_it_to_officers(session, person_id):
        may -= {Action.BLOCK_AUTHOR}
    return OutMessage(
        text=texts.card(t, appeal, facts, sees_author=Action.SEE_AUTHOR in may, comes_by_itself=not asked),
        choices=buttons(t, appeal, person_id, may, facts.files, short=not asked),
        attachments=() if asked else as_files(appeal.attachments),
    )


def buttons(
    t: Translator,
    appeal: Appeal,
    person_id: int,
    may: frozenset[Action],
    files: int,
    *,
    short: bool = False,
) -> Rows:
    """`short`: under a card that comes by itself, only what is done at once."""
    offered = {verb: label for verb, label in _offered(t, appeal, person_id, may, files).items() if label}
    rows = tuple(
        tuple(Choice(str(offered[verb]), f"ap:{verb}.{appeal.id}") for verb in row if verb in offered)
        for row in (_SHORT if short else _WHOLE)
    )
    ways = (Choice(str(texts.to_list(t)), "cases:"), Choice(str(texts.to_menu(t)), "admin:"))
    return tuple(row for row in (*rows, (() if short else ways)) if row)


_SHORT = (("take", "give"), ("answer", "ask"), ("forward", "same"), ("card",))
_WHOLE = (
    ("uphold", "reopen"),
    ("take", "give"),
    ("answer", "ask"),
    ("forward", "note"),
    ("topic", "same"),
    ("history", "files"),
    ("block",),
)


def _offered(
    t: Translator, appeal: Appeal, person_id: int, may: frozenset[Action], files: int
) -> dict[str, object]:
    """By verb; what the table allows, without what would change nothing."""
    mine = appeal.handler_id == person_id
    return {
        "take": Action.TAKE in may and not mine and texts.take_button(t),
        "give": Action.ASSIGN in may and texts.give_button(t),
        "card": texts.open_button(t),
        "answer": Action.CLOSE in may and texts.answer_button(t),
        "ask": Action.ASK in may and appeal.author_id is not None and texts.ask_button(t),
        "forward": Action.FORWARD in may and texts.forward_button(t),
        "note": Action.NOTE in may and texts.note_button(t),
        "topic": Action.SORT in may and texts.topic_button(t),
        "same": Action.ASSIGN in may and texts.same_button(t),
        "uphold": Action.DECIDE_DISPUTE in may and texts.uphold_button(t),
        "reopen": Action.DECIDE_DISPUTE in may and texts.reopen_button(t),
        "block": Action.BLOCK_AUTHOR in may and appeal.author_id and blocking_texts.block_button(t),
        "history": Action.NOTE in may and texts.history_button(t),
        "files": Action.NOTE in may and files and texts.files_button(t, files),
    }
