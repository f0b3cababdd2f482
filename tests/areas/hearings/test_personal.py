"""What a resident left at meetings is theirs: they get it, and it goes with them."""

from bot.areas.hearings import personal
from bot.areas.hearings.models import Attendance, Participant, Statement
from bot.areas.residents import my_data
from bot.core import clock, files
from bot.core.contacts import meet
from bot.core.files import StoredFile
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.press import send_file
from tests.areas.hearings.hall import Hall, at
from tests.areas.residents.chat import Phone


async def took_part(hall: Hall) -> Phone:
    """Asked by voice with a name, wants to speak, was registered at the door."""
    phone = await hall.resident()
    meeting = await hall.called(day="30.11")
    await phone.tap_payload(f"mt:ask.{meeting.id}")
    await send_file(phone, AttachmentKind.VOICE)
    await phone.write("Айгүл Асанова")
    await phone.tap_payload(f"mt:floor.{meeting.id}")
    await phone.write("Суу")
    await phone.write("Айгүл Асанова")
    clock.move_to(at("2026-11-30 09:40"))
    await phone.write(f"/start door_{meeting.door_key}")
    return phone


async def test_who_deletes_themselves_leaves_no_name_and_no_voice(hall: Hall) -> None:
    phone = await took_part(hall)
    [asked] = await hall.all(Statement)
    voice = asked.attachments[0][1]
    async with hall.database.session() as session:
        files.set_content(await session.get_one(StoredFile, voice), b"OggS")
    async with hall.database.session() as session:
        contact = await meet(session, "telegram", phone.address, clock.now())
        await my_data.delete_person(session, contact, clock.now(), erasers=(personal.forget,))
    [question], [participant] = await hall.all(Statement), await hall.all(Participant)
    assert (question.speaker, question.person_id, question.attachments) == (None, None, [])
    assert (participant.name, participant.person_id) == (None, None)
    assert await hall.all(Attendance) == []
    [file] = await hall.all(StoredFile, StoredFile.id == voice)
    assert file.name == ""
    async with hall.database.reading() as session:
        assert await files.read_content(session, voice) is None


async def test_their_export_holds_what_they_said_and_where_they_were(hall: Hall) -> None:
    phone = await took_part(hall)
    async with hall.database.reading() as session:
        found = await personal.kept_data(session, await hall.person(phone))
    assert found["meetings_answered"][0]["wants_to_speak_about"] == "Суу"
    assert found["questions_asked"][0]["name"] == "Айгүл Асанова"
    assert found["meetings_registered_at"][0]["name"] == "Айгүл Асанова"


async def test_of_who_took_no_part_nothing_is_kept(hall: Hall) -> None:
    phone = await hall.resident()
    async with hall.database.reading() as session:
        assert await personal.kept_data(session, await hall.person(phone)) == {}
