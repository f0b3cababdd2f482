"""What deputies, the council and neighbours are told of mandates; the author hears by `notices_to_author`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import deputies, mandate_queries
from bot.areas.appeals.models import Appeal, AppealEntry
from bot.areas.appeals.notices_to_author import as_files
from bot.areas.appeals.texts import deputies as texts
from bot.areas.appeals.texts import mandates as public_texts
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import Attachment, Choice, OutMessage, Rows

Words = Callable[[Translator], Markup]
Buttons = Callable[[Translator], Rows]


def deputys_card(appeal: Appeal) -> Buttons:
    return lambda t: ((Choice(str(texts.open_button(t)), f"dm:card.{appeal.id}"),),)


def residents_card(appeal: Appeal) -> Buttons:
    return lambda t: ((Choice(str(texts.open_button(t)), f"md:card.{appeal.id}"),),)


async def given(session: AsyncSession, appeal: Appeal, now: datetime) -> None:
    await _tell(
        session,
        [appeal.deputy_id],
        now,
        lambda t: texts.given(t, appeal),
        deputys_card(appeal),
        as_files(appeal.attachments),
    )


async def passed_on(session: AsyncSession, appeal: Appeal, entry: AppealEntry, now: datetime) -> None:
    """The council's chair and secretary see its words, never its author."""
    name = await staff.name_of(session, entry.person_id) or ""
    await _tell(
        session,
        await council(session),
        now,
        lambda t: texts.passed_on(t, appeal, entry, name),
        lambda t: ((Choice(str(texts.open_button(t)), f"mc:card.{appeal.id}"),),),
    )


async def answered(session: AsyncSession, appeal: Appeal, entry: AppealEntry, now: datetime) -> None:
    """Those to whom it matters too; and the deputy when the council answered."""
    files = as_files(entry.attachments)
    if appeal.open_to_all:
        await _tell(
            session,
            await mandate_queries.supporters_of(session, appeal.id),
            now,
            lambda t: public_texts.supported_answered(t, appeal, entry),
            residents_card(appeal),
            files,
        )
    if entry.person_id != appeal.deputy_id:
        await _tell(
            session,
            [appeal.deputy_id],
            now,
            lambda t: texts.council_answered(t, appeal, entry),
            deputys_card(appeal),
            files,
        )


async def handed_over(session: AsyncSession, appeal: Appeal, name: str, now: datetime) -> None:
    """The new deputy, with what the former one promised, and the author."""
    promised = (await mandate_queries.promises(session, [appeal.id])).get(appeal.id)
    await _tell(
        session,
        [appeal.deputy_id],
        now,
        lambda t: texts.handed_to_you(t, appeal, promised),
        deputys_card(appeal),
        as_files(appeal.attachments),
    )
    await _tell(
        session,
        [appeal.author_id],
        now,
        lambda t: public_texts.handed_over(t, appeal, name),
        residents_card(appeal),
    )


async def left_in_districts(session: AsyncSession, left: Sequence[Appeal], now: datetime) -> None:
    """The deputies who serve those districts now, each of how many."""
    for holder in await deputies.serving(session):
        count = sum(one.district_id == holder.district_id for one in left)
        if count:
            words: Words = partial(texts.left_in_district, count=count)
            await _tell(session, [holder.person_id], now, words, _deputys_page)


def _deputys_page(t: Translator) -> Rows:
    return ((Choice(str(texts.page_button(t)), "dm:"),),)


async def left_behind(session: AsyncSession, count: int, now: datetime) -> None:
    """Mandates whose deputy serves no more."""
    await _tell(
        session,
        await council(session),
        now,
        lambda t: texts.left_behind(t, count),
        lambda t: ((Choice(str(texts.council_button(t)), "mc:"),),),
    )


async def report_wished(session: AsyncSession, deputy_id: int, day: date, now: datetime) -> int:
    """Who may call the meeting is asked to; how many were told."""
    name = await staff.name_of(session, deputy_id) or ""
    whom = await council(session)
    await _tell(
        session, whom, now, lambda t: texts.report_wished(t, name, day), lambda t: (call_row(t, day),)
    )
    return len(whom)


def call_row(t: Translator, day: date) -> tuple[Choice, ...]:
    """The button by which the secretary begins to call a deputy's report meeting."""
    return (Choice(str(texts.call_button(t)), f"mtnew:report.{day.isoformat()}"),)


async def council(session: AsyncSession) -> list[int]:
    """Its chair and secretary; where there are none, who may keep its proposals."""
    found = await staff.holders_of(session, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY)
    return list(found or await staff.people_who_may(session, Permission.KEEP_COUNCIL_PROPOSALS))


async def _tell(
    session: AsyncSession,
    whom: Iterable[int | None],
    now: datetime,
    words: Words,
    buttons: Buttons,
    files: tuple[Attachment, ...] = (),
) -> None:
    def message(t: Translator) -> OutMessage:
        return OutMessage(text=words(t), choices=buttons(t), attachments=files)

    for person_id in dict.fromkeys(whom):
        if person_id is not None:
            await people.tell(session, person_id, message, now)
