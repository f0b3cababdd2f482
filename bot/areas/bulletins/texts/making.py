"""Making posters and packs for groups."""

from markupsafe import Markup

from bot.core.i18n import Translator


def make_poster(t: Translator) -> Markup:
    return t("🖨 Poster for the board")


def make_group_pack(t: Translator) -> Markup:
    return t("💬 For WhatsApp groups")


def in_language(t: Translator, language: str) -> Markup:
    return t("The same in Russian") if language == "ru" else t("The same in Kyrgyz")


def poster_caption(t: Translator, village: str) -> Markup:
    return t("Poster for {village}. Print it on A4 and put it up; then tap «Poster is up».", village=village)


def choose_village(t: Translator) -> Markup:
    return t("For which village?")


def whole_municipality(t: Translator) -> Markup:
    return t("For all villages")


def group_pack_intro(t: Translator, *, above: bool) -> Markup:
    """`above`: that stands there already."""
    if above:
        return t(
            "Forward the picture and the text above to your WhatsApp groups. "
            "Then tap «Sent to a group», so that it is on record."
        )
    return t(
        "Forward the picture and the text below to your WhatsApp groups. "
        "Then tap «Sent to a group», so that it is on record."
    )


def share_button(t: Translator) -> Markup:
    return t("Open in WhatsApp")
