"""Papers and messages made of an approved bulletin: posters, and what is forwarded to WhatsApp groups."""

import structlog

from bot.areas.broadcasts import forwardable, papers
from bot.areas.broadcasts.papers import Material
from bot.areas.broadcasts.texts import papers as papers_texts
from bot.areas.bulletins import service
from bot.areas.bulletins.queries import Edition
from bot.areas.bulletins.texts import card as card_texts
from bot.areas.bulletins.texts import making as texts
from bot.areas.bulletins.texts import naming as naming_texts
from bot.areas.bulletins.texts import recording as recording_texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import Village
from bot.core import files, richtext
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Reply, Turn, say
from bot.documents.errors import BrokenPictureError
from bot.documents.pictures import check_picture
from bot.documents.poster import render_poster_pdf
from bot.documents.share_picture import render_share_picture

log = structlog.get_logger()

ALL_VILLAGES = 0


async def choose_village(turn: Turn, edition: Edition) -> Reply:
    """Each village's poster carries its own link: who scans it is subscribed to that village."""
    await service.check_printable(turn.session, edition.bulletin.id)
    number = edition.bulletin.id
    rows = [
        [Choice(v.name(turn.t.language), f"bulletin:print.{number}.{v.id}")]
        for v in await municipality.list_villages(turn.session)
    ]
    everybody = [Choice(str(texts.whole_municipality(turn.t)), f"bulletin:print.{number}.{ALL_VILLAGES}")]
    back = [Choice(str(card_texts.to_menu(turn.t)), "admin:")]
    return say(texts.choose_village(turn.t), everybody, *rows, back)


async def make_poster(turn: Turn, edition: Edition, village_id: int, language: str) -> Reply:
    """In the language asked for; another button gives the other one, where there is a text in it."""
    await service.check_printable(turn.session, edition.bulletin.id)
    village = await municipality.get_village(turn.session, village_id) if village_id else None
    material = await _material(turn, edition, village, language)
    pdf = await render_poster_pdf(papers.poster(material))
    name = village.name(turn.t.language) if village else str(texts.whole_municipality(turn.t))
    kept = await files.keep_made(
        turn.session, AttachmentKind.DOCUMENT, f"{name}.pdf", "application/pdf", pdf, turn.now
    )
    done = Choice(str(recording_texts.note_poster(turn.t)), f"bulletin:board.{edition.bulletin.id}")
    other = _other_language(edition, material)
    more = [[_in(turn, other, f"bulletin:print.{edition.bulletin.id}.{village_id}.{other}")]] if other else []
    return say(texts.poster_caption(turn.t, name), *more, [done], attachments=(kept,), redraw=False)


def _other_language(edition: Edition, material: Material) -> str | None:
    if not edition.broadcast.text_ru:
        return None
    return "ky" if material.t.language == "ru" else "ru"


def _in(turn: Turn, language: str, action: str) -> Choice:
    return Choice(str(texts.in_language(turn.t, language)), action)


async def make_group_pack(turn: Turn, edition: Edition, language: str) -> Reply:
    """A picture, the text to forward, and a link that opens WhatsApp with it."""
    await service.check_printable(turn.session, edition.bulletin.id)
    material = await _material(turn, edition, None, language)
    png = await render_share_picture(papers.share_picture(material))
    kept = await files.keep_made(
        turn.session, AttachmentKind.PHOTO, "bulletin.png", "image/png", png, turn.now
    )
    other, number = _other_language(edition, material), edition.bulletin.id
    native = forwardable.is_native(turn.contact.channel)
    said = forwardable.messages(
        texts.group_pack_intro(turn.t, above=native),
        kept,
        material.text,
        papers_texts.subscribe_line(material.t, material.link),
        texts.share_button(turn.t),
        (
            (Choice(str(recording_texts.note_group(turn.t)), f"bulletin:group.{number}"),),
            *([(_in(turn, other, f"bulletin:pack.{number}.{other}"),)] if other else []),
        ),
        native=native,
    )
    return Reply(said, redraw=False)


async def _material(turn: Turn, edition: Edition, village: Village | None, language: str) -> Material:
    office = await municipality.get_municipality(turn.session)
    if office is None:
        raise Refused("bulletins:unknown")
    spoken = language if language == "ky" or edition.broadcast.text_ru else "ky"
    t, bulletin = turn.t.in_language(spoken), edition.bulletin
    return Material(
        t=t,
        municipality=office,
        title=richtext.plain(naming_texts.title(t, bulletin.kind)),
        period=richtext.plain(naming_texts.period(t, bulletin.kind, bulletin.period_start)),
        text=service.text_for(edition, t.language),
        link=turn.links.deep(f"v_{village.key}" if village else ""),
        made_on=service.made_on(edition, turn.now, t.timezone),
        village=village.name(t.language) if village else None,
        photo=await _photo(turn, edition),
    )


async def _photo(turn: Turn, edition: Edition) -> bytes | None:
    """The first one residents see; none that can't be printed, for the words matter more."""
    photos = [file_id for kind, file_id in edition.broadcast.attachments if kind == AttachmentKind.PHOTO]
    content = await files.read_content(turn.session, photos[0]) if photos else None
    if content is None:
        return None
    try:
        check_picture(content)
    except BrokenPictureError as problem:
        log.warning("photo_not_printed", bulletin=edition.bulletin.id, why=str(problem))
        return None
    return content
