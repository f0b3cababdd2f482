"""A town whose office keeps a library."""

from datetime import date

from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.library import dialogs as library
from bot.areas.library import jobs as library_jobs
from bot.areas.library import personal, queries
from bot.areas.library.models import Version
from bot.areas.library.queries import Figures, Shelf
from bot.areas.people import dialogs as people
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.db import Database
from bot.core.messages import AttachmentKind, IncomingFile
from tests.areas.broadcasts.office import SKIP, Office
from tests.areas.broadcasts.press import NOON
from tests.areas.residents.chat import BISHKEK, Phone, open_town

PUBLISH = "✅ Жарыялоо"


class ReadingRoom(Office):
    """The officer keeps it."""

    jobs = library_jobs.jobs

    async def put(
        self,
        key: str = "pub2b",
        text: str = "Бюджет 42 миллион сом",
        *,
        language: str = "ky",
        phone: Phone | None = None,
        publish: bool = True,
    ) -> str:
        """Words alone, through the chat; where something is already, they take its place."""
        phone = phone or self.officer
        said = await phone.tap_payload(f"lib:put.{key}.{language}")
        first = "1/3" in said
        if not first:
            await phone.tap("✏️ Текст")
        said = await phone.write(text)
        if first:
            await phone.tap(SKIP)
            said = await phone.tap(SKIP)
        return await phone.tap("арыялоо") if publish else said

    async def send(self, phone: Phone, name: str | None, size: int = 1000, mime: str | None = None) -> str:
        """A document of that name."""
        incoming = IncomingFile(
            kind=AttachmentKind.DOCUMENT, reference=f"r-{name}", name=name, mime_type=mime, size=size
        )
        return await phone._do(attachment=incoming)

    async def versions(self, key: str = "pub2b") -> list[Version]:
        return list(await self.all(Version, Version.section_key == key))

    async def shelf(self, key: str) -> Shelf:
        async with self.database.reading() as session:
            found = await queries.shelf(session, key, clock.today(BISHKEK))
        assert found is not None
        return found

    async def figures(self, since: date | None = None) -> Figures:
        async with self.database.reading() as session:
            return await queries.figures(session, clock.today(BISHKEK), since)


async def open_reading_room(database: Database) -> ReadingRoom:
    clock.move_to(NOON)
    town = await open_town(
        database,
        Hooks(
            menu=(library.menu_entry,),
            understand=(library.understand,),
            erasers=(personal.forget,),
            kept_data=(personal.kept_data,),
        ),
        people.routes,
        broadcasts.routes,
        library.routes,
    )
    room = ReadingRoom(town)
    await room.open()
    return room
