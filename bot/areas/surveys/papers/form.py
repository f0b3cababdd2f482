"""A questionnaire as a paper form."""

from collections.abc import Sequence
from datetime import date

from bot.areas.surveys.models import Survey
from bot.areas.surveys.papers import conditions
from bot.areas.surveys.questionnaire.content import (
    NO,
    YES,
    Question,
    Questionnaire,
    QuestionType,
    in_language,
)
from bot.areas.surveys.rules.quick_entry import on_paper
from bot.areas.surveys.texts import forms as texts
from bot.areas.surveys.texts import results as result_texts
from bot.core.i18n import Translator
from bot.documents.questionnaire_form import Choice, Kind, PaperQuestion, QuestionnaireForm

_T = QuestionType
_KINDS: dict[QuestionType, Kind] = {
    _T.ONE: "choices",
    _T.SEVERAL: "choices",
    _T.YES_NO: "choices",
    _T.RANK: "rank",
    _T.SCALE: "scale",
    _T.TEXT: "text",
    _T.NUMBER: "number",
    _T.DATE: "date",
    _T.NOTE: "note",
}


def form(
    t: Translator,
    organisation: str,
    survey: Survey,
    content: Questionnaire,
    numbers: Sequence[str],
    link: str,
    made_on: date,
) -> QuestionnaireForm:
    intro = [in_language(content.intro, t.language), *texts.first_words(t, survey)]
    if any(one.is_asked and not on_paper(one) for one in content.questions):
        intro.append(texts.left_out(t))
    return QuestionnaireForm(
        language=t.language,
        date=made_on,
        organisation=organisation,
        title=in_language(content.title, t.language),
        intro=tuple(one for one in intro if one),
        questions=tuple(_questions(t, content, made_on)),
        thanks=texts.thanks(t),
        footer=texts.where_to(t, survey),
        link=link,
        scan_words=texts.scan(t),
        number_words=texts.number_words(t),
        numbers=tuple(numbers),
        page_words=texts.page_words(t),
        date_words=texts.date_words(t),
    )


def printed(content: Questionnaire) -> list[Question]:
    """What stands on the paper, in order."""
    return [one for one in content.questions if on_paper(one) or one.type is _T.NOTE]


def printed_numbers(content: Questionnaire) -> dict[str, str]:
    """The numbers beside the questions; what belongs to another has none of its own."""
    heads = [one for one in printed(content) if one.belongs_to is None and one.type is not _T.NOTE]
    return {one.name: str(number) for number, one in enumerate(heads, 1)}


def _questions(t: Translator, content: Questionnaire, today: date) -> list[PaperQuestion]:
    numbers = printed_numbers(content)
    return [_question(t, content, one, numbers.get(one.name, ""), numbers, today) for one in printed(content)]


def _question(
    t: Translator,
    content: Questionnaire,
    one: Question,
    number: str,
    numbers: dict[str, str],
    today: date,
) -> PaperQuestion:
    scale = one.type is _T.SCALE
    return PaperQuestion(
        kind=_KINDS[one.type],
        label=in_language(one.label, t.language),
        number=number,
        hint=" ".join(said for said in (in_language(one.hint, t.language), texts.how(t, one)) if said),
        condition=conditions.in_words(t, content, one, numbers, today),
        options=_options(t, one),
        marks=tuple(map(str, one.steps)) if scale else (),
        low=result_texts.mark_end(t, one, one.steps[0]) if scale else "",
        high=result_texts.mark_end(t, one, one.steps[-1]) if scale else "",
        lines=1 if one.belongs_to else 3,
    )


def _options(t: Translator, question: Question) -> tuple[Choice, ...]:
    if question.type is _T.YES_NO:
        items = [YES, NO]
    elif question.type in {_T.ONE, _T.SEVERAL, _T.RANK}:
        items = [one.name for one in question.options]
    else:
        return ()
    return tuple(
        Choice(str(code), result_texts.option_label(t, question, item)) for code, item in enumerate(items, 1)
    )
