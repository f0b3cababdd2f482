"""Where a message stands, in words and as a sign."""

from markupsafe import Markup

from bot.areas.broadcasts.models import BroadcastState
from bot.core.i18n import Translator

SIGNS = {
    BroadcastState.DRAFT: "📝",
    BroadcastState.WAITING: "⏳",
    BroadcastState.RETURNED: "↩️",
    BroadcastState.APPROVED: "🕒",
    BroadcastState.SENDING: "📤",
    BroadcastState.SENT: "✅",
    BroadcastState.STOPPED: "⛔",
}


def state(t: Translator, now: BroadcastState) -> Markup:
    names = {
        BroadcastState.DRAFT: t("📝 <b>Draft</b>"),
        BroadcastState.WAITING: t("⏳ <b>Waits for approval</b>"),
        BroadcastState.RETURNED: t("↩️ <b>Returned to be changed</b>"),
        BroadcastState.APPROVED: t("🕒 <b>Approved, not sent yet</b>"),
        BroadcastState.SENDING: t("📤 <b>Being sent</b>"),
        BroadcastState.SENT: t("✅ <b>Sent</b>"),
        BroadcastState.STOPPED: t("⛔ <b>Stopped</b>"),
    }
    return names[now]


def paused(t: Translator) -> Markup:
    return t("🌙 <b>Paused for the night</b>")


def bare_state(t: Translator, now: BroadcastState) -> Markup:
    """In the middle of a sentence."""
    names = {
        BroadcastState.DRAFT: t("a draft"),
        BroadcastState.WAITING: t("waiting for approval"),
        BroadcastState.RETURNED: t("returned to be changed"),
        BroadcastState.APPROVED: t("approved"),
        BroadcastState.SENDING: t("being sent"),
        BroadcastState.SENT: t("sent"),
        BroadcastState.STOPPED: t("stopped"),
    }
    return names[now]
