"""Residents read bulletins; the office completes, prints, forwards and records them."""

from urllib.parse import quote

from markupsafe import Markup

from bot.areas.broadcasts import jobs as broadcast_jobs
from bot.areas.bulletins import papers, queries, rules, service, texts
from bot.areas.bulletins.models import DistributionKind
from bot.areas.bulletins.papers import Material
from bot.areas.bulletins.queries import Edition
from bot.areas.bulletins.tags import AuditTag
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.dialogs import MenuEntry
from bot.core import files, richtext
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Collect, Heard, Option, always
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind, Choice, OutMessage
from bot.core.routes import Answers, Form, Reply, Routes, Turn, say, start_form
from bot.documents.poster import render_poster_pdf
from bot.documents.share_picture import render_share_picture

ALL_VILLAGES = 0
WHATSAPP_LIMIT = 4096
# A share link carries the text in its address; phones cut longer ones.
SHARE_LIMIT = 1500


# Residents


async def list_published(turn: Turn, _argument: str) -> Reply:
    found = await queries.published(turn.session)
    if not found:
        return say(texts.none_published(turn.t))
    rows = [[Choice(str(texts.name(turn.t, one.bulletin)), f"read:{one.bulletin.id}")] for one in found]
    return say(texts.residents_list(turn.t), *rows)


async def read(turn: Turn, argument: str) -> Reply:
    edition = await queries.get_edition(turn.session, int(argument)) if argument.isdecimal() else None
    if edition is None or edition.bulletin.published_at is None:
        return say(texts.gone(turn.t))
    return Reply((broadcast_jobs.out_message(edition.broadcast, turn.t.language),), redraw=False)


async def offer_current(turn: Turn) -> Reply:
    """What a newcomer is shown at once."""
    edition = await queries.current(turn.session)
    if edition is None:
        return Reply()
    button = Choice(str(texts.read(turn.t)), f"read:{edition.bulletin.id}")
    return say(texts.current_offer(turn.t, edition.bulletin), [button])


menu_entry = MenuEntry(command="bulletins", label=texts.menu_label)


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    return [("bulletins", str(texts.bulletins_command(t)))]


# The office


