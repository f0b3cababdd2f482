"""Working days: what is coming, what staff set right, what that moved."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.appeals.texts import naming, office
from bot.areas.appeals.workdays import DaysOff, Moved
from bot.areas.municipality.models import WorkingDayCorrection
from bot.core.errors import Refused
from bot.core.i18n import Translator

MOST_MOVED = 10


def command(t: Translator) -> Markup:
    return t("Working days and holidays")


def button(t: Translator) -> Markup:
    return t("📅 Days")


def overview(t: Translator, coming: Sequence[DaysOff], corrections: Sequence[WorkingDayCorrection]) -> Markup:
    lines = [t("📅 <b>Nobody works on</b>")]
    lines += [Markup("• {}").format(span(t, one)) for one in coming]
    if not coming:
        lines.append(t("No holidays in the next months."))
    if corrections:
        lines += [
            Markup(""),
            t("<b>Set right by the office</b>"),
            *(_correction(t, one) for one in corrections),
        ]
    lines += [
        Markup(""),
        t("Deadlines count working days. If the government moves a holiday, please set the day right here."),
    ]
    return Markup("\n").join(lines)


def span(t: Translator, off: DaysOff) -> str:
    if off.first == off.last:
        return t.day(off.first)
    return f"{t.day_month(off.first)} – {t.day_month(off.last)}"


def _correction(t: Translator, one: WorkingDayCorrection) -> Markup:
    return Markup("• {}: {} ({})").format(t.full_date(one.day), kind(t, works=one.works), one.reason or "—")


def kind(t: Translator, *, works: bool) -> Markup:
    return t("people work") if works else t("a day off")


def set_button(t: Translator) -> Markup:
    return t("➕ Set a day right")


def drop_button(t: Translator, day: date) -> Markup:
    return t("↩️ Undo {day}", day=t.day_month(day))


def ask_day(t: Translator) -> Markup:
    return t("Which day? Days off are marked with a dot.")


def ask_works(t: Translator, day: date) -> Markup:
    return t("{day}: do people work on it?", day=t.full_date(day))


def works_button(t: Translator) -> Markup:
    return t("💼 People work")


def off_button(t: Translator) -> Markup:
    return t("🏖 A day off")


def ask_reason(t: Translator) -> Markup:
    return t("Why? For example: the decision of the government of 5 December.")


def day_far(t: Translator) -> Markup:
    return t("Please choose a day of the last two months or of the coming year.")


def changed(t: Translator, day: date, moved: Sequence[Moved], *, works: bool | None) -> Markup:
    """`works` None: the country's calendar holds for it again."""
    if works is None:
        head = t("↩️ {day}: the country's calendar holds again.", day=t.full_date(day))
    else:
        head = Markup("📅 {}: {}").format(t.full_date(day), kind(t, works=works))
    if not moved:
        return Markup("{}\n{}").format(head, t("No open appeal is due on another day because of it."))
    lines = [
        head,
        t.plural(
            "{count} open appeal is due on another day now; its author is told:",
            "{count} open appeals are due on another day now; their authors are told:",
            len(moved),
        ),
    ]
    for one in moved[:MOST_MOVED]:
        due_on = one.appeal.due_on or one.before
        lines.append(
            Markup("• {}: {} → {}").format(
                naming.title(t, one.appeal), t.day_month(one.before), t.day_month(due_on)
            )
        )
    if len(moved) > MOST_MOVED:
        lines.append(t("… and {count} more.", count=t.number(len(moved) - MOST_MOVED)))
    return Markup("\n").join(lines)


to_list = office.to_list


def _same(t: Translator, refused: Refused) -> Markup:
    if refused.data["works"]:
        return t("People work on that day already. Nothing was changed.")
    return t("Nobody works on that day already. Nothing was changed.")


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "appeals:day_far": lambda t, _: day_far(t),
    "appeals:day_same": _same,
    "appeals:no_correction": lambda t, _: t("The country's calendar holds for that day already."),
}
