"""The standing menu, its commands and the help."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.municipality import texts as municipality_texts
from bot.areas.municipality.models import Municipality
from bot.core.i18n import Translator


def village(t: Translator) -> Markup:
    return t("🏡 My village")


def topics(t: Translator) -> Markup:
    return t("🔔 Topics")


def my_data(t: Translator) -> Markup:
    return t("🗂 My data")


def language(t: Translator) -> Markup:
    return t("🌐 Language")


def help_(t: Translator) -> Markup:
    return t("❓ Help")


def to_menu(t: Translator) -> Markup:
    return t("⬅️ Menu")


def commands(t: Translator) -> tuple[tuple[str, Markup], ...]:
    """Command and description, in the order of the channel's command menu."""
    return (
        ("menu", t("Menu")),
        ("village", t("My villages")),
        ("topics", t("Choose topics")),
        ("language", t("Change the language")),
        ("settings", t("Settings")),
        ("mydata", t("My data: see, take, delete")),
        ("stop", t("Stop the messages")),
        ("help", t("Help")),
    )


def menu(t: Translator) -> Markup:
    return t("What would you like to do? Choose below 👇")


def welcome_back(t: Translator) -> Markup:
    return t("Welcome back! You will get the news again.")


def still_stopped(t: Translator) -> Markup:
    return t("You stopped the news, so none are sent to you.")


def come_back(t: Translator) -> Markup:
    return t("🔔 Get the news again")


def not_ready(t: Translator) -> Markup:
    return t("The list of villages is not ready yet. Please come back a little later.")


def no_village_yet(t: Translator) -> Markup:
    return t("To get news, choose your village.")


def choose_village(t: Translator) -> Markup:
    return t("🏡 Choose a village")


def followed_already(t: Translator, name: str) -> Markup:
    return t("You already get the news of this village: <b>{village}</b>", village=name)


def add_village(t: Translator, name: str) -> Markup:
    return t("Would you like the news of this village too?\n\n🏡 <b>{village}</b>", village=name)


def add(t: Translator) -> Markup:
    return t("➕ Yes, add it")


def move_here(t: Translator) -> Markup:
    return t("🏡 I live here now")


def no_thanks(t: Translator) -> Markup:
    return t("No, thank you")


def help_line(label: Markup, command: str, about: Markup) -> Markup:
    """With the sign of the button that does the same."""
    said = about[:1].lower() + about[1:]
    return Markup("{} /{} – {}").format(label.split(" ", 1)[0], command, said)


def help_link(t: Translator) -> Markup:
    return t("📱 /link – Telegram and WhatsApp together: messages come to one place only")


def help_text(
    t: Translator, more: Sequence[Markup], work: Markup | None, office: Municipality | None
) -> Markup:
    """`more` are the lines of other areas, `work` is what colleagues read; the office itself stands last."""
    own = t(
        "<b>What I can do</b>\n\n"
        "/menu – the menu\n"
        "/village – your village, or several\n"
        "/topics – what you are told about\n"
        "/language – кыргызча or по-русски\n"
        "/mydata – see, take or delete your data\n"
        "/stop – no more messages\n"
        "/cancel – leave what you have begun"
    )
    parts = [own]
    if more:
        parts.append(Markup("\n").join(more))
    if work:
        parts.append(work)
    if office:
        parts.append(municipality_texts.office(t, office))
    return Markup("\n\n").join(parts)


def thanked(t: Translator) -> Markup:
    return t("🙏 Glad to help. If something else is needed, choose below 👇")


def greeted(t: Translator) -> Markup:
    return t("👋 Good day! What would you like to do? Choose below 👇")


def not_understood(t: Translator) -> Markup:
    return t("I did not understand this. Please choose from the menu below 👇 or write /help")
