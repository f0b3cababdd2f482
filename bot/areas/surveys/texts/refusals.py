"""Why something can't be done, in one sentence that says what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.surveys.questionnaire.checks import Problem
from bot.areas.surveys.questionnaire.content import in_language
from bot.areas.surveys.texts import problems
from bot.core.errors import Refused
from bot.core.i18n import Translator

Word = Callable[[Translator, Refused], Markup]


def answer_missing(t: Translator, refused: Refused) -> Markup:
    question = refused.data.get("question")
    if question is None:
        return t("This question needs an answer.")
    label = in_language(question.label, t.language)
    return t("One question is not answered yet: «{question}». Tap «Change an answer».", question=label)


def answer_not_offered(t: Translator, _refused: Refused) -> Markup:
    return t("I did not find this in the list. Please tap one of the buttons below.")


def answer_rank(t: Translator, refused: Refused) -> Markup:
    return t.plural("Please choose {count}.", "Please put {count} in order.", refused.data["count"])


def answer_number(t: Translator, _refused: Refused) -> Markup:
    return t("Please write a number, for example 3 or 2,5.")


def answer_whole(t: Translator, _refused: Refused) -> Markup:
    return t("Please write a whole number, for example 3.")


def answer_small(t: Translator, refused: Refused) -> Markup:
    return t("Please write a number from {low} up.", low=t.number(refused.data["low"]))


def answer_large(t: Translator, refused: Refused) -> Markup:
    return t("Please write a number up to {high}.", high=t.number(refused.data["high"]))


def answer_scale(t: Translator, refused: Refused) -> Markup:
    return t("Please tap a number from {low} to {high}.", low=refused.data["low"], high=refused.data["high"])


def answer_long(t: Translator, refused: Refused) -> Markup:
    return t("This is too long: please write at most {limit} letters.", limit=t.number(refused.data["limit"]))


def answer_date(t: Translator, _refused: Refused) -> Markup:
    return t("Please write the day like 25.12.2026.")


def answer_typed(t: Translator, _refused: Refused) -> Markup:
    return t("Please write the answer as a message.")


def answer_not_allowed(t: Translator, refused: Refused) -> Markup:
    """The questionnaire's own words, if it has any."""
    own = in_language(refused.data.get("message"), t.language)
    return Markup("{}").format(own) if own else t("This answer does not fit here. Please check it.")


def over(t: Translator, refused: Refused) -> Markup:
    return t(
        "This survey ended on {day}. Thank you for your interest: we will tell the results.",
        day=t.date(refused.data["closed_at"]),
    )


def answered(t: Translator, _refused: Refused) -> Markup:
    return t("You have answered this survey. Thank you! Everyone answers once.")


def not_open(t: Translator, _refused: Refused) -> Markup:
    return t("This survey has not begun yet.")


def not_for_you(t: Translator, _refused: Refused) -> Markup:
    return t("This survey is for residents of other villages. You can choose your village in «Settings».")


def gone(t: Translator, _refused: Refused) -> Markup:
    return t("This is no longer here. Please open the list of surveys.")


def past(t: Translator, _refused: Refused) -> Markup:
    return t("This can't be done any more: the survey has gone further. Please open it again.")


def form_locked(t: Translator, _refused: Refused) -> Markup:
    return t("People are answering this questionnaire, so it stays as it is. Make a changed copy instead.")


def form_handed_in(t: Translator, _refused: Refused) -> Markup:
    return t("The survey waits for approval or was approved. Stop its message first, then change it.")


def form_used(t: Translator, _refused: Refused) -> Markup:
    return t("This questionnaire was used in a survey and stays.")


def first_already(t: Translator, _refused: Refused) -> Markup:
    return t("It is the first one already.")


def not_ready(t: Translator, _refused: Refused) -> Markup:
    return t("The questionnaire has faults. Please open it and mend them first.")


def not_tried(t: Translator, _refused: Refused) -> Markup:
    return t("Please try the questionnaire once yourself before it is sent: tap «Try it».")


def trial_old(t: Translator, _refused: Refused) -> Markup:
    return t("The questionnaire was changed since this trial began. Please begin the trial anew.")


def still_open(t: Translator, _refused: Refused) -> Markup:
    return t("The survey still goes on. Residents are told the results after its end.")


def too_few(t: Translator, refused: Refused) -> Markup:
    return t.plural(
        "Answers are shown from {count} on, so that nobody can be recognised.",
        "Answers are shown from {count} on, so that nobody can be recognised.",
        refused.data["count"],
    )


def too_many_rows(t: Translator, refused: Refused) -> Markup:
    return t("A sheet holds {limit} rows, and there are more answers.", limit=t.number(refused.data["limit"]))


def day_early(t: Translator, refused: Refused) -> Markup:
    return t(
        "The survey was opened on {day}: its results can't have been presented before.",
        day=t.date(refused.data["opened_at"]),
    )


def day_ahead(t: Translator, _refused: Refused) -> Markup:
    return t("This day is still ahead. Please choose the day on which it took place.")


def paper_number(t: Translator, _refused: Refused) -> Markup:
    return t("Such a number is on no paper. Please look at it once more, for example 31-7.")


def paper_other(t: Translator, refused: Refused) -> Markup:
    return t("The paper {number} is of another survey.", number=refused.data["number"])


