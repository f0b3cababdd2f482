"""What nothing points to goes after a day; what anything points to stays, on both databases."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup
from sqlalchemy import JSON, select

from bot.app import compose_areas
from bot.areas.appeals.models import Appeal, AppealKind, AppealState, Origin
from bot.areas.people.models import Invitation, Role
from bot.core import clock, file_sweeping, files, sealing
from bot.core.contacts import Contact
from bot.core.db import Base, Database
from bot.core.dialogs.state import State
from bot.core.dialogs.store import DialogState
from bot.core.file_sweeping import columns_of_json, columns_that_point, numbers_in
from bot.core.files import FileReference, StoredFile
from bot.core.links import Links
from bot.core.messages import Attachment, AttachmentKind, IncomingFile, OutMessage
from bot.core.scheduling import Tick
from bot.outbox import service as outbox
from bot.outbox.models import Priority
from tests.areas.appeals.desk import Desk, open_desk
from tests.areas.broadcasts.press import send_file
from tests.areas.residents.chat import open_town

# Beyond every number that stands in the sample town's rows.
FIRST = 70_001


async def sweep(database: Database, **later: float) -> set[int]:
    """What is left after the tick."""
    now = clock.now() + timedelta(**(later or {"days": 2}))
    await file_sweeping.sweep_files(
        Tick(
            database=database,
            now=now,
            timezone=ZoneInfo("Asia/Bishkek"),
            links=Links(),
            wake=lambda: None,
        )
    )
    async with database.reading() as session:
        return set(await session.scalars(select(StoredFile.id)))


async def keep(database: Database, count: int) -> list[int]:
    """Files as they come from a phone."""
    numbers = list(range(FIRST, FIRST + count))
    async with database.session() as session:
        for number in numbers:
            session.add(
                StoredFile(
                    id=number,
                    kind=AttachmentKind.PHOTO,
                    name="photo",
                    mime_type="image/jpeg",
                    content=b"bytes",
                    next_fetch_at=clock.now(),
                    created_at=clock.now(),
                )
            )
            await session.flush()
            session.add(FileReference(file_id=number, channel="telegram", reference=f"r{number}"))
    return numbers


async def contact_of(database: Database) -> int:
    phone = await (await open_town(database)).resident()
    async with database.reading() as session:
        found = await session.scalar(select(Contact.id).where(Contact.address == phone.address))
    assert found is not None
    return found


async def test_what_nothing_points_to_goes_after_a_day_and_not_before(database: Database) -> None:
    numbers = await keep(database, 3)
    assert await sweep(database, hours=23) >= set(numbers)
    assert not await sweep(database, hours=25) & set(numbers)
    async with database.reading() as session:
        assert not set(await session.scalars(select(FileReference.file_id))) & set(numbers)


async def test_what_anything_points_to_stays(database: Database) -> None:
    """An appeal, a form that waits, one that is sealed, a message that waits, a foreign key."""
    contact = await contact_of(database)
    attached, waits, written, sealed, pending, picture, unused = await keep(database, 7)
    now = clock.now()
    async with database.session() as session:
        session.add(
            Appeal(
                number="26-9001-0",
                kind=AppealKind.COMPLAINT,
                state=AppealState.CLOSED,
                origin=Origin.STAFF,
                registered=False,
                attachments=[["photo", attached]],
                received_at=now,
            )
        )
        answers = {"matter": {"text": "Суу", "files": [["photo", waits]]}, "other": str(written)}
        for form, kept, hidden in (("tell", answers, False), ("survey:1", {"q1": sealed}, True)):
            state = State(form, "more", kept, sealed=hidden).to_json()
            session.add(DialogState(contact_id=contact, form=form, state=state, updated_at=now))
        session.add(
            Invitation(
                secret_hash="x" * 64,
                role=Role.OFFICER,
                name="Асан",
                created_at=now,
                expires_at=now,
                picture_id=picture,
            )
        )
        whom = await session.get_one(Contact, contact)
        attachment = Attachment(AttachmentKind.PHOTO, pending)
        message = OutMessage(text=Markup("Сүрөт"), attachments=(attachment,))
        await outbox.enqueue(session, whom, message, now=now, priority=Priority.REPLY)
    left = await sweep(database)
    assert left >= {attached, waits, written, sealed, pending, picture}
    assert unused not in left


async def test_while_something_sealed_cannot_be_read_nothing_goes(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a change of the bot's token."""
    contact = await contact_of(sqlite)
    [number] = await keep(sqlite, 1)
    state = State("survey:1", "q1", {"q1": number}, sealed=True).to_json()
    async with sqlite.session() as session:
        session.add(DialogState(contact_id=contact, form="survey:1", state=state, updated_at=clock.now()))
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "unseal", lambda _sealed: None)
        assert number in await sweep(sqlite)
    assert number in await sweep(sqlite), "and when it can be read again it is in use"


async def test_photos_of_a_form_that_was_thrown_away_go_and_sent_ones_stay(sqlite: Database) -> None:
    desk = await open_desk(sqlite)
    await keep(sqlite, 1)
    phone = await desk.resident()
    await phone.write("/appeal")
    await phone.write("Көчөдө суу жок")
    await send_file(phone, AttachmentKind.PHOTO, "p1")
    await phone.write("/cancel")
    await phone.tap("салуу")
    appeal = await desk.appeal(phone, attachments=[["photo", (await kept(desk, "p2"))]])
    assert len(await desk.all_of(StoredFile)) == 3
    assert await sweep(desk.database) == {appeal.attachments[0][1]}


async def kept(desk: Desk, name: str) -> int:
    async with desk.database.session() as session:
        incoming = IncomingFile(kind=AttachmentKind.PHOTO, reference=name, name=name, size=10)
        return (await files.keep_incoming(session, "telegram", incoming, clock.now())).file_id


def test_every_table_that_may_hold_a_file_is_asked() -> None:
    compose_areas()
    asked = {f"{one.table.name}.{one.name}" for one in (*columns_that_point(), *columns_of_json())}
    assert asked >= {
        "appeals.attachments",
        "appeal_entries.attachments",
        "broadcasts.attachments",
        "deliveries.body",
        "dialog_states.state",
        "meetings.materials",
        "survey_answers.file_id",
        "survey_box.answers",
        "invitations.picture_id",
    }
    called = {
        f"{column.table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(word in column.name for word in ("file", "photo", "picture", "attach", "scan", "material"))
        if column.name.endswith("_id") or isinstance(column.type, JSON)
    }
    assert called - {"file_references.file_id"} <= asked, "a column that sounds like files must be asked"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"a": [["photo", 7], {"b": "8"}], "c": True, "d": 1.5}, {7, 8}),
        ([9, None, "x9", "٣", "9" * 30], {9}),
        ("12", {12}),
    ],
)
def test_numbers_are_found_wherever_they_stand(value: Any, found: set[int]) -> None:
    assert set(numbers_in(value)) == found


def test_the_tick_runs_with_the_others() -> None:
    assert "sweep_files" in {one.name for one in compose_areas().jobs}
