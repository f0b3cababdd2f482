"""A bulletin as the office sees it, and its list."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.broadcasts.models import BroadcastState
from bot.areas.bulletins.models import Bulletin, Distribution, DistributionKind
from bot.areas.bulletins.texts.naming import name
from bot.core.i18n import Translator


def card(
    t: Translator,
    bulletin: Bulletin,
    state: BroadcastState,
    copies: Sequence[Distribution],
    groups: Sequence[Markup] = (),
) -> Markup:
    """`groups`: how many members of registered groups it reached."""
    lines = [
        Markup("<b>{}</b>").format(name(t, bulletin)),
        state_line(t, bulletin, state),
    ]
    lines += [*groups, *(copy_line(t, copy) for copy in copies)]
    return Markup("\n").join(lines)


def state_line(t: Translator, bulletin: Bulletin, state: BroadcastState) -> Markup:
    if bulletin.published_at and bulletin.late:
        return t("✅ Sent late, on {when}", when=t.moment(bulletin.published_at))
    if bulletin.published_at:
        return t("✅ Sent on {when}", when=t.moment(bulletin.published_at))
    if state is BroadcastState.STOPPED:
        return t("⛔ Stopped")
    if state is BroadcastState.WAITING:
        return t("⏳ Waits for approval; goes out on {when}", when=t.moment(bulletin.publish_at))
    if state in {BroadcastState.DRAFT, BroadcastState.RETURNED}:
        return t("📝 Being written; goes out on {when}", when=t.moment(bulletin.publish_at))
    return t("🕒 Approved; goes out on {when}", when=t.moment(bulletin.publish_at))


def copy_line(t: Translator, copy: Distribution) -> Markup:
    sign = "📌" if copy.kind is DistributionKind.BOARD else "💬"
    line = Markup("{} {}, {}").format(sign, copy.place, t.date(copy.recorded_at))
    return line + " 📷" if copy.photo_id else line


def list_head(t: Translator) -> Markup:
    return t("Bulletins of the office:")


def no_bulletins_yet(t: Translator, when: datetime) -> Markup:
    return t("There is no draft yet. The next one opens by itself on {when}.", when=t.date(when))


def open_text(t: Translator) -> Markup:
    return t("✏️ Read and edit")


def more(t: Translator) -> Markup:
    return t("📰 The bulletin's card")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def staff_label(t: Translator) -> Markup:
    return t("📰 Bulletins, posters")


def staff_command(t: Translator) -> Markup:
    return t("Bulletins: drafts, posters, groups")


def gone(t: Translator) -> Markup:
    return t("This bulletin is no longer here.")
