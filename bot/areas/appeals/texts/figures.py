"""Figures of appeals: the screen, the register's heads, the bulletin's line."""

from collections.abc import Mapping, Sequence
from math import ceil
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.areas.appeals.figures import Figures, Part
from bot.areas.appeals.rules.fates import Fate
from bot.areas.appeals.texts import naming
from bot.core.i18n import RESIDENT_LANGUAGES, Translator

MOST_LINES = 15


def label(t: Translator) -> Markup:
    return t("📊 Appeals in numbers")


def screen(
    t: Translator, period: str, found: Figures, villages: Mapping[int, str], deputies: Mapping[int, str]
) -> Markup:
    lines = [t("📊 <b>Appeals: {period}</b>", period=period), Markup("")]
    if not found.received:
        return Markup("\n").join([*lines, t("None came in this time.")])
    lines += [Markup("{}: <b>{}</b>").format(name, t.number(count)) for name, count in totals(t, found)]
    if found.median_days is not None:
        lines.append(half(t, found.median_days))
    lines += _group(t, t("By kind"), [(naming.kind(t, k), part) for k, part in found.kinds.items()])
    lines += _group(t, t("By topic"), [(naming.topic(t, k), part) for k, part in found.topics.items()])
    lines += _group(t, t("By village"), [(villages.get(k, "–"), part) for k, part in found.villages.items()])
    by_deputy = [(deputies.get(k, "–"), part) for k, part in found.deputies.items()]
    lines += _group(t, t("Mandates by deputy"), by_deputy)
    lines += [Markup(""), legend(t)]
    return Markup("\n").join(lines)


def half(t: Translator, median_days: float) -> Markup:
    """In whole days: who was answered within 7,5 was answered within 8."""
    if not median_days:
        return t("Half were answered on the day they came")
    return t.plural(
        "Half were answered within {count} working day",
        "Half were answered within {count} working days",
        ceil(median_days),
    )


def legend(t: Translator) -> Markup:
    return t(
        "✅ answered, 🔴 overdue. Passing on is no answer; what is handled together counts for each author."
    )


def totals(t: Translator, found: Figures) -> list[tuple[Markup, int]]:
    """What is rare is left out when there is none of it."""
    fates = found.fates
    always = [
        (t("Came in"), found.received),
        (t("Answered in time"), found.in_time),
        (t("Answered late"), found.late),
        (t("Still open"), found.open),
        (t("Overdue now"), found.overdue),
    ]
    rare = [
        (t("Mandates answered"), fates[Fate.ANSWERED]),
        (t("Mandates declined"), fates[Fate.DECLINED]),
        (t("Passed to other bodies"), fates[Fate.FORWARDED]),
        (t("Passed on after the last day"), found.forwarded_late),
        (t("Withdrawn without an answer"), fates[Fate.WITHDRAWN]),
        (t("Handled with another about the same"), found.joined),
        (t("Disputed"), found.disputed),
    ]
    return [*always, *[row for row in rare if row[1]]]


def _group(t: Translator, head: Markup, rows: Sequence[tuple[str, Part]]) -> list[Markup]:
    if not rows:
        return []
    shown = [_part(t, name, part) for name, part in rows[:MOST_LINES]]
    return [Markup(""), Markup("<b>{}</b>").format(head), *shown]


def _part(t: Translator, name: str, part: Part) -> Markup:
    """How many came; of them answered, and overdue."""
    line = Markup("• {}: {}").format(name, t.number(part.received))
    if part.answered:
        line += Markup(" ✅{}").format(t.number(part.answered))
    if part.overdue:
        line += Markup(" 🔴{}").format(t.number(part.overdue))
    return line


def quarter(t: Translator, year: int, number: int) -> str:
    return str(t("{year}, quarter {number}", year=year, number=number))


def whole_year(t: Translator, year: int) -> str:
    return str(t("The whole of {year}", year=year))


def table_button(t: Translator) -> Markup:
    return t("📄 Register (Excel)")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def table_head(t: Translator) -> tuple[str, ...]:
    names = (
        t("Number"),
        t("Kind"),
        t("Topic"),
        t("Village"),
        t("Received on"),
        t("Last day"),
        t("State"),
        t("Answered on"),
        t("Working days"),
    )
    return tuple(str(name.unescape()) for name in names)


def table_title(t: Translator, period: str) -> str:
    return str(t("Register of appeals, {period}", period=period).unescape())


def table_ready(t: Translator) -> Markup:
    return t("📄 The register of appeals. It names no authors.")


def bulletin_line(zone: ZoneInfo, found: Figures) -> dict[str, str]:
    """By language."""
    said = {}
    for language in RESIDENT_LANGUAGES:
        t = Translator(language, zone)
        text = t.plural(
            "Last month {count} appeal came in; answered in time: {in_time}, late: {late}, "
            "being handled: {open}",
            "Last month {count} appeals came in; answered in time: {in_time}, late: {late}, "
            "being handled: {open}",
            found.received,
            in_time=t.number(found.in_time),
            late=t.number(found.late),
            open=t.number(found.fates[Fate.WAITING]),
        )
        said[language] = ", ".join([str(text.unescape()), *_other_fates(t, found)])
    return said


def _other_fates(t: Translator, found: Figures) -> list[str]:
    """So that whoever adds up gets what came in."""
    return [
        f"{name.unescape().lower()}: {t.number(found.fates[fate])}"
        for fate, name in (
            (Fate.ANSWERED, t("Mandates answered")),
            (Fate.DECLINED, t("Mandates declined")),
            (Fate.FORWARDED, t("Passed to other bodies")),
            (Fate.WITHDRAWN, t("Withdrawn without an answer")),
        )
        if found.fates[fate]
    ]


# 002 §5.1: what was achieved, and which problems there are.
ACHIEVEMENTS, PROBLEMS = "l1", "l4"


def report_lines(t: Translator, found: Figures) -> dict[str, list[Markup]]:
    """By the item of the head's report."""
    came = t(
        "Appeals of residents: {received}; answered in time: {in_time}, late: {late}",
        received=t.number(found.received),
        in_time=t.number(found.in_time),
        late=t.number(found.late),
    )
    overdue = t("Appeals of residents that are overdue: {count}", count=t.number(found.overdue))
    return {ACHIEVEMENTS: [came], PROBLEMS: [overdue] if found.overdue else []}
