"""Lists of messages."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.models import Broadcast
from bot.areas.broadcasts.texts.states import SIGNS, bare_state
from bot.core.i18n import Translator


def in_list(broadcast: Broadcast) -> str:
    return f"{SIGNS[broadcast.state]} {rules.headline(broadcast.text_ky, 40)}"


def listed(t: Translator, head: Markup, found: Sequence[Broadcast]) -> Markup:
    """Each with its state in words; the buttons below have only the sign."""
    lines = [
        Markup("{} {}, {}: {}").format(
            SIGNS[one.state],
            rules.headline(one.text_ky, 40),
            t.day_month(one.started_at or one.submitted_at or one.created_at),
            bare_state(t, one.state),
        )
        for one in found
    ]
    return Markup("\n").join([head, *lines])


def latest(t: Translator) -> Markup:
    return t("Messages to residents, the latest first:")


def drafts(t: Translator) -> Markup:
    return t("Your unfinished messages:")


def waiting(t: Translator) -> Markup:
    return t("These wait for your approval:")


def none_here(t: Translator) -> Markup:
    return t("There is nothing here now.")
