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
        if problem.data.get("sheet") == "choices":
            return t("Row {row} of «choices»: {what}", row=problem.row, what=said)
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


# Files


def form_type(t: Translator, problem: Problem) -> Markup:
    if not problem.data["what"]:
        return t("the type of the question is missing.")
    return t("«{what}» can't be asked in a chat. Please take it out.", what=problem.data["what"])


def form_column(t: Translator, problem: Problem) -> Markup:
    return t(
        "what stands in the column «{what}» can't be done in a chat. Please empty it.",
        what=problem.data["what"],
    )


def form_required(t: Translator, _problem: Problem) -> Markup:
    return t("in the column «required» only yes or no can stand.")


def form_words_refer(t: Translator, _problem: Problem) -> Markup:
    return t("the words have {sign} in them, which a chat can't fill in.", sign="${…}")


def form_list(t: Translator, problem: Problem) -> Markup:
    return t("there is no list «{what}» in the sheet «choices».", what=problem.data["what"])


def form_choice(t: Translator, _problem: Problem) -> Markup:
    return t("a choice needs a list_name and a name.")


def form_group(t: Translator, _problem: Problem) -> Markup:
    return t("the beginning and the end of a group don't fit together.")


def form_xlsform(t: Translator, problem: Problem) -> Markup:
    return t("this is no valid XLSForm: {what}", what=problem.data["what"])


def form_no_survey(t: Translator, _problem: Problem) -> Markup:
    return t("There is no sheet «survey» with questions. Please take the template.")


def file_no_table(t: Translator, _problem: Problem) -> Markup:
    return t("This is no Excel file (.xlsx). Please save it as .xlsx and send it again.")


def file_locked(t: Translator, _problem: Problem) -> Markup:
    return t("The file is in the old .xls form or has a password. Please save it as .xlsx without one.")


def file_broken(t: Translator, _problem: Problem) -> Markup:
    return t("The file is damaged. Please save it anew and send it again.")


def file_bomb(t: Translator, _problem: Problem) -> Markup:
    return t("This file can't be opened safely. Please copy the sheets into a new file.")


def file_large(t: Translator, problem: Problem) -> Markup:
    return t("The file is too large: at most {limit} MB.", limit=problem.data["limit"])


def file_rows(t: Translator, problem: Problem) -> Markup:
    return t(
        "A sheet has more than {limit} rows. Please delete the empty ones below.",
        limit=t.number(problem.data["limit"]),
    )


def file_columns(t: Translator, problem: Problem) -> Markup:
    return t(
        "A sheet has more than {limit} columns. Please delete the empty ones.",
        limit=t.number(problem.data["limit"]),
    )


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
    "surveys:form_type": form_type,
    "surveys:form_column": form_column,
    "surveys:form_required": form_required,
    "surveys:form_words_refer": form_words_refer,
    "surveys:form_list": form_list,
    "surveys:form_choice": form_choice,
    "surveys:form_group": form_group,
    "surveys:form_xlsform": form_xlsform,
    "surveys:form_no_survey": form_no_survey,
    "surveys:file_no_table": file_no_table,
    "surveys:file_locked": file_locked,
    "surveys:file_broken": file_broken,
    "surveys:file_bomb": file_bomb,
    "surveys:file_large": file_large,
    "surveys:file_rows": file_rows,
    "surveys:file_columns": file_columns,
}
