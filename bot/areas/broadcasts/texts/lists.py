"""Lists of messages."""

from markupsafe import Markup

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.models import Broadcast
from bot.areas.broadcasts.texts.states import SIGNS, bare_state
from bot.core.i18n import Translator


def in_list(broadcast: Broadcast) -> str:
    return f"{SIGNS[broadcast.state]} {rules.headline(broadcast.text_ky)}"


def line(t: Translator, one: Broadcast) -> Markup:
    """With the state in words; the button below has only the sign."""
    day = t.day_month(one.started_at or one.submitted_at or one.created_at)
    return Markup("{}, {}: {}").format(in_list(one), day, bare_state(t, one.state))


def latest(t: Translator) -> Markup:
    return t("Messages to residents, the latest first:")


def drafts(t: Translator) -> Markup:
    return t("Your unfinished messages:")


def waiting(t: Translator) -> Markup:
    return t("These wait for your approval:")


def none_here(t: Translator) -> Markup:
    return t("There is nothing here now.")
