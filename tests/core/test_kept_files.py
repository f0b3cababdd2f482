"""A file that a form did not take is not kept: it would be fetched, and belong to nothing."""

from collections.abc import Sequence

import pytest
from markupsafe import Markup
from sqlalchemy import func, select

from bot.areas.residents.dialogs import Hooks
from bot.core.db import Database
from bot.core.dialogs.steps import Ask, Choose, Collect, Option
from bot.core.files import FileReference, StoredFile
from bot.core.messages import AttachmentKind, IncomingFile
from bot.core.routes import Answers, Form, Reply, Routes, Turn, say, start_form
from tests.areas.residents.chat import Phone, open_town

PHOTO, DOCUMENT = AttachmentKind.PHOTO, AttachmentKind.DOCUMENT
taken: list[Answers] = []


async def begin(_turn: Turn, _argument: str) -> Reply:
    return start_form("post")


async def finish(_turn: Turn, answers: Answers) -> Reply:
    taken.append(answers)
    return say(Markup("Thanks"))


POST = Form(
    name="post",
    steps=(
        Choose(
            name="village", text=lambda _view: Markup("Where?"), options=lambda _view: [Option("Here", "1")]
        ),
        Ask(
            name="words",
            text=lambda _view: Markup("Words?"),
            read=lambda _view, heard: heard.text,
            explain=lambda _view, _refused: Markup("No."),
            files_to="files",
        ),
        Collect(name="files", text=lambda _view: Markup("Files?"), kinds=frozenset({PHOTO}), limit=2),
    ),
    finish=finish,
)


async def send(phone: Phone, *kinds: AttachmentKind, text: str | None = None) -> None:
    for kind in kinds:
        incoming = IncomingFile(kind=kind, reference=f"r-{kind}", size=10)
        await phone._do(attachment=incoming, text=text)


@pytest.fixture
async def phone(database: Database) -> Phone:
    """At the first question."""
    taken.clear()
    town = await open_town(database, Hooks(), Routes(commands={"post": begin}, forms=(POST,)))
    phone = await town.resident()
    await phone.write("/post")
    return phone


async def kept(phone: Phone) -> Sequence[AttachmentKind]:
    async with phone.town.database.reading() as session:
        files = (await session.scalars(select(StoredFile.kind).order_by(StoredFile.id))).all()
        assert await session.scalar(select(func.count()).select_from(FileReference)) == len(files)
    return files


async def test_what_no_question_takes_goes(phone: Phone) -> None:
    await send(phone, PHOTO)
    assert await kept(phone) == [], "the village is chosen, not shown"
    await phone.tap("Here")
    await send(phone, DOCUMENT)
    assert await kept(phone) == []
    await send(phone, DOCUMENT, text="Words")
    assert await kept(phone) == []


async def test_what_was_taken_stays_and_one_too_many_goes(phone: Phone) -> None:
    await phone.tap("Here")
    await send(phone, PHOTO, text="Bridge")
    await send(phone, PHOTO, PHOTO, DOCUMENT)
    assert await kept(phone) == [PHOTO, PHOTO]
    await phone.write("/post")
    assert await kept(phone) == [PHOTO, PHOTO], "what waits in a form is not lost"


async def test_what_a_finished_form_took_stays(phone: Phone) -> None:
    await phone.tap("Here")
    await send(phone, PHOTO, text="Bridge")
    await phone.tap("Done" if "Done" in str(phone.buttons) else "Даяр")
    [answers] = taken
    assert await kept(phone) == [PHOTO]
    async with phone.town.database.reading() as session:
        assert [["photo", one] for one in await session.scalars(select(StoredFile.id))] == answers["files"]
