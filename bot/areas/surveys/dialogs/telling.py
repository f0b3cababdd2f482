"""Telling residents the results, noting who else heard them, and the codes that lead to a survey."""

from datetime import date, timedelta

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
from bot.core.messages import AttachmentKind, OutMessage
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form
from bot.documents.share_picture import render_share_picture

LONGEST_MEASURES = 1200


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


async def show_links(turn: Turn, survey: Survey, _more: str) -> Reply:
    """A picture for groups and posters, and one for the wall of a hall."""
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)
    content = (await service.get_form(turn.session, survey.form_id)).questionnaire
    link = turn.links.deep(f"s_{survey.id}")
    hall = turn.links.deep(f"s_{survey.id}_{AT_MEETING}")
    office = await municipality.get_municipality(turn.session)
    pictures = []
    for to in (link, hall):
        picture = door.picture(turn.t, office, survey, content, to, turn.now)
        pictures.append(
            await files.keep_made(
                turn.session,
                AttachmentKind.PHOTO,
                "survey.png",
                "image/png",
                await render_share_picture(picture),
                turn.now,
            )
        )
    first = OutMessage(text=texts.links(turn.t, link, hall), attachments=(pictures[0],))
    rows = (tuple(survey_cards.to_card(turn, survey.id)),)
    second = OutMessage(text=texts.hall_caption(turn.t), attachments=(pictures[1],), choices=rows)
    return Reply((first, second), redraw=False)


VERBS = {"publish": begin_publish, "present": begin_present, "link": show_links}
