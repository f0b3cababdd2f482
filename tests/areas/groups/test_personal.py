"""Who forwards sees what is kept of them, and leaves nothing behind."""

from bot.areas.groups import personal
from bot.areas.groups.models import ForwarderOffer, PackState, VillageGroup
from bot.areas.residents import my_data
from bot.core import clock, files
from bot.core.contacts import Contact, known
from bot.core.files import StoredFile
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.press import send_file
from tests.areas.groups.village import DONE, Village
from tests.areas.residents.chat import Phone


async def delete(village: Village, phone: Phone) -> None:
    async with village.database.session() as session:
        contact = await known(session, "telegram", phone.address)
        assert isinstance(contact, Contact)
        await my_data.delete_person(session, contact, clock.now(), erasers=(personal.forget,))


async def test_what_is_kept_of_who_forwards_and_what_stays(village: Village) -> None:
    neighbour = await village.resident()
    group = await village.group(forwarder=neighbour)
    await village.goes_out()
    await village.gets(neighbour)
    await neighbour.tap(DONE)
    await neighbour.tap("Скриншот")
    await send_file(neighbour, AttachmentKind.PHOTO)
    async with village.database.session() as session:
        kept = await personal.kept_data(session, await village.person(neighbour))
        photo = await session.get_one(StoredFile, (await village.pack(group)).photo_id)
        photo.content = b"screenshot"
    assert kept["forwards_to_groups"][0]["name"] == "Айгүл эже"
    assert kept["forwarded_to_groups"][0]["screenshot"] is True

    await village.goes_out()
    await delete(village, neighbour)
    found = (await village.all(VillageGroup))[0]
    assert (found.forwarder_id, found.forwarder_name) == (None, None)
    assert not await village.all(ForwarderOffer)
    async with village.database.reading() as session:
        assert await files.read_content(session, photo.id) is None
    assert "эч ким жөнөтпөйт" in await village.told(village.officer)
    told = len(await village.letters(village.officer))
    await village.tick(hours=1)
    assert len(await village.letters(village.officer)) == told
    waiting = await village.pack(group)
    assert (waiting.state, waiting.forwarder_id) == (PackState.WAITING, None)
