"""What an author is told of their appeal, by whoever changed it; who has no phone here gets nothing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import queries
from bot.areas.appeals.models import Appeal, AppealEntry, EntryKind
from bot.areas.appeals.rules import following
from bot.areas.appeals.texts import telling_notices as texts
from bot.areas.people import service as people
from bot.core.i18n import Translator
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage, Purpose, Rows

_TOLD = frozenset(
    {
        *following.IN_HAND,
        EntryKind.QUESTION,
        EntryKind.FORWARDED,
        EntryKind.ANSWERED,
        EntryKind.UPHELD,
        EntryKind.REOPENED,
        EntryKind.PLANNED,
        EntryKind.PASSED_ON,
        EntryKind.DECLINED,
    }
)


async def state_changed(session: AsyncSession, appeal: Appeal, entry: AppealEntry, now: datetime) -> None:
    """In the author's language, with the buttons they then need; called after the change and its note.

    What the author did themselves is no news to them, nor are notes and a second hand-over in the office.
    """
    if appeal.author_id is None or entry.person_id == appeal.author_id or entry.kind not in _TOLD:
        return
    kinds = following.IN_HAND if entry.kind in following.IN_HAND else (entry.kind,)
    history = await queries.entries_of(session, appeal.id)
    again = any(one.id < entry.id for one in history if one.kind in kinds)
    if again and entry.kind in following.IN_HAND:
        return

    chair = await queries.chair_decides(session, appeal)

    def message(t: Translator) -> OutMessage:
        today = now.astimezone(t.timezone).date()
        until = following.disputable_until(appeal, history)
        return OutMessage(
            text=_words(t, appeal, entry, today, until, again=again, chair=chair),
            choices=(*_ways(t, appeal, entry, until), (_details(t, appeal),)),
            attachments=as_files(entry.attachments),
        )

    await people.tell(session, appeal.author_id, message, now, purpose=Purpose.CASE)


async def due_changed(session: AsyncSession, appeal: Appeal, now: datetime) -> None:
    """The answer comes by another day now."""
    due_on = appeal.due_on
    if appeal.author_id is None or due_on is None:
        return

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=texts.due_changed(t, appeal, due_on), choices=((_details(t, appeal),),))

    await people.tell(session, appeal.author_id, message, now, purpose=Purpose.CASE)


async def ask_whether_it_holds(session: AsyncSession, appeal: Appeal, now: datetime) -> None:
    """Weeks after a repair."""
    if appeal.author_id is None:
        return

    def message(t: Translator) -> OutMessage:
        rows = (
            (Choice(str(texts.works_button(t)), f"my:works.{appeal.id}"),),
            (Choice(str(texts.broken_button(t)), f"my:broken.{appeal.id}"),),
            (_details(t, appeal),),
        )
        return OutMessage(text=texts.still_works(t, appeal), choices=rows)

    await people.tell(session, appeal.author_id, message, now, purpose=Purpose.CASE)


def as_files(attachments: Sequence[Sequence[Any]]) -> tuple[Attachment, ...]:
    return tuple(Attachment(AttachmentKind(kind), number) for kind, number in attachments)


def _words(
    t: Translator,
    appeal: Appeal,
    entry: AppealEntry,
    today: date,
    until: datetime | None,
    *,
    again: bool,
    chair: bool,
) -> Markup:
    """`until`: how long the answer may be disputed."""
    match entry.kind:
        case EntryKind.QUESTION:
            return texts.asked(t, appeal, entry)
        case EntryKind.FORWARDED:
            return texts.forwarded(t, appeal, entry, until, chair=chair)
        case EntryKind.ANSWERED:
            return texts.answered(t, appeal, entry, until, chair=chair)
        case EntryKind.UPHELD:
            return texts.upheld(t, appeal, entry, chair=chair)
        case EntryKind.REOPENED:
            return texts.reopened(t, appeal, entry, today, chair=chair)
        case EntryKind.PLANNED:
            return texts.planned(t, appeal, entry, again=again)
        case EntryKind.PASSED_ON:
            return texts.passed_on(t, appeal, entry)
        case EntryKind.DECLINED:
            return texts.declined(t, appeal, entry)
        case _:
            return texts.taken(t, appeal, today)


def _ways(t: Translator, appeal: Appeal, entry: AppealEntry, until: datetime | None) -> Rows:
    if entry.kind is EntryKind.QUESTION:
        return ((Choice(str(texts.reply_button(t)), f"my:reply.{appeal.id}"),),)
    if entry.kind in {EntryKind.ANSWERED, EntryKind.FORWARDED} and until is not None:
        return ((Choice(str(texts.dispute_button(t)), f"my:dispute.{appeal.id}"),),)
    return ()


def _details(t: Translator, appeal: Appeal) -> Choice:
    return Choice(str(texts.details_button(t)), f"my:card.{appeal.id}")
