"""A survey's card: how far it is, and what can be done with it."""

from bot.areas.broadcasts.service import get as get_broadcast
from bot.areas.municipality.queries import ValuesOfYear
from bot.areas.people import queries as staff
from bot.areas.people import rules as people_rules
from bot.areas.people.rules import Permission
from bot.areas.surveys import planning, queries, service
from bot.areas.surveys.models import Survey, SurveyState
from bot.areas.surveys.texts import forms as form_texts
from bot.areas.surveys.texts import office as texts
from bot.areas.surveys.texts import planning as planning_texts
from bot.areas.surveys.texts.office import Facts
from bot.core.dialogs import words
from bot.core.messages import Choice
from bot.core.routes import Answers, Reply, Turn, say

Row = list[Choice]


async def check_reader(turn: Turn) -> frozenset[Permission]:
    """Results are for all who read figures; raises `Refused` for others."""
    may = people_rules.permissions_of(await staff.roles_of(turn.session, turn.person_id))
    if not may & {Permission.RUN_SURVEY, Permission.READ_FIGURES, Permission.APPROVE_BROADCAST}:
        people_rules.check_allowed((), Permission.RUN_SURVEY)
    return may


async def list_surveys(turn: Turn, argument: str) -> Reply:
    """`argument`: the page."""
    may = await check_reader(turn)
    pages = max(1, -(-await queries.count_surveys(turn.session) // queries.PAGE))
    page = (int(argument) if argument.isdecimal() else 0) % pages
    found = await queries.list_surveys(turn.session, page)
    rows = [
        [Choice(texts.in_list(turn.t, survey, form.questionnaire), f"survey:card.{survey.id}")]
        for survey, form in found
    ]
    if pages > 1:
        rows.append([Choice(str(words.more(turn.t, page + 1, pages)), f"surveys:{(page + 1) % pages}")])
    if Permission.RUN_SURVEY in may:
        rows.append([Choice(str(texts.forms_button(turn.t)), "forms:")])
    rows.append([Choice(str(planning_texts.plan_button(turn.t)), "svplan:")])
    rows.append([Choice(str(texts.to_menu(turn.t)), "admin:")])
    return say(texts.list_head(turn.t, any_found=bool(found)), *rows)


async def show_plan(values_of_year: ValuesOfYear, turn: Turn, _argument: str) -> Reply:
    """Measures 3.1 to 3.3 of the plan, as far as they have come this year."""
    await check_reader(turn)
    today = turn.now.astimezone(turn.t.timezone).date()
    found = await planning.figures(turn.session, today.year, turn.t.timezone)
    legal = await values_of_year(turn.session, today.year)
    text = planning_texts.plan(turn.t, found, legal, (today.month - 1) // 3 + 1)
    return say(text, [Choice(str(texts.to_list(turn.t)), "surveys:")])


async def card(turn: Turn, survey: Survey) -> Reply:
    may = await check_reader(turn)
    form = await service.get_form(turn.session, survey.form_id)
    facts = await facts_of(turn, survey)
    text = texts.card(turn.t, survey, form.questionnaire, facts)
    return say(text, *_buttons(turn, survey, may), redraw=False)


async def facts_of(turn: Turn, survey: Survey) -> Facts:
    session = turn.session
    sent = await get_broadcast(session, survey.broadcast_id) if survey.broadcast_id else None
    return Facts(
        broadcast_state=sent.state if sent else None,
        finished=await queries.count_finished(session, survey.id),
        begun=await queries.count_begun(session, survey.id),
        papers=await queries.count_papers(session, survey.id),
        presented=len(await queries.presentations(session, survey.id)),
    )


def _buttons(turn: Turn, survey: Survey, may: frozenset[Permission]) -> list[Row]:
    t, number = turn.t, survey.id
    rows: list[Row] = []
    office = Permission.RUN_SURVEY in may
    if survey.state is SurveyState.DRAFT and office:
        rows += _of_draft(turn, survey)
    if survey.opened_at is not None:
        rows.append([Choice(str(texts.results_button(t)), f"survey:results.{number}")])
    if survey.state is SurveyState.OPEN and office:
        rows.append([Choice(str(texts.link_button(t)), f"survey:link.{number}")])
        rows.append(
            [
                Choice(str(texts.end_button(t)), f"survey:end.{number}"),
                Choice(str(texts.close_button(t)), f"survey:close.{number}"),
            ]
        )
    if survey.opened_at is not None and office:
        rows.append(
            [
                Choice(str(form_texts.papers_button(t)), f"survey:papers.{number}"),
                Choice(str(texts.box_button(t)), f"survey:box.{number}"),
            ]
        )
        rows.append([Choice(str(texts.form_button(t)), f"sf:card.{survey.form_id}")])
    rows.append([Choice(str(texts.to_list(t)), "surveys:"), Choice(str(texts.to_menu(t)), "admin:")])
    return rows


def _of_draft(turn: Turn, survey: Survey) -> list[Row]:
    t, number = turn.t, survey.id
    rows: list[Row] = []
    if survey.broadcast_id is not None:
        rows.append([Choice(str(texts.invitation_button(t)), f"bc:card.{survey.broadcast_id}")])
    rows.append([Choice(str(texts.change_button(t)), f"survey:change.{number}")])
    rows.append([Choice(str(texts.open_button(t)), f"survey:open.{number}")])
    rows.append([Choice(str(texts.drop_button(t)), f"survey:drop.{number}")])
    return rows


def to_card(turn: Turn, survey_id: int) -> Row:
    return [Choice(str(texts.to_card(turn.t)), f"survey:card.{survey_id}")]


async def back(turn: Turn, answers: Answers) -> Reply:
    """Out of a form and back to its survey, by a button: leaving must never be refused."""
    return say(words.cancelled(turn.t), to_card(turn, int(answers["id"])))
