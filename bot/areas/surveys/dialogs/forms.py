"""What the buttons of a questionnaire do."""

from collections.abc import Awaitable, Callable, Mapping

from markupsafe import Markup

from bot.areas.surveys import making, service
from bot.areas.surveys.dialogs import asking, form_cards, sending
from bot.areas.surveys.dialogs import making as making_dialogs
from bot.areas.surveys.dialogs.asking import Ground, Review
from bot.areas.surveys.models import Form as StoredForm
from bot.areas.surveys.papers import conditions
from bot.areas.surveys.papers import form as form_papers
from bot.areas.surveys.questionnaire.content import Question, in_language
from bot.areas.surveys.texts import making as texts
from bot.core.dialogs.steps import Step
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Begin, Form, Reply, Turn, say, start_form

Verb = Callable[[Turn, StoredForm, str], Awaitable[Reply]]
"""Takes the questionnaire and what more the button said."""

TRIAL = "survey_trial"
QUESTIONS_ON_PAGE = 8


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id` or `verb.id.more`; every verb looks again at what holds and who asks."""
    name, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await making_dialogs.list_forms(turn, "")
    return await verb(turn, await form_cards.get(turn, int(number)), more)


async def begin_new(turn: Turn, _argument: str) -> Reply:
    await form_cards.check_office(turn)
    return start_form(making_dialogs.TITLE.name)


async def open_card(turn: Turn, form: StoredForm, _more: str) -> Reply:
    return await form_cards.card(turn, form)


async def _check_open(turn: Turn, form: StoredForm) -> None:
    if await making.is_locked(turn.session, form.id):
        raise Refused("surveys:form_locked")


async def begin_question(turn: Turn, form: StoredForm, _more: str) -> Reply:
    await _check_open(turn, form)
    return start_form(making_dialogs.QUESTION.name, id=form.id)


async def add_sex_and_age(turn: Turn, form: StoredForm, _more: str) -> Reply:
    await _check_open(turn, form)
    changed = await making.ask_sex_and_age(turn.session, form.id, turn.person_id, turn.now)
    return await form_cards.after_change(turn, changed)


async def begin_title(turn: Turn, form: StoredForm, _more: str) -> Reply:
    await _check_open(turn, form)
    return start_form(making_dialogs.TITLE.name, id=form.id)


# One question after the other


async def list_questions(turn: Turn, form: StoredForm, more: str) -> Reply:
    heads = [one for one in form.questionnaire.questions if one.belongs_to is None]
    pages = max(1, -(-len(heads) // QUESTIONS_ON_PAGE))
    page = (int(more) if more.isdecimal() else 0) % pages
    start = page * QUESTIONS_ON_PAGE
    rows = [
        [Choice(texts.question_button(turn.t, number, one), f"sf:q.{form.id}.{place}")]
        for number, (place, one) in enumerate(_placed(form)[start : start + QUESTIONS_ON_PAGE], start + 1)
    ]
    if pages > 1:
        rows.append([Choice(str(texts.more(turn.t, page + 1, pages)), f"sf:questions.{form.id}.{page + 1}")])
    return say(texts.choose_question(turn.t), *rows, form_cards.to_card(turn, form.id))


def _placed(form: StoredForm) -> list[tuple[int, Question]]:
    return [(place, one) for place, one in enumerate(form.questionnaire.questions) if one.belongs_to is None]


def _at(form: StoredForm, more: str) -> Question:
    """Raises `Refused` for an old button of a question that is gone."""
    questions = form.questionnaire.questions
    if not more.isdecimal() or int(more) >= len(questions):
        raise Refused("surveys:gone")
    return questions[int(more)]


async def show_question(turn: Turn, form: StoredForm, more: str) -> Reply:
    question = _at(form, more)
    t, at = turn.t, f"{form.id}.{more}"
    rows = [
        [Choice(str(texts.words_button(t)), f"sf:label.{at}")],
        *([[Choice(str(texts.options_button(t)), f"sf:options.{at}")]] if question.options else []),
        [Choice(str(texts.up_button(t)), f"sf:up.{at}"), Choice(str(texts.remove_button(t)), f"sf:rm.{at}")],
        [Choice(str(texts.to_questions(t)), f"sf:questions.{form.id}")],
    ]
    content = form.questionnaire
    numbers = form_papers.printed_numbers(content)
    today = turn.now.astimezone(t.timezone).date()
    condition = conditions.in_words(t, content, question, numbers, today)
    return say(texts.question_card(t, question, condition), *rows)


async def begin_label(turn: Turn, form: StoredForm, more: str) -> Reply:
    await _check_open(turn, form)
    known = {"id": form.id, "name": _at(form, more).name}
    return Reply(begin=Begin(making_dialogs.LABEL.name, known))


async def begin_options(turn: Turn, form: StoredForm, more: str) -> Reply:
    await _check_open(turn, form)
    known = {"id": form.id, "name": _at(form, more).name}
    return Reply(begin=Begin(making_dialogs.OPTIONS.name, known))


async def move_up(turn: Turn, form: StoredForm, more: str) -> Reply:
    name = _at(form, more).name
    changed = await making.move_question(turn.session, form.id, name, turn.person_id, turn.now)
    await form_cards.after_change(turn, changed)
    return await list_questions(turn, changed, "")


async def ask_remove(turn: Turn, form: StoredForm, more: str) -> Reply:
    label = in_language(_at(form, more).label, turn.t.language)
    yes = [Choice(str(texts.yes_remove(turn.t)), f"sf:rmyes.{form.id}.{more}")]
    back = [Choice(str(texts.to_questions(turn.t)), f"sf:questions.{form.id}")]
    return say(texts.ask_remove(turn.t, label), yes, back)


async def remove(turn: Turn, form: StoredForm, more: str) -> Reply:
    name = _at(form, more).name
    changed = await making.remove_question(turn.session, form.id, name, turn.person_id, turn.now)
    return await form_cards.after_change(turn, changed)


# The whole


async def copy(turn: Turn, form: StoredForm, _more: str) -> Reply:
    made = await making.copy_form(turn.session, form.id, turn.person_id, turn.now)
    return say(texts.copied(turn.t, made.version), redraw=False).then(await form_cards.card(turn, made))


async def ask_delete(turn: Turn, form: StoredForm, _more: str) -> Reply:
    yes = [Choice(str(texts.yes_delete(turn.t)), f"sf:erase.{form.id}")]
    return say(texts.ask_delete(turn.t), yes, form_cards.to_card(turn, form.id))


async def delete(turn: Turn, form: StoredForm, _more: str) -> Reply:
    await making.delete_form(turn.session, form.id, turn.person_id, turn.now)
    return say(texts.deleted(turn.t), form_cards.to_forms(turn))


async def begin_send(turn: Turn, form: StoredForm, _more: str) -> Reply:
    await making.check_ready(turn.session, form, turn.now)
    return start_form(sending.SEND.name, form=form.id)


# Trying it


async def begin_trial(turn: Turn, form: StoredForm, _more: str) -> Reply:
    """A changed questionnaire is another walk: answers to the old one would fit nothing."""
    state = await making.state_of(turn.session, form, turn.now)
    if state.problems:
        raise Refused("surveys:not_ready")
    which = f"{TRIAL}:{form.id}.{form.changed_at.timestamp():.0f}"
    known = {"form": form.id, "stamp": form.changed_at.isoformat()}
    return say(texts.trial_begins(turn.t), redraw=False).then(Reply(begin=Begin(which, known)))


async def load_trial(turn: Turn, answers: Answers) -> Ground:
    form = await service.get_form(turn.session, int(answers["form"]))
    if form.changed_at.isoformat() != answers["stamp"]:
        raise Refused("surveys:trial_old")
    return Ground(form.questionnaire, None)


async def compiled_trial(turn: Turn, answers: Answers) -> tuple[Step, ...]:
    content = (await load_trial(turn, answers)).content
    last = Review(name="review", text=lambda _view: Markup(""), content=content, trial=True)
    return (*asking.compile_steps(content), last)


async def finish_trial(turn: Turn, answers: Answers) -> Reply:
    await making.mark_tried(turn.session, int(answers["form"]), turn.person_id, turn.now)
    form = await service.get_form(turn.session, int(answers["form"]))
    return say(texts.trial_over(turn.t), redraw=False).then(await form_cards.card(turn, form))


async def leave_trial(turn: Turn, answers: Answers) -> Reply:
    return say(texts.trial_left(turn.t), form_cards.to_card(turn, int(answers["form"])))


TRIAL_FORM = Form(
    name=TRIAL,
    compiled=compiled_trial,
    load=load_trial,
    finish=finish_trial,
    on_cancel=leave_trial,
)

VERBS: Mapping[str, Verb] = {
    "card": open_card,
    "add": begin_question,
    "who": add_sex_and_age,
    "title": begin_title,
    "questions": list_questions,
    "q": show_question,
    "label": begin_label,
    "options": begin_options,
    "up": move_up,
    "rm": ask_remove,
    "rmyes": remove,
    "copy": copy,
    "delete": ask_delete,
    "erase": delete,
    "try": begin_trial,
    "send": begin_send,
}
