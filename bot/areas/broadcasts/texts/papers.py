"""Words on posters and pictures."""

from datetime import date

from markupsafe import Markup

from bot.core.i18n import Translator


def subscribe_line(t: Translator, link: str) -> Markup:
    return t("Get such news in your phone: {link}", link=link)


def scan_to_subscribe(t: Translator) -> Markup:
    return t("Point your phone's camera here")


def scan_why(t: Translator) -> Markup:
    return t("News of your village in your phone")


def office_hours(t: Translator, opens: str, closes: str) -> Markup:
    return t("Office hours: {opens}–{closes}", opens=opens, closes=closes)


def telephone(t: Translator, number: str) -> Markup:
    return t("Telephone: {number}", number=number)


def put_up(t: Translator, day: date) -> Markup:
    return Markup("{}").format(t.date(day))


def and_more(t: Translator, count: int) -> Markup:
    return t.plural("and {count} more piece of news", "and {count} more pieces of news", count)
