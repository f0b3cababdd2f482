"""What a resident told the office or a deputy: theirs to take along, nameless when they delete themselves.

The case stays without them: it is owed an answer to the law, and what was said is part of it. Their name,
their telephone and their voice go; photos stay without the names their files had. A mandate is hidden.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries
from bot.areas.appeals.models import (
    Appeal,
    AppealAuthor,
    AppealCard,
    AppealEntry,
    AppealSupport,
    AuthorBlock,
    DeputyStep,
    EntryKind,
    ReportWish,
)
from bot.areas.appeals.rules import following
from bot.areas.appeals.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.core import joining
from bot.core.audit import AuditEntry
from bot.core.files import FileReference, StoredFile
from bot.core.joining import Joining
from bot.core.messages import AttachmentKind


async def forget(session: AsyncSession, person_id: int) -> None:
    """What they said of themselves, their supports and blocks go with them; the rest goes here."""
    mine = await queries.of_author(session, person_id)
    said = await session.scalars(
        select(AppealEntry).where(
            AppealEntry.person_id == person_id, AppealEntry.appeal_id.in_([one.id for one in mine])
        )
    )
    for holder in (*mine, *said):
        holder.attachments = await _without_voice(session, holder.attachments)
    for appeal in mine:
        appeal.author_name = appeal.author_telephone = None
        appeal.open_to_all = False
        appeal.author_id = None
    await session.execute(
        update(AppealEntry).where(AppealEntry.person_id == person_id).values(person_id=None)
    )
    await session.flush()


async def _without_voice(session: AsyncSession, attachments: Sequence[Sequence[Any]]) -> list[Any]:
    """A voice tells who spoke: its bytes and its way to the platform's copy go."""
    numbers = [number for _, number in attachments]
    voices = [number for kind, number in attachments if kind == AttachmentKind.VOICE]
    await session.execute(update(StoredFile).where(StoredFile.id.in_(numbers)).values(name=""))
    await session.execute(update(StoredFile).where(StoredFile.id.in_(voices)).values(content=None))
    await session.execute(delete(FileReference).where(FileReference.file_id.in_(voices)))
    return [one for one in attachments if one[1] not in voices]


async def join(session: AsyncSession, one: Joining) -> None:
    """One support of a mandate, none of one's own; who may not write on one phone may not on the other."""
    await joining.keep_one(session, AppealSupport, one, "appeal_id", first=lambda row: row.since)
    own = select(Appeal.id).where(Appeal.author_id.in_((one.stays, one.goes)))
    await session.execute(
        delete(AppealSupport).where(
            AppealSupport.person_id.in_((one.stays, one.goes)), AppealSupport.appeal_id.in_(own)
        )
    )
    for mine, theirs in await joining.doubles(session, AppealAuthor, one):
        mine.name, mine.telephone = mine.name or theirs.name, mine.telephone or theirs.telephone
        mine.district_id = mine.district_id or theirs.district_id
    await joining.keep_one(session, DeputyStep, one, "step", first=lambda row: row.done_at)
    await joining.keep_one(session, ReportWish, one, "year", first=lambda row: -row.wished_at.timestamp())
    # A redrawn card is as good as another, but the newest stands lowest in its chat.
    await joining.keep_one(session, AppealCard, one, "appeal_id", first=lambda row: -row.delivery_id)
    await _one_block(session, one)
    await _name_anew(session, one)


async def _one_block(session: AsyncSession, one: Joining) -> None:
    """The first in force holds, with what was said against either; the other is over as of now."""
    found = await session.scalars(
        select(AuthorBlock)
        .where(AuthorBlock.person_id.in_((one.stays, one.goes)), AuthorBlock.lifted_at.is_(None))
        .order_by(AuthorBlock.blocked_at, AuthorBlock.id)
    )
    blocks = found.all()
    for other in blocks[1:]:
        held = blocks[0]
        if held.objection is None:
            held.objection, held.objected_at = other.objection, other.objected_at
        other.lifted_at = one.now
    await session.flush()


