"""Short names of duties and of the numbers they ask for: for lists and buttons on a narrow phone."""

from markupsafe import Markup

from bot.areas.obligations.catalogue import Parameter, Unit, measures
from bot.core.i18n import Translator

NARROW = 34


def row(t: Translator, key: str, own_title: str) -> str:
    """With the document's number, for a button."""
    measure = measures().get(key)
    number = f"{measure.number}. " if measure else "➕ "
    name = measure.short(t.language) if measure else own_title
    text = f"{number}{name}"
    return text if len(text) <= NARROW else f"{text[: NARROW - 1].rstrip()}…"


def number(t: Translator, parameter: Parameter) -> Markup:
    """What is counted."""
    return {
        "informed_web": t("informed by site and pages, % of people"),
        "subscriber_growth": t("growth of subscribers, % a year"),
        "attended": t("came to meetings, % of people"),
        "informed_whatsapp": t("reached in WhatsApp, % of people"),
        "materials_min": t("materials, at least"),
        "informed_digest": t("informed by the digest, % of people"),
        "initiatives_min": t("initiatives, at least"),
        "acts_min": t("acts, at least"),
        "tpsg_projects_min": t("TPSG projects, at least"),
        "questionnaires_min": t("questionnaires, at least"),
        "reports_per_year_min": t("reports a year, at least"),
    }[parameter.key]


def value(t: Translator, parameter: Parameter, number: int | None) -> str:
    """As it is written in a text; a blank as the document has it."""
    if number is None:
        return "____"
    return f"{t.number(number)} %" if parameter.unit is not Unit.COUNT else t.number(number)
