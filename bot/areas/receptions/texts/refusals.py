"""Why something was refused, and what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.core.errors import Refused
from bot.core.i18n import Translator


def long(t: Translator, refused: Refused) -> Markup:
    return t("That is too long. Please write at most {longest} letters.", longest=refused.data["longest"])


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "receptions:empty": lambda t, _r: t("Please write at least a word."),
    "receptions:long": long,
    "receptions:begun": lambda t, _r: t("That time is over already. Please choose a later one."),
    "receptions:far": lambda t, _r: t("Please choose a day from today on, within the next half year."),
    "receptions:hours": lambda t, _r: t("Not one visit fits between these hours. Please look at them again."),
    "receptions:overlap": lambda t, _r: t("You receive at that time already. Please choose other hours."),
    "receptions:gone": lambda t, _r: t("This reception is no longer here. Please look at /receptions."),
    "receptions:cancelled": lambda t, _r: t("This reception was cancelled. Please look at /receptions."),
    "receptions:over": lambda t, _r: t("That time is over."),
    "receptions:not_begun": lambda t, _r: t("That time has not come yet. Please note it afterwards."),
    "receptions:own": lambda t, _r: t("This is your own reception: you can't book a time with yourself."),
    "receptions:twice": lambda t, _r: t(
        "You have booked a time at this reception already. Give it up first if another suits you better."
    ),
    "receptions:taken": lambda t, _r: t("Somebody has just taken that time. Please choose another."),
}
