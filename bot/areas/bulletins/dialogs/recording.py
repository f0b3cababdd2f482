"""Recording where copies went: a board, a group."""

from bot.areas.bulletins import queries, service
from bot.areas.bulletins.dialogs.cards import card
from bot.areas.bulletins.models import DistributionKind
from bot.areas.bulletins.texts import making as making_texts
from bot.areas.bulletins.texts import recording as texts
from bot.areas.municipality import queries as municipality
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Collect, Heard, Option, always
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind
from bot.core.routes import Answers, Form, Reply, Turn, say


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
            text=lambda view: making_texts.choose_village(view.t),
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
