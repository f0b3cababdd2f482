"""Reading all that proves a row; never commits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast
from bot.areas.bulletins.models import Bulletin, Distribution
from bot.areas.groups import reach
from bot.areas.groups.queries import Packed
from bot.areas.hearings import queries as meetings
from bot.areas.hearings.evidence import names_of_files
from bot.areas.hearings.models import Meeting, Posting
from bot.areas.initiatives.models import Initiative, InitiativeEvent
from bot.areas.municipality import queries as municipality
from bot.areas.obligations import showing
from bot.areas.obligations.board import Row
from bot.areas.obligations.chain import links
from bot.areas.obligations.chain.links import Chain, Evidence, Photo
from bot.areas.obligations.chain.sendings import sendings
from bot.areas.obligations.models import Link, PostingWay, Proof
from bot.areas.obligations.reporting import papers
from bot.areas.obligations.rules.state import FactKind
from bot.areas.obligations.subjects import Subject
from bot.areas.obligations.tags import ABOUT_OTHERS, AuditTag
from bot.areas.surveys.models import Presentation, Response, Survey
from bot.core import files
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind

# More would make a file that no phone opens; how many were left out is said.
MOST_PHOTOS = 30
MOST_ENTRIES = 120
_F = FactKind
_OF_MEETINGS = frozenset({_F.MEETING, _F.MEETING_POSTER, _F.MEETING_MESSAGE})
_OF_BULLETINS = frozenset({_F.BULLETIN, _F.POSTER, _F.GROUP_MESSAGE})


@dataclass
class _Album:
    """Photos until there is no more room."""

    session: AsyncSession
    photos: dict[Subject, list[Photo]] = field(default_factory=dict)
    left_out: int = 0

    async def add(self, subject: Subject, file_id: int, about: str, at: datetime | None) -> None:
        if sum(len(found) for found in self.photos.values()) >= MOST_PHOTOS:
            self.left_out += 1
            return
        content = await files.read_content(self.session, file_id)
        if content is not None:
            self.photos.setdefault(subject, []).append(Photo(content, about, at))


async def gather(
    session: AsyncSession, t: Translator, row: Row, by: int, now: datetime, _zone: ZoneInfo
) -> Chain:
    office = await municipality.get_municipality(session)
    names = await showing.names(session, t, row)
    subjects = _subjects(row)
    album = _Album(session)
    evidence: dict[Subject, Evidence] = {
        **await _meetings(session, subjects, album),
        **await _bulletins(session, subjects, album),
        **await _messages(session, subjects, album),
        **await _surveys(session, subjects),
        **await _initiatives(session, subjects, album),
        **await _reports(session, subjects, album),
        **await _ticks(session, names.proofs, album),
    }
    periods = [one.period.id for one in row.standings]
    made_links = (
        await session.scalars(select(Link).where(Link.period_id.in_(periods)).order_by(Link.id))
    ).all()
    withdrawn = (
        await session.scalars(
            select(Proof)
            .where(Proof.period_id.in_(periods), Proof.withdrawn_at.is_not(None))
            .order_by(Proof.id)
        )
    ).all()
    entries, left_out = await _entries(session, row, subjects)
    numbers = _people(evidence.values(), made_links, withdrawn, entries)
    people = await showing.names_of(session, {*numbers, by})
    return Chain(
        row=row,
        names=names,
        organisation={code: office.name(code) if office else "" for code in ("ky", "ru", "en")},
        villages={village.id: village for village in await municipality.list_villages(session)},
        evidence=evidence,
        photos=album.photos,
        left_out=album.left_out,
        links=made_links,
        withdrawn=withdrawn,
        entries=entries,
        entries_left_out=left_out,
        people=people,
        made_by=people.get(by),
        made_at=now,
        answers=await showing.answers(session, row),
    )


def _subjects(row: Row) -> list[Subject]:
    """In the order in which the paper tells of them."""
    return list(
        dict.fromkeys((fact.kind, fact.subject_id) for one in row.standings for fact in one.judgement.facts)
    )


def _of(subjects: Iterable[Subject], *kinds: FactKind) -> list[int]:
    return [number for kind, number in subjects if kind in kinds]


async def _meetings(
    session: AsyncSession, subjects: Sequence[Subject], album: _Album
) -> dict[Subject, Evidence]:
    found: dict[Subject, Evidence] = {}
    for subject in subjects:
        kind, number = subject
        meeting = await meetings.find(session, number) if kind in _OF_MEETINGS else None
        if meeting is None:
            continue
        postings = [one for one in await meetings.postings(session, number) if _shown(kind, one)]
        groups = await _groups_of_meeting(session, number) if kind is not _F.MEETING_POSTER else []
        found[subject] = await _meeting(session, meeting, postings, groups, whole=kind is _F.MEETING)
        await _add_screenshots(album, subject, groups)
        for posting in postings:
            if posting.photo_id:
                await album.add(subject, posting.photo_id, posting.place, posting.recorded_at)
    return found


def _shown(kind: FactKind, posting: Posting) -> bool:
    """Of a poster the boards, of a group message the groups, of a meeting all ways."""
    wanted = {_F.MEETING_POSTER: "board", _F.MEETING_MESSAGE: "group"}.get(kind)
    return wanted is None or posting.kind.value == wanted


async def _groups_of_meeting(session: AsyncSession, meeting_id: int) -> Sequence[Packed]:
    told = await meetings.notices_of(session, meeting_id)
    return await reach.forwarded(session, *(one.broadcast.id for one in told))


async def _add_screenshots(album: _Album, subject: Subject, groups: Sequence[Packed]) -> None:
    for one in groups:
        if one.pack.photo_id:
            await album.add(subject, one.pack.photo_id, one.group.name, one.pack.settled_at)


async def _meeting(
    session: AsyncSession,
    meeting: Meeting,
    postings: Sequence[Posting],
    groups: Sequence[Packed],
    *,
    whole: bool,
) -> Evidence:
    told = [one for one in await meetings.notices_of(session, meeting.id) if one.broadcast.started_at]
    told = told if whole else []
    sent = await sendings(session, [one.broadcast for one in told])
    return links.OfMeeting(
        meeting,
        [(one.notice, sent[one.broadcast.id]) for one in told],
        postings,
        await meetings.protocol_of(session, meeting.id) if whole else None,
        await meetings.came(session, meeting.id) if whole else 0,
        whole,
        await meetings.decisions_of(session, meeting.id) if whole else (),
        groups,
    )


async def _bulletins(
    session: AsyncSession, subjects: Sequence[Subject], album: _Album
) -> dict[Subject, Evidence]:
    numbers = _of(subjects, *_OF_BULLETINS)
    rows = (
        await session.execute(
            select(Bulletin, Broadcast)
            .join(Broadcast, Broadcast.id == Bulletin.broadcast_id)
            .where(Bulletin.id.in_(numbers))
        )
    ).all()
    sent = await sendings(session, [row[1] for row in rows])
    copies: dict[int, list[Distribution]] = {}
    for copy in await session.scalars(
        select(Distribution).where(Distribution.bulletin_id.in_(numbers)).order_by(Distribution.id)
    ):
        copies.setdefault(copy.bulletin_id, []).append(copy)
    known = {row[0].id: (row[0], sent[row[1].id]) for row in rows}
    found: dict[Subject, Evidence] = {}
    for kind, number in subjects:
        if kind not in _OF_BULLETINS or number not in known:
            continue
        wanted = {_F.POSTER: "board", _F.GROUP_MESSAGE: "group"}.get(kind)
        mine = [one for one in copies.get(number, ()) if wanted is None or one.kind.value == wanted]
        bulletin, sending = known[number]
        groups = await reach.forwarded(session, bulletin.broadcast_id) if kind is not _F.POSTER else []
        found[kind, number] = links.OfBulletin(bulletin, sending, mine, groups)
        await _add_screenshots(album, (kind, number), groups)
        for one in mine:
            if one.photo_id:
                await album.add((kind, number), one.photo_id, one.place, one.recorded_at)
    return found


async def _messages(
    session: AsyncSession, subjects: Sequence[Subject], album: _Album
) -> dict[Subject, Evidence]:
    broadcasts = (
        await session.scalars(select(Broadcast).where(Broadcast.id.in_(_of(subjects, _F.BROADCAST))))
    ).all()
    sent = await sendings(session, broadcasts)
    found: dict[Subject, Evidence] = {}
    for number, one in sent.items():
        groups = await reach.forwarded(session, number)
        found[_F.BROADCAST, number] = links.OfMessage(one, groups)
        await _add_screenshots(album, (_F.BROADCAST, number), groups)
    return found


async def _surveys(session: AsyncSession, subjects: Sequence[Subject]) -> dict[Subject, Evidence]:
    found: dict[Subject, Evidence] = {}
    numbers = _of(subjects, _F.SURVEY)
    counted = await session.execute(
        select(Response.survey_id, func.count())
        .where(Response.survey_id.in_(numbers))
        .group_by(Response.survey_id)
    )
    answers = {row[0]: row[1] for row in counted}
    for survey in await session.scalars(select(Survey).where(Survey.id.in_(numbers))):
        known: list[tuple[str, Any]] = [
            ("opened", survey.opened_at),
            ("closed", survey.closed_at),
            ("answers", answers.get(survey.id, 0)),
            ("in_box", survey.in_box),
        ]
        rows = [(name, value) for name, value in known if value is not None]
        found[_F.SURVEY, survey.id] = links.OfSurvey(rows)
    for one in await session.scalars(
        select(Presentation).where(Presentation.id.in_(_of(subjects, _F.PRESENTATION)))
    ):
        told: list[tuple[str, Any]] = [("presented", one.held_on), ("noted", one.recorded_at)]
        told += [("note", one.note)] if one.note else []
        found[_F.PRESENTATION, one.id] = links.OfSurvey(told)
    return found


async def _initiatives(
    session: AsyncSession, subjects: Sequence[Subject], album: _Album
) -> dict[Subject, Evidence]:
    numbers = _of(subjects, _F.INITIATIVE)
    events: dict[int, list[InitiativeEvent]] = {}
    for event in await session.scalars(
        select(InitiativeEvent)
        .where(InitiativeEvent.initiative_id.in_(numbers))
        .order_by(InitiativeEvent.on, InitiativeEvent.id)
    ):
        events.setdefault(event.initiative_id, []).append(event)
        await _add_photos(album, (_F.INITIATIVE, event.initiative_id), event.files, event.noted_at)
    found = await session.scalars(select(Initiative).where(Initiative.id.in_(numbers)))
    return {(_F.INITIATIVE, one.id): links.OfInitiative(one, events.get(one.id, ())) for one in found}


async def _reports(
    session: AsyncSession, subjects: Sequence[Subject], album: _Album
) -> dict[Subject, Evidence]:
    found: dict[Subject, Evidence] = {}
    for number in _of(subjects, _F.REPORT_POSTER):
        put = [one for one in await papers.postings(session, number) if one.way is PostingWay.BOARD]
        found[_F.REPORT_POSTER, number] = links.OfReport(put)
        for one in put:
            if one.photo_id:
                await album.add((_F.REPORT_POSTER, number), one.photo_id, one.place, one.recorded_at)
    return found


async def _ticks(
    session: AsyncSession, proofs: Mapping[int, Proof], album: _Album
) -> dict[Subject, Evidence]:
    found: dict[Subject, Evidence] = {}
    for number, proof in proofs.items():
        await _add_photos(album, (_F.TICK, number), proof.files, proof.recorded_at)
        others = [one for one in proof.files if one[0] != AttachmentKind.PHOTO.value]
        found[_F.TICK, number] = links.OfTick(proof, await names_of_files(session, others))
    return found


async def _add_photos(album: _Album, subject: Subject, given: Sequence[Sequence[Any]], at: datetime) -> None:
    for kind, number in given:
        if kind == AttachmentKind.PHOTO.value:
            await album.add(subject, number, "", at)


async def _entries(
    session: AsyncSession, row: Row, subjects: Sequence[Subject]
) -> tuple[Sequence[AuditEntry], int]:
    """About this row and about what proves it, the oldest first; and how many more there are."""
    own = [tag.value for tag in AuditTag if tag not in ABOUT_OTHERS]
    about = or_(
        and_(AuditEntry.tag.in_(own), AuditEntry.subject_id == row.obligation.id),
        _about("meeting", _of(subjects, *_OF_MEETINGS)),
        _about("bulletin", _of(subjects, *_OF_BULLETINS)),
        _about("initiative", _of(subjects, _F.INITIATIVE)),
        and_(
            AuditEntry.tag == AuditTag.REPORT_POSTED.value,
            AuditEntry.subject_id.in_(_of(subjects, _F.REPORT_POSTER)),
        ),
    )
    count = await session.scalar(select(func.count()).select_from(AuditEntry).where(about)) or 0
    found = await session.scalars(
        select(AuditEntry).where(about).order_by(AuditEntry.id.desc()).limit(MOST_ENTRIES)
    )
    return list(reversed(found.all())), max(0, count - MOST_ENTRIES)


def _about(subject: str, numbers: Sequence[int]) -> Any:
    return and_(AuditEntry.tag.startswith(f"{subject}:"), AuditEntry.subject_id.in_(numbers))


def _people(
    evidence: Iterable[Evidence],
    made_links: Iterable[Link],
    withdrawn: Iterable[Proof],
    entries: Iterable[AuditEntry],
) -> set[int]:
    """Whoever the paper names."""
    numbers = {one.linked_by for one in made_links} | {one.person_id for one in entries}
    for proof in withdrawn:
        numbers |= {proof.recorded_by, proof.withdrawn_by}
    for one in evidence:
        match one:
            case links.OfMeeting():
                numbers |= {posting.recorded_by for posting in one.postings}
                numbers |= {notice.override_by for notice, _ in one.notices}
                numbers.add(one.protocol.registered_by if one.protocol else None)
                numbers |= {packed.pack.settled_by for packed in one.groups}
            case links.OfBulletin():
                numbers |= {copy.recorded_by for copy in one.copies}
                numbers |= {packed.pack.settled_by for packed in one.groups}
            case links.OfMessage():
                numbers |= {packed.pack.settled_by for packed in one.groups}
            case links.OfReport():
                numbers |= {posting.recorded_by for posting in one.postings}
            case links.OfTick():
                numbers.add(one.proof.recorded_by)
            case links.OfInitiative():
                numbers |= {event.noted_by for event in one.events}
    return {number for number in numbers if number}
