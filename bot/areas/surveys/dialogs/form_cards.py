"""A questionnaire's card: what it asks, what is wrong with it, and what can be done."""

from collections.abc import Sequence

from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.surveys import making, running, service
from bot.areas.surveys.models import Form
from bot.areas.surveys.questionnaire.content import Role
from bot.areas.surveys.texts import making as texts
from bot.core.dialogs import words
from bot.core.messages import Choice
from bot.core.routes import Answers, Reply, Turn, say

Row = Sequence[Choice]


async def check_office(turn: Turn) -> None:
    await people.check_may(turn.session, turn.person_id, Permission.RUN_SURVEY)


async def card(turn: Turn, form: Form) -> Reply:
    await check_office(turn)
    state = await making.state_of(turn.session, form, turn.now)
    text = texts.card(turn.t, form, form.questionnaire, state)
    return say(text, *_buttons(turn, form, state), redraw=False)


def _buttons(turn: Turn, form: Form, state: making.State) -> list[list[Choice]]:
    t, number = turn.t, form.id
    rows: list[list[Choice]] = []
    if not state.locked:
        rows.append([Choice(str(texts.add_button(t)), f"sf:add.{number}")])
        if form.questionnaire.questions:
            rows.append([Choice(str(texts.questions_button(t)), f"sf:questions.{number}")])
            asked = {one.role for one in form.questionnaire.questions}
            if not asked.issuperset(Role):
                rows.append([Choice(str(texts.who_button(t)), f"sf:who.{number}")])
        rows.append([Choice(str(texts.title_button(t)), f"sf:title.{number}")])
    if not state.problems:
        rows.append(
            [
                Choice(str(texts.try_button(t)), f"sf:try.{number}"),
                Choice(str(texts.send_button(t)), f"sf:send.{number}"),
            ]
        )
    if state.locked:
        rows.append([Choice(str(texts.copy_button(t)), f"sf:copy.{number}")])
    else:
        rows.append([Choice(str(texts.delete_button(t)), f"sf:delete.{number}")])
    rows.append(to_forms(turn))
    return rows


async def after_change(turn: Turn, form: Form) -> Reply:
    """Prepared invitations say what holds now."""
    await running.refresh_invitations(turn.session, form, turn.person_id, turn.now, turn.t.timezone)
    return await card(turn, form)


def to_forms(turn: Turn) -> list[Choice]:
    return [Choice(str(texts.to_forms(turn.t)), "forms:")]


def to_card(turn: Turn, form_id: int) -> list[Choice]:
    return [Choice(str(texts.to_card(turn.t)), f"sf:card.{form_id}")]


async def back(turn: Turn, answers: Answers) -> Reply:
    """Out of a form and back to its questionnaire, by a button: leaving must never be refused."""
    return say(words.cancelled(turn.t), to_card(turn, int(answers["id"])))


async def left(turn: Turn, answers: Answers) -> Reply:
    row = to_card(turn, int(answers["id"])) if "id" in answers else to_forms(turn)
    return say(words.cancelled(turn.t), row)


def ways_to_make(turn: Turn) -> list[list[Choice]]:
    """In chat, from a ready one, from a file."""
    return [
        [Choice(str(texts.make_in_chat(turn.t)), "sfnew:")],
        [Choice(str(texts.make_from_template(turn.t)), "sftemplates:")],
        [Choice(str(texts.make_from_file(turn.t)), "sffile:")],
    ]


def page_row(turn: Turn, action: str, page: int, pages: int) -> list[list[Choice]]:
    if pages <= 1:
        return []
    return [[Choice(str(words.more(turn.t, page + 1, pages)), f"{action}:{(page + 1) % pages}")]]


async def get(turn: Turn, form_id: int) -> Form:
    await check_office(turn)
    return await service.get_form(turn.session, form_id)
