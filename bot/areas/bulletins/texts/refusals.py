"""Why something can't be done."""

from markupsafe import Markup

from bot.areas.bulletins.texts.card import gone
from bot.core.errors import Refused
from bot.core.i18n import Translator


def not_out_yet(t: Translator, _refused: Refused) -> Markup:
    return t("Posters and group messages can be made once the bulletin is approved.")


def unknown(t: Translator, _refused: Refused) -> Markup:
    return gone(t)


def not_closable(t: Translator, _refused: Refused) -> Markup:
    return t("Only a bulletin that is late and not approved can be closed.")


REFUSALS = {
    "bulletins:not_approved": not_out_yet,
    "bulletins:not_closable": not_closable,
    "bulletins:unknown": unknown,
}
