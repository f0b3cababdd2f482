"""What residents see of bulletins."""

from markupsafe import Markup

from bot.areas.bulletins.models import Bulletin
from bot.areas.bulletins.texts.naming import name
from bot.core.i18n import Translator


def residents_list(t: Translator) -> Markup:
    return t("📰 Which bulletin would you like to read?")


def none_published(t: Translator) -> Markup:
    return t("There is no bulletin yet. The first one will come to you by itself.")


def current_offer(t: Translator, bulletin: Bulletin) -> Markup:
    return t("You may read the latest bulletin now: {name}.", name=name(t, bulletin))


def read(t: Translator) -> Markup:
    return t("📰 Read")


def menu_label(t: Translator) -> Markup:
    return t("📰 Bulletins")


def bulletins_command(t: Translator) -> Markup:
    return t("Bulletins of the office")
