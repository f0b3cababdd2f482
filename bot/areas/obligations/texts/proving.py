"""Saying that something was done, and showing it; which things belong to which time."""

from datetime import date

from markupsafe import Markup

from bot.areas.obligations.board import Row, Standing
from bot.areas.obligations.rules.proof import MOST_FILES
from bot.areas.obligations.rules.state import State
from bot.areas.obligations.texts import listing, states
from bot.core.i18n import Translator


def ask_about(t: Translator, key: str) -> Markup:
    if key == "cal.6":
        return t("Whose report was it?")
    return t("To whom was it presented?")


def all_of_them(t: Translator, key: str) -> Markup:
    return t("All deputies") if key == "cal.6" else t("To both")


def circle(t: Translator, number: int) -> Markup:
    """001 §3.3."""
    return {1: t("Staff of the office"), 2: t("Local council")}[number]


def ask_day(t: Translator, row: Row, one: Standing) -> Markup:
    return t(
        "<b>{title}</b>\nThe time for it: {span}.\n\nOn which day was it done?",
        title=listing.title(t, row),
        span=states.span(t, one.period.opens_on, one.period.closes_on),
    )


def day_ahead(t: Translator) -> Markup:
    return t("What was done can't lie ahead. Please choose today or an earlier day.")


def ask_sure(t: Translator, day: date, opens: date) -> Markup:
    return t(
        "{day} is long before the time for it begins ({opens}). Is the day right?",
        day=t.date(day),
        opens=t.date(opens),
    )


def sure_button(t: Translator) -> Markup:
    return t("✅ Yes, that day")


def ask_files(t: Translator) -> Markup:
    return t.plural(
        "Please send a photo or a file that shows it, {count} at most. Without one, skip this.",
        "Please send photos or files that show it, {count} at most. Without them, skip this.",
        MOST_FILES,
    )


def ask_link(t: Translator, *, needed: bool) -> Markup:
    if needed:
        return t(
            "Please send the link to the page where it stands. In your municipality only a link counts here."
        )
    return t("A link to a page where it can be seen? You may skip this.")


def ask_note(t: Translator, *, needed: bool) -> Markup:
    if needed:
        return t("Please write in a few words what was done and where the paper is kept.")
    return t("A few words about it? You may skip this.")


def ask_reports(t: Translator) -> Markup:
    return t("Is there a protocol or another paper with the result too?")


def yes(t: Translator) -> Markup:
    return t("✅ Yes, there is")


def no(t: Translator) -> Markup:
    return t("Not yet")


def kept(t: Translator, state: State) -> Markup:
    return t("✅ Kept. Now: {sign} {state}.", sign=states.sign(state), state=states.word(t, state))


def which_time(t: Translator, row: Row) -> Markup:
    return t("<b>{title}</b>\nFor which time was it done?", title=listing.title(t, row))


def take_back_button(t: Translator, number: int) -> Markup:
    return t("↩️ Take back {number}", number=str(number))


def files_button(t: Translator, number: int) -> Markup:
    return t("📎 Show {number}", number=str(number))


def ask_take_back(t: Translator, day: date) -> Markup:
    return t(
        "Take back what was said of {day}? It stays in the record that it was given and taken back.",
        day=t.date(day),
    )


def yes_take_back(t: Translator) -> Markup:
    return t("↩️ Yes, take it back")


def taken_back(t: Translator) -> Markup:
    return t("Taken back.")


def files_head(t: Translator, day: date) -> Markup:
    return t("📎 What shows it ({day})", day=t.date(day))


def proofs_head(t: Translator, row: Row) -> Markup:
    return t("📎 <b>Marked by hand</b>: {title}", title=listing.title(t, row))


def no_proofs(t: Translator) -> Markup:
    return t("Nothing was marked by hand here.")


# What belongs where


def links_head(t: Translator, row: Row, one: Standing) -> Markup:
    recurrence = row.measure.recurrence if row.measure else None
    return t(
        "🔗 <b>{title}</b>\n{period}\n\nWhat counts here, and what could be added:",
        title=listing.title(t, row),
        period=states.period(t, recurrence, one.period.window),
    )


def counts_here(what: Markup) -> Markup:
    return Markup("✔️ {}").format(what)


def could_be_added(t: Translator, what: Markup, day: date) -> Markup:
    return Markup("➕ {} · {}").format(what, t.date(day))


def was_said(t: Translator, what: Markup, *, excluded: bool) -> Markup:
    if excluded:
        return t("✖️ {what}: you said that it doesn't belong here", what=what)
    return t("📌 {what}: you said that it belongs here", what=what)


def nothing_to_link(t: Translator) -> Markup:
    return t("There is nothing that could be linked here.")


def not_here_button(t: Translator, number: int) -> Markup:
    return t("✖️ {number} not here", number=str(number))


def add_button(t: Translator, number: int) -> Markup:
    return t("➕ {number} belongs here", number=str(number))


def undo_button(t: Translator, number: int) -> Markup:
    return t("↩️ {number} by itself", number=str(number))


# The paper


def pdf_ordered(t: Translator) -> Markup:
    return t("📄 The paper is being made and will come in a minute.")


def pdf_ready(t: Translator, row: Row) -> Markup:
    return t("📄 What proves it: {title}", title=listing.title(t, row))


def pdf_failed(t: Translator) -> Markup:
    return t("The paper couldn't be made. This is our fault; please try again a little later.")


def in_language(t: Translator, code: str) -> Markup:
    return t("📄 In Russian") if code == "ru" else t("📄 In Kyrgyz")
