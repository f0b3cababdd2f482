"""Where the office is and when it is open."""

from markupsafe import Markup

from bot.areas.municipality.models import Municipality
from bot.core.i18n import Translator


def office(t: Translator, municipality: Municipality) -> Markup:
    """Name, address, telephone and hours, a line each."""
    lines = [t("<b>{name}</b>", name=municipality.name(t.language))]
    address = municipality.address(t.language)
    if address:
        lines.append(t("📍 {address}", address=address))
    if municipality.telephone:
        lines.append(t("☎️ {telephone}", telephone=municipality.telephone))
    opens, closes = t.time(municipality.office_opens), t.time(municipality.office_closes)
    lines.append(t("🕘 The office is open from {opens} to {closes}.", opens=opens, closes=closes))
    return Markup("\n").join(lines)
