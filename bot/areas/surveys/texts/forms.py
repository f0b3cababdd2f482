"""Words on paper forms, and around typing them in."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.areas.surveys.models import Survey
from bot.areas.surveys.questionnaire.content import Question, QuestionType, in_language
from bot.core import richtext
from bot.core.i18n import Translator

_T = QuestionType
LONGEST_LEGEND = 3300


def plain(text: Markup) -> str:
    return str(text.unescape())


# On the paper


def first_words(t: Translator, survey: Survey) -> tuple[str, ...]:
    """A paper never asks for a name: there is no need to know whose it is."""
    named = (
        [t("Please don't write your name: nobody shall know who answered what.")] if survey.anonymous else []
    )
    phone = t("In the phone it is quicker: point the camera at the code.")
    return tuple(plain(one) for one in (*named, phone))


def left_out(t: Translator) -> str:
    return plain(t("A photo, a voice message or a place on the map can be sent only from the phone."))


def thanks(t: Translator) -> str:
    return plain(t("Thank you!"))


def where_to(t: Translator, survey: Survey) -> str:
    return plain(
        t("Please put the filled-in form into the box (үкөк) by {day}.", day=t.date(survey.closes_at))
    )


def scan(t: Translator) -> str:
    return plain(t("Code for the phone"))


def number_words(t: Translator) -> str:
    return plain(t("Form №"))


def page_words(t: Translator) -> str:
    return plain(t("page {page} of {pages}", page="{page}", pages="{pages}"))


def date_words(t: Translator) -> tuple[str, str, str]:
    return plain(t("the day")), plain(t("the month")), plain(t("the year"))


def how(t: Translator, question: Question) -> str:
    match question.type:
        case _T.ONE:
            return plain(t("(one answer)"))
        case _T.SEVERAL:
            return plain(t("(several are possible)"))
        case _T.RANK:
            top = min(question.top or len(question.options), len(question.options))
            return plain(t("(write the places: 1 is the most important, up to {count})", count=top))
    return ""


def if_answered(t: Translator, number: str, answers: Sequence[str]) -> str:
    named = t.either([f"«{one}»" for one in answers])
    return plain(t("If you answered {answers} to question {number}:", answers=named, number=number))


def if_number(t: Translator, number: str, low: int | None, high: int | None) -> str:
    """Either of the bounds may be missing, not both."""
    if high is None:
        said = t("If your answer to question {number} is {low} or more:", number=number, low=low)
    elif low is None:
        said = t("If your answer to question {number} is {high} or less:", number=number, high=high)
    elif low == high:
        said = t("If your answer to question {number} is {low}:", number=number, low=low)
    else:
        said = t("If your answer to question {number} is {low}–{high}:", number=number, low=low, high=high)
    return plain(said)


def if_it_applies(t: Translator, numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return plain(t("If it fits your answer to question {number}:", number=numbers[0]))
    return plain(t("If it fits your answers to questions {numbers}:", numbers=t.list(numbers)))


def file_name(t: Translator, title: str, first: str, last: str) -> str:
    named = t("Paper form")
    kept = "".join(sign for sign in title if sign.isalnum() or sign in " -–")[:50].strip()
    return f"{plain(named)} – {kept} {first}–{last}"


# Printing


def papers_button(t: Translator) -> Markup:
    return t("🖨 Papers")


def papers_head(t: Translator, printed: int, entered: int) -> Markup:
    head = t("<b>Papers</b>")
    made = t.plural("{count} form was made", "{count} forms were made", printed)
    typed = t.plural("{count} paper typed in", "{count} papers typed in", entered)
    return Markup("{}\n{}\n{}").format(head, made, typed)


def print_button(t: Translator) -> Markup:
    return t("🖨 Make forms for printing")


def type_button(t: Translator) -> Markup:
    return t("⌨️ Type papers in")


def sheet_button(t: Translator) -> Markup:
    return t("🧾 Type them into Excel")


def send_sheet_button(t: Translator) -> Markup:
    return t("📎 Send the filled table")


def ask_copies(t: Translator) -> Markup:
    return t("How many forms? Each gets a number of its own.")


def ask_language(t: Translator) -> Markup:
    return t("In which language?")


def printed(t: Translator, first: str, last: str) -> Markup:
    return t(
        "🖨 The forms {first} to {last}. Print each once: by its number a paper is counted only once.",
        first=first,
        last=last,
    )


# Typing in


def ask_village(t: Translator, legend: Markup) -> Markup:
    """With what is typed for which question, said once."""
    asked = t("From which village are these papers?")
    return Markup("{}\n\n{}\n\n{}").format(t("Which sign for which answer:"), legend, asked)


def village_unknown(t: Translator) -> Markup:
    return t("Not known")


def ask_line(t: Translator) -> Markup:
    return t(
        "Type one paper in one line: its number, then a sign for each question.\n"
        "For example: <b>31-7 4 1,3 - 2</b>. A dash is an empty answer or a question passed over; words come "
        "last, after «|»."
    )


def ask_next(t: Translator) -> Markup:
    return t("The next paper, in one line:")


def typed_all(t: Translator) -> Markup:
    return t("✔️ That was the last one")


def legend(t: Translator, entries: Sequence[tuple[str, Question, Sequence[str]]]) -> Markup:
    """Each question with the signs that can be typed; of very many only how they are typed."""
    full = Markup("\n").join(_legend_line(t, *one, labels=True) for one in entries)
    if richtext.length(full) <= LONGEST_LEGEND:
        return full
    short = Markup("\n").join(_legend_line(t, *one, labels=False) for one in entries)
    return short if richtext.length(short) <= LONGEST_LEGEND else Markup("")


def _legend_line(
    t: Translator, number: str, question: Question, options: Sequence[str], *, labels: bool
) -> Markup:
    label = richtext.shorten(escape(in_language(question.label, t.language)), 60 if labels else 25)
    said = signs(t, question, options if labels else ())
    return Markup("<b>{}</b> {} — {}").format(number or "|", label.rstrip(".:"), said)


def signs(t: Translator, question: Question, options: Sequence[str]) -> Markup:
    listed = ", ".join(f"{code} {one}" for code, one in enumerate(options, 1))
    match question.type:
        case _T.TEXT:
            return t("words, after «|»")
        case _T.SCALE:
            return t("{low} to {high}", low=question.steps[0], high=question.steps[-1])
        case _T.NUMBER:
            return t("a number")
        case _T.DATE:
            return t("a day, 25.12.2026")
        case _T.RANK:
            return t("2>1>3 ({options})", options=listed or len(question.options))
        case _T.SEVERAL:
            return t("1,3 ({options})", options=listed or len(question.options))
    return Markup("{}").format(listed or f"1–{len(question.options) or 2}")


def entered(t: Translator, number: str | None, count: int, said: Markup) -> Markup:
    head = t("✅ {number} is taken.", number=number) if number else t("✅ Taken, without a paper.")
    done = t.plural("{count} paper typed in", "{count} papers typed in", count)
    return Markup("{} {}\n{}").format(head, done, said)


def take_out_button(t: Translator) -> Markup:
    return t("↩️ Take it out again")


def taken_out(t: Translator) -> Markup:
    return t("↩️ Taken out. Type it in anew.")


def finish_button(t: Translator) -> Markup:
    return t("⬅️ To the survey")


# The table


def sheet_made(t: Translator) -> Markup:
    return t("One row for each paper. Fill it in and send it back here with 📎.")


def sheet_signs(t: Translator, question: Question, options: Sequence[str]) -> str:
    """What goes into a cell of the table, where words have a place of their own."""
    if question.type is _T.TEXT:
        return plain(t("in own words"))
    return plain(signs(t, question, options))


def sheet_name(t: Translator) -> str:
    return plain(t("Paper forms"))


def sheet_read(t: Translator, count: int) -> Markup:
    return t.plural(
        "✅ {count} paper is taken from the table.", "✅ {count} papers are taken from the table.", count
    )


def sheet_wrong(t: Translator, lines: Sequence[Markup]) -> Markup:
    head = t("❗ Nothing was taken from the table. Please mend this and send it again:")
    return Markup("{}\n\n{}").format(head, Markup("\n").join(lines))


def sheet_line(t: Translator, row: int, what: Markup) -> Markup:
    return t("Row {row}: {what}", row=row, what=what)


def plain_village(t: Translator) -> str:
    return plain(t("Village"))


def help_sheet(t: Translator) -> str:
    return plain(t("What the columns mean"))
