"""Why something was refused, and what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.core.errors import Refused
from bot.core.i18n import Translator

REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "groups:gone": lambda t, _: t("This is no longer here. Please look again: /groups"),
    "groups:closed": lambda t, _: t("This group was closed. Please look again: /groups"),
    "groups:done": lambda t, _: t("This was noted as forwarded already. Thank you!"),
    "groups:stands": lambda t, _: t(
        "A mark can be taken back only by who made it, and only on the same day. If it is a mistake, please "
        "tell the office."
    ),
    "groups:stopped": lambda t, _: t("🛑 The office has stopped this message. Please do not forward it."),
    "groups:past": lambda t, _: t("The time of this message is over. It need not be forwarded any more."),
    "groups:offer_past": lambda t, _: t(
        "This invitation is used up or was taken back. Please ask the office for a new one."
    ),
    "groups:nobody": lambda t, _: t("This person is no longer in the list. Please choose anew."),
    "groups:nobody_forwards": lambda t, _: t("Nobody forwards to this group now."),
    "groups:posts_itself": lambda t, _: t("In Telegram I post by myself: nobody need forward there."),
    "groups:unreachable": lambda t, _: t("I can't reach this person now. Please choose somebody else."),
    "groups:place_gone": lambda t, _: t("I am not in that place any more. Look again: /groups"),
    "groups:place_used": lambda t, _: t(
        "This place serves something else already: it is your duty group, or it is in the list."
    ),
    "groups:name_missing": lambda t, _: t("Please write at least a word."),
    "groups:long": lambda t, refused: t(
        "That is too long. Please write at most {longest} letters.", longest=refused.data["longest"]
    ),
    "groups:number": lambda t, _: t("Please write a whole number, for example 240."),
    "groups:link": lambda t, _: t(
        "This does not look like a link. It begins with https://chat.whatsapp.com/ – or skip this."
    ),
}
