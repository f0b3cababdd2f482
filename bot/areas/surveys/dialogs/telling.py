"""Telling residents the results, noting who else heard them, and the codes that lead to a survey."""

from datetime import date, timedelta

from bot.areas.broadcasts import papers
from bot.areas.broadcasts.dialogs import cards as broadcast_cards
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import publishing, service, showing
from bot.areas.surveys.dialogs import steps, survey_cards
from bot.areas.surveys.dialogs.residents import AT_MEETING
from bot.areas.surveys.models import PresentedTo, Survey, SurveyState
from bot.areas.surveys.papers import door
from bot.areas.surveys.questionnaire.content import Questionnaire, in_language
from bot.areas.surveys.texts import results_screens as texts
from bot.core import files
from bot.core.dialogs.calendar import PickDay
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Option, always
from bot.core.errors import Refused
from bot.core.i18n import RESIDENT_LANGUAGES, Translator
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form
from bot.documents.poster import render_poster_pdf
from bot.documents.share_picture import render_share_picture

LONGEST_MEASURES = 1200
PHOTO = (AttachmentKind.PHOTO, "image/png")
PDF = (AttachmentKind.DOCUMENT, "application/pdf")


async def begin_publish(turn: Turn, survey: Survey, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    if survey.state is not SurveyState.CLOSED:
        raise Refused("surveys:still_open")
    return start_form(PUBLISH.name, id=survey.id)


async def load_content(turn: Turn, answers: Answers) -> Questionnaire:
    survey = await service.get(turn.session, int(answers["id"]))
    return (await service.get_form(turn.session, survey.form_id)).questionnaire


def _questions(view: View) -> list[Option]:
    content: Questionnaire = view.data
    return [
        Option(in_language(one.label, view.t.language)[:55], str(content.position(one.name)))
        for one in content.asked
        if one.belongs_to is None and one.role is None
    ]


async def finish_publish(turn: Turn, answers: Answers) -> Reply:
    content = await load_content(turn, answers)
    broadcast = await publishing.publish(
        turn.session,
        int(answers["id"]),
        [content.questions[int(place)].name for place in answers["questions"]],
        answers["ky"],
        answers.get("ru"),
        turn.person_id,
        turn.now,
        turn.t.timezone,
    )
    shown_now = await broadcast_cards.preview_and_card(turn, broadcast)
    return say(texts.ready(turn.t), redraw=False).then(shown_now)


PUBLISH = Form(
    name="survey_publish",
    steps=(
        Choose(
            name="questions",
            text=lambda view: texts.ask_questions(view.t),
            options=_questions,
            several=True,
        ),
        steps.words("ky", lambda view: texts.ask_measures(view.t), longest=LONGEST_MEASURES),
        steps.words(
            "ru", lambda view: texts.ask_measures_ru(view.t), longest=LONGEST_MEASURES, optional=always
        ),
    ),
    load=load_content,
    finish=finish_publish,
    on_cancel=survey_cards.back,
    keeps=True,
)


# Presenting


async def begin_present(turn: Turn, survey: Survey, _more: str) -> Reply:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    return start_form(PRESENT.name, id=survey.id)


def _circles(view: View) -> list[Option]:
    return [Option(str(texts.circle(view.t, one)), one.value) for one in PresentedTo]


def _today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


async def finish_present(turn: Turn, answers: Answers) -> Reply:
    await showing.present(
        turn.session,
        int(answers["id"]),
        PresentedTo(answers["circle"]),
        date.fromisoformat(answers["day"]),
        turn.person_id,
        turn.now,
        turn.t.timezone,
    )
    return say(texts.noted(turn.t), survey_cards.to_card(turn, int(answers["id"])))


PRESENT = Form(
    name="survey_present",
    steps=(
        Choose(name="circle", text=lambda view: texts.ask_circle(view.t), options=_circles),
        PickDay(
            name="day",
            text=lambda view: texts.ask_day(view.t),
            first=lambda view: _today(view) - timedelta(days=365),
            last=_today,
            opens=_today,
            explain=lambda view, _refused: texts.ask_day(view.t),
        ),
    ),
    finish=finish_present,
    on_cancel=survey_cards.back,
)


# Codes


async def show_links(turn: Turn, survey: Survey, language: str) -> Reply:
    """A picture for groups, a poster for boards, and one picture for the wall of a hall."""
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    t = turn.t.in_language(language) if language in RESIDENT_LANGUAGES else turn.t
    everywhere = turn.links.deep(f"s_{survey.id}")
    in_hall = turn.links.deep(f"s_{survey.id}_{AT_MEETING}")
    material = await _material(turn, t, survey, everywhere)
    picture = await _keep(
        turn, PHOTO, "survey.png", await render_share_picture(papers.share_picture(material))
    )
    poster = await _keep(
        turn,
        PDF,
        f"{material.period} – {material.title[:60]}.pdf",
        await render_poster_pdf(papers.poster(material)),
    )
    wall = await _material(turn, t, survey, in_hall)
    hall = await _keep(turn, PHOTO, "survey-hall.png", await render_share_picture(papers.share_picture(wall)))
    other = "ky" if t.language == "ru" else "ru"
    rows = (
        (Choice(str(texts.in_language(turn.t, other)), f"survey:link.{survey.id}.{other}"),),
        tuple(survey_cards.to_card(turn, survey.id)),
    )
    first = OutMessage(text=texts.links(turn.t, everywhere), attachments=(picture,))
    second = OutMessage(text=texts.poster_caption(turn.t), attachments=(poster,))
    third = OutMessage(text=texts.hall_caption(turn.t, in_hall), attachments=(hall,), choices=rows)
    return Reply((first, second, third), redraw=False)


async def _material(turn: Turn, t: Translator, survey: Survey, link: str) -> papers.Material:
    content = (await service.get_form(turn.session, survey.form_id)).questionnaire
    office = await municipality.get_municipality(turn.session)
    if office is None:
        raise Refused("surveys:gone")
    return door.material(t, office, survey, content, link, turn.now.astimezone(t.timezone).date())


async def _keep(turn: Turn, kind: tuple[AttachmentKind, str], name: str, content: bytes) -> Attachment:
    sort, mime_type = kind
    return await files.keep_made(turn.session, sort, name, mime_type, content, turn.now)


VERBS = {"publish": begin_publish, "present": begin_present, "link": show_links}
