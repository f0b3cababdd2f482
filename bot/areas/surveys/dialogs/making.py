"""Making a questionnaire in chat, question by question."""

from dataclasses import dataclass

from bot.areas.surveys import making, queries, service
from bot.areas.surveys.dialogs import form_cards, steps
from bot.areas.surveys.models import Source
from bot.areas.surveys.questionnaire import templates
from bot.areas.surveys.questionnaire.content import (
    NO,
    WITH_OPTIONS,
    YES,
    Option,
    Question,
    Questionnaire,
    QuestionType,
    Words,
    in_language,
)
from bot.areas.surveys.texts import making as texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Condition, Heard, always
from bot.core.dialogs.steps import Option as Button
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

_T = QuestionType
LONGEST_TITLE = 150
LONGEST_INTRO = 1000
EVERYBODY = "all"
OTHER = "other"

# In the order in which they are offered: the usual ones first.
OFFERED = (
    _T.SCALE,
    _T.ONE,
    _T.SEVERAL,
    _T.YES_NO,
    _T.TEXT,
    _T.RANK,
    _T.NUMBER,
    _T.DATE,
    _T.PHOTO,
    _T.PLACE,
    _T.VOICE,
    _T.NOTE,
)


# The title


def both(name: str) -> tuple[str, str]:
    return f"{name}_ky", f"{name}_ru"


def _titles() -> tuple[Ask, ...]:
    title_ky, title_ru = both("title")
    intro_ky, intro_ru = both("intro")
    return (
        steps.words(title_ky, lambda view: texts.ask_title(view.t), longest=LONGEST_TITLE),
        steps.words(
            title_ru, lambda view: texts.ask_in_russian(view.t), longest=LONGEST_TITLE, optional=always
        ),
        steps.words(intro_ky, lambda view: texts.ask_intro(view.t), longest=LONGEST_INTRO, optional=always),
        steps.words(
            intro_ru,
            lambda view: texts.ask_in_russian(view.t),
            longest=LONGEST_INTRO,
            optional=always,
            when=lambda view: bool(view.answers.get(intro_ky)),
        ),
    )


def read_words(answers: Answers, name: str) -> dict[str, str] | None:
    """The two languages of a text; None when it was skipped."""
    found = {code: answers.get(f"{name}_{code}") for code in ("ky", "ru")}
    kept = {code: text for code, text in found.items() if text}
    return kept or None


async def finish_title(turn: Turn, answers: Answers) -> Reply:
    title, intro = read_words(answers, "title") or {}, read_words(answers, "intro")
    if "id" in answers:
        form = await making.change_words(
            turn.session, int(answers["id"]), turn.person_id, turn.now, title=title, intro=intro
        )
        return await form_cards.after_change(turn, form)
    content = Questionnaire(title=title, questions=(), intro=intro)
    form = await making.open_form(turn.session, content, Source.CHAT, turn.person_id, turn.now)
    return say(texts.opened(turn.t), redraw=False).then(start_form(QUESTION.name, id=form.id))


TITLE = Form(name="survey_title", steps=_titles(), finish=finish_title, on_cancel=form_cards.left)


# A question


@dataclass(frozen=True, slots=True)
class Ground:
    """The questionnaire as it is; the question that is changed, if one is."""

    content: Questionnaire
    changed: Question | None


async def load(turn: Turn, answers: Answers) -> Ground:
    content = (await service.get_form(turn.session, int(answers["id"]))).questionnaire
    return Ground(content, content.by_name.get(str(answers.get("name"))))


def kind_of(view: View) -> QuestionType:
    return QuestionType(view.answers["kind"]) if view.answers.get("kind") else _T.NOTE


def of_kind(*kinds: QuestionType) -> Condition:
    return lambda view: bool(view.answers.get("kind")) and kind_of(view) in kinds


def kinds(view: View) -> list[Button]:
    return [Button(str(texts.kind_name(view.t, kind)), kind.value) for kind in OFFERED]


def read_options(_view: View, heard: Heard) -> list[str]:
    """One on a line; dashes and numbers before them are left out. Raises `Refused`."""
    lines = [steps.unnumbered(line) for line in heard.text.splitlines()]
    found = [line for line in lines if line]
    if len(found) < 2:
        raise Refused("surveys:options_few")
    return found


def read_options_ru(view: View, heard: Heard) -> list[str]:
    found = read_options(view, heard)
    expected = len(view.answers.get("options_ky") or [])
    if len(found) != expected:
        raise Refused("surveys:options_differ", ky=expected, ru=len(found))
    return found


def _read_top(view: View, heard: Heard) -> int:
    count = len(view.answers.get("options_ky") or [])
    if not heard.text.isdecimal() or not 1 <= int(heard.text) <= count:
        raise Refused("surveys:answer_scale", low=1, high=count)
    return int(heard.text)


def yes_no(view: View) -> list[Button]:
    return [Button(str(texts.yes(view.t)), YES), Button(str(texts.no(view.t)), NO)]


