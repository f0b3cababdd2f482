"""A message's card: what it is, whom it reaches, whose turn it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.audience import AudienceSize
from bot.areas.broadcasts.costs import Cost
from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.broadcasts.texts.costs import cost_lines
from bot.areas.broadcasts.texts.deciding import time_is_over
from bot.areas.broadcasts.texts.states import paused, state
from bot.areas.broadcasts.texts.writing import topic_name
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.models import Village
from bot.core.i18n import Translator
from bot.outbox.models import Status
from bot.outbox.queries import BatchFigures

VILLAGES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card tells besides the message itself, in no language yet.

    `turn`: who has to do something now. `figures` once it was sent.
    """

    size: AudienceSize
    villages: Mapping[int, Village]
    legal: LegalValues
    author: str | None
    turn: Sequence[str]
    decided_by: str | None
    figures: BatchFigures | None
    now: datetime
    costs: Sequence[Cost] = ()


def card(t: Translator, broadcast: Broadcast, facts: CardFacts) -> Markup:
    lines = [
        paused(t) if rules.rests(broadcast, facts.now) else state(t, broadcast.state),
        Markup("«{}»").format(rules.headline(broadcast.text_ky, 80)),
        *_people(t, broadcast, facts),
        t("Topic: {topic}", topic=topic_name(t, broadcast.topic)),
        *(_sent(t, broadcast, facts, facts.figures) if facts.figures else _plan(t, broadcast, facts)),
    ]
    if broadcast.emergency_reason:
        lines.append(t("Reason of the emergency: {reason}", reason=broadcast.emergency_reason))
    return Markup("\n").join(lines)


def _people(t: Translator, broadcast: Broadcast, facts: CardFacts) -> list[Markup]:
    lines = []
    emergency = broadcast.kind is BroadcastKind.EMERGENCY
    if facts.author:
        lines.append(t("Written by: {name}", name=facts.author))
    if facts.decided_by and emergency:
        lines.append(t("🚨 Sent as an emergency by: {name}", name=facts.decided_by))
    elif facts.decided_by and broadcast.state in rules.DECIDED:
        lines.append(t("Approved by: {name}", name=facts.decided_by))
    if facts.turn:
        lines.append(t("Now it is the turn of: {names}", names=t.list(facts.turn)))
    if broadcast.remark:
        lines.append(t("Remark: {remark}", remark=broadcast.remark))
    return lines


def _sent(t: Translator, broadcast: Broadcast, facts: CardFacts, figures: BatchFigures) -> list[Markup]:
    lines = [sent_of(t, figures), *arrived(t, figures)]
    if rules.rests(broadcast, facts.now) and broadcast.send_at:
        lines.append(goes_on(t, figures.waiting, broadcast.send_at))
    if broadcast.started_at:
        lines.append(t("Went out: {when}", when=t.moment(broadcast.started_at)))
    return lines


def sent_of(t: Translator, figures: BatchFigures) -> Markup:
    return t(
        "Sent: <b>{sent}</b> of {total}",
        sent=t.number(figures.count(Status.SENT)),
        total=t.number(figures.total),
    )


def arrived(t: Translator, figures: BatchFigures) -> list[Markup]:
    """What the platforms told of themselves; nothing of those that never do."""
    lines = []
    if figures.confirmed:
        lines.append(
            t(
                "Delivered, as WhatsApp tells: {delivered}, read: {read}",
                delivered=t.number(figures.delivered),
                read=t.number(figures.read),
            )
        )
    if figures.held:
        lines.append(t("Got a short notice, did not open it yet: {count}", count=t.number(figures.held)))
    return lines


def goes_on(t: Translator, waiting: int, at: datetime) -> Markup:
    return t.plural(
        "People rest now, so {count} resident gets it in the morning: {when}",
        "People rest now, so {count} residents get it in the morning: {when}",
        waiting,
        when=t.moment(at),
    )


def _plan(t: Translator, broadcast: Broadcast, facts: CardFacts) -> list[Markup]:
    lines = [whom(t, facts.size), *_village_lines(t, facts)]
    lines += [line for cost in facts.costs for line in cost_lines(t, cost)]
    lines.append(when(t, broadcast))
    ordinary = broadcast.kind is BroadcastKind.ORDINARY
    if (
        ordinary
        and broadcast.state in rules.EDITABLE
        and broadcast.send_at
        and broadcast.send_at <= facts.now
    ):
        lines.append(time_is_over(t, broadcast.send_at))
    if broadcast.send_by:
        lines.append(t("⏰ Has to go out by {when}", when=t.moment(broadcast.send_by)))
    if moved := rules.moved_to(broadcast, facts.legal, t.timezone):
        lines.append(t("⚠️ People rest at that hour, so it goes out later: {when}", when=t.moment(moved)))
    if not broadcast.text_ru:
        lines.append(t("⚠️ There is no Russian text: everybody gets the Kyrgyz one."))
    if rules.arrives_apart((broadcast.text_ky, broadcast.text_ru), broadcast.attachments):
        lines.append(t("⚠️ The text doesn't fit under the file: they arrive as separate messages."))
    return lines


def whom(t: Translator, size: AudienceSize) -> Markup:
    if not size.total:
        return t("Will be received by: <b>nobody</b>. Please check whom it is for.")
    return t(
        "Will be received by: <b>{count}</b> ({languages})",
        count=t.number(size.total),
        languages=_languages(t, size.by_language),
    )


def _village_lines(t: Translator, facts: CardFacts) -> list[Markup]:
    counts = list(facts.size.by_village.items())
    lines = [
        Markup("   {}: {} ({})").format(
            village_name(t, facts.villages, village_id), t.number(sum(found.values())), _languages(t, found)
        )
        for village_id, found in counts[:VILLAGES_SHOWN]
    ]
    more = len(counts) - VILLAGES_SHOWN
    if more > 0:
        lines.append(t.plural("   and {count} more village", "   and {count} more villages", more))
    return lines


def village_name(t: Translator, villages: Mapping[int, Village], village_id: int | None) -> str:
    village = villages.get(village_id or 0)
    return village.name(t.language) if village else "–"


def _languages(t: Translator, counts: Mapping[str | None, int]) -> str:
    """How many in which language, as one says it: a language's own name is for choosing it."""
    return t.list([str(_in_language(t, code, t.number(count))) for code, count in counts.items()])


def _in_language(t: Translator, code: str | None, number: str) -> Markup:
    if code == "ky":
        return t("{number} in Kyrgyz", number=number)
    if code == "ru":
        return t("{number} in Russian", number=number)
    return t("{number} in another language", number=number)


def when(t: Translator, broadcast: Broadcast) -> Markup:
    if broadcast.send_at is None:
        return t("Goes out: at once after approval")
    return t("Goes out: {when}", when=t.moment(broadcast.send_at))


def preview_head(t: Translator) -> Markup:
    return t("👇 This is how residents will see it:")
