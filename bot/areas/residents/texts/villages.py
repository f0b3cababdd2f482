"""One's own village and others."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.residents.queries import Followed
from bot.core.i18n import Translator


def followed(t: Translator, villages: Sequence[Followed]) -> Markup:
    """The main one, then the others."""
    lines = [t("<b>You get the news of:</b>")]
    lines += [_line(f, t.language) for f in villages]
    return Markup("\n").join(lines)


def _line(one: Followed, language: str) -> Markup:
    return Markup("{} {}").format("🏡" if one.main else "•", one.village.name(language))


def move(t: Translator) -> Markup:
    return t("🔁 I have moved")


def add(t: Translator) -> Markup:
    return t("➕ Add a village")


def choose_main(t: Translator) -> Markup:
    return t("🏡 Where I live")


def remove(t: Translator) -> Markup:
    return t("➖ Remove a village")


def where_moved(t: Translator) -> Markup:
    return t("Which village do you live in now?")


def which_add(t: Translator) -> Markup:
    return t("Which village's news would you like too?")


def which_main(t: Translator) -> Markup:
    return t("In which of these villages do you live?")


def which_remove(t: Translator) -> Markup:
    return t("Which village's news do you no longer want?")


def all_followed(t: Translator) -> Markup:
    return t("You already get the news of all villages.")
