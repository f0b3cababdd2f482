"""The plan's measures 3.1 to 3.3, as far as they have come this year."""

from markupsafe import Markup

from bot.areas.municipality.legal import LegalValues
from bot.areas.surveys.models import PresentedTo
from bot.areas.surveys.planning import QUARTERS, PlanFigures
from bot.areas.surveys.texts import results_screens
from bot.core.i18n import Translator

DONE, OPEN = "✅", "▫️"


def plan_button(t: Translator) -> Markup:
    return t("📅 For the plan (3.1–3.3)")


def plan(t: Translator, found: PlanFigures, legal: LegalValues, quarter: int) -> Markup:
    """`quarter`: the one that goes on; those ahead aren't owed yet."""
    parts = [t("<b>For the plan, {year}</b>", year=str(found.year)), _made(t, found, quarter)]
    parts += [_collected(t, found, legal), _shown(t, found)]
    return Markup("\n\n").join(parts)


def _made(t: Translator, found: PlanFigures, quarter: int) -> Markup:
    lines = [t("<b>3.1. A questionnaire every quarter</b>")]
    for one in QUARTERS[:quarter]:
        count = found.questionnaires[one]
        made = t.plural("{count} questionnaire", "{count} questionnaires", count)
        line = t("quarter {quarter}: {made}", quarter=one, made=made)
        lines.append(Markup("{} {}").format(DONE if count else OPEN, line))
    return Markup("\n").join(lines)


def _collected(t: Translator, found: PlanFigures, legal: LegalValues) -> Markup:
    least = legal.survey_collections_min
    enough = found.collections >= least
    lines = [
        t("<b>3.2. Collecting answers</b>"),
        Markup("{} {}").format(
            DONE if enough else OPEN,
            t("surveys held: {count} of {least} a year", count=found.collections, least=least),
        ),
        Markup("• {}").format(_answers(t, found, legal)),
        Markup("• {}").format(t("forms in the box: {count}", count=t.number(found.in_box))),
    ]
    return Markup("\n").join(lines)


def _answers(t: Translator, found: PlanFigures, legal: LegalValues) -> Markup:
    if legal.questionnaires_min is None:
        return t("filled in, here and on paper: {count}", count=t.number(found.answers))
    return t(
        "filled in, here and on paper: {count} of {least}",
        count=t.number(found.answers),
        least=t.number(legal.questionnaires_min),
    )


def _shown(t: Translator, found: PlanFigures) -> Markup:
    lines = [t("<b>3.3. Presenting the results, once a year</b>")]
    for to in PresentedTo:
        days = found.presented.get(to, ())
        told = t.list([t.date(day) for day in days]) if days else t("not yet")
        lines.append(Markup("{} {}: {}").format(DONE if days else OPEN, results_screens.circle(t, to), told))
    return Markup("\n").join(lines)
