"""The card of an appeal in the duty group: posted once, drawn anew whenever what it shows has changed.

Everybody in the group reads it, so it tells nothing of the author, their words, pictures or exact place.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.duty import groups
from bot.areas.appeals.models import Appeal, AppealKind, AppealState, DutyCard, DutyGroup
from bot.areas.appeals.rules import deadlines
from bot.areas.appeals.rules.access import OPEN
from bot.areas.appeals.texts import duty_cards as texts
from bot.areas.appeals.texts import office as card_texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.rules import after_quiet
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage
from bot.core.places import Place
from bot.outbox import queries as sent
from bot.outbox import service as outbox


async def post(session: AsyncSession, appeal: Appeal, now: datetime) -> bool:
    """Show it in the duty group; in the quiet hours it waits for the morning. False without such a group."""
    found = await groups.active(session)
    if found is None or appeal.kind is AppealKind.MANDATE:
        return False
    before = await session.get(DutyCard, appeal.id, with_for_update=True)
    if before is not None:
        await _point_below(session, before, appeal, now)
        await session.delete(before)
        await session.flush()
    place = found.place
    legal, zone = await municipality.get_legal(session), await people.zone_of(session)
    due_at = after_quiet(now, legal, zone)
    message = await _message(session, appeal, found.group.language, zone)
    delivery = await outbox.post(session, place, message, now=now, due_at=due_at)
    session.add(
        DutyCard(
            appeal_id=appeal.id,
            place_id=place.id,
            address=place.address,
            delivery_id=delivery,
            state=appeal.state,
            drawn=_drawn(appeal),
            posted_at=due_at,
        )
    )
    await session.flush()
    return True


async def draw(session: AsyncSession, appeal: Appeal, now: datetime) -> None:
    """Bring the card in line with the appeal. What can't be done now the clock does later."""
    card = await session.get(DutyCard, appeal.id, with_for_update=True, populate_existing=True)
    place = await session.get(Place, card.place_id) if card else None
    if card is None or place is None or place.trouble is not None or not _is_stale(card, appeal, place):
        return
    if card.address != place.address:
        await _after_the_move(session, card, appeal, now)
        return
    fate = await sent.fate_of(session, card.delivery_id)
    if fate.on_its_way and not await outbox.cancel_single(session, card.delivery_id, now):
        return
    card.message_id = fate.external_id or card.message_id
    if card.message_id is None:
        # It never stood there: it waited for the morning, or could not be posted.
        await session.delete(card)
        await session.flush()
        if appeal.state is AppealState.NEW:
            await post(session, appeal, now)
        return
    language = await _language(session, place)
    message = await _message(session, appeal, language, await people.zone_of(session))
    card.delivery_id = await outbox.post(session, place, message, now=now, replaces=card.message_id)
    card.state, card.drawn = appeal.state, _drawn(appeal)
    await session.flush()


async def stale(session: AsyncSession) -> list[int]:
    """The appeals whose cards show something else than what is; what ended long ago costs no look."""
    rows = await session.execute(
        select(DutyCard, Appeal, Place)
        .join(Appeal, Appeal.id == DutyCard.appeal_id)
        .join(Place, Place.id == DutyCard.place_id)
        .where(or_(Appeal.state.in_(OPEN), DutyCard.state != Appeal.state), Place.trouble.is_(None))
        .order_by(Appeal.id)
    )
    return [appeal.id for card, appeal, place in rows if _is_stale(card, appeal, place)]


async def unseen(session: AsyncSession) -> list[tuple[int, datetime]]:
    """Appeals that the group was shown and nobody took, and since when."""
    rows = await session.execute(
        select(DutyCard.appeal_id, DutyCard.posted_at)
        .join(Appeal, Appeal.id == DutyCard.appeal_id)
        .where(Appeal.state == AppealState.NEW, Appeal.handler_id.is_(None))
        .order_by(DutyCard.posted_at)
    )
    return [(number, posted_at) for number, posted_at in rows]


def _is_stale(card: DutyCard, appeal: Appeal, place: Place) -> bool:
    return (card.state, card.drawn, card.address) != (appeal.state, _drawn(appeal), place.address)


def _drawn(appeal: Appeal) -> str:
    topic = appeal.topic.value if appeal.topic else ""
    return f"{appeal.handler_id or ''}/{topic}/{_last_day(appeal) or ''}/{appeal.village_id or ''}"


def _last_day(appeal: Appeal) -> date | None:
    return deadlines.last_day(appeal.due_on, appeal.target_on)


async def _after_the_move(session: AsyncSession, card: DutyCard, appeal: Appeal, now: datetime) -> None:
    """A supergroup numbers its messages anew, so the old card is out of reach; who waits is shown again."""
    await outbox.cancel_single(session, card.delivery_id, now)
    await session.delete(card)
    await session.flush()
    if appeal.state is AppealState.NEW:
        await post(session, appeal, now)


async def _point_below(session: AsyncSession, card: DutyCard, appeal: Appeal, now: datetime) -> None:
    """It was shown before and is open again: two cards that differ would lie, so the old one says where."""
    place = await session.get(Place, card.place_id)
    fate = await sent.fate_of(session, card.delivery_id)
    standing = fate.external_id or card.message_id
    if place is None or place.trouble is not None or place.address != card.address or standing is None:
        return
    t = Translator(await _language(session, place), await people.zone_of(session))
    await outbox.post(session, place, OutMessage(text=texts.below(t, appeal)), now=now, replaces=standing)


async def _language(session: AsyncSession, place: Place) -> str:
    """Also of a group that is no longer the duty group."""
    found = await session.scalar(
        select(DutyGroup.language)
        .where(DutyGroup.place_id == place.id, DutyGroup.chosen_at.is_not(None))
        .order_by(DutyGroup.id.desc())
        .limit(1)
    )
    return found or "ky"


async def _message(session: AsyncSession, appeal: Appeal, language: str, zone: ZoneInfo) -> OutMessage:
    t = Translator(language, zone)
    village = await municipality.get_village(session, appeal.village_id) if appeal.village_id else None
    text = texts.card(
        t,
        appeal,
        village=village.name(t.language) if village else None,
        handler=await staff.name_of(session, appeal.handler_id),
        last_day=_last_day(appeal),
    )
    buttons = [Choice(str(card_texts.take_button(t)), f"dc:take.{appeal.id}")] if _is_free(appeal) else []
    buttons.append(Choice(str(texts.open_button(t)), f"dc:open.{appeal.id}"))
    return OutMessage(text=text, choices=(tuple(buttons),))


def _is_free(appeal: Appeal) -> bool:
    return appeal.state is AppealState.NEW and appeal.handler_id is None
