"""Why something was refused, and what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.initiatives.texts import keeping, naming
from bot.core.errors import Refused
from bot.core.i18n import Translator


def past(t: Translator, refused: Refused) -> Markup:
    return t(
        "Nothing was changed: this initiative is now «{stage}».", stage=naming.stage(t, refused.data["stage"])
    )


def long(t: Translator, refused: Refused) -> Markup:
    return t("That is too long. Please write at most {longest} letters.", longest=refused.data["longest"])


def few_signatures(t: Translator, refused: Refused) -> Markup:
    return t(
        "There are {have} signatures, {needed} are needed. Please count them first.",
        have=t.number(refused.data["have"]),
        needed=t.number(refused.data["needed"]),
    )


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "initiatives:past": past,
    "initiatives:long": long,
    "initiatives:signatures": few_signatures,
    "initiatives:day": lambda t, r: keeping.day_wrong(t, r.data["first"], r.data["last"]),
    "initiatives:gone": lambda t, _r: t("There is no such initiative. Please look at /initiatives."),
    "initiatives:empty": lambda t, _r: t("Please write at least a word."),
    "initiatives:money": lambda t, _r: t("Please write the sum in som, like 450 000 or 1,5 млн."),
    "initiatives:count": lambda t, _r: t("Please write a number, like 12."),
    "initiatives:reason": lambda t, _r: t("Please write the reason: people want to know why."),
    "initiatives:twice": lambda t, _r: t("This mandate is in the register already."),
    "initiatives:decided": lambda t, _r: t("It is decided already, so it can't be supported any more."),
    "initiatives:no_mandate": lambda t, _r: t(
        "This mandate can't be registered: it is not with the council."
    ),
}
