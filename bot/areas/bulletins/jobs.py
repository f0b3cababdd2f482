"""The clockwork of bulletins: drafts open, people are reminded, what went out is noted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import BroadcastState
from bot.areas.bulletins import queries, rules, service
from bot.areas.bulletins.drafting import Contributor
from bot.areas.bulletins.models import Bulletin
from bot.areas.bulletins.queries import Edition
from bot.areas.bulletins.tags import AuditTag
from bot.areas.bulletins.texts import alarms as texts
from bot.areas.bulletins.texts import card as card_texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage
from bot.core.scheduling import Job, Tick

EVERY_SECONDS = 30


def bulletin_job(contributors: Sequence[Contributor]) -> Job:
    """`contributors` are the areas' functions that tell what was done."""

    async def run(tick: Tick) -> None:
        await open_drafts(tick, contributors)
        await remind(tick)
        await note_published(tick)
        tick.wake()

    return Job(name="bulletins", every_seconds=EVERY_SECONDS, run=run, next_due=next_due)


async def open_drafts(tick: Tick, contributors: Sequence[Contributor]) -> None:
    """A municipality that isn't set up yet has nothing to tell."""
    async with tick.database.reading() as session:
        office = await municipality.get_municipality(session)
        legal = await municipality.get_legal(session)
    if office is None:
        return
    for issue in rules.issues_to_open(tick.now, office.created_at, legal, tick.timezone):
        async with tick.database.session() as session:
            edition = await service.open_issue(session, issue, contributors, tick.now, tick.timezone)
            if edition:
                await _tell_writers(session, edition, tick.now, texts.draft_opened)


async def remind(tick: Tick) -> None:
    """At most one reminder of each bulletin; where it stands is looked up anew."""
    async with tick.database.session() as session:
        legal = await municipality.get_legal(session)
        for edition in await queries.undecided(session):
            await _remind_of(session, edition, tick, legal)


async def note_published(tick: Tick) -> None:
    async with tick.database.session() as session:
        for edition in await queries.going_out(session):
            await service.note_published(session, edition, tick.now, tick.timezone)


async def next_due(session: AsyncSession, now: datetime, timezone: ZoneInfo) -> datetime | None:
    """The next opening or the next step of a draft that nobody approved yet."""
    legal = await municipality.get_legal(session)
    open_ones = await queries.undecided(session)
    steps = [rules.next_step(edition.bulletin.publish_at, now, legal) for edition in open_ones]
    return min(m for m in (*steps, rules.next_opening(now, legal, timezone)) if m)


async def _remind_of(session: AsyncSession, edition: Edition, tick: Tick, legal: LegalValues) -> None:
    bulletin, state = edition.bulletin, edition.broadcast.state
    step = rules.due_step(bulletin.publish_at, tick.now, legal, tick.timezone)
    if step is None or not await service.give_reminder(session, edition, step, tick.now):
        return
    if step.startswith(rules.OVERDUE):
        await _tell_everyone(session, edition, tick.now, texts.overdue)
    elif step == rules.ESCALATION:
        service.record(session, tick.now, AuditTag.ESCALATED, None, bulletin)
        past = rules.is_past(bulletin.publish_at, tick.now)
        words = texts.overdue if past else lambda t, b: texts.escalation(t, b, state)
        await _tell_everyone(session, edition, tick.now, words)
    elif state is BroadcastState.WAITING:
        await _tell_approvers(session, edition, tick.now, texts.approval_reminder)
    elif bulletin.opened_at.astimezone(tick.timezone).date() != tick.now.astimezone(tick.timezone).date():
        # On the day it opened, its opening was reminder enough.
        days = rules.days_left(bulletin.publish_at, tick.now, tick.timezone)
        await _tell_writers(session, edition, tick.now, lambda t, b: texts.reminder(t, b, days))


Words = Callable[[Translator, Bulletin], Markup]


async def _tell_writers(session: AsyncSession, edition: Edition, now: datetime, words: Words) -> None:
    for person_id in await _writers(session):
        await people.tell(session, person_id, _message(edition, words, now), now)


async def _writers(session: AsyncSession) -> Sequence[int]:
    """The officer; where there is none yet, whoever else may write it."""
    officers = await staff.holders_of(session, Role.OFFICER)
    return officers or await staff.people_who_may(session, Permission.EDIT_BULLETIN)


async def _tell_approvers(session: AsyncSession, edition: Edition, now: datetime, words: Words) -> None:
    author = edition.broadcast.author_id
    message = _message(edition, words, now)
    await people.tell_all(session, Permission.APPROVE_BROADCAST, message, now, except_person=author)


async def _tell_everyone(session: AsyncSession, edition: Edition, now: datetime, words: Words) -> None:
    """Writers and approvers, each once; the head is among the approvers."""
    writers = set(await _writers(session))
    approvers = set(await staff.people_who_may(session, Permission.APPROVE_BROADCAST))
    for person_id in sorted(writers | approvers):
        await people.tell(session, person_id, _message(edition, words, now), now)


def _message(edition: Edition, words: Words, now: datetime) -> Callable[[Translator], OutMessage]:
    """With the button that starts the doing; one whose day is past may also be closed, from its card."""

    def message(t: Translator) -> OutMessage:
        read = Choice(str(card_texts.open_text(t)), f"bc:card.{edition.broadcast.id}")
        more = Choice(str(card_texts.more(t)), f"bulletin:card.{edition.bulletin.id}")
        past = rules.is_past(edition.bulletin.publish_at, now)
        return OutMessage(text=words(t, edition.bulletin), choices=((read,), (more,)) if past else ((read,),))

    return message
