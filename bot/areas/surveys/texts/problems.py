"""What is wrong with a questionnaire, with its place and what to do."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from bot.areas.surveys.questionnaire.checks import Problem
from bot.core.i18n import Translator

MOST_SHOWN = 12


def sentence(t: Translator, problem: Problem) -> Markup:
    """One problem, with the row of the file or the question it is in."""
    said = SENTENCES[problem.code](t, problem)
    if problem.row is not None:
        return t("Row {row}: {what}", row=problem.row, what=said)
    if problem.name:
        return t("Question «{name}»: {what}", name=problem.name, what=said)
    return said


def listed(t: Translator, found: Sequence[Problem]) -> Markup:
    shown = [Markup("• {}").format(sentence(t, one)) for one in found[:MOST_SHOWN]]
    more = len(found) - len(shown)
    if more > 0:
        shown.append(t.plural("and {count} more", "and {count} more", more))
    return Markup("\n").join(shown)


def empty(t: Translator, _problem: Problem) -> Markup:
    return t("there is no question in it yet.")


def too_long(t: Translator, problem: Problem) -> Markup:
    return t(
        "there are {count} questions, and at most {limit} are possible.",
        count=t.number(problem.data["count"]),
        limit=t.number(problem.data["limit"]),
    )


def name(t: Translator, _problem: Problem) -> Markup:
    return t("a name begins with a Latin letter and has only Latin letters, digits and _ in it.")


def name_twice(t: Translator, _problem: Problem) -> Markup:
    return t("this name is there already; every question needs a name of its own.")


def no_words(t: Translator, _problem: Problem) -> Markup:
    return t("the words of the question or of a choice are missing.")


def words_long(t: Translator, problem: Problem) -> Markup:
    return t(
        "a text is longer than {limit} letters; please shorten it.", limit=t.number(problem.data["limit"])
    )


def no_options(t: Translator, _problem: Problem) -> Markup:
    return t("there are no choices.")


def many_options(t: Translator, problem: Problem) -> Markup:
    return t("there are more than {limit} choices.", limit=t.number(problem.data["limit"]))


def option_twice(t: Translator, _problem: Problem) -> Markup:
    return t("two choices have the same name.")


def option_name(t: Translator, _problem: Problem) -> Markup:
    return t("a choice's name is missing, too long or has blanks in it.")


def option_long(t: Translator, problem: Problem) -> Markup:
    return t(
        "a choice is longer than {limit} letters; please shorten it.", limit=t.number(problem.data["limit"])
    )


def bounds(t: Translator, _problem: Problem) -> Markup:
    return t("the smallest and the largest value don't fit together.")


def expression(t: Translator, problem: Problem) -> Markup:
    return t("the condition in «{column}» can't be read near «{what}».", **_of(problem))


def function(t: Translator, problem: Problem) -> Markup:
    return t("«{what}» in «{column}» can't be used in a chat.", **_of(problem))


def refers(t: Translator, problem: Problem) -> Markup:
    return t("«{column}» asks about «{what}», which isn't a question before this one.", **_of(problem))


def _of(problem: Problem) -> dict[str, str]:
    return {"column": str(problem.data["column"]), "what": str(problem.data["what"])}


SENTENCES: Mapping[str, Callable[[Translator, Problem], Markup]] = {
    "surveys:form_empty": empty,
    "surveys:form_too_long": too_long,
    "surveys:form_name": name,
    "surveys:form_name_twice": name_twice,
    "surveys:form_no_words": no_words,
    "surveys:form_words_long": words_long,
    "surveys:form_no_options": no_options,
    "surveys:form_many_options": many_options,
    "surveys:form_option_twice": option_twice,
    "surveys:form_option_name": option_name,
    "surveys:form_option_long": option_long,
    "surveys:form_bounds": bounds,
    "surveys:form_expression": expression,
    "surveys:form_function": function,
    "surveys:form_refers": refers,
}
