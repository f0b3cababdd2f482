"""Forms for the pen: whom each question is for, and that nothing of it is lost on the page."""

from datetime import UTC, date, datetime

import pytest

from bot.areas.surveys.models import Survey
from bot.areas.surveys.papers import conditions
from bot.areas.surveys.papers.form import form, printed_numbers
from bot.areas.surveys.questionnaire.content import Questionnaire, QuestionType
from bot.core.i18n import Translator
from tests.areas.residents.chat import BISHKEK
from tests.areas.surveys.station import question, words

_T = QuestionType
TODAY = date(2026, 11, 20)
EARLIER = (
    question("age", _T.NUMBER, whole=True, low=1, high=110),
    question("weight", _T.NUMBER),
    question("water", _T.YES_NO),
    question("mark", _T.SCALE),
    question("mark_why", _T.TEXT, belongs_to="mark"),
    question("need", _T.SEVERAL, options="a b c"),
    question("adult", _T.CALCULATION, calculation="if(${age} >= 18, 'yes', 'no')"),
    question("wish", _T.TEXT),
)


@pytest.mark.parametrize(
    ("relevant", "said"),
    [
        ("${age} >= 18", "Если Ваш ответ на вопрос 1 — 18 или больше:"),
        ("${age} < 18", "Если Ваш ответ на вопрос 1 — 17 или меньше:"),
        ("${age} >= 18 and ${age} < 60", "Если Ваш ответ на вопрос 1 — 18–59:"),
        ("${age} = 18", "Если Ваш ответ на вопрос 1 — 18:"),
        ("${age} != 18", "Если подходит к ответу на вопрос 1:"),
        ("${age} > 0", ""),
        ("${weight} > 3.5", "Если подходит к ответу на вопрос 2:"),
        ("${water} = 'no'", "Если на вопрос 3 Вы ответили «Нет»:"),
        ("${mark} <= 2", "Если на вопрос 4 Вы ответили «1» или «2»:"),
        ("${mark} != ''", ""),
        ("selected(${need}, 'a')", "Если на вопрос 5 Вы ответили «A (ру)»:"),
        ("not(selected(${need}, 'a'))", "Если подходит к ответу на вопрос 5:"),
        ("count-selected(${need}) >= 2", "Если подходит к ответу на вопрос 5:"),
        ("${adult} = 'yes'", "Если подходит к ответу на вопрос 1:"),
        ("${mark_why} != ''", "Если подходит к ответу на вопрос 4:"),
        ("${water} = 'no' and ${age} > 17", "Если подходит к ответам на вопросы 1 и 3:"),
        ("${wish} != ''", "Если подходит к ответу на вопрос 6:"),
    ],
)
def test_whom_a_question_is_for_is_said_as_it_is(relevant: str, said: str) -> None:
    last = question("last", _T.TEXT, relevant=relevant)
    content = Questionnaire(title=words("Кагаз"), questions=(*EARLIER, last))
    t = Translator("ru", BISHKEK)
    assert conditions.in_words(t, content, last, printed_numbers(content), TODAY) == said


@pytest.mark.parametrize(("kind", "told"), [(_T.PHOTO, True), (_T.TEXT, False), (_T.NOTE, False)])
def test_what_no_paper_holds_is_left_out_with_a_word(kind: QuestionType, told: bool) -> None:
    content = Questionnaire(
        title=words("Кагаз"), questions=(question("a", _T.YES_NO), question("b", kind, hint=words("Ырас")))
    )
    survey = Survey(anonymous=False, closes_at=datetime(2026, 12, 10, tzinfo=UTC))
    made = form(Translator("ru", BISHKEK), "", survey, content, ("1-0001-3",), "https://t.me/b", TODAY)
    assert ("только с телефона" in " ".join(made.intro)) is told
    assert ("Ырас (ру)" in " ".join(one.hint for one in made.questions)) is not told
