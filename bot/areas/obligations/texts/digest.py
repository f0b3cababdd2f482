"""What a colleague owes today, all in one message."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.obligations.doing import doing_of
from bot.areas.obligations.owing import Owed
from bot.areas.obligations.rules.reminding import ESCALATED, Kind
from bot.areas.obligations.texts.subjects import cut
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import Choice, Rows

MOST_LINES, MOST_BUTTONS = 15, 8
LONGEST_LABEL, LONGEST_NAMES = 34, 160
_SIGNS = {Kind.OVERDUE: "🔴", Kind.TOO_LATE: "🟠", Kind.BEFORE: "🟡", Kind.HALF: "🟡", Kind.OPENED: "🟢"}
_ORDER = list(_SIGNS)


def digest(t: Translator, owed: Sequence[Owed], names: Mapping[int, Sequence[str]], today: date) -> Markup:
    """`names`: by obligation, who answers for it, where the reader isn't alone in it."""
    head = t.plural(
        "📋 <b>{count} duty of the plan needs you</b>",
        "📋 <b>{count} duties of the plan need you</b>",
        len(owed),
    )
    shown = ordered(owed)[:MOST_LINES]
    lines = [head, Markup("")]
    lines += [_line(t, one, names.get(one.row.obligation.id, ()), today) for one in shown]
    if len(owed) > len(shown):
        lines.append(t("… and {count} more.", count=t.number(len(owed) - len(shown))))
    if any(one.reminder.kind is Kind.OVERDUE for one in shown):
        lines += [Markup(""), t("🔴 Doing it now still counts, as late.")]
    return Markup("\n").join(lines)


def choices(t: Translator, owed: Sequence[Owed], may: frozenset[Permission]) -> Rows:
    """The button that starts the doing; for who may not, the one that shows the duty. The whole list is of
    the year that the lines are of: in January they may all be of the year that is over.
    """
    year = max(one.row.obligation.year for one in owed)
    rows = [(Choice(_label(t, one), _payload(one, may)),) for one in ordered(owed)[:MOST_BUTTONS]]
    return (*rows, (Choice(str(t("📋 The whole list")), f"ob:list.{year}"),))


def ordered(owed: Sequence[Owed]) -> list[Owed]:
    """The worst first, then what ends first."""
    return sorted(owed, key=lambda one: (_ORDER.index(one.reminder.kind), one.term.act_by))


def _label(t: Translator, one: Owed) -> str:
    return cut(f"{_SIGNS[one.reminder.kind]} {one.row.short(t.language)}", LONGEST_LABEL)


def _payload(one: Owed, may: frozenset[Permission]) -> str:
    doing = doing_of(one.row.obligation.key)
    if doing and doing[1] in may and one.reminder.kind not in ESCALATED:
        return doing[0]
    return f"ob:card.{one.row.obligation.id}"


def _line(t: Translator, one: Owed, names: Sequence[str], today: date) -> Markup:
    title = Markup("{} <b>{}</b>").format(_SIGNS[one.reminder.kind], one.row.short(t.language))
    line = Markup("{}: {}").format(title, _when(t, one, today))
    if one.reminder.kind in ESCALATED and any(names):
        who = cut(t.list(filter(None, names)), LONGEST_NAMES)
        return Markup("{} {}").format(line, t("Responsible: {names}.", names=who))
    return line


def _when(t: Translator, one: Owed, today: date) -> Markup:
    closes, act_by = t.day_month(one.term.closes_on), t.day_month(one.term.act_by)
    match one.reminder.kind:
        case Kind.OVERDUE:
            return t("not done; the last day was {day}.", day=closes)
        case Kind.TOO_LATE if one.term.chosen and one.term.latest and today <= one.term.latest:
            return t(
                "a lawful notice for the chosen day, {day}, is not possible any more. Choose another, "
                "up to {last}; its notice must go out by {notice}.",
                day=t.day_month(one.term.chosen),
                last=closes,
                notice=t.day_month(one.term.latest),
            )
        case Kind.TOO_LATE:
            return t(
                "a lawful notice for a day up to {day} is not possible any more. Call it for a later day.",
                day=closes,
            )
    if one.term.act_by < one.term.closes_on and one.standing.period.planned_on is None:
        return t("by {day}; the notice must go out by {notice}.", day=closes, notice=act_by)
    if one.standing.period.planned_on is not None and one.standing.period.planned_on >= today:
        planned = t.day_month(one.standing.period.planned_on)
        if one.term.act_by < one.standing.period.planned_on:
            return t("planned for {day}; the notice must go out by {notice}.", day=planned, notice=act_by)
        return t("planned for {day}.", day=planned)
    return t("by {day}.", day=closes)
