"""An appeal's card in the duty group, read by everybody there: nothing of who wrote, what, where exactly."""

from datetime import date

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealState
from bot.areas.appeals.rules.access import OPEN
from bot.areas.appeals.texts import naming, office
from bot.core.i18n import Translator

_MARKS = {
    AppealState.NEW: "🆕",
    AppealState.ASKED: "❓",
    AppealState.DISPUTED: "⚖️",
    AppealState.CLOSED: "✅",
    AppealState.FORWARDED: "➡️",
    AppealState.WITHDRAWN: "↩️",
}


def card(
    t: Translator, appeal: Appeal, *, village: str | None, handler: str | None, last_day: date | None
) -> Markup:
    mark = _MARKS.get(appeal.state, "✋")
    lines = [Markup("{} <b>{}</b> · {}").format(mark, naming.title(t, appeal), office.state(t, appeal.state))]
    if village:
        lines.append(Markup("📍 {}").format(village))
    if appeal.topic:
        lines.append(Markup("🏷 {}").format(naming.topic(t, appeal.topic)))
    if appeal.state in OPEN and last_day:
        lines.append(t("📅 Answer by: <b>{day}</b>", day=t.full_date(last_day)))
    if handler:
        lines.append(t("🧑‍💼 In the hands of: {name}", name=handler))
    return Markup("\n").join(lines)


def below(t: Translator, appeal: Appeal) -> Markup:
    return t("🔄 {title} is open again: its card stands below.", title=naming.title(t, appeal))


def open_button(t: Translator) -> Markup:
    return t("👁 Open")


# What only who tapped sees; a toast has room for a line


def brought(t: Translator, *, taken: bool) -> Markup:
    if taken:
        return t("✋ It is yours now. I sent you all of it in our own chat.")
    return t("I sent it to you in our own chat.")


def duty_only(t: Translator) -> Markup:
    return t("This is for those on duty at the office. Thank you!")
