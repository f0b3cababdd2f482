"""What people are asked for a report: words in both languages, money by source, where it was put up."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.areas.municipality import queries as municipality
from bot.areas.obligations.dialogs.reporting import cards, presentation
from bot.areas.obligations.models import PaperKind, PostingWay
from bot.areas.obligations.reporting import papers, service
from bot.areas.obligations.texts import report_refusals
from bot.areas.obligations.texts import reports as texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Collect, Heard, Option, always
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind
from bot.core.routes import Answers, Form, Reply, Turn, say


def explain(view: View, refused: Refused) -> Markup:
    return report_refusals.REFUSALS[refused.code](view.t, refused)


def _words(name: str, text: Callable[[View], Markup], longest: int, **more: Any) -> Ask:
    def read(_view: View, heard: Heard) -> str:
        return service.check_words(heard.text, longest)

    return Ask(name=name, text=text, read=read, explain=explain, **more)


def _number(name: str, text: Callable[[View], Markup], most: int, **more: Any) -> Ask:
    def read(_view: View, heard: Heard) -> int:
        typed = "".join(heard.text.split())
        if not typed.isdecimal() or int(typed) > most:
            raise Refused("reports:number")
        return int(typed)

    return Ask(name=name, text=text, read=read, explain=explain, **more)


async def back(turn: Turn, answers: Answers) -> Reply:
    paper = await papers.get(turn.session, int(answers["id"]))
    if paper.kind is PaperKind.PRESENTATION:
        return await presentation.card(turn, paper.year, paper.part)
    return await cards.card(turn, papers.span_of(paper))


# Words


async def finish_words(turn: Turn, answers: Answers) -> Reply:
    await service.write_words(
        turn.session,
        int(answers["id"]),
        answers["item"],
        answers["ky"],
        answers.get("ru"),
        turn.person_id,
        turn.now,
    )
    return say(texts.words_kept(turn.t)).then(await back(turn, answers))


WORDS = Form(
    name="report_words",
    steps=(
        _words("ky", lambda view: texts.ask_words(view.t, view.answers["item"]), service.WORDS_LENGTH),
        _words("ru", lambda view: texts.ask_words_ru(view.t), service.WORDS_LENGTH, optional=always),
    ),
    finish=finish_words,
    on_cancel=back,
)


# Money


async def finish_money(turn: Turn, answers: Answers) -> Reply:
    amounts = {source: int(answers[source]) for source in service.MONEY_SOURCES}
    await service.write_money(turn.session, int(answers["id"]), amounts, turn.person_id, turn.now)
    return say(texts.words_kept(turn.t)).then(await back(turn, answers))


def _money(source: str) -> Ask:
    return _number(source, lambda view: texts.ask_money(view.t, source), service.MOST_MONEY)


MONEY = Form(
    name="report_money",
    steps=tuple(_money(source) for source in service.MONEY_SOURCES),
    finish=finish_money,
    on_cancel=back,
)


# Where it was put up


async def load_villages(turn: Turn, _answers: Answers) -> list[Option]:
    language = turn.t.language
    return [Option(v.name(language), str(v.id)) for v in await municipality.list_villages(turn.session)]


def _ways(view: View) -> list[Option]:
    return [Option(str(texts.way(view.t, way)), way.value) for way in PostingWay]


async def finish_posting(turn: Turn, answers: Answers) -> Reply:
    photos = answers.get("photo") or []
    village = answers.get("village")
    await service.record_posting(
        turn.session,
        int(answers["id"]),
        turn.person_id,
        way=PostingWay(answers["way"]),
        village_id=int(village) if village else None,
        place=answers["place"],
        people_reached=answers.get("people"),
        photo_id=photos[0][1] if photos else None,
        now=turn.now,
    )
    return say(texts.posting_kept(turn.t)).then(await back(turn, answers))


POSTING = Form(
    name="report_posting",
    load=load_villages,
    steps=(
        Choose(name="way", text=lambda view: texts.ask_way(view.t), options=_ways),
        Choose(
            name="village",
            text=lambda view: texts.ask_village(view.t),
            options=lambda view: view.data,
            optional=always,
        ),
        _words("place", lambda view: texts.ask_place(view.t), service.PLACE_LENGTH),
        Collect(
            name="photo",
            text=lambda view: texts.ask_photo(view.t),
            kinds=frozenset({AttachmentKind.PHOTO}),
            optional=always,
        ),
        _number("people", lambda view: texts.ask_people(view.t), 1_000_000, optional=always),
    ),
    finish=finish_posting,
    on_cancel=back,
)

FORMS = (WORDS, MONEY, POSTING)
