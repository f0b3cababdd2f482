"""Ordering the paper, and making it: read beside the writers, drawn in a thread, then kept and sent."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations import access, queries
from bot.areas.obligations.board import Row, row_of
from bot.areas.obligations.chain.gather import gather
from bot.areas.obligations.models import EvidenceOrder
from bot.areas.obligations.papers.evidence import paper
from bot.areas.obligations.tags import AuditTag
from bot.areas.obligations.texts import card as card_texts
from bot.areas.obligations.texts import evidence as texts
from bot.areas.obligations.texts import proving as proving_texts
from bot.areas.people import service as people
from bot.core import audit, files
from bot.core.db import Database
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage
from bot.documents.paper_pdf import render_paper_pdf

PDF = "application/pdf"


async def order(session: AsyncSession, obligation_id: int, by: int, language: str, now: datetime) -> None:
    """The same paper asked for twice, before the first has come, is one. Raises `Refused`."""
    await access.viewer(session, by)
    waiting = await session.scalar(
        select(EvidenceOrder.id).where(
            EvidenceOrder.obligation_id == obligation_id,
            EvidenceOrder.person_id == by,
            EvidenceOrder.language == language,
            EvidenceOrder.done_at.is_(None),
        )
    )
    if waiting is None:
        session.add(
            EvidenceOrder(obligation_id=obligation_id, person_id=by, language=language, created_at=now)
        )
        await session.flush()


async def list_ordered(session: AsyncSession) -> Sequence[int]:
    found = await session.scalars(
        select(EvidenceOrder.id).where(EvidenceOrder.done_at.is_(None)).order_by(EvidenceOrder.id)
    )
    return found.all()


async def make_ordered(database: Database, order_id: int, now: datetime, zone: ZoneInfo) -> None:
    """Nobody who writes waits for it."""
    async with database.reading() as session:
        ordered = await session.get_one(EvidenceOrder, order_id)
        t = Translator(ordered.language, zone)
        try:
            await access.viewer(session, ordered.person_id)
        except Refused:
            made = None
        else:
            row = await _row(session, ordered.obligation_id, now, zone)
            chain = await gather(session, t, row, ordered.person_id, now, zone)
            made = paper(t, chain)
    pdf = await render_paper_pdf(made) if made else None
    async with database.session() as session:
        ordered = await session.get_one(EvidenceOrder, order_id, with_for_update=True)
        if ordered.done_at is not None:
            return
        ordered.done_at = now
        if pdf is None:
            # Who asked for it is no staff any more: the order is over, and nothing goes out.
            return
        await _send(session, t, row, ordered, pdf, now)


async def _row(session: AsyncSession, obligation_id: int, now: datetime, zone: ZoneInfo) -> Row:
    found = await queries.find(session, obligation_id)
    assert found is not None  # noqa: S101 - an order goes with its duty (ON DELETE CASCADE)
    return await row_of(session, found, now.astimezone(zone).date(), zone)


async def _send(
    session: AsyncSession, t: Translator, row: Row, ordered: EvidenceOrder, pdf: bytes, now: datetime
) -> None:
    name = f"{texts.file_name(t, row)}.pdf"
    kept = await files.keep_made(session, AttachmentKind.DOCUMENT, name, PDF, pdf, now)
    audit.record(
        session,
        now,
        AuditTag.EVIDENCE_MADE,
        person_id=ordered.person_id,
        subject_id=row.obligation.id,
        after={"year": row.obligation.year, "key": row.obligation.key},
    )
    await people.tell(session, ordered.person_id, _message(row, ordered.language, kept), now, urgent=True)


async def give_up(database: Database, order_id: int, now: datetime) -> None:
    """A fault of ours: who asked is told, instead of it being tried again for ever."""
    async with database.session() as session:
        ordered = await session.get_one(EvidenceOrder, order_id, with_for_update=True)
        if ordered.done_at is None:
            ordered.done_at = now
            await people.tell(
                session,
                ordered.person_id,
                lambda t: OutMessage(text=proving_texts.pdf_failed(t)),
                now,
                urgent=True,
            )


def _message(row: Row, language: str, kept: Attachment) -> Callable[[Translator], OutMessage]:
    other = "ky" if language == "ru" else "ru"
    number = row.obligation.id

    def message(t: Translator) -> OutMessage:
        again = Choice(str(proving_texts.in_language(t, other)), f"ob:pdf.{number}.{other}")
        back = Choice(str(card_texts.to_card(t)), f"ob:card.{number}")
        return OutMessage(
            text=proving_texts.pdf_ready(t, row), attachments=(kept,), choices=((again,), (back,))
        )

    return message
