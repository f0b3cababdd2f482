"""Words of reports, slides and exports."""

from datetime import date

from markupsafe import Markup

from bot.areas.surveys.questionnaire.content import in_language
from bot.areas.surveys.results import Results, Wave
from bot.core.i18n import Translator


def plain(text: Markup) -> str:
    """For papers, which know no marks."""
    return str(text.unescape())


# Exports


def answers_sheet(t: Translator) -> Markup:
    return t("Answers")


def codebook(t: Translator) -> Markup:
    return t("What the columns mean")


def codebook_head(t: Translator) -> tuple[Markup, ...]:
    return t("Column"), t("Kind"), t("Question"), t("Code"), t("Meaning")


def about_columns(t: Translator) -> dict[str, Markup]:
    return {
        "response": t("A number drawn by lot; it tells neither who answered nor when"),
        "origin": t("How the answer came: telegram, whatsapp, meeting, paper, staff"),
        "village": t("Village; empty where too few share it"),
        "language": t("Language: ky or ru"),
        "name": t("Name; empty in a survey without names"),
        "day": t("Day; empty in a survey without names"),
        "paper": t("Number of the paper form"),
    }


def voice(t: Translator, number: int) -> str:
    return plain(t("voice message {number}", number=number))


def file(t: Translator, number: int) -> str:
    return plain(t("file {number}", number=number))


def file_name(t: Translator, what: str, title: str) -> str:
    named = {"report": t("Report"), "answers": t("Answers"), "slides": t("Slides")}[what]
    kept = "".join(sign for sign in title if sign.isalnum() or sign in " -–")[:60].strip()
    return f"{plain(named)} – {kept}"


# The report


def report_title(t: Translator) -> str:
    return plain(t("Results of the survey"))


def facts(t: Translator, found: Results) -> tuple[tuple[str, str], ...]:
    rows = []
    if found.opened_on:
        until = t.date(found.closed_on) if found.closed_on else plain(t("it still goes on"))
        rows.append((plain(t("When")), f"{t.date(found.opened_on)} – {until}"))
    if found.asked:
        rows.append((plain(t("Asked in the messenger")), t.number(found.asked)))
    rows.append((plain(t("Answered")), t.number(found.responses)))
    if found.in_box is not None:
        rows.append((plain(t("Forms in the box")), t.number(found.in_box)))
    named = t("without names") if found.anonymous else t("with names")
    rows.append((plain(t("How")), plain(named)))
    return tuple(rows)


def who_answered(t: Translator) -> str:
    return plain(t("Who answered"))


def not_said(t: Translator) -> str:
    return plain(t("not said, or too few"))


def answers_heading(t: Translator) -> str:
    return plain(t("The answers"))


def count_heading(t: Translator) -> str:
    return plain(t("Answers"))


def share_heading(t: Translator) -> str:
    return plain(t("Part"))


def villages_heading(t: Translator) -> str:
    return plain(t("Mean marks by village"))


def village(t: Translator) -> str:
    return plain(t("Village"))


def whole(t: Translator) -> str:
    return plain(t("All"))


def own_words(t: Translator) -> str:
    return plain(t("In own words"))


def compared(t: Translator, before: Wave) -> str:
    return plain(
        t.plural(
            "The paler bars show the survey before, closed on {day}: {count} answer.",
            "The paler bars show the survey before, closed on {day}: {count} answers.",
            before.responses,
            day=t.date(before.closed_on),
        )
    )


def not_shown(t: Translator, smallest: int) -> str:
    return plain(
        t.plural(
            "Groups of fewer than {count} answer are not shown, so that nobody can be recognised.",
            "Groups of fewer than {count} answers are not shown, so that nobody can be recognised.",
            smallest,
        )
    )


def legal_note(t: Translator) -> str:
    return plain(
        t("Made under measures 3.1–3.3 of the plan: questionnaires, collecting them, presenting the results.")
    )


def page_words(t: Translator) -> str:
    return plain(t("page {page} of {pages}", page="{page}", pages="{pages}"))


# Slides


def slide_overview(t: Translator) -> str:
    return plain(t("In short"))


def slide_end(t: Translator) -> str:
    return plain(t("What next?"))


def discussion(t: Translator) -> tuple[str, ...]:
    return (
        plain(t("What surprised us?")),
        plain(t("What will be done, by whom and until when?")),
        plain(t("How do we tell the residents?")),
    )


def now(t: Translator) -> str:
    return plain(t("Now"))


def then(t: Translator, before: Wave) -> str:
    return t.month(before.closed_on)


def made_on(t: Translator, day: date) -> str:
    return t.date(day)


def title(t: Translator, found: Results) -> str:
    return in_language(found.questionnaire.title, t.language)
