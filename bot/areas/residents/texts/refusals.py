"""What a rule said no to, and what to do instead."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.core.errors import Refused
from bot.core.i18n import Translator


def last_village(t: Translator, _refused: Refused) -> Markup:
    return t("This is your only village. Add another one first, or write /stop to get no more messages.")


def no_village(t: Translator, _refused: Refused) -> Markup:
    return t("This village is no longer in the list. Please choose another one: /village")


def no_consent(t: Translator, _refused: Refused) -> Markup:
    return t("We need your consent first. Please write /start")


def not_subscribed(t: Translator, _refused: Refused) -> Markup:
    return t("You have not chosen a village yet. Please write /start")


def unknown_language(t: Translator, _refused: Refused) -> Markup:
    return t("This language is not in the list. Please choose one: /language")


def link_past(t: Translator, _refused: Refused) -> Markup:
    return t("This code is no longer good. Please get a new one where you got it: /link")


def link_busy(t: Translator, _refused: Refused) -> Markup:
    return t("Something of yours is just being done in the other app. Please tap once more in a moment.")


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "residents:last_village": last_village,
    "residents:no_village": no_village,
    "residents:no_consent": no_consent,
    "residents:not_subscribed": not_subscribed,
    "residents:unknown_language": unknown_language,
    "residents:link_past": link_past,
    "residents:link_busy": link_busy,
    "joining:gone": link_past,
}
