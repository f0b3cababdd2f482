"""Conditions mean what they mean in ODK, and no condition stops the bot."""

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.areas.surveys.questionnaire import flow, reach
from bot.areas.surveys.questionnaire.content import Questionnaire, QuestionType
from bot.areas.surveys.questionnaire.expressions import ExpressionError, Scope, parse
from tests.areas.surveys.station import question, words

_T = QuestionType
TODAY = date(2026, 11, 20)


def value(expression: str, own: Any = None, **answers: Any) -> Any:
    return parse(expression).evaluate(Scope(answers, TODAY, own=own))


@pytest.mark.parametrize(
    ("expression", "answers", "wanted"),
    [
        # What wasn't answered is the empty text, and no number.
        ("${a} = ''", {}, True),
        ("${a} = 0", {}, False),
        ("${a} != 0", {}, True),
        ("${a} < 5 or ${a} >= 5", {}, False),
        ("not(${a} > 5)", {}, True),
        ("coalesce(${a}, 7) + 1", {}, 8),
        ("count-selected(${a})", {}, 0),
        ("selected(${a}, 'x')", {}, False),
        # Texts and numbers.
        ("${a} = '5.0'", {"a": 5}, True),
        ("${a} > '10'", {"a": "9"}, False),
        ("${a} = 'x' or ${a} = 'y' and 1 = 2", {"a": "x"}, True),
        ("(${a} = 'x' or ${a} = 'y') and 1 = 2", {"a": "x"}, False),
        ("1 + 2 * 3 = 7 and 2 - -2 = 4", {}, True),
        ("7 mod 3 + 8 div 2", {}, 5),
        ("-7 mod 3", {}, -1),
        ("round(2.5) + round(-2.5)", {}, 1),
        ("int(-3.7)", {}, -3),
        ("boolean('false') and true() = 'false'", {}, True),
        ("if(${a} = '', 'none', ${a})", {"a": "x"}, "x"),
        # Several.
        ("selected(${a}, 'y') and not(selected(${a}, 'yy'))", {"a": ["x", "y"]}, True),
        ("selected-at(${a}, 1)", {"a": ["x", "y"]}, "y"),
        ("count-selected(${a}) = 2", {"a": ["x", "y"]}, True),
        # Days.
        ("${a} = today() and ${a} <= today()", {"a": "2026-11-20"}, True),
        ("today() - ${a}", {"a": "2026-11-01"}, 19),
        ("int((today() - ${a}) div 365.25)", {"a": "2000-11-21"}, 25),
        ("date('2026-02-30') < today()", {}, False),
    ],
)
def test_it_means_what_it_means_in_odk(expression: str, answers: dict[str, Any], wanted: Any) -> None:
    assert value(expression, **answers) == wanted


def test_what_came_to_nothing_is_no_answer() -> None:
    form = Questionnaire(
        title=words("Эсеп"),
        questions=(
            question("a", _T.NUMBER, required=False),
            question("twice", _T.CALCULATION, calculation="${a} * 2"),
            question("share", _T.CALCULATION, calculation="${a} div 0"),
            question("after", _T.YES_NO, relevant="${twice} = ''"),
        ),
    )
    assert flow.settle(form, {"after": "yes"}, TODAY) == {"after": "yes"}
    assert flow.settle(form, {"a": 2, "after": "yes"}, TODAY) == {"a": 2, "twice": "4"}


LARGE = "9" * 300


@pytest.mark.parametrize(
    "expression",
    [
        f"round({LARGE}, 15)",
        f"sum({LARGE}{'0' * 8}, {LARGE}{'0' * 8}, {LARGE}{'0' * 8})",
        f"int({LARGE} * {LARGE})",
        f"string({LARGE} * {LARGE} mod 3)",
        "1 div 0 + 5 mod 0",
        f"regex('{'a' * 90}', '{'(a|' * 400}b{')' * 400}')",
        "regex('a', '(((')",
        f"regex('{'a' * 60}!', '(a|aa)+$')",
        "selected-at('a b', -1)",
    ],
)
def test_no_number_and_no_pattern_stops_it(expression: str) -> None:
    parse(expression).holds(Scope({}, TODAY))


def test_a_pattern_that_takes_for_ever_is_waited_for_once() -> None:
    evil = f"regex('{'a' * 60}?', '(a|aa)+$') or ${{n}} = 4"
    form = Questionnaire(
        title=words("Үлгү"),
        questions=(
            question("n", _T.NUMBER),
            *(question(f"q{place}", _T.YES_NO, relevant=evil) for place in range(100)),
        ),
    )
    began = time.perf_counter()
    assert len(flow.path(form, flow.settle(form, {"n": 4}, TODAY), TODAY)) == 101
    assert not reach.unreachable(form, TODAY)
    assert time.perf_counter() - began < 3


SIGNS = st.sampled_from(
    [
        *("1", "0", "'a'", "${a}", "${b}", ".", "today()", "(", ")", ",", "+", "-", "*", "div", "mod", "and"),
        *("or", "=", "!=", "<", ">=", "not(", "if(", "round(", "sum(", "regex(", "selected(", "coalesce("),
        *("int(", "date(", "min(", "string-length(", LARGE),
    ]
)


@given(st.lists(SIGNS, max_size=12), st.none() | st.floats() | st.text(max_size=5) | st.lists(st.text()))
def test_any_signs_come_to_something_or_are_refused(signs: list[str], answer: Any) -> None:
    try:
        expression = parse(" ".join(signs))
    except ExpressionError:
        return
    expression.holds(Scope({"a": answer}, TODAY, own=answer))


def test_marks_may_end_at_nought() -> None:
    assert list(question("mark", _T.SCALE, low=-3, high=0).steps) == [-3, -2, -1, 0]
