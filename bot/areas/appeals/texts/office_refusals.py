"""Why something was refused to the office, and what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.appeals.texts import office
from bot.core.errors import Refused
from bot.core.i18n import Translator


def has_it(t: Translator, refused: Refused) -> Markup:
    return t(
        "{name} has it in hand already. If you should have it, use «Give to…».",
        name=refused.data["name"] or "—",
    )


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "appeals:yours_already": lambda t, _: office.already_yours(t),
    "appeals:theirs_already": lambda t, _: t("They have it in hand already."),
    "appeals:has_it": has_it,
    "appeals:no_phone": lambda t, _: t("The author has no phone here, so they can't be written to."),
    "appeals:photo_needed": lambda t, _: t(
        "What was repaired must be shown: please send a photo of the finished work."
    ),
    "appeals:itself": lambda t, _: t("This is the same appeal. Please choose another."),
    "appeals:not_of_the_office": lambda t, _: t(
        "This person does not work in the office any more. Please choose somebody else."
    ),
}
