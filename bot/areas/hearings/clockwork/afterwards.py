"""What is owed after a meeting: its protocol, replies, results, what was done about its decisions."""

from markupsafe import Markup

from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.hearings import notices, queries, service
from bot.areas.hearings.clockwork.moment import Moment
from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import Decision, Meeting, NoticePurpose
from bot.areas.hearings.rules import timing
from bot.areas.hearings.tags import AuditTag
from bot.areas.hearings.texts import day as day_texts
from bot.areas.hearings.texts import following as following_texts
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.core.i18n import Translator
from bot.core.messages import Choice


async def ask_for_protocol(moment: Moment, meeting: Meeting) -> None:
    if await queries.protocol_of(moment.session, meeting.id) is not None:
        return
    held_on = moment.held_on(meeting)
    days = timing.days_step(held_on, moment.today, moment.legal.protocol_reminder_days)
    if days is None or not await moment.claim(meeting, f"protocol.{days}"):
        return
    passed = (moment.today - held_on).days
    whom = await notices.recorders(moment.session, meeting)
    await notices.tell(
        moment.session,
        whom,
        meeting,
        moment.now,
        lambda t: day_texts.protocol_missing(t, meeting, passed),
        more=lambda t: ((Choice(str(day_texts.write_protocol(t)), f"meeting:minutes.{meeting.id}"),),),
    )


async def ask_for_replies(moment: Moment, meeting: Meeting) -> None:
    """Questions without an answer are owed one in writing (charter 17.5)."""
    count = len(await queries.unanswered(moment.session, meeting.id))
    due = timing.answers_due(moment.held_on(meeting), moment.legal)
    step = timing.last_day_step(due, moment.today, timing.BEFORE_LAST_DAY)
    if not count or step is None or not await moment.claim(meeting, f"replies.{step}"):
        return
    await _tell_keepers(
        moment,
        meeting,
        lambda t: following_texts.replies_due(t, meeting, count, due),
        heads=step < 0,
    )


async def ask_for_results(moment: Moment, meeting: Meeting) -> None:
    """A hearing's results are published within 10 days (charter, instructions to §20)."""
    if not KINDS[meeting.kind].publishes_results or await queries.is_told(
        moment.session, meeting.id, NoticePurpose.RESULTS
    ):
        return
    due = timing.results_due(moment.held_on(meeting), moment.legal)
    step = timing.last_day_step(due, moment.today, timing.BEFORE_LAST_DAY)
    if step is None or not await moment.claim(meeting, f"results.{step}"):
        return
    await _tell_keepers(
        moment, meeting, lambda t: following_texts.results_due(t, meeting, due), heads=step < 0
    )


async def remind_of_decisions(moment: Moment, meeting: Meeting) -> None:
    """At half its time, 7 days and a day before; overdue ones also go to the head and the chair."""
    for decision in await queries.decisions_of(moment.session, meeting.id):
        if decision.answered_at is None:
            await _remind_of_decision(moment, meeting, decision)


async def _remind_of_decision(moment: Moment, meeting: Meeting, decision: Decision) -> None:
    step = timing.decision_step(moment.held_on(meeting), decision.due_on, moment.today, moment.legal)
    if step is None or not await moment.claim(meeting, f"decision.{decision.id}.{step}"):
        return
    days = (decision.due_on - moment.today).days

    def words(t: Translator) -> Markup:
        if days < 0:
            return following_texts.decision_overdue(t, meeting, decision, -days)
        return following_texts.decision_reminder(t, meeting, decision, days)

    await notices.tell_owner(moment.session, decision, moment.now, words)
    others = await notices.recorders(moment.session, meeting) if decision.owner_id is None else []
    if days < 0:
        others = [*others, *await staff.holders_of(moment.session, Role.HEAD, Role.COUNCIL_CHAIR)]
        service.record(
            moment.session,
            moment.now,
            AuditTag.ESCALATED,
            None,
            meeting,
            after={"decision": decision.text[:80], "owner": decision.owner},
        )
    whom = [person_id for person_id in others if person_id != decision.owner_id]
    await notices.tell(moment.session, whom, meeting, moment.now, words)


async def remind_of_unsent(moment: Moment, meeting: Meeting) -> None:
    """Results and answers that were written and not handed in: residents still don't know."""
    for told in await queries.notices_of(moment.session, meeting.id):
        notice, broadcast = told.notice, told.broadcast
        if notice.purpose not in {NoticePurpose.RESULTS, NoticePurpose.MEASURES}:
            continue
        if broadcast.state not in broadcast_rules.UNSEEN:
            continue
        since = notice.created_at.astimezone(moment.zone).date()
        days = timing.days_step(since, moment.today, timing.UNSENT_AFTER_DAYS)
        if days is None or not await moment.claim(meeting, f"unsent.{notice.id}.{days}"):
            continue
        number = broadcast.id
        await notices.tell(
            moment.session,
            await notices.keepers(moment.session, meeting),
            meeting,
            moment.now,
            lambda t: following_texts.not_sent_yet(t, meeting),
            more=lambda t, number=number: (  # type: ignore[misc] # mypy can't infer defaults of a lambda
                (Choice(str(following_texts.look_button(t)), f"bc:card.{number}"),),
            ),
        )


async def _tell_keepers(moment: Moment, meeting: Meeting, words: notices.Words, *, heads: bool) -> None:
    whom = await notices.keepers(moment.session, meeting)
    if heads:
        whom = [*whom, *await staff.holders_of(moment.session, Role.HEAD)]
    await notices.tell(
        moment.session,
        whom,
        meeting,
        moment.now,
        words,
        more=lambda t: ((Choice(str(following_texts.after_button(t)), f"meeting:after.{meeting.id}"),),),
    )
