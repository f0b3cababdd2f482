"""What a resident told is theirs: they get it, and of them nothing stays when they go."""

from bot.areas.appeals import following
from bot.areas.appeals.models import Appeal, AppealEntry, EntryKind
from bot.core import clock, files
from bot.core.files import FileReference, StoredFile
from bot.core.messages import AttachmentKind, IncomingFile
from tests.areas.appeals.desk import Desk
from tests.areas.residents.chat import Phone
from tests.areas.residents.test_my_data import delete, exported, places_of


async def kept(desk: Desk, kind: AttachmentKind, name: str) -> list[object]:
    """A file as it came from a phone, its bytes brought."""
    async with desk.database.session() as session:
        incoming = IncomingFile(kind=kind, reference=name, name=name, size=10)
        attachment = await files.keep_incoming(session, "telegram", incoming, clock.now())
        files.set_content(await session.get_one(StoredFile, attachment.file_id), b"bytes")
    return [kind.value, attachment.file_id]


async def told(desk: Desk) -> Phone:
    """An appeal with a name, a telephone, a voice and a photo, and a spoken reply."""
    phone = await desk.resident()
    voice = await kept(desk, AttachmentKind.VOICE, "aigul-voice.ogg")
    photo = await kept(desk, AttachmentKind.PHOTO, "aigul-photo.jpg")
    appeal = await desk.appeal(
        phone, name="Айгүл Асанова", telephone="0555 123456", attachments=[voice, photo]
    )
    again = await kept(desk, AttachmentKind.VOICE, "aigul-again.ogg")
    async with desk.database.session() as session:
        await following.reply(
            session,
            appeal.id,
            await desk.person(phone),
            text="Эки күн болду",
            attachments=[again],
            now=clock.now(),
        )
    return phone


async def test_deletion_leaves_the_case_without_its_author(either_desk: Desk) -> None:
    desk = either_desk
    phone = await told(desk)
    person = await desk.person(phone)
    await delete(phone)
    left = await places_of(
        desk.database, "Айгүл", "0555 123456", "aigul-voice", "aigul-again", f"'{phone.address}'"
    )
    assert [table for table, _ in left if table not in {"deliveries", "departures", "contacts"}] == []
    [appeal] = await desk.all(Appeal)
    assert appeal.author_id is None
    assert appeal.text == "Көчөдө суу жок"
    assert [kind for kind, _ in appeal.attachments] == ["photo"]
    [reply] = await desk.all(AppealEntry, AppealEntry.kind == EntryKind.REPLY)
    assert (reply.text, reply.person_id, reply.attachments) == ("Эки күн болду", None, [])
    async with desk.database.reading() as session:
        voices = [one for one in await desk.all(StoredFile) if one.kind is AttachmentKind.VOICE]
        assert [await files.read_content(session, one.id) for one in voices] == [None, None]
    assert len(await desk.all_of(FileReference)) == 1, "the photo's alone"
    assert not [one for one in await desk.all_of(AppealEntry) if one.person_id == person]


async def test_the_export_holds_the_cases_with_their_history(desk: Desk) -> None:
    phone = await told(desk)
    data = await exported(desk.town, phone)
    [case] = data["appeals"]
    assert (case["text"], case["name"], case["telephone"]) == (
        "Көчөдө суу жок",
        "Айгүл Асанова",
        "0555 123456",
    )
    assert [(one["what"], one["by_you"]) for one in case["history"]] == [("received", True), ("reply", True)]
    assert data["said_of_yourself"]["name"] == "Айгүл Асанова"


async def test_who_told_nothing_has_nothing_kept(desk: Desk) -> None:
    phone = await desk.resident()
    data = await exported(desk.town, phone)
    assert "appeals" not in data
    assert "said_of_yourself" not in data