def conditions(view: View) -> list[Button]:
    """Everybody, or who chose something in an earlier question."""
    earlier = [
        Button(in_language(one.label, view.t.language)[:50], one.name) for one in askable(view.data.content)
    ]
    return [Button(str(texts.everybody(view.t)), EVERYBODY), *earlier]


def askable(content: Questionnaire) -> list[Question]:
    """Whose answers can decide whether another question is asked."""
    kinds = WITH_OPTIONS - {_T.RANK} | {_T.YES_NO, _T.SCALE}
    return [one for one in content.questions if one.type in kinds and len(one.name) <= 20]


def condition_values(view: View) -> list[Button]:
    earlier = view.data.content.by_name.get(view.answers.get("whom") or "")
    if earlier is None:
        return []
    if earlier.type is _T.YES_NO:
        return yes_no(view)
    if earlier.type is _T.SCALE:
        return [Button(str(mark), str(mark)) for mark in earlier.steps]
    return [
        Button(in_language(one.label, view.t.language)[:50], str(place))
        for place, one in enumerate(earlier.options)
    ]


_LONGEST_QUESTION = 500
_asks = of_kind(*(kind for kind in QuestionType if kind not in {_T.NOTE, _T.CALCULATION}))
_with_options = of_kind(*WITH_OPTIONS)

QUESTION_STEPS = (
    Choose(name="kind", text=lambda view: texts.ask_kind(view.t), options=kinds, page=12),
    steps.words("label_ky", lambda view: texts.ask_label(view.t, kind_of(view)), longest=_LONGEST_QUESTION),
    steps.words(
        "label_ru", lambda view: texts.ask_in_russian(view.t), longest=_LONGEST_QUESTION, optional=always
    ),
    Ask(
        name="options_ky",
        text=lambda view: texts.ask_options(view.t),
        read=read_options,
        explain=steps.explain,
        when=_with_options,
    ),
    Ask(
        name="options_ru",
        text=lambda view: texts.ask_options_ru(view.t, view.answers.get("options_ky") or []),
        read=read_options_ru,
        explain=steps.explain,
        optional=always,
        when=_with_options,
    ),
    Ask(
        name="top",
        text=lambda view: texts.ask_top(view.t, len(view.answers.get("options_ky") or [])),
        read=_read_top,
        explain=steps.explain,
        suggestions=lambda view: [
            Button(str(n), str(n)) for n in (3, 5) if n <= len(view.answers.get("options_ky") or [])
        ],
        when=of_kind(_T.RANK),
    ),
    Choose(
        name="other",
        text=lambda view: texts.ask_other(view.t),
        options=yes_no,
        columns=2,
        when=of_kind(_T.ONE, _T.SEVERAL),
    ),
    Choose(
        name="why",
        text=lambda view: texts.ask_why(view.t),
        options=yes_no,
        columns=2,
        when=of_kind(_T.SCALE),
    ),
    Choose(
        name="required",
        text=lambda view: texts.ask_required(view.t),
        options=yes_no,
        columns=2,
        when=_asks,
    ),
    Choose(
        name="whom",
        text=lambda view: texts.ask_whom(view.t),
        options=conditions,
        when=lambda view: bool(view.answers.get("kind")) and bool(askable(view.data.content)),
    ),
    Choose(
        name="values",
        text=lambda view: texts.ask_values(view.t),
        options=condition_values,
        several=True,
        when=lambda view: view.answers.get("whom") not in (None, EVERYBODY),
    ),
)


async def finish_question(turn: Turn, answers: Answers) -> Reply:
    ground = await load(turn, answers)
    added = read_question(ground.content, answers)
    form = await making.add_question(turn.session, int(answers["id"]), turn.person_id, turn.now, *added)
    return await form_cards.after_change(turn, form)


def read_question(content: Questionnaire, answers: Answers) -> list[Question]:
    """The question, and with it the «why?» or the «which other?» that belongs to it."""
    kind = QuestionType(answers["kind"])
    name = _free_name(content)
    relevant = read_condition(content, answers)
    options = _options(answers) if kind in WITH_OPTIONS else ()
    other = answers.get("other") == YES
    if other:
        options = (*options, Option(OTHER, texts.in_both(texts.other_option)))
    question = Question(
        name=name,
        type=kind,
        label=read_words(answers, "label") or {},
        required=answers.get("required") == YES,
        options=options,
        low=1 if kind is _T.SCALE else None,
        high=5 if kind is _T.SCALE else None,
        top=int(answers["top"]) if kind is _T.RANK else None,
        relevant=relevant,
    )
    more = []
    if other:
        condition = f"selected(${{{name}}}, '{OTHER}')"
        more.append(_following(name, "other", texts.in_both(texts.which_other), condition))
    if answers.get("why") == YES:
        more.append(_following(name, "why", texts.in_both(texts.why), f"${{{name}}} != ''"))
    return [question, *more]


def _free_name(content: Questionnaire) -> str:
    taken = {one.name for one in content.questions}
    return next(name for number in range(1, 1000) if (name := f"q{number}") not in taken)


