"""Each kind of evidence, as it stands on the paper."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.areas.groups.queries import Packed
from bot.areas.hearings.models import MeetingNotice, MeetingState, PostingKind
from bot.areas.hearings.texts import naming as meeting_names
from bot.areas.hearings.texts import papers as meeting_texts
from bot.areas.initiatives.texts import naming as initiative_names
from bot.areas.obligations.chain.links import (
    Chain,
    Evidence,
    OfBulletin,
    OfInitiative,
    OfMeeting,
    OfMessage,
    OfReport,
    OfSurvey,
    OfTick,
)
from bot.areas.obligations.chain.sendings import Sending
from bot.areas.obligations.papers.evidence import tables
from bot.areas.obligations.texts import evidence as texts
from bot.areas.residents.texts.channels import channel_name
from bot.core.i18n import Translator
from bot.documents.paper import Facts, Heading, Part, Table

Rows = list[tuple[str, str]]


def parts(t: Translator, chain: Chain, evidence: Evidence) -> list[Part]:
    match evidence:
        case OfMeeting():
            return _meeting(t, chain, evidence)
        case OfBulletin():
            return _bulletin(t, chain, evidence)
        case OfMessage():
            return [*tables.messages(t, [evidence.sending]), *groups(t, chain, evidence.groups)]
        case OfSurvey():
            return [_facts(t, [(name, texts.of_days(t, value)) for name, value in evidence.rows])]
        case OfInitiative():
            return _initiative(t, chain, evidence)
        case OfReport():
            return _report(t, chain, evidence)
        case OfTick():
            return _tick(t, chain, evidence)


def _facts(t: Translator, rows: Rows) -> Facts:
    return Facts(tuple((texts.label(t, name), value) for name, value in rows))


# Meetings


def _meeting(t: Translator, chain: Chain, one: OfMeeting) -> list[Part]:
    meeting = one.meeting
    rows: Rows = [
        (texts.label(t, "held"), meeting_names.full_when(t, meeting.starts_at)),
        (meeting_texts.label(t, "place"), meeting.place),
    ]
    if one.came:
        rows.append((texts.label(t, "came"), t.number(one.came)))
    if meeting.state is MeetingState.HELD and one.whole:
        rows += _protocol(t, chain, one)
    found: list[Part] = [Facts(tuple(rows))]
    for notice, sending in one.notices:
        found += _notice(t, chain, notice, sending)
    return [*found, *groups(t, chain, one.groups), *_postings(t, chain, one), *_decisions(t, one)]


def _protocol(t: Translator, chain: Chain, one: OfMeeting) -> Rows:
    protocol = one.protocol
    if protocol is None:
        return [(texts.label(t, "protocol"), texts.not_yet(t))]
    by = chain.people.get(protocol.registered_by or 0)
    registered = ", ".join(part for part in (t.moment(protocol.registered_at), by) if part)
    return [
        (texts.label(t, "protocol"), meeting_texts.protocol_number(t, f"{protocol.number}/{protocol.year}")),
        (texts.label(t, "registered"), registered),
        (texts.label(t, "signed"), texts.yes(t) if protocol.scan else texts.not_yet(t)),
    ]


def _notice(t: Translator, chain: Chain, notice: MeetingNotice, sending: Sending) -> list[Part]:
    rows: Rows = []
    if notice.required_days and notice.last_day:
        began = sending.broadcast.started_at
        lawful = began is not None and _day(t, began) <= notice.last_day
        override = notice.override_at is not None
        rows += [
            (meeting_texts.label(t, "required"), meeting_texts.days_required(t, notice.required_days)),
            (meeting_texts.label(t, "last_day"), t.full_date(notice.last_day)),
            (meeting_texts.label(t, "lawful"), meeting_texts.in_time(t, lawful=lawful, override=override)),
        ]
        if override and not lawful:
            by = chain.people.get(notice.override_by or 0, tables.NOTHING)
            rows.append((meeting_texts.label(t, "reason"), f"{notice.override_reason or ''} ({by})"))
    return [
        Heading(meeting_texts.purpose(t, notice.purpose), 3),
        Facts((*rows, *_sent(t, sending))),
        *([tables.delivered(t, chain.villages, sending)] if sending.delivered else []),
    ]


def _day(t: Translator, moment: datetime) -> date:
    return moment.astimezone(t.timezone).date()


def _sent(t: Translator, sending: Sending) -> Rows:
    broadcast, total = sending.broadcast, sending.total
    first, last = tables.moment(t, sending.first_at), tables.moment(t, sending.last_at)
    rows = [
        ("author", sending.author or texts.the_program(t)),
        ("approver", sending.approver or tables.NOTHING),
        ("approved_at", tables.moment(t, broadcast.decided_at)),
        ("sent_at", f"{first} – {last}" if sending.first_at else tables.NOTHING),
        ("recipients", t.number(total.sent + total.waiting + total.failed)),
        ("sent", t.number(total.sent)),
    ]
    if total.confirmed:
        rows += [("arrived", t.number(total.arrived)), ("read", t.number(total.read))]
    if total.failed:
        rows.append(("failed", f"{t.number(total.failed)} ({tables.reasons(t, sending)})"))
    rows.append(("seal", tables.spaced(broadcast.sha256) if broadcast.sha256 else tables.NOTHING))
    return [(texts.label(t, name), value) for name, value in rows]


def _postings(t: Translator, chain: Chain, one: OfMeeting) -> list[Part]:
    rows = tuple(
        (
            meeting_texts.posting(t, posting.kind),
            _where(t, chain, posting.village_id, posting.place),
            t.moment(posting.recorded_at),
            chain.people.get(posting.recorded_by or 0, tables.NOTHING),
            _number(t, posting.people_reached),
        )
        for posting in one.postings
    )
    return _copies(t, rows)


def groups(t: Translator, chain: Chain, found: Sequence[Packed]) -> list[Part]:
    """Registered groups of villages: members, told apart from persons."""
    if not found:
        return []
    rows = tuple(
        (
            channel_name(one.group.kind),
            one.group.name,
            tables.moment(t, one.pack.settled_at),
            chain.people.get(one.pack.settled_by or 0, tables.NOTHING),
            t.number(one.pack.members or 0),
        )
        for one in found
    )
    head = texts.columns(t, "what", "where", "when", "by", "members")
    return [
        Heading(texts.heading(t, "groups"), 3),
        Table(head, rows, (3, 4, 3, 3, 2), frozenset({4})),
    ]


def _copies(t: Translator, rows: tuple[tuple[str, ...], ...]) -> list[Part]:
    if not rows:
        return []
    head = texts.columns(t, "what", "where", "when", "by", "people")
    return [
        Heading(texts.heading(t, "copies"), 3),
        Table(head, rows, (3, 4, 3, 3, 2), frozenset({4})),
    ]


def _where(t: Translator, chain: Chain, village: int | None, place: str) -> str:
    return f"{tables.village(t, chain.villages, village)}: {place}" if village else place


def _number(t: Translator, count: int | None) -> str:
    return tables.NOTHING if count is None else t.number(count)


def _decisions(t: Translator, one: OfMeeting) -> list[Part]:
    if not one.decisions:
        return []
    rows = tuple(
        (decision.text, decision.owner, t.date(decision.due_on), decision.answer or texts.not_yet(t))
        for decision in one.decisions
    )
    head = texts.columns(t, "decision", "owner", "until", "answer")
    return [Heading(texts.heading(t, "decisions"), 3), Table(head, rows, (5, 3, 3, 5))]


# Bulletins


def _bulletin(t: Translator, chain: Chain, one: OfBulletin) -> list[Part]:
    published = one.bulletin.published_at
    rows: Rows = [(texts.label(t, "published"), tables.moment(t, published))]
    if published:
        rows.append((texts.label(t, "late"), texts.yes(t) if one.bulletin.late else texts.no(t)))
    found: list[Part] = [Facts((*rows, *_sent(t, one.sending)))]
    if one.sending.delivered:
        found.append(tables.delivered(t, chain.villages, one.sending))
    copies = tuple(
        (
            _way(t, copy.kind.value),
            _where(t, chain, copy.village_id, copy.place),
            t.moment(copy.recorded_at),
            chain.people.get(copy.recorded_by or 0, tables.NOTHING),
            _number(t, copy.people_reached),
        )
        for copy in one.copies
    )
    return [*found, *groups(t, chain, one.groups), *_copies(t, copies)]


def _way(t: Translator, kind: str) -> str:
    return meeting_texts.posting(t, PostingKind(kind))


def _report(t: Translator, chain: Chain, one: OfReport) -> list[Part]:
    rows = tuple(
        (
            _way(t, posting.way.value),
            _where(t, chain, posting.village_id, posting.place),
            t.moment(posting.recorded_at),
            chain.people.get(posting.recorded_by or 0, tables.NOTHING),
            _number(t, posting.people_reached),
        )
        for posting in one.postings
    )
    return _copies(t, rows)


# The register, and marks by hand


def _initiative(t: Translator, chain: Chain, one: OfInitiative) -> list[Part]:
    initiative = one.initiative
    rows: Rows = [("initiator", initiative.initiator)]
    if initiative.spent is not None:
        rows.append(("spent", t.number(initiative.spent)))
    if initiative.act_number:
        day = f", {t.date(initiative.act_on)}" if initiative.act_on else ""
        rows.append(("act", f"{initiative.act_number}{day}"))
    events = tuple(
        (
            t.date(event.on),
            str(initiative_names.stage(t, event.stage).unescape()),
            event.note or tables.NOTHING,
            chain.people.get(event.noted_by or 0, tables.NOTHING),
        )
        for event in one.events
    )
    head = texts.columns(t, "day", "state", "what", "by")
    return [_facts(t, rows), Table(head, events, (2, 3, 6, 3))]


def _tick(t: Translator, chain: Chain, one: OfTick) -> list[Part]:
    proof = one.proof
    by = chain.people.get(proof.recorded_by or 0, tables.NOTHING)
    rows: Rows = [
        ("done", t.full_date(proof.done_on)),
        ("by", by),
        ("noted", t.moment(proof.recorded_at)),
        ("result_paper", texts.yes(t) if proof.reports else texts.not_yet(t)),
    ]
    rows += [("note", proof.note)] if proof.note else []
    rows += [("link", proof.link)] if proof.link else []
    rows += [("files", ", ".join(one.files))] if one.files else []
    return [_facts(t, rows)]
