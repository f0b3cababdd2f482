"""Who is told what as a message goes its way: whose turn it is must be clear to both sides."""

from collections.abc import Callable, Collection
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import queries, showing
from bot.areas.broadcasts.models import Broadcast
from bot.areas.broadcasts.texts import deciding as texts
from bot.areas.people import queries as staff
from bot.areas.people import rules as people_rules
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import OutMessage

Words = Callable[[Translator], Markup]


async def asked_to_approve(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """Each approver gets all it takes to decide: what residents will see, and the card with its buttons."""
    author = await staff.name_of(session, broadcast.author_id) or ""
    facts = await showing.card_facts(session, broadcast, now)

    def asked(t: Translator) -> OutMessage:
        head = showing.preview(t, broadcast)[0].text
        return OutMessage(text=Markup("\n\n").join([texts.asked_to_approve(t, author, broadcast), head]))

    for person_id in await queries.approvers_of(session, broadcast):
        may = people_rules.permissions_of(await staff.roles_of(session, person_id))
        await people.tell(session, person_id, asked, now)
        for number in range(1, showing.preview_length(broadcast)):
            await people.tell(session, person_id, _previewed(broadcast, number), now)
        await people.tell(session, person_id, _card(broadcast, facts, person_id, may), now)


def _previewed(broadcast: Broadcast, number: int) -> people.Message:
    return lambda t: showing.preview(t, broadcast)[number]


def _card(
    broadcast: Broadcast, facts: showing.CardFacts, person_id: int, may: frozenset[Permission]
) -> people.Message:
    return lambda t: showing.card(t, broadcast, facts, person_id, may)


async def still_waits(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """Those whose turn it is, and its author: a message must not wait unseen for weeks."""
    approvers = await queries.approvers_of(session, broadcast)
    names = await queries.names_of(session, approvers)
    waits = sorted({*approvers, broadcast.author_id or 0} - {0})

    def message(t: Translator) -> OutMessage:
        text = texts.still_waits(t, broadcast, names, now)
        return OutMessage(text=text, choices=((showing.open_button(t, broadcast),),))

    for person_id in waits:
        await people.tell(session, person_id, message, now)


async def too_late(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """It was approved and could not go out in time: its author and who approved it."""
    for person_id in sorted({broadcast.author_id or 0, broadcast.decided_by or 0} - {0}):
        await _tell(session, person_id, broadcast, now, lambda t: texts.was_too_late(t, broadcast))


async def taken_back(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """It waited for approval and is being changed."""

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=texts.taken_back(t, broadcast))

    await people.tell_all(
        session, Permission.APPROVE_BROADCAST, message, now, except_person=broadcast.author_id
    )


async def changed_by_another(
    session: AsyncSession, broadcast: Broadcast, author_id: int | None, now: datetime
) -> None:
    """Who wrote it until now; it isn't among their drafts any more."""
    name = await staff.name_of(session, broadcast.author_id) or ""
    await _tell(session, author_id, broadcast, now, lambda t: texts.changed_by_another(t, name, broadcast))


async def approved(
    session: AsyncSession, broadcast: Broadcast, asked: Collection[int], by: int, now: datetime
) -> None:
    """Its author, and who else was `asked`: it isn't their turn any more."""
    await _decided(session, broadcast, asked, by, now, texts.was_approved)


async def returned(
    session: AsyncSession, broadcast: Broadcast, asked: Collection[int], by: int, now: datetime
) -> None:
    """Its author, whose turn it is, and who else was `asked`."""
    await _decided(session, broadcast, asked, by, now, texts.was_returned)


async def _decided(
    session: AsyncSession,
    broadcast: Broadcast,
    asked: Collection[int],
    by: int,
    now: datetime,
    words: Callable[[Translator, str, Broadcast], Markup],
) -> None:
    approver = await staff.name_of(session, by) or ""
    author = broadcast.author_id
    await _tell(session, author, broadcast, now, lambda t: words(t, approver, broadcast))
    for person_id in sorted(set(asked) - {by, author}):
        # They only need not do anything: that can wait for the morning.
        await _tell(session, person_id, broadcast, now, lambda t: words(t, approver, broadcast), urgent=False)


async def stopped(
    session: AsyncSession, broadcast: Broadcast, asked: Collection[int], by: int, now: datetime
) -> None:
    """Its author, who approved it and who was `asked` to; not the one who stopped it."""
    name = await staff.name_of(session, by) or ""
    for person_id in sorted({broadcast.author_id or by, broadcast.decided_by or by, *asked} - {by}):
        await _tell(session, person_id, broadcast, now, lambda t: texts.was_stopped(t, name, broadcast))


async def sent_in_emergency(
    session: AsyncSession, broadcast: Broadcast, asked: Collection[int], by: int, now: datetime
) -> None:
    """Its author and who was `asked` to approve it: it is out of their hands."""
    name = await staff.name_of(session, by) or ""
    for person_id in sorted({broadcast.author_id or by, *asked} - {by}):
        await _tell(session, person_id, broadcast, now, lambda t: texts.sent_in_emergency(t, name, broadcast))


async def _tell(
    session: AsyncSession,
    person_id: int | None,
    broadcast: Broadcast,
    now: datetime,
    words: Words,
    *,
    urgent: bool = True,
) -> None:
    """Urgent: an answer they wait for, the author may be working late."""

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=words(t), choices=((showing.open_button(t, broadcast),),))

    if person_id:
        await people.tell(session, person_id, message, now, urgent=urgent)
