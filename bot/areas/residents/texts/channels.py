"""Platforms by the names people know them by."""

from collections.abc import Iterable

from bot.core.i18n import Translator

_NAMES = {"telegram": "Telegram", "whatsapp": "WhatsApp"}


def channel_name(channel: str) -> str:
    return _NAMES.get(channel, channel.title())


def channel_names(t: Translator, channels: Iterable[str]) -> str:
    """Each once, though somebody may have two numbers in one app."""
    return t.list(dict.fromkeys(channel_name(one) for one in channels))