async def list_office(turn: Turn, _argument: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RECORD_DISTRIBUTION)
    found = await queries.latest(turn.session)
    menu = [Choice(str(texts.to_menu(turn.t)), "admin:")]
    if not found:
        legal = await municipality.get_legal(turn.session)
        opening = rules.next_opening(turn.now, legal, turn.t.timezone)
        return say(texts.no_bulletins_yet(turn.t, opening), menu)
    rows = [
        [Choice(str(texts.name(turn.t, one.bulletin)), f"bulletin:card.{one.bulletin.id}")] for one in found
    ]
    return say(texts.list_head(turn.t), *rows, menu)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id` or `verb.id.village`."""
    verb, _, rest = argument.partition(".")
    number, _, village = rest.partition(".")
    if not number.isdecimal():
        return await list_office(turn, "")
    await people.check_may(turn.session, turn.person_id, Permission.RECORD_DISTRIBUTION)
    edition = await queries.get_edition(turn.session, int(number))
    if edition is None:
        return say(texts.gone(turn.t))
    if verb == "poster":
        return await choose_village(turn, edition)
    if verb == "print":
        return await make_poster(turn, edition, int(village) if village.isdecimal() else ALL_VILLAGES)
    if verb == "pack":
        return await make_group_pack(turn, edition)
    if verb in {"board", "group"}:
        await service.check_printable(turn.session, edition.bulletin.id)
        return start_form("distribution", id=edition.bulletin.id, kind=verb)
    return await card(turn, edition)


async def card(turn: Turn, edition: Edition) -> Reply:
    t, number = turn.t, edition.bulletin.id
    copies = await queries.distributions(turn.session, number)
    labels = [
        (texts.open_text(t), f"bc:card.{edition.broadcast.id}"),
        (texts.make_poster(t), f"bulletin:poster.{number}"),
        (texts.make_group_pack(t), f"bulletin:pack.{number}"),
        (texts.note_poster(t), f"bulletin:board.{number}"),
        (texts.note_group(t), f"bulletin:group.{number}"),
        (texts.to_menu(t), "admin:"),
    ]
    rows = [[Choice(str(label), action)] for label, action in labels]
    return say(texts.card(t, edition.bulletin, edition.broadcast.state, copies), *rows)


async def choose_village(turn: Turn, edition: Edition) -> Reply:
    """Each village's poster carries its own link: who scans it is subscribed to that village."""
    await service.check_printable(turn.session, edition.bulletin.id)
    number = edition.bulletin.id
    rows = [
        [Choice(v.name(turn.t.language), f"bulletin:print.{number}.{v.id}")]
        for v in await municipality.list_villages(turn.session)
    ]
    everybody = [Choice(str(texts.whole_municipality(turn.t)), f"bulletin:print.{number}.{ALL_VILLAGES}")]
    back = [Choice(str(texts.to_menu(turn.t)), "admin:")]
    return say(texts.choose_village(turn.t), everybody, *rows, back)


async def make_poster(turn: Turn, edition: Edition, village_id: int) -> Reply:
    await service.check_printable(turn.session, edition.bulletin.id)
    pdf = await render_poster_pdf(papers.poster(await _material(turn, edition, village_id)))
    village = await municipality.get_village(turn.session, village_id) if village_id else None
    name = village.name(turn.t.language) if village else str(texts.whole_municipality(turn.t))
    kept = await files.keep_made(
        turn.session, AttachmentKind.DOCUMENT, f"{name}.pdf", "application/pdf", pdf, turn.now
    )
    done = Choice(str(texts.note_poster(turn.t)), f"bulletin:board.{edition.bulletin.id}")
    return say(texts.poster_caption(turn.t, name), [done], attachments=(kept,), redraw=False)


async def make_group_pack(turn: Turn, edition: Edition) -> Reply:
    """A picture, the text to forward, and a link that opens WhatsApp with it."""
    await service.check_printable(turn.session, edition.bulletin.id)
    material = await _material(turn, edition, ALL_VILLAGES)
    png = await render_share_picture(papers.share_picture(material))
    kept = await files.keep_made(
        turn.session, AttachmentKind.PHOTO, "bulletin.png", "image/png", png, turn.now
    )
    invitation = richtext.plain(texts.subscribe_line(turn.t, material.link))
    text = _whatsapp_text(material.text, invitation)
    share = f"https://wa.me/?text={quote(_shortened(text, SHARE_LIMIT, invitation))}"
    buttons = (
        (Choice(str(texts.share_button(turn.t)), url=share),),
        (Choice(str(texts.note_group(turn.t)), f"bulletin:group.{edition.bulletin.id}"),),
    )
    intro = OutMessage(text=texts.group_pack_intro(turn.t), attachments=(kept,))
    forward = OutMessage(text=Markup("{}").format(text), choices=buttons)
    return Reply((intro, forward), redraw=False)


async def _material(turn: Turn, edition: Edition, village_id: int) -> Material:
    office = await municipality.get_municipality(turn.session)
    if office is None:
        raise Refused("bulletins:unknown")
    t, bulletin = turn.t, edition.bulletin
    return Material(
        t=t,
        municipality=office,
        title=richtext.plain(texts.title(t, bulletin.kind)),
        period=richtext.plain(texts.period(t, bulletin.kind, bulletin.period_start)),
        text=service.text_for(edition, t.language),
        link=turn.links.deep(f"v_{village_id}" if village_id else ""),
        made_on=service.made_on(edition, turn.now, t.timezone),
    )


def _whatsapp_text(text: Markup, invitation: str) -> str:
    """Plain, with WhatsApp's own bold; signs that would be read as marks are taken out of the words."""
    words = ""
    for run in richtext.read_runs(text):
        bare = run.text.translate(str.maketrans("", "", "*_~`"))
        words += f"*{bare.strip()}*" + bare[len(bare.rstrip()) :] if run.bold and bare.strip() else bare
    return _shortened(f"{words.strip()}\n\n{invitation}", WHATSAPP_LIMIT, invitation)


