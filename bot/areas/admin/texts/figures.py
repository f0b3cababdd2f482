"""Figures: subscribers in each village, and how many the latest messages reached."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.admin.queries import SentMessage
from bot.core.i18n import Translator


def figures(
    t: Translator, subscribers: int, villages: Sequence[Markup], messages: Sequence[Markup]
) -> Markup:
    blocks = [
        t("<b>Figures</b>"),
        Markup("\n").join([t("<b>Subscribers: {count}</b>", count=t.number(subscribers)), *villages]),
    ]
    if messages:
        blocks.append(Markup("\n").join([t("<b>The latest messages</b>"), *messages]))
    return Markup("\n\n").join(blocks)


def village(t: Translator, name: str, subscribers: int, population: int) -> Markup:
    return t(
        "• {village}: {count} (population: {population})",
        village=name,
        count=t.number(subscribers),
        population=t.number(population),
    )


def message(t: Translator, sent: SentMessage) -> Markup:
    return t(
        "• {date}: “{headline}”. Sent to {reached} of {total}",
        date=t.day_month(sent.started_at),
        headline=sent.headline(t.language),
        reached=t.number(sent.reached),
        total=t.number(sent.total),
    )


def to_work(t: Translator) -> Markup:
    return t("🗂 Work menu")


def label(t: Translator) -> Markup:
    return t("📊 Figures")


def command(t: Translator) -> Markup:
    return t("Subscribers and messages in figures")
