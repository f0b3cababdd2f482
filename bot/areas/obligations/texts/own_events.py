"""Adding an event of the office's own."""

from datetime import date

from babel import dates
from markupsafe import Markup

from bot.areas.obligations.catalogue import Rule
from bot.core.i18n import Translator


def ask_what(t: Translator) -> Markup:
    return t("➕ What shall be added to the year's calendar?")


def example(t: Translator, slug: str) -> Markup:
    """One of the note's events, short enough for a button."""
    return {
        "citizen_survey": t("📋 Survey of citizens"),
        "greening_meeting": t("🌳 Meeting on greening"),
        "youth_forum": t("🧑 Youth forum"),
        "local_kurultai": t("🏛 Local kurultai"),
    }[slug]


def other(t: Translator) -> Markup:
    return t("✏️ Something else")


def ask_title(t: Translator) -> Markup:
    return t("What is it called in Kyrgyz?")


def ask_title_ru(t: Translator) -> Markup:
    return t("And in Russian? You may skip this.")


def ask_rule(t: Translator) -> Markup:
    return t("How often is it held?")


def rule(t: Translator, of: Rule) -> Markup:
    return {
        Rule.WINDOWS: t("Once, in certain months"),
        Rule.HALF_YEARLY: t("Every half-year"),
        Rule.QUARTERLY: t("Every quarter"),
        Rule.MONTHLY: t("Every month"),
        Rule.AS_NEEDED: t("When it is needed"),
    }[of]


def ask_first_month(t: Translator) -> Markup:
    return t("From which month?")


def ask_last_month(t: Translator) -> Markup:
    return t("Until which month? The same one, if it is held within one month.")


def month(t: Translator, number: int) -> str:
    name = dates.format_date(date(2000, number, 1), "LLLL", locale=t.locale)
    return name[:1].upper() + name[1:]


def ask_every_year(t: Translator) -> Markup:
    return t("Only this year, or every year?")


def this_year(t: Translator) -> Markup:
    return t("Only this year")


def every_year(t: Translator) -> Markup:
    return t("Every year")


def added(t: Translator, title: str, *, past: bool) -> Markup:
    said = t("✅ Added: {title}", title=title)
    if not past:
        return said
    hint = t("⚠️ Its months are over, so it stands as not done. If it took place, note it with a proof: «📍».")
    return Markup("{}\n{}").format(said, hint)


def removed(t: Translator) -> Markup:
    return t("🗑 Removed from the plan.")


def sure_to_remove(t: Translator, title: str) -> Markup:
    return t("Remove «{title}» from the plan?", title=title)


def cell(t: Translator, of: Rule, first: int, last: int) -> str:
    """The words of the table's column with the times."""
    if of is Rule.WINDOWS:
        names = [month(t, first)] if first == last else [month(t, first), month(t, last)]
        return "-".join(names)
    return str(rule(t, of))
