"""Of what the clock reminds deputies, and what it tells the council's chair."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.appeals.mandate_queries import Promise
from bot.areas.appeals.models import Appeal
from bot.areas.appeals.texts.mandates import about
from bot.core import numbered
from bot.core.i18n import Translator


def digest(
    t: Translator,
    unanswered: Sequence[tuple[Appeal, int]],
    plans: Sequence[tuple[Appeal, Promise, int]],
    *,
    report: bool,
) -> Markup:
    """Mandates with the working days they wait, plans with the days that are left."""
    blocks = []
    if plans:
        lines = [_plan(t, appeal, promise, left) for appeal, promise, left in plans]
        blocks.append(Markup("\n").join([t("🗓 <b>You promised</b>"), *lines]))
    if unanswered:
        lines = [_waits(t, appeal, days) for appeal, days in unanswered]
        blocks.append(Markup("\n").join([t("🤝 <b>These mandates wait for you</b>"), *lines]))
    if report:
        blocks.append(
            t(
                "📣 In December deputies report to their voters. Please choose the day of your report: "
                "the council's secretary will be asked to call the meeting."
            )
        )
    return Markup("\n\n").join(blocks)


def _plan(t: Translator, appeal: Appeal, promise: Promise, left: int) -> Markup:
    return Markup("• {} (№ {}): {}").format(about(t, appeal, 60), appeal.number, _when(t, promise, left))


def _when(t: Translator, promise: Promise, left: int) -> Markup:
    if left < 0:
        return t("⏰ overdue since {day}", day=t.day_month(promise.due_on))
    if left == 0:
        return t("today is the day")
    return t("until {day}", day=t.day_month(promise.due_on))


def _waits(t: Translator, appeal: Appeal, days: int) -> Markup:
    matter = about(t, appeal, 60)
    return t.plural(
        "• {about} (№ {number}): {count} working day without an answer",
        "• {about} (№ {number}): {count} working days without an answer",
        days,
        about=matter,
        number=appeal.number,
    )


def mandate_button(t: Translator, appeal: Appeal) -> str:
    """Below the text that says it whole."""
    return numbered.cut(about(t, appeal).unescape())


def choose_day_button(t: Translator) -> Markup:
    return t("🗓 Day of my report")


def all_button(t: Translator) -> Markup:
    return t("🤝 All my mandates")


def missed(t: Translator, year: int, names: Sequence[str]) -> Markup:
    head = t("⚠️ These deputies did not report to their voters in {year}:", year=str(year))
    return Markup("\n").join([head, *[Markup("• {}").format(name) for name in names]])
