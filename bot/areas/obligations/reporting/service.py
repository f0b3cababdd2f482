"""Writing reports, handing them in, noting where they hang; never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import service as broadcasts
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.obligations.models import ObligationPaper, PaperKind, PaperPosting, PostingWay
from bot.areas.obligations.reporting import papers
from bot.areas.obligations.reporting.papers import Progress
from bot.areas.obligations.tags import AuditTag
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.models import Topic
from bot.core import audit
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind

WORDS_LENGTH = 1500
PLACE_LENGTH = 200
MOST_MONEY = 10**12

WHY, PROPOSALS, OWN, MONEY = "why", "proposals", "own", "money"
ITEMS: Mapping[PaperKind, tuple[str, ...]] = {
    PaperKind.QUARTER_REPORT: (WHY, PROPOSALS),
    PaperKind.YEAR_REPORT: (WHY, PROPOSALS),
    PaperKind.PRESENTATION: (OWN,),
}
MONEY_SOURCES = ("local", "republican", "donors", "other")
"""004 §5.1: of the local and the republican budget, of donors, of sponsors and other lawful sources."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made of a paper."""

    language: str
    kind: AttachmentKind
    file_id: int
    is_pdf: bool


async def open_paper(
    session: AsyncSession, kind: PaperKind, year: int, part: int, by: int, now: datetime
) -> ObligationPaper:
    """The one of its time, made when it isn't there; to be changed."""
    await people.check_may(session, by, Permission.KEEP_PLAN)
    found = await papers.find(session, kind, year, part)
    if found is None:
        try:
            async with session.begin_nested():
                found = ObligationPaper(
                    kind=kind, year=year, part=part, words={}, files=[], made_by=by, made_at=now
                )
                session.add(found)
        except IntegrityError:
            found = await papers.find(session, kind, year, part)
    if found is None:
        raise Refused("reports:no_paper")
    return await papers.take(session, found.id)


async def write_words(
    session: AsyncSession, paper_id: int, item: str, ky: str, ru: str | None, by: int, now: datetime
) -> ObligationPaper:
    """What a person has to say under this item, in both languages; Kyrgyz stands for both without Russian."""
    paper = await _to_write(session, paper_id, by)
    if item not in ITEMS[paper.kind]:
        raise Refused("reports:no_paper")
    said = {"ky": check_words(ky), "ru": check_words(ru) if ru else None}
    _change(session, paper, item, said, by, now)
    return paper


async def write_money(
    session: AsyncSession, paper_id: int, amounts: Mapping[str, int], by: int, now: datetime
) -> ObligationPaper:
    """What initiatives took, by source, in whole сом (004 §5.1)."""
    paper = await _to_write(session, paper_id, by)
    if set(amounts) != set(MONEY_SOURCES) or any(not 0 <= one <= MOST_MONEY for one in amounts.values()):
        raise Refused("reports:number")
    _change(session, paper, MONEY, dict(amounts), by, now)
    return paper


async def check_publishable(session: AsyncSession, paper: ObligationPaper, by: int, today: date) -> None:
    """Raises `Refused`: too early, handed in already, or without the proposals that 004 §5.1 asks for."""
    await people.check_may(session, by, Permission.KEEP_PLAN)
    await _check_not_handed_in(session, paper)
    if papers.span_of(paper).last >= today:
        raise Refused("reports:not_over", last=papers.span_of(paper).last)
    if not paper.words.get(PROPOSALS):
        raise Refused("reports:no_proposals")


async def publish(
    session: AsyncSession,
    paper_id: int,
    texts: Mapping[str, str],
    made: Sequence[Made],
    by: int,
    now: datetime,
    today: date,
) -> Broadcast:
    """A message with the report for a second person to approve. From now on its figures stay as they are."""
    paper = await papers.take(session, paper_id)
    await check_publishable(session, paper, by, today)
    broadcast = await broadcasts.open_broadcast(
        session,
        kind=BroadcastKind.ORDINARY,
        topic=Topic.NEWS,
        text_ky=texts["ky"],
        text_ru=texts["ru"],
        attachments=[[one.kind.value, one.file_id] for one in made if one.is_pdf],
        audience={},
        author_id=by,
        now=now,
        home=f"obr:c.{paper.id}",
    )
    paper.broadcast_id = broadcast.id
    _keep_files(paper, made)
    _record(session, now, AuditTag.REPORT_PUBLISHED, by, paper)
    await session.flush()
    return broadcast


