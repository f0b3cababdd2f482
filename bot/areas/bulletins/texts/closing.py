"""A bulletin that will not appear."""

from markupsafe import Markup

from bot.areas.bulletins.models import Bulletin
from bot.areas.bulletins.texts.naming import name
from bot.core.i18n import Translator


def close(t: Translator) -> Markup:
    return t("⛔ Do not publish it")


def ask_close(t: Translator) -> Markup:
    return t("Why will this bulletin not be published? Write the reason; it stays on record.")


def closed(t: Translator, bulletin: Bulletin) -> Markup:
    return t("⛔ {name} is closed and will not be published.", name=name(t, bulletin))
