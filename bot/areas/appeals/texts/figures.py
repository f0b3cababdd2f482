"""Figures of appeals: the screen, the register's heads, the bulletin's line."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.areas.appeals.figures import Figures
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
        days = t.number(found.median_days)
        lines.append(t("Half were answered within {days} working days", days=days))
    lines += _group(t, t("By kind"), [(str(naming.kind(t, k)), n) for k, n in found.kinds.most_common()])
    lines += _group(t, t("By topic"), [(str(naming.topic(t, k)), n) for k, n in found.topics.most_common()])
    lines += _group(t, t("By village"), [(villages.get(k, "–"), n) for k, n in found.villages.most_common()])
    lines += _group(
        t, t("Mandates by deputy"), [(deputies.get(k, "–"), n) for k, n in found.deputies.most_common()]
    )
    return Markup("\n").join(lines)


def totals(t: Translator, found: Figures) -> list[tuple[Markup, int]]:
    return [
        (t("Came in"), found.received),
        (t("Answered in time"), found.in_time),
        (t("Answered late"), found.late),
        (t("Still open"), found.open),
        (t("Overdue now"), found.overdue),
        (t("Passed to other bodies"), found.forwarded),
        (t("Disputed"), found.disputed),
    ]


def _group(t: Translator, head: Markup, rows: Sequence[tuple[str, int]]) -> list[Markup]:
    if not rows:
        return []
    shown = [Markup("• {}: {}").format(name, t.number(count)) for name, count in rows[:MOST_LINES]]
    return [Markup(""), Markup("<b>{}</b>").format(head), *shown]


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
            "Last month {count} appeal came in; answered in time: {in_time}",
            "Last month {count} appeals came in; answered in time: {in_time}",
            found.received,
            in_time=t.number(found.in_time),
        )
        said[language] = str(text.unescape())
    return said