def _options(answers: Answers) -> tuple[Option, ...]:
    ky, ru = list(answers["options_ky"]), list(answers.get("options_ru") or [])
    return tuple(
        Option(f"o{number}", {"ky": label, **({"ru": ru[number - 1]} if ru else {})})
        for number, label in enumerate(ky, 1)
    )


def _following(name: str, ending: str, label: Words, condition: str) -> Question:
    return Question(
        name=f"{name}_{ending}",
        type=_T.TEXT,
        label=label,
        required=False,
        relevant=condition,
        belongs_to=name,
    )


def read_condition(content: Questionnaire, answers: Answers) -> str | None:
    """Any of the chosen answers of an earlier question."""
    earlier = content.by_name.get(answers.get("whom") or "")
    if earlier is None or not answers.get("values"):
        return None
    reference = f"${{{earlier.name}}}"
    return " or ".join(_is(reference, earlier, value) for value in answers["values"])


def _is(reference: str, earlier: Question, value: str) -> str:
    if earlier.type is _T.SCALE:
        return f"{reference} = {int(value)}"
    name = value if earlier.type is _T.YES_NO else earlier.options[int(value)].name
    return f"selected({reference}, '{name}')"


QUESTION = Form(
    name="survey_question",
    steps=QUESTION_STEPS,
    load=load,
    finish=finish_question,
    on_cancel=form_cards.back,
    keeps=True,
)


# Changing the words of one


async def finish_label(turn: Turn, answers: Answers) -> Reply:
    form = await making.change_question(
        turn.session,
        int(answers["id"]),
        str(answers["name"]),
        turn.person_id,
        turn.now,
        label=read_words(answers, "label"),
    )
    return await form_cards.after_change(turn, form)


LABEL = Form(
    name="survey_label",
    steps=(
        steps.words(
            "label_ky",
            lambda view: texts.ask_new_label(view.t, view.data.changed),
            longest=_LONGEST_QUESTION,
        ),
        steps.words(
            "label_ru", lambda view: texts.ask_in_russian(view.t), longest=_LONGEST_QUESTION, optional=always
        ),
    ),
    load=load,
    finish=finish_label,
    on_cancel=form_cards.back,
)


# Changing the choices of one


async def finish_options(turn: Turn, answers: Answers) -> Reply:
    changed = (await load(turn, answers)).changed
    if changed is None:
        raise Refused("surveys:gone")
    form = await making.change_question(
        turn.session,
        int(answers["id"]),
        changed.name,
        turn.person_id,
        turn.now,
        options=new_options(changed, answers),
        top=min(changed.top, len(answers["options_ky"])) if changed.top else None,
    )
    return await form_cards.after_change(turn, form)


def new_options(question: Question, answers: Answers) -> tuple[Option, ...]:
    """A choice keeps its name in its place, so that conditions about it hold; «Other» stays the last."""
    made = _options(answers)
    names = [one.name for one in question.options if one.name != OTHER]
    free = (name for number in range(1, 1000) if (name := f"o{number}") not in names)
    kept = [*names[: len(made)], *(next(free) for _ in made[len(names) :])]
    other = tuple(one for one in question.options if one.name == OTHER)
    return (*(Option(name, one.label) for name, one in zip(kept, made, strict=True)), *other)


OPTIONS = Form(
    name="survey_options",
    steps=(
        Ask(
            name="options_ky",
            text=lambda view: texts.ask_new_options(view.t, view.data.changed),
            read=read_options,
            explain=steps.explain,
        ),
        Ask(
            name="options_ru",
            text=lambda view: texts.ask_options_ru(view.t, view.answers.get("options_ky") or []),
            read=read_options_ru,
            explain=steps.explain,
            optional=always,
        ),
    ),
    load=load,
    finish=finish_options,
    on_cancel=form_cards.back,
)


# Ready ones


async def choose_template(turn: Turn, _argument: str) -> Reply:
    rows = [
        [Choice(in_language(one.title, turn.t.language)[:60], f"sftake:{slug}")]
        for slug, one in templates.load_templates().items()
    ]
    return say(texts.choose_template(turn.t), *rows, form_cards.to_forms(turn))


async def take_template(turn: Turn, slug: str) -> Reply:
    content = templates.load_templates().get(slug)
    if content is None:
        return await choose_template(turn, "")
    form = await making.open_form(
        turn.session, content, Source.TEMPLATE, turn.person_id, turn.now, template=slug
    )
    return say(texts.template_taken(turn.t), redraw=False).then(await form_cards.card(turn, form))


async def list_forms(turn: Turn, argument: str) -> Reply:
    """`argument`: the page."""
    await form_cards.check_office(turn)
    pages = max(1, -(-await queries.count_forms(turn.session) // queries.PAGE))
    page = (int(argument) if argument.isdecimal() else 0) % pages
    found = await queries.list_forms(turn.session, page)
    rows = [[Choice(texts.in_list(turn.t, one), f"sf:card.{one.id}")] for one in found]
    return say(
        texts.forms_head(turn.t, any_found=bool(found)),
        *rows,
        *form_cards.page_row(turn, "forms", page, pages),
        *form_cards.ways_to_make(turn),
        [Choice(str(texts.to_surveys(turn.t)), "surveys:")],
    )
