"""Words on the list for the board."""

from bot.core.i18n import Translator


def title(t: Translator) -> str:
    return str(t("What is open to all"))


def period(t: Translator, day: str) -> str:
    return str(t("As of {day}", day=day))


def published(t: Translator) -> str:
    return str(t("Published"))


def not_yet(t: Translator) -> str:
    return str(t("Not published yet"))


def scan_here(t: Translator) -> str:
    return str(t("Point your phone's camera here"))


def scan_why(t: Translator) -> str:
    return str(t("Read it all in your phone, or ask for what is missing"))


def hours(t: Translator, opens: str, closes: str) -> str:
    return str(t("Office hours: {opens}–{closes}", opens=opens, closes=closes))


def telephone(t: Translator, number: str) -> str:
    return str(t("Telephone: {number}", number=number))


def file_name(t: Translator) -> str:
    return str(t("List of what is open to all")) + ".pdf"
