"""Short names of duties and of the numbers they ask for: for lists and buttons on a narrow phone."""

from markupsafe import Markup

from bot.areas.obligations.catalogue import Parameter, Unit, measures
from bot.core.i18n import Translator

NARROW = 34


def duty(t: Translator, key: str) -> Markup | None:
    """What it is about, meaning first; None for the office's own event."""
    names = {
        "cal.1": t("Hearing on the past budget"),
        "cal.2": t("The head's annual report"),
        "cal.3": t("Hearing on the programme"),
        "cal.4": t("Hearing on the next budget"),
        "cal.5": t("Hearings on tariffs"),
        "cal.6": t("The deputies' reports"),
        "plan.1.1": t("Site and social pages"),
        "plan.1.2": t("Presentation of local issues"),
        "plan.1.3": t("Messages to WhatsApp groups"),
        "plan.1.4": t("Posters on the boards"),
        "plan.1.5": t("Digest of the month's work"),
        "plan.2.1": t("Assemblies and hearings"),
        "plan.2.2": t("Local initiatives"),
        "plan.2.3": t("Mandates turned into acts"),
        "plan.2.4": t("Support of TPSG"),
        "plan.3.1": t("Making questionnaires"),
        "plan.3.2": t("Collecting answers"),
        "plan.3.3": t("Report on the survey"),
        "reg.4.4": t("The head's report to the council"),
        "str.2.5": t("Renewing the list of local issues"),
    }
    return names.get(key)


def row(t: Translator, key: str, own_title: str) -> str:
    """With the document's number, for a button."""
    measure = measures().get(key)
    number = f"{measure.number}. " if measure else "➕ "
    name = str((duty(t, key) or Markup("{}").format(own_title)).unescape())
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
