"""How a quarter and a year are called."""

from bot.areas.obligations.rules.span import Span
from bot.core.i18n import Translator

_ROMAN = ("", "I", "II", "III", "IV")


def report(t: Translator) -> str:
    """What is made of each of them (004 §5)."""
    return str(t("Monitoring report"))


def name(t: Translator, span: Span) -> str:
    if not span.quarter:
        return str(t("the year {year}", year=span.year))
    return str(t("quarter {number} of {year}", number=_ROMAN[span.quarter], year=span.year))


def short(t: Translator, span: Span) -> str:
    """As short as a quarter of a row of buttons."""
    return _ROMAN[span.quarter] if span.quarter else str(t("All of {year}", year=span.year))
