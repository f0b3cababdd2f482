"""The list of what is open to all, for the board."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import queries
from bot.areas.library.queries import Shelf
from bot.areas.library.rules.freshness import State
from bot.areas.library.texts import naming
from bot.areas.library.texts import papers as texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Municipality
from bot.core import files
from bot.core.errors import Refused
from bot.core.i18n import RESIDENT_LANGUAGES, Translator
from bot.core.messages import Attachment, AttachmentKind
from bot.documents.content import Bullets, Paragraph, Run, Scan, Section
from bot.documents.poster import Poster, render_poster_pdf

PDF = "application/pdf"


def board(t: Translator, shelves: Sequence[Shelf], office: Municipality, link: str, made_on: date) -> Poster:
    """`link` goes into the QR. What is missing stands there too: the board hides nothing."""
    there = [one for one in shelves if one.state is not State.MISSING]
    missing = [one for one in shelves if one.state is State.MISSING]
    sections = [Section(texts.published(t), (Bullets(tuple(_item(t, one) for one in there)),))]
    if missing:
        names = ", ".join(naming.title(t, one.section) for one in missing)
        sections.append(Section(texts.not_yet(t), (Paragraph((Run(names),)),)))
    opens, closes = t.time(office.office_opens), t.time(office.office_closes)
    contacts = [office.address(t.language) or "", texts.hours(t, opens, closes)]
    if office.telephone:
        contacts.insert(1, texts.telephone(t, office.telephone))
    return Poster(
        language=t.language,
        date=made_on,
        municipality=office.name(t.language),
        title=texts.title(t),
        period=texts.period(t, t.date(made_on)),
        sections=tuple(sections if there else sections[1:]),
        footer=tuple(line for line in contacts if line),
        scan=Scan(
            link,
            link.removeprefix("https://").partition("?")[0],
            (texts.scan_here(t), texts.scan_why(t)),
        ),
    )


def _item(t: Translator, shelf: Shelf) -> Paragraph:
    day = naming.day(t, shelf.fresh_at)
    return Paragraph((Run(naming.title(t, shelf.section), bold=True), Run(f" – {day}")))


async def make_board(
    session: AsyncSession, zone: ZoneInfo, today: date, link: str, now: datetime
) -> tuple[Attachment, ...]:
    """Kept as files, one in each language. Raises `Refused` where no municipality is set up."""
    office = await municipality.get_municipality(session)
    if office is None:
        raise Refused("library:gone")
    shelves = await queries.shelves(session, today)
    made = []
    for language in RESIDENT_LANGUAGES:
        t = Translator(language, zone)
        content = await render_poster_pdf(board(t, shelves, office, link, today))
        made.append(
            await files.keep_made(session, AttachmentKind.DOCUMENT, texts.file_name(t), PDF, content, now)
        )
    return tuple(made)
