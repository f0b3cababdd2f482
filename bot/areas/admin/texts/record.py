"""The record of changes and its buttons."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.admin.rules import Period
from bot.core.i18n import Translator


def record(t: Translator, narrowed_to: Sequence[str], lines: Sequence[Markup]) -> Markup:
    head = t("<b>Record of changes</b>, the latest first")
    if narrowed_to:
        head += "\n" + t("Only: {chosen}", chosen=", ".join(narrowed_to))
    body = Markup("\n\n").join(lines) if lines else t("Nothing has been recorded here yet.")
    return head + "\n\n" + body


def line(t: Translator, at: datetime, who: str, what: Markup) -> Markup:
    return Markup("• {}, <b>{}</b>\n{}").format(t.moment(at), who, what)


def other_change(t: Translator) -> Markup:
    return t("Another change")


def the_system(t: Translator) -> Markup:
    return t("The system")


def a_resident(t: Translator) -> Markup:
    return t("A resident")


# Turning pages


def older(t: Translator) -> Markup:
    return t("Older ▶️")


def newer(t: Translator) -> Markup:
    return t("◀️ Newer")


def to_work(t: Translator) -> Markup:
    return t("🗂 Work menu")


# Narrowing


def by_person(t: Translator) -> Markup:
    return t("👤 By whom")


def by_what(t: Translator) -> Markup:
    return t("📂 About what")


def by_time(t: Translator) -> Markup:
    return t("📅 When")


def show_all(t: Translator) -> Markup:
    return t("Show everything")


def ask_who(t: Translator) -> Markup:
    return t("Whose changes would you like to see?")


def ask_what(t: Translator) -> Markup:
    return t("Changes of what?")


def ask_when(t: Translator) -> Markup:
    return t("From which time?")


def anybody(t: Translator) -> Markup:
    return t("Everybody's")


def everything(t: Translator) -> Markup:
    return t("Of everything")


def any_time(t: Translator) -> Markup:
    return t("Any time")


def more_names(t: Translator) -> Markup:
    return t("More ▶️")


def subject(t: Translator, name: str) -> Markup:
    """`name` is one of `rules.SUBJECTS`."""
    return {
        "broadcast": t("Messages"),
        "bulletin": t("Bulletins"),
        "people": t("People and roles"),
        "municipality": t("The municipality"),
        "resident": t("Residents' choices"),
    }[name]


def period(t: Translator, which: Period) -> Markup:
    return {
        Period.TODAY: t("Today"),
        Period.WEEK: t("The last 7 days"),
        Period.MONTH: t("The last 30 days"),
    }[which]
