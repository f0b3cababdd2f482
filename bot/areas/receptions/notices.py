"""What the other side is told: who booked of a cancelled day, the holder of who comes."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.areas.receptions import queries, rules
from bot.areas.receptions.models import Booking, Reception
from bot.areas.receptions.texts import holding as holding_texts
from bot.areas.receptions.texts import public as texts
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage, Purpose


async def called_off(
    session: AsyncSession, reception: Reception, booked: Sequence[Booking], now: datetime
) -> None:
    """Whoever is on the way soon hears of it at night too."""
    name = await staff.name_of(session, reception.holder_id)
    legal = await municipality.get_legal(session)
    for one in booked:
        if one.person_id is None:
            continue

        def message(t: Translator, booking: Booking = one) -> OutMessage:
            return OutMessage(text=texts.called_off(t, reception, booking, name))

        zone = await _zone(session)
        urgent = rules.must_be_told_now(one.starts_at, now, legal, zone)
        await people.tell(session, one.person_id, message, now, urgent=urgent, purpose=Purpose.CASE)


async def _zone(session: AsyncSession) -> ZoneInfo:
    office = await municipality.get_municipality(session)
    return ZoneInfo(office.time_zone if office else "Asia/Bishkek")


async def remind(session: AsyncSession, reception: Reception, booking: Booking, now: datetime) -> None:
    """The clock chose the moment, so it goes out at once."""
    name = await staff.name_of(session, reception.holder_id) or ""

    def message(t: Translator) -> OutMessage:
        cannot = Choice(str(texts.give_back_button(t)), f"rc:leave.{booking.id}")
        return OutMessage(text=texts.reminder(t, reception, booking, name), choices=((cannot,),))

    if booking.person_id is not None:
        await people.tell(session, booking.person_id, message, now, urgent=True, purpose=Purpose.REMINDER)


async def tell_who_comes(session: AsyncSession, reception: Reception, now: datetime) -> None:
    bookings = await queries.bookings_of(session, reception.id)

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=holding_texts.tomorrow(t, reception, bookings), choices=_to_card(t, reception))

    if reception.holder_id is not None:
        await people.tell(session, reception.holder_id, message, now, urgent=True)


async def changed(
    session: AsyncSession, reception: Reception, booking: Booking, now: datetime, *, booked: bool
) -> None:
    """After the holder was told who comes; before that the list will tell."""
    if reception.holder_told_at is None or reception.holder_id is None:
        return

    def message(t: Translator) -> OutMessage:
        text = holding_texts.one_more(t, booking) if booked else holding_texts.one_less(t, booking)
        return OutMessage(text=text, choices=_to_card(t, reception))

    await people.tell(session, reception.holder_id, message, now)


def _to_card(t: Translator, reception: Reception) -> tuple[tuple[Choice, ...], ...]:
    return ((Choice(str(holding_texts.to_list(t)), f"rh:card.{reception.id}"),),)
