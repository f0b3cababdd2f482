"""What a colleague is reminded of today, all in one message."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealState
from bot.areas.appeals.rules import deadlines
from bot.areas.appeals.rules.deadlines import Urgency
from bot.areas.appeals.texts import naming, office
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.working_days import WorkCalendar
from bot.core import numbered
from bot.core.i18n import Translator

MOST_BUTTONS, MOST_LINES = 8, 15


def order(appeal: Appeal) -> tuple[date, int]:
    """What is due first."""
    return deadlines.last_day(appeal.due_on, appeal.target_on) or date.max, appeal.id


def folded(appeals: Sequence[Appeal]) -> tuple[list[Appeal], dict[int, list[str]]]:
    """What is due first stands first; one that is answered together with another isn't a thing of its own,
    unless it is due before that: only its number stands there.
    """
    first = {one.id: one for one in appeals}
    shown: list[Appeal] = []
    joined: dict[int, list[str]] = {}
    for one in sorted(appeals, key=order):
        leads = first.get(one.duplicate_of or 0)
        if leads is not None and order(leads) <= order(one):
            joined.setdefault(leads.id, []).append(one.number)
        else:
            shown.append(one)
    return shown, joined


def digest(
    t: Translator,
    appeals: Sequence[Appeal],
    joined: Mapping[int, Sequence[str]],
    today: date,
    others: Mapping[int, tuple[str, bool]],
) -> Markup:
    """`others`: who has those in hand that the reader hasn't, and whether they left."""
    head = t.plural(
        "⏰ <b>{count} appeal needs your attention today</b>",
        "⏰ <b>{count} appeals need your attention today</b>",
        len(appeals),
    )
    lines = [head, Markup("")]
    for one in appeals[:MOST_LINES]:
        lines.append(_line(t, one, today, others))
        if one.id in joined:
            lines.append(t("🔗 With it are handled: № {numbers}", numbers=t.list(list(joined[one.id]))))
    if len(appeals) > MOST_LINES:
        lines.append(t("… and {count} more.", count=t.number(len(appeals) - MOST_LINES)))
    return Markup("\n").join(lines)


def _line(t: Translator, appeal: Appeal, today: date, others: Mapping[int, tuple[str, bool]]) -> Markup:
    about = office.short(appeal.text, 40) if appeal.text else str(naming.kind(t, appeal.kind))
    line = Markup("• № {} «{}»: {}").format(appeal.number, about, _when(t, appeal, today))
    if appeal.handler_id is None:
        return Markup("{} {}").format(line, t("Nobody took it yet."))
    if appeal.handler_id not in others or appeal.state is AppealState.DISPUTED:
        return line
    name, left = others[appeal.handler_id]
    whose = t("{name} works here no longer.", name=name) if left else t("It is with {name}.", name=name)
    return Markup("{} {}").format(line, whose)


def _when(t: Translator, appeal: Appeal, today: date) -> Markup:
    if appeal.state is AppealState.DISPUTED:
        return t("the author does not agree, your decision is needed.")
    last = deadlines.last_day(appeal.due_on, appeal.target_on) or today
    if today > last:
        return t("<b>overdue</b>, the last day was {day}.", day=t.day_month(last))
    if today == last:
        return t("<b>today is the last day.</b>")
    if appeal.target_on and today > appeal.target_on:
        return t("our own aim has passed; the last day is {day}.", day=t.day_month(last))
    return t("the last day is {day}.", day=t.day_month(last))


def button(t: Translator, appeal: Appeal, today: date, legal: LegalValues, calendar: WorkCalendar) -> str:
    last = deadlines.last_day(appeal.due_on, appeal.target_on)
    how = deadlines.urgency(last, appeal.target_on, today, legal, calendar) if last else Urgency.CALM
    """Below the text that says it whole."""
    return numbered.cut(f"{office.mark(appeal, how)} {appeal.number} {appeal.text or '🎤 📷'}")


def all_button(t: Translator) -> Markup:
    return t("📋 All appeals")