async def keep_presentation(
    session: AsyncSession, paper_id: int, made: Sequence[Made], by: int, now: datetime
) -> ObligationPaper:
    """It is made, with the figures of this day (001 §1.2)."""
    await people.check_may(session, by, Permission.KEEP_PLAN)
    paper = await papers.take(session, paper_id)
    _keep_files(paper, made)
    paper.made_at, paper.made_by = now, by
    _record(session, now, AuditTag.PRESENTATION_MADE, by, paper)
    return paper


def note_published(paper: ObligationPaper, broadcast: Broadcast) -> None:
    paper.published_at = broadcast.started_at


async def check_printable(session: AsyncSession, paper: ObligationPaper) -> Broadcast:
    """Paper goes on walls: only what a second person approved. Raises `Refused`."""
    broadcast = await papers.broadcast_of(session, paper)
    if broadcast is None or papers.progress(broadcast) not in {Progress.APPROVED, Progress.PUBLISHED}:
        raise Refused("reports:not_approved")
    return broadcast


async def record_posting(
    session: AsyncSession,
    paper_id: int,
    by: int,
    *,
    way: PostingWay,
    village_id: int | None,
    place: str,
    people_reached: int | None,
    photo_id: int | None,
    now: datetime,
) -> PaperPosting:
    """Where a report was put up or told of (004 §5.4)."""
    await people.check_may(session, by, Permission.RECORD_DISTRIBUTION)
    paper = await papers.get(session, paper_id)
    await check_printable(session, paper)
    posting = PaperPosting(
        paper_id=paper_id,
        way=way,
        village_id=village_id,
        place=check_words(place, PLACE_LENGTH),
        people_reached=people_reached,
        photo_id=photo_id,
        recorded_by=by,
        recorded_at=now,
    )
    session.add(posting)
    await session.flush()
    _record(session, now, AuditTag.REPORT_POSTED, by, paper, way=way.value, place=posting.place)
    return posting


def check_words(text: str, longest: int = WORDS_LENGTH) -> str:
    """Without blanks around it. Raises `Refused`."""
    tidy = text.strip()
    if not tidy:
        raise Refused("reports:words_missing")
    if len(tidy) > longest:
        raise Refused("reports:words_long", limit=longest)
    return tidy


async def check_writable(session: AsyncSession, paper: ObligationPaper, by: int) -> None:
    """Raises `Refused`."""
    await people.check_may(session, by, Permission.KEEP_PLAN)
    await _check_not_handed_in(session, paper)


async def _to_write(session: AsyncSession, paper_id: int, by: int) -> ObligationPaper:
    paper = await papers.take(session, paper_id)
    await check_writable(session, paper, by)
    return paper


async def _check_not_handed_in(session: AsyncSession, paper: ObligationPaper) -> None:
    """What another person looks at, or everybody has read, doesn't change any more."""
    state = papers.progress(await papers.broadcast_of(session, paper))
    if state is not Progress.WRITTEN:
        raise Refused("reports:handed_in", state=state)


def _change(
    session: AsyncSession, paper: ObligationPaper, item: str, said: dict[str, Any], by: int, now: datetime
) -> None:
    before = paper.words.get(item)
    # A new object: a change within the old one would not be stored.
    paper.words = {**paper.words, item: said}
    _record(session, now, AuditTag.REPORT_WRITTEN, by, paper, item=item, before=before, said=said)


def _keep_files(paper: ObligationPaper, made: Sequence[Made]) -> None:
    paper.files = [[one.kind.value, one.file_id, one.language] for one in made]


def _record(
    session: AsyncSession, now: datetime, tag: AuditTag, by: int | None, paper: ObligationPaper, **after: Any
) -> None:
    which = {"kind": paper.kind.value, "year": paper.year, "part": paper.part}
    audit.record(session, now, tag, person_id=by, subject_id=paper.id, after={**which, **after})
