"""What it costs to write to many, where a platform takes money."""

from markupsafe import Markup

from bot.areas.broadcasts.costs import Cost
from bot.core.i18n import Translator
from bot.outbox.money import MILLION


def cost_lines(t: Translator, cost: Cost) -> list[Markup]:
    """Some platforms take money from who writes to people that haven't written for a day."""
    found = cost.estimate
    lines = [
        t(
            "{platform}: {free} for free, {paid} paid, about {sum}.",
            platform=cost.platform,
            free=t.number(found.free),
            paid=t.number(found.paid),
            sum=money(t, found.cost, cost.currency),
        )
    ]
    if found.left is not None:
        left = money(t, found.left, cost.currency)
        lines[0] = Markup(" ").join([lines[0], t("Left of this month's limit: {sum}.", sum=left)])
    if found.beyond:
        lines.append(
            t.plural(
                "⚠️ The limit isn't enough for {count} more person: they get it when they write to the bot.",
                "⚠️ The limit isn't enough for {count} more people: they get it when they write to the bot.",
                found.beyond,
            )
        )
    return lines


def money(t: Translator, millionths: int, currency: str) -> str:
    return f"{t.number(round(millionths / MILLION, 2))} {currency}"
