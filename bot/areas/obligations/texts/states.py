"""How far a duty has come, in a colour and in words; times of the year."""

from datetime import date

from markupsafe import Markup

from bot.areas.obligations.catalogue import Recurrence, Rule
from bot.areas.obligations.rules.state import State
from bot.areas.obligations.rules.windows import Window
from bot.core.i18n import Translator

_SIGNS = {
    State.AHEAD: "⚪",
    State.OPEN: "🟡",
    State.PLANNED: "🔵",
    State.ANNOUNCED: "🔵",
    State.PARTLY: "🟡",
    State.DONE: "🟢",
    State.REPORTED: "🟢",
    State.LATE: "🟠",
    State.MISSED: "🔴",
    State.WAIVED: "➖",
    State.NOT_NEEDED: "➖",
}


def sign(of: State) -> str:
    """The same colour wherever a state is shown."""
    return _SIGNS[of]


def word(t: Translator, of: State) -> Markup:
    return {
        State.AHEAD: t("not yet begun"),
        State.OPEN: t("to be done now"),
        State.PLANNED: t("planned"),
        State.ANNOUNCED: t("announced"),
        State.PARTLY: t("fulfilled in part"),
        State.DONE: t("fulfilled"),
        State.REPORTED: t("fulfilled, with its result recorded"),
        State.LATE: t("fulfilled late"),
        State.MISSED: t("time is over, not done"),
        State.WAIVED: t("not asked this year"),
        State.NOT_NEEDED: t("was not needed"),
    }[of]


def span(t: Translator, first: date, last: date) -> str:
    """`1-январь – 28-февраль`."""
    return f"{t.day_month(first)} – {t.day_month(last)}"


def period(t: Translator, recurrence: Recurrence | None, window: Window) -> str:
    """As people name it."""
    rule = recurrence.rule if recurrence else None
    if rule is Rule.MONTHLY:
        return t.month(window.opens_on)
    if rule is Rule.QUARTERLY:
        return str(t("Quarter {number}", number=window.number))
    if rule is Rule.HALF_YEARLY:
        return str(t("Half-year {number}", number=window.number))
    return span(t, window.opens_on, window.closes_on)


def short_period(t: Translator, recurrence: Recurrence | None, window: Window) -> str:
    """For a narrow button."""
    rule = recurrence.rule if recurrence else None
    if rule is Rule.MONTHLY:
        return f"{window.opens_on:%m}"
    if rule is Rule.QUARTERLY:
        return ("I", "II", "III", "IV")[window.number - 1]
    if rule is Rule.HALF_YEARLY:
        return str(t("half {number}", number=window.number))
    return f"{window.opens_on:%d.%m}–{window.closes_on:%d.%m}"
