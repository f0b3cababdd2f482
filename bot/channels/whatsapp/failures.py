"""Meta's error codes as the few kinds of `core.channel`. Reasons are short codes, never Meta's words.

The same codes come as answers and, for what was accepted first, in the statuses of webhooks.
"""

import re
from collections.abc import Callable

from bot.channels.whatsapp.api import ApiRefusal
from bot.core.channel import (
    Blocked,
    ChannelBroken,
    ChatThrottled,
    Permanent,
    Retryable,
    SendFailure,
    Throttled,
    WindowClosed,
)

CHAT_SECONDS = 6.0
RATE_SECONDS = 5.0
HOUR_RATE_SECONDS = 60.0
SPAM_SECONDS = 3600.0

# Meta's own words for a file that it doesn't know (any more), in lower case.
_ABOUT_MEDIA = re.compile(r"media|attachment|\bparam (?:image|document|audio|video)\b")
_MEDIA_CODES = frozenset({131052, 131053})
_UNKNOWN_CODES = frozenset({33, 100, 131009})

_NAMED: dict[int, Callable[[], SendFailure]] = {
    131047: WindowClosed,
    131026: lambda: Blocked("undeliverable"),
    131056: lambda: ChatThrottled(CHAT_SECONDS),
    130429: lambda: Throttled(RATE_SECONDS),
    4: lambda: Throttled(HOUR_RATE_SECONDS),
    613: lambda: Throttled(HOUR_RATE_SECONDS),
    80007: lambda: Throttled(HOUR_RATE_SECONDS),
    131048: lambda: Throttled(SPAM_SECONDS, "spam_limit"),
    131064: lambda: Throttled(SPAM_SECONDS, "messaging_limit"),
    0: lambda: ChannelBroken("token_refused"),
    190: lambda: ChannelBroken("token_refused"),
    3: lambda: ChannelBroken("no_permission"),
    10: lambda: ChannelBroken("no_permission"),
    131005: lambda: ChannelBroken("no_permission"),
    368: lambda: ChannelBroken("account_locked"),
    131031: lambda: ChannelBroken("account_locked"),
    131042: lambda: ChannelBroken("payment"),
    131044: lambda: ChannelBroken("payment"),
    131045: lambda: ChannelBroken("not_registered"),
    133010: lambda: ChannelBroken("not_registered"),
    131037: lambda: ChannelBroken("name_not_approved"),
    131057: lambda: ChannelBroken("maintenance"),
    130497: lambda: ChannelBroken("country_restricted"),
    132001: lambda: Permanent("template_missing"),
    132015: lambda: Permanent("template_paused"),
    132016: lambda: Permanent("template_paused"),
    130472: lambda: Permanent("experiment"),
    131049: lambda: Permanent("not_shown_by_meta"),
    131050: lambda: Permanent("marketing_stopped"),
    131051: lambda: Permanent("unsupported"),
    131052: lambda: Permanent("file_refused"),
    131053: lambda: Permanent("file_refused"),
    1: lambda: Retryable("server_error"),
    2: lambda: Retryable("server_error"),
    131000: lambda: Retryable("server_error"),
    131016: lambda: Retryable("server_error"),
}
_TEMPLATE_REFUSED = frozenset({132000, 132005, 132007, 132008, 132012, 132018, 132068, 132069})
_PERMISSIONS = range(200, 300)


def failure_of(refusal: ApiRefusal) -> SendFailure:
    """What an answer means for sending."""
    if refusal.code is not None:
        return failure_of_code(refusal.code, refusal.status)
    return _failure_of_status(refusal.status)


def failure_of_code(code: int, status: int = 400) -> SendFailure:
    """`status` is the answer's HTTP status; it decides about codes that nobody has written down."""
    if code in _NAMED:
        return _NAMED[code]()
    if code in _TEMPLATE_REFUSED:
        return Permanent("template_refused")
    if code in _PERMISSIONS:
        return ChannelBroken("no_permission")
    return _failure_of_status(status)


def file_is_refused(refusal: ApiRefusal) -> bool:
    """The reference is no good (any more); the bytes may be."""
    if refusal.code in _MEDIA_CODES:
        return True
    return refusal.code in _UNKNOWN_CODES and _ABOUT_MEDIA.search(refusal.details.lower()) is not None


def _failure_of_status(status: int) -> SendFailure:
    if status in (401, 403):
        return ChannelBroken("token_refused")
    if status == 429:
        return Throttled(RATE_SECONDS)
    if status == 413:
        return Permanent("file_too_big")
    return Permanent("refused") if 400 <= status < 500 else Retryable("server_error")
