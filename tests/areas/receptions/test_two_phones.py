"""Who booked at one reception on two phones comes once."""

from bot.areas.receptions import personal
from bot.core import clock
from bot.core.joining import Joining, join
from tests.areas.receptions.waiting_room import WaitingRoom


async def test_the_slot_booked_first_stays_and_the_other_is_free_again(room: WaitingRoom) -> None:
    await room.publish()
    one, other, third = [await room.resident() for _ in range(3)]
    await room.book(other, "09:20")
    await room.book(one, "09:40")
    persons = await room.person(one), await room.person(other)
    async with room.database.session() as session:
        await join(session, Joining(*persons, now=clock.now()), (personal.join,))
    assert [booking.person_id for booking in await room.bookings()] == [persons[0]]
    await third.tap_payload("rc:book.1")
    assert any("09:40" in label for label in third.buttons)
    assert not any("09:20" in label for label in third.buttons)