def _shortened(text: str, limit: int, invitation: str) -> str:
    """Cut at a line, the invitation kept."""
    if len(text) <= limit:
        return text
    room = limit - len(invitation) - 4
    head = text[:room].rpartition("\n")[0] or text[:room]
    return f"{head}\n…\n\n{invitation}"


# Recording where copies went


async def load_villages(turn: Turn, _answers: Answers) -> list[Option]:
    language = turn.t.language
    return [Option(v.name(language), str(v.id)) for v in await municipality.list_villages(turn.session)]


def is_board(view: View) -> bool:
    return view.answers.get("kind") == DistributionKind.BOARD


def is_group(view: View) -> bool:
    return view.answers.get("kind") == DistributionKind.GROUP


def read_place(_view: View, heard: Heard) -> str:
    if len(heard.text) > service.PLACE_LENGTH:
        raise Refused("bulletins:long")
    return heard.text


def read_people(_view: View, heard: Heard) -> int:
    if not heard.text.isdecimal() or int(heard.text) > 1_000_000:
        raise Refused("bulletins:number")
    return int(heard.text)


async def finish_distribution(turn: Turn, answers: Answers) -> Reply:
    photos = answers.get("photo") or []
    village = answers.get("village")
    await service.record_distribution(
        turn.session,
        bulletin_id=int(answers["id"]),
        kind=DistributionKind(answers["kind"]),
        place=answers["place"],
        by=turn.person_id,
        now=turn.now,
        village_id=int(village) if village else None,
        photo_id=photos[0][1] if photos else None,
        people_reached=answers.get("people"),
    )
    edition = await queries.get_edition(turn.session, int(answers["id"]))
    shown = await card(turn, edition) if edition else Reply()
    return say(texts.recorded(turn.t)).then(shown)


DISTRIBUTION = Form(
    name="distribution",
    load=load_villages,
    steps=(
        Choose(
            name="village",
            text=lambda view: texts.choose_village(view.t),
            options=lambda view: view.data,
            optional=always,
        ),
        Ask(
            name="place",
            text=lambda view: texts.ask_place(view.t) if is_board(view) else texts.ask_group(view.t),
            read=read_place,
            explain=lambda view, _refused: texts.too_long(view.t),
        ),
        Collect(
            name="photo",
            text=lambda view: texts.ask_photo(view.t),
            kinds=frozenset({AttachmentKind.PHOTO}),
            when=is_board,
            optional=always,
        ),
        Ask(
            name="people",
            text=lambda view: texts.ask_people(view.t),
            read=read_people,
            explain=lambda view, _refused: texts.a_number_please(view.t),
            when=is_group,
            optional=always,
        ),
    ),
    finish=finish_distribution,
)


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    allowed = Permission.RECORD_DISTRIBUTION in permissions
    return [("bulletin", str(texts.staff_command(t)))] if allowed else []


routes = Routes(
    commands={"bulletins": list_published, "bulletin": list_office},
    actions={"read": read, "bulletin": act, "bulletins": list_office},
    forms=(DISTRIBUTION,),
    refusals=texts.REFUSALS,
)

audit_words = {
    AuditTag.OPENED.value: texts.audit_opened,
    AuditTag.PUBLISHED.value: texts.audit_published,
    AuditTag.ESCALATED.value: texts.audit_escalated,
    AuditTag.DISTRIBUTED.value: texts.audit_distributed,
}

admin_entries = ((texts.staff_label, "bulletins:", Permission.RECORD_DISTRIBUTION, None),)
