"""What the program knows for a deputy's report, in lines a deputy can take over."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.appeals.mandate_queries import Promise
from bot.areas.appeals.models import Appeal, AppealState
from bot.areas.appeals.texts.mandates import about
from bot.core.i18n import Translator

# A report's item has room for three thousand letters; some are left for what else is known.
ROOM = 2600
MOST_EXAMPLES = 6
SHORT = 90


def mandates(
    t: Translator,
    count: int,
    groups: Sequence[tuple[Markup, Sequence[Appeal]]],
    promised: Mapping[int, Promise],
) -> list[Markup]:
    """Every group with its count; examples as far as there is room. `promised`: plans by mandate."""
    lines: list[Markup] = []
    for most in range(MOST_EXAMPLES, -1, -1):
        lines = [_received(t, count)]
        for head, found in groups:
            lines += _group(t, head, found, promised, most)
        if sum(len(line.unescape()) for line in lines) <= ROOM:
            break
    return lines


def _received(t: Translator, count: int) -> Markup:
    return t("Mandates received: {count}", count=t.number(count))


def done(t: Translator) -> Markup:
    return t("Done")


def answered(t: Translator) -> Markup:
    return t("An answer was given")


def council(t: Translator) -> Markup:
    return t("Passed on to the council")


def declined(t: Translator) -> Markup:
    return t("Declined with a reason")


def waiting(t: Translator) -> Markup:
    return t("Not answered yet")


def planned(t: Translator) -> Markup:
    return t("Promised, under way")


def _group(
    t: Translator, head: Markup, found: Sequence[Appeal], promised: Mapping[int, Promise], most: int
) -> list[Markup]:
    """How many, and some of them; of one that isn't open to all the number alone."""
    if not found:
        return []
    lines = [_example(t, one, promised.get(one.id)) for one in found[:most]]
    if most and len(found) > most:
        lines.append(t("… and {count} more", count=t.number(len(found) - most)))
    # What belongs to a point stands a step further in.
    return [Markup("\n   – ").join([Markup("{}: {}").format(head, t.number(len(found))), *lines])]


def _example(t: Translator, appeal: Appeal, promise: Promise | None) -> Markup:
    line = Markup("№ {}").format(appeal.number)
    if appeal.open_to_all and appeal.text:
        line += Markup(": {}").format(about(t, appeal, SHORT))
    if promise and appeal.state is AppealState.PLANNED:
        line += Markup(" ({})").format(t("until {day}", day=t.date(promise.due_on)))
    return line


def appeals(t: Translator, received_count: int, answered_count: int) -> Markup:
    return t(
        "Proposals, applications and complaints from villages of the district: {received}, "
        "answered: {answered}",
        received=t.number(received_count),
        answered=t.number(answered_count),
    )


ITEMS = ("d1", "d2", "d3", "d4", "d5")


def item(t: Translator, key: str) -> Markup:
    """The items of 002 §3.5, as the report names them."""
    return {
        "d1": t("Mandates of voters"),
        "d2": t("What was done about proposals, applications and complaints"),
        "d3": t("Decisions the council took in this time"),
        "d4": t("Work of the standing and temporary commissions"),
        "d5": t("Work of the executive body"),
    }[key]


def draft(t: Translator, known: Mapping[str, Sequence[Markup]], since: datetime, until: datetime) -> Markup:
    lines = [
        t("📝 <b>For your report</b>: {since} – {until}", since=t.date(since), until=t.date(until)),
    ]
    for number, key in enumerate(ITEMS, start=1):
        lines += [Markup(""), Markup("<b>{}. {}</b>").format(number, item(t, key))]
        found = known.get(key) or []
        if found:
            lines += [Markup("• {}").format(line) for line in found]
        elif key in known:
            lines.append(t("Nothing came in this time."))
        else:
            lines.append(t("What meetings and messages told stands in «Write the report»."))
    return Markup("\n").join(lines)
