"""What the office is told of its own work: what came in, who took it, who ended it."""

from collections.abc import Callable, Collection
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals import showing
from bot.areas.appeals.duty import cards
from bot.areas.appeals.models import Appeal, AppealCard
from bot.areas.appeals.rules.access import OPEN
from bot.areas.appeals.texts import office as card_texts
from bot.areas.appeals.texts import office_notices as texts
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission
from bot.core.contacts import Person
from bot.core.i18n import Translator
from bot.core.messages import Attachment, Choice, OutMessage, Purpose
from bot.outbox import queries as sent
from bot.outbox import service as outbox

Words = Callable[[Translator], Markup]


async def on_duty(session: AsyncSession, appeal: Appeal) -> list[int]:
    """Who gets what comes in: everybody who handles appeals; the head only when there is no one else.

    Never its own author: an officer's own complaint goes to somebody else.
    """
    handlers = await staff.people_who_may(session, Permission.HANDLE_APPEALS)
    may = [one for one in handlers if one != appeal.author_id]
    heads = set(await staff.holders_of(session, Role.HEAD))
    officers = set(await staff.holders_of(session, Role.OFFICER))
    return [one for one in may if one in officers or one not in heads] or may


async def received(session: AsyncSession, appeal: Appeal, now: datetime) -> None:
    """Into the duty group, where there is one: nobody is told twice, and who takes it is seen by all.

    Else, and when the group leaves it lying for a working day, to each person on duty.
    """
    if not await cards.post(session, appeal, now):
        await to_each(session, appeal, now)


async def to_each(session: AsyncSession, appeal: Appeal, now: datetime) -> None:
    """A card to everyone on duty, except who entered it; in the quiet hours it waits for the morning."""
    for person_id in await on_duty(session, appeal):
        if person_id == appeal.entered_by:
            continue
        card = await _card(session, appeal, person_id, now)
        delivery = await people.tell(session, person_id, card, now)
        if delivery is not None:
            await session.merge(AppealCard(appeal_id=appeal.id, person_id=person_id, delivery_id=delivery))
    await session.flush()


async def _card(session: AsyncSession, appeal: Appeal, person_id: int, now: datetime) -> people.Message:
    """Made before it is told: `tell` knows the language, but a message can't look anything up."""
    person = await session.get(Person, person_id)
    zone = await people.zone_of(session)
    t = Translator(person.language if person else None, zone)
    made = await showing.card(session, appeal, person_id, t, now, asked=False)
    return lambda _t: made


async def taken(session: AsyncSession, appeal: Appeal, by: int, now: datetime) -> None:
    """The cards of the others are drawn anew; one that still waits for the morning doesn't come at all."""
    await cards.draw(session, appeal, now)
    name = await staff.name_of(session, appeal.handler_id) or ""
    shown_to = await session.scalars(select(AppealCard).where(AppealCard.appeal_id == appeal.id))
    for card in shown_to.all():
        if card.person_id in {by, appeal.handler_id}:
            continue
        if await outbox.cancel_single(session, card.delivery_id, now):
            continue
        arrived = await sent.external_id_of(session, card.delivery_id) is not None

        def message(t: Translator) -> OutMessage:
            return OutMessage(text=texts.taken(t, appeal, name), choices=((_open(t, appeal),),))

        if arrived:
            await people.tell(session, card.person_id, message, now, replaces=card.delivery_id)
    await session.execute(delete(AppealCard).where(AppealCard.appeal_id == appeal.id))


async def given(session: AsyncSession, appeal: Appeal, by: int, before: int | None, now: datetime) -> None:
    """The card goes to who has it from now on; who had it until now need not go on."""
    giver, getter = await staff.name_of(session, by), await staff.name_of(session, appeal.handler_id)
    if appeal.handler_id is not None and appeal.handler_id != by:
        words = await _card(session, appeal, appeal.handler_id, now)

        def message(t: Translator) -> OutMessage:
            card = words(t)
            head = texts.given(t, giver or "")
            return OutMessage(
                text=Markup("{}\n\n{}").format(head, card.text),
                choices=card.choices,
                attachments=card.attachments,
            )

        await people.tell(session, appeal.handler_id, message, now)
    if before is not None and before not in {by, appeal.handler_id}:
        await tell(session, [before], appeal, now, lambda t: texts.taken(t, appeal, getter or ""))


async def no_longer(session: AsyncSession, appeal: Appeal, now: datetime) -> None:
    """Its author took it back: cards that still wait for the morning don't come at all."""
    await cards.draw(session, appeal, now)
    shown_to = await session.scalars(select(AppealCard).where(AppealCard.appeal_id == appeal.id))
    for card in shown_to.all():
        await outbox.cancel_single(session, card.delivery_id, now)
    await session.execute(delete(AppealCard).where(AppealCard.appeal_id == appeal.id))


async def answered(session: AsyncSession, appeal: Appeal, by: int, now: datetime) -> None:
    name = await staff.name_of(session, by) or ""
    await _ended(session, appeal, by, now, lambda t: texts.answered(t, appeal, name))


async def forwarded(session: AsyncSession, appeal: Appeal, by: int, whose: str, now: datetime) -> None:
    name = await staff.name_of(session, by) or ""
    await _ended(session, appeal, by, now, lambda t: texts.forwarded(t, appeal, name, whose))


async def upheld(session: AsyncSession, appeal: Appeal, by: int, reason: str, now: datetime) -> None:
    await _ended(session, appeal, by, now, lambda t: texts.upheld(t, appeal, reason))


async def reopened(session: AsyncSession, appeal: Appeal, by: int, reason: str, now: datetime) -> None:
    await _ended(session, appeal, by, now, lambda t: texts.reopened(t, appeal, reason))


async def _ended(session: AsyncSession, appeal: Appeal, by: int, now: datetime, words: Words) -> None:
    """Who had it in hand, when another ended it or the head decided about it."""
    await cards.draw(session, appeal, now)
    if appeal.handler_id not in {None, by}:
        await tell(session, await responsible(session, appeal), appeal, now, words)


async def joined(session: AsyncSession, appeal: Appeal, now: datetime) -> None:
    """Its author: that others wrote of the same, never who or which."""

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=texts.joined(t, appeal))

    if appeal.author_id is not None:
        await people.tell(session, appeal.author_id, message, now, purpose=Purpose.CASE)


async def responsible(session: AsyncSession, appeal: Appeal) -> list[int]:
    """Who has it in hand and still works here; else those on duty."""
    if appeal.handler_id is not None and await staff.roles_of(session, appeal.handler_id):
        return [appeal.handler_id]
    return await on_duty(session, appeal)


async def working_on(session: AsyncSession, appeal: Appeal) -> list[int]:
    """Who is responsible, and who answers it together with the one it was joined to."""
    found = await responsible(session, appeal)
    first = await session.get(Appeal, appeal.duplicate_of) if appeal.duplicate_of else None
    if first is None or first.handler_id in {None, appeal.author_id} or first.state not in OPEN:
        return found
    return [*found, *[one for one in await responsible(session, first) if one == first.handler_id]]


async def tell(
    session: AsyncSession,
    whom: Collection[int],
    appeal: Appeal,
    now: datetime,
    words: Words,
    *,
    files: tuple[Attachment, ...] = (),
) -> None:
    """With the button that opens it."""

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=words(t), choices=((_open(t, appeal),),), attachments=files)

    for person_id in dict.fromkeys(whom):
        await people.tell(session, person_id, message, now)


def _open(t: Translator, appeal: Appeal) -> Choice:
    return Choice(str(card_texts.open_button(t)), f"ap:card.{appeal.id}")
