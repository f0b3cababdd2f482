"""The screen on which reports begin."""

from markupsafe import Markup

from bot.core.i18n import Translator


def label(t: Translator) -> Markup:
    return t("🚦 Plan: figures, reports")


def back(t: Translator) -> Markup:
    return t("⬅️ Back")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def head(t: Translator, year: int) -> Markup:
    return t("🚦 <b>The plan of {year}: figures and reports</b>", year=year)
