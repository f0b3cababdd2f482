"""Questionnaires drawn by lot, all of them valid."""

from typing import Any

from hypothesis import strategies as st

from bot.areas.surveys.questionnaire.content import Option, Question, Questionnaire, QuestionType

_T = QuestionType
KINDS = [one for one in QuestionType if one not in {_T.PHOTO, _T.VOICE, _T.PLACE, _T.CALCULATION}]


def _condition(draw: st.DrawFn, before: list[Question]) -> str | None:
    asked = [one for one in before if one.type in {_T.ONE, _T.SEVERAL, _T.YES_NO, _T.SCALE, _T.NUMBER}]
    if not asked or draw(st.booleans()):
        return None
    one = draw(st.sampled_from(asked))
    if one.type in {_T.ONE, _T.SEVERAL}:
        return f"selected(${{{one.name}}}, '{draw(st.sampled_from(one.options)).name}')"
    if one.type is _T.YES_NO:
        return f"${{{one.name}}} = '{draw(st.sampled_from(['yes', 'no']))}'"
    sign = draw(st.sampled_from(["<", ">", "=", "!="]))
    return f"${{{one.name}}} {sign} {draw(st.integers(1, 5))}"


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    questions: list[Question] = []
    for number in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(KINDS))
        more: dict[str, Any] = {}
        if kind in {_T.ONE, _T.SEVERAL, _T.RANK}:
            count = draw(st.integers(1, 11))
            more["options"] = tuple(
                Option(f"o{i}", {"ky": f"Жооп {i}" * draw(st.integers(1, 6))}) for i in range(count)
            )
        if kind is _T.RANK:
            more["top"] = draw(st.none() | st.integers(1, len(more["options"])))
        if kind is _T.NUMBER:
            more |= {"low": 0, "high": 9, "constraint": draw(st.sampled_from([None, ". != 3"]))}
        questions.append(
            Question(
                name=f"n{number}",
                type=kind,
                label={"ky": f"Суроо {number}"},
                required=draw(st.booleans()),
                relevant=_condition(draw, questions),
                **more,
            )
        )
    if not any(one.is_asked for one in questions):
        questions.append(Question(name="last", type=_T.YES_NO, label={"ky": "Акыркы"}))
    return Questionnaire(title={"ky": "Туш келди"}, questions=tuple(questions))