def paper_unknown(t: Translator, refused: Refused) -> Markup:
    return t("No paper with the number {number} was made.", number=refused.data["number"])


def paper_twice(t: Translator, refused: Refused) -> Markup:
    return t("The paper {number} has been typed in already.", number=refused.data["number"])


def paper_many(t: Translator, refused: Refused) -> Markup:
    return t("A survey can have {limit} papers at most.", limit=t.number(refused.data["limit"]))


def entry_empty(t: Translator, _refused: Refused) -> Markup:
    return t("There is nothing to be counted in it. Please type the number and the answers.")


def entry_short(t: Translator, refused: Refused) -> Markup:
    label = in_language(refused.data["question"].label, t.language)[:80]
    return t("The sign for «{question}» is missing. If it was left empty, type a dash.", question=label)


def entry_more(t: Translator, refused: Refused) -> Markup:
    return t("«{sign}» is one sign too many. Please check the line.", sign=refused.data["sign"][:40])


def entry_wrong(t: Translator, refused: Refused) -> Markup:
    label = in_language(refused.data["question"].label, t.language)[:80]
    return t("«{sign}» can't be an answer to «{question}».", sign=refused.data["sign"][:40], question=label)


def entry_village(t: Translator, refused: Refused) -> Markup:
    return t("There is no village «{name}». Please choose it from the list.", name=refused.data["name"][:40])


def sheet_columns(t: Translator, _refused: Refused) -> Markup:
    return t("The columns are not those of this survey. Please take the table anew.")


def sheet_empty(t: Translator, _refused: Refused) -> Markup:
    return t("There are no filled rows in the table.")


def _file(t: Translator, refused: Refused) -> Markup:
    return problems.SENTENCES[refused.code](t, Problem(refused.code, data=refused.data))


def end_past(t: Translator, _refused: Refused) -> Markup:
    return t("This end is over already. Please choose a later day.")


def end_far(t: Translator, refused: Refused) -> Markup:
    return t.plural(
        "A survey can go on for {count} day at most. Please choose an earlier end.",
        "A survey can go on for {count} days at most. Please choose an earlier end.",
        refused.data["days"],
    )


def number(t: Translator, _refused: Refused) -> Markup:
    return t("Please write a whole number, for example 25.")


def words_missing(t: Translator, _refused: Refused) -> Markup:
    return t("Please write a few words.")


def words_long(t: Translator, refused: Refused) -> Markup:
    return t("This is too long: please write at most {limit} letters.", limit=t.number(refused.data["limit"]))


def options_few(t: Translator, _refused: Refused) -> Markup:
    return t("Please write at least two choices, each on a line of its own.")


def options_differ(t: Translator, refused: Refused) -> Markup:
    return t(
        "There are {ky} choices in Kyrgyz and {ru} in Russian. Please write as many, in the same order.",
        ky=refused.data["ky"],
        ru=refused.data["ru"],
    )


def _problem(t: Translator, refused: Refused) -> Markup:
    return problems.sentence(t, refused.data["problem"])


REFUSALS: Mapping[str, Word] = {
    "surveys:answer_missing": answer_missing,
    "surveys:answer_not_offered": answer_not_offered,
    "surveys:answer_rank": answer_rank,
    "surveys:answer_number": answer_number,
    "surveys:answer_whole": answer_whole,
    "surveys:answer_small": answer_small,
    "surveys:answer_large": answer_large,
    "surveys:answer_scale": answer_scale,
    "surveys:answer_long": answer_long,
    "surveys:answer_date": answer_date,
    "surveys:answer_typed": answer_typed,
    "surveys:answer_not_allowed": answer_not_allowed,
    "surveys:over": over,
    "surveys:answered": answered,
    "surveys:not_open": not_open,
    "surveys:not_for_you": not_for_you,
    "surveys:gone": gone,
    "surveys:past": past,
    "surveys:form_locked": form_locked,
    "surveys:form_handed_in": form_handed_in,
    "surveys:form_used": form_used,
    "surveys:first_already": first_already,
    "surveys:not_ready": not_ready,
    "surveys:not_tried": not_tried,
    "surveys:trial_old": trial_old,
    "surveys:still_open": still_open,
    "surveys:too_few": too_few,
    "surveys:too_many_rows": too_many_rows,
    "surveys:day_early": day_early,
    "surveys:day_ahead": day_ahead,
    "surveys:paper_number": paper_number,
    "surveys:paper_other": paper_other,
    "surveys:paper_unknown": paper_unknown,
    "surveys:paper_twice": paper_twice,
    "surveys:paper_many": paper_many,
    "surveys:entry_empty": entry_empty,
    "surveys:entry_short": entry_short,
    "surveys:entry_more": entry_more,
    "surveys:entry_wrong": entry_wrong,
    "surveys:entry_village": entry_village,
    "surveys:sheet_columns": sheet_columns,
    "surveys:sheet_empty": sheet_empty,
    "surveys:end_past": end_past,
    "surveys:end_far": end_far,
    "surveys:number": number,
    "surveys:words_missing": words_missing,
    "surveys:words_long": words_long,
    "surveys:options_few": options_few,
    "surveys:options_differ": options_differ,
    **{code: _file if code.startswith("surveys:file_") else _problem for code in problems.SENTENCES},
}
