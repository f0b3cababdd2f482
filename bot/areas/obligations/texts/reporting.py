"""Buttons by which figures and reports are reached."""

from markupsafe import Markup

from bot.core.i18n import Translator


def label(t: Translator) -> Markup:
    return t("🚦 Plan: figures, reports")


def reports_button(t: Translator) -> Markup:
    return t("📑 Monitoring reports")


def presentation_button(t: Translator) -> Markup:
    return t("📽 Presentation")


def back(t: Translator) -> Markup:
    return t("⬅️ Back")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")
