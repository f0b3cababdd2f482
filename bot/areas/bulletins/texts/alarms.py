"""What the office hears by itself while a bulletin nears its day."""

from markupsafe import Markup

from bot.areas.broadcasts.models import BroadcastState
from bot.areas.bulletins.models import Bulletin
from bot.areas.bulletins.texts.naming import name
from bot.core.i18n import Translator


def draft_opened(t: Translator, bulletin: Bulletin) -> Markup:
    return t(
        "📝 A draft is ready: <b>{name}</b>.\nIt goes out on {when}. Please read and complete it.",
        name=name(t, bulletin),
        when=t.moment(bulletin.publish_at),
    )


def reminder(t: Translator, bulletin: Bulletin, days: int) -> Markup:
    which = name(t, bulletin)
    return t.plural(
        "⏰ {name}\nIt goes out in {count} day. Please finish it and send it for approval.",
        "⏰ {name}\nIt goes out in {count} days. Please finish it and send it for approval.",
        days,
        name=which,
    )


def approval_reminder(t: Translator, bulletin: Bulletin) -> Markup:
    return t(
        "⏰ {name}\nIt waits for your approval. It goes out on {when}.",
        name=name(t, bulletin),
        when=t.moment(bulletin.publish_at),
    )


def escalation(t: Translator, bulletin: Bulletin, state: BroadcastState) -> Markup:
    waiting = state is BroadcastState.WAITING
    why = t("It waits for approval.") if waiting else t("Nobody has sent it for approval yet.")
    return t(
        "❗ {name}\nIt is to go out on {when}, but it is not ready. {why}",
        name=name(t, bulletin),
        when=t.moment(bulletin.publish_at),
        why=why,
    )


def overdue(t: Translator, bulletin: Bulletin) -> Markup:
    return t(
        "❗ {name}\nIt was to go out on {when} and has not. It goes out as soon as it is approved.",
        name=name(t, bulletin),
        when=t.moment(bulletin.publish_at),
    )