async def _name_anew(session: AsyncSession, one: Joining) -> None:
    """Where a person's number stands in words that no foreign key knows."""
    given = await session.scalars(
        select(AppealEntry).where(AppealEntry.about["handler"].as_integer() == one.goes)
    )
    for entry in given:
        entry.about = {**entry.about, "handler": one.stays}
    await session.execute(
        update(AuditEntry)
        .where(AuditEntry.tag == AuditTag.REPORT_WISHED, AuditEntry.subject_id == one.goes)
        .values(subject_id=one.stays)
        .execution_options(synchronize_session=False)
    )
    await session.flush()


async def kept_data(session: AsyncSession, person_id: int) -> dict[str, Any]:
    """Their appeals with the public history, what they said of themselves, what they supported."""
    author = await queries.get_author(session, person_id)
    supported = await session.execute(
        select(Appeal.number, AppealSupport.since)
        .join(Appeal, Appeal.id == AppealSupport.appeal_id)
        .where(AppealSupport.person_id == person_id)
        .order_by(AppealSupport.since)
    )
    blocks = await session.scalars(
        select(AuthorBlock).where(AuthorBlock.person_id == person_id).order_by(AuthorBlock.id)
    )
    found: dict[str, Any] = {
        "appeals": [await _appeal(session, one) for one in await queries.of_author(session, person_id)],
        "mandates_supported": [{"number": number, "since": since.isoformat()} for number, since in supported],
        "appeals_stopped": [_block(one) for one in blocks],
        "said_of_yourself": _author(author) if author else {},
    }
    return {name: kept for name, kept in found.items() if kept}


async def _appeal(session: AsyncSession, appeal: Appeal) -> dict[str, Any]:
    village = await municipality.get_village(session, appeal.village_id) if appeal.village_id else None
    history = following.public(await queries.entries_of(session, appeal.id))
    return {
        "number": appeal.number,
        "kind": appeal.kind.value,
        "state": appeal.state.value,
        "came_by": appeal.origin.value,
        "registered": appeal.registered,
        "topic": appeal.topic.value if appeal.topic else None,
        "text": appeal.text,
        "files": [kind for kind, _ in appeal.attachments],
        "village": village.name_ky if village else None,
        "place": appeal.place,
        "point": [appeal.latitude, appeal.longitude] if appeal.latitude is not None else None,
        "name": appeal.author_name,
        "telephone": appeal.author_telephone,
        "received": appeal.received_at.isoformat(),
        "answer_by": appeal.due_on.isoformat() if appeal.due_on else None,
        "outcome": appeal.outcome.value if appeal.outcome else None,
        "answered": _moment(appeal.answered_at),
        "ended": _moment(appeal.closed_at),
        "disputed": _moment(appeal.disputed_at),
        "holds": appeal.works_again,
        "shown_to_all": appeal.open_to_all,
        "history": [_entry(appeal, one) for one in history],
    }


def _entry(appeal: Appeal, entry: AppealEntry) -> dict[str, Any]:
    """Of the other side its role, never who it was."""
    return {
        "what": _what(entry),
        "when": entry.at.isoformat(),
        "by_you": entry.person_id is not None and entry.person_id == appeal.author_id,
        "text": entry.text,
        "files": [kind for kind, _ in entry.attachments],
        **{key: entry.about[key] for key in ("whose", "telephone", "due_on") if entry.about.get(key)},
    }


def _what(entry: AppealEntry) -> str:
    if entry.kind is EntryKind.NOTE:
        return "joined_with_others" if entry.about.get(following.JOINED) else "by_itself_again"
    return entry.kind.value


def _block(block: AuthorBlock) -> dict[str, Any]:
    return {
        "reason": block.reason,
        "since": block.blocked_at.isoformat(),
        "your_objection": block.objection,
        "until": _moment(block.lifted_at),
    }


def _author(author: AppealAuthor) -> dict[str, Any]:
    said = {"name": author.name, "telephone": author.telephone, "district": author.district_id}
    return {name: value for name, value in said.items() if value is not None}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
