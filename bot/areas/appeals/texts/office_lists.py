"""The list of appeals that the office works through."""

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealState
from bot.areas.appeals.rules import deadlines
from bot.areas.appeals.rules.access import OPEN
from bot.areas.appeals.rules.deadlines import Urgency
from bot.areas.appeals.texts import naming, office
from bot.areas.appeals.worklist import Filter
from bot.core.i18n import Translator

to_menu = office.to_menu
# Five of them stand above their buttons.
LINE = 140


def staff_label(t: Translator) -> Markup:
    return t("📥 Appeals")


def staff_command(t: Translator) -> Markup:
    return t("Appeals of residents")


def head(t: Translator, which: Filter, count: int) -> Markup:
    if not count:
        return Markup("<b>{}</b>\n{}").format(filter_name(t, which), t("Nothing is here."))
    return Markup("<b>{}</b>: {}").format(filter_name(t, which), t.number(count))


def filter_name(t: Translator, which: Filter) -> Markup:
    return {
        Filter.DISPUTED: t("⚖️ To decide"),
        Filter.NEW: t("🆕 New"),
        Filter.MINE: t("👤 Mine"),
        Filter.LATE: t("🔴 Overdue"),
        Filter.OPEN: t("📂 All open"),
        Filter.CLOSED: t("🏁 Ended"),
    }[which]


def filter_button(t: Translator, which: Filter, count: int) -> Markup:
    return Markup("{} ({})").format(filter_name(t, which), t.number(count))


def line(t: Translator, appeal: Appeal, urgency: Urgency) -> str:
    """What it is, the last day, the number: enough to tell one from another."""
    mark, what = office.mark(appeal, urgency), _what(t, appeal)
    last = deadlines.last_day(appeal.due_on, appeal.target_on)
    by = f"{t.day_month(last)} · " if last and appeal.state in OPEN - {AppealState.DISPUTED} else ""
    return office.short(f"{mark} {by}{appeal.number} {what}", LINE)


def button_words(t: Translator, appeal: Appeal, urgency: Urgency) -> str:
    """What its button has room for: the sign, and what it is about."""
    return f"{office.mark(appeal, urgency)} {office.short(_what(t, appeal))}"


def _what(t: Translator, appeal: Appeal) -> str:
    return appeal.text or str(naming.topic(t, appeal.topic) if appeal.topic else naming.kind(t, appeal.kind))
