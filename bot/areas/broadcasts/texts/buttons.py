"""Buttons under a message's card and its progress."""

from markupsafe import Markup

from bot.areas.broadcasts.models import BroadcastKind
from bot.core.i18n import Translator


def hand_in(t: Translator) -> Markup:
    return t("✅ Send to approval")


def choose_time(t: Translator) -> Markup:
    return t("🕒 Choose the time")


def edit(t: Translator) -> Markup:
    return t("✏️ Change")


def delete(t: Translator) -> Markup:
    return t("🗑 Delete")


def yes_delete(t: Translator) -> Markup:
    return t("🗑 Yes, delete")


def emergency(t: Translator) -> Markup:
    return t("🚨 Emergency")


def approve(t: Translator) -> Markup:
    return t("✅ Approve")


def return_it(t: Translator) -> Markup:
    return t("↩️ Return")


def stop_it(t: Translator) -> Markup:
    return t("⛔ Stop")


def resume(t: Translator) -> Markup:
    return t("▶️ Send it to the rest")


def write_again(t: Translator) -> Markup:
    return t("📄 Write it anew")


def report(t: Translator) -> Markup:
    return t("📊 Report")


def open_it(t: Translator) -> Markup:
    return t("👁 Open")


def home(t: Translator, kind: BroadcastKind) -> Markup:
    """What it tells of: ordinary messages that another area made carry a report."""
    if kind is BroadcastKind.SURVEY:
        return t("📋 The survey")
    return t("🏛 The meeting") if kind is BroadcastKind.NOTICE else t("📑 The report")


def show_again(t: Translator) -> Markup:
    return t("🔄 Refresh")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")
