"""Telegram's refusals as the few kinds of `core.channel`. Reasons are short codes, never Telegram's words."""

from datetime import timedelta

import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.request import AnswerLost, NotSent
from bot.core.channel import (
    Blocked,
    ChannelBroken,
    Moved,
    OutcomeUnknown,
    Permanent,
    Retryable,
    SendFailure,
    Throttled,
)

log = structlog.get_logger()

TOKEN_PAUSE_SECONDS = 60.0
UNSAID_PAUSE_SECONDS = 5.0

# Parts of Telegram's descriptions, in lower case; the first that fits names the failure.
GONE = ("chat not found", "user not found", "user is deactivated", "peer_id_invalid", "user_id_invalid")
FORBIDDEN = (
    ("deactivated", "gone"),
    ("can't initiate conversation", "never_started"),
    ("messages to bots", "gone"),
    ("chat was deleted", "gone"),
    # Of groups and channels: "bot was kicked from the supergroup chat", "bot is not a member of the ...".
    ("kicked", "kicked"),
    ("not a member", "kicked"),
)
FILE_REFUSED = (
    "wrong file",
    "wrong remote file",
    "can't use file of type",
    "type of file mismatch",
    "file_reference_",
    "invalid file id",
    "invalid file_id",
)
REFUSED = (
    ("is too long", "too_long"),
    ("can't parse entities", "bad_markup"),
    ("is too big", "file_too_big"),
    ("too large", "file_too_big"),
    ("image_process_failed", "bad_photo"),
    ("photo_invalid", "bad_photo"),
    ("text is empty", "empty"),
    ("must be non-empty", "empty"),
    ("voice_messages_forbidden", "voice_forbidden"),
    ("button", "bad_buttons"),
    ("keyboard", "bad_buttons"),
    ("not enough rights", "no_rights"),
    ("have no rights", "no_rights"),
    ("chat_write_forbidden", "no_rights"),
    ("administrator rights", "no_rights"),
    ("chat_send_", "no_rights"),
    ("topic_closed", "no_rights"),
    ("chat_restricted", "no_rights"),
    *((words, "file_refused") for words in FILE_REFUSED),
)
NOT_MODIFIED = "message is not modified"
NO_TEXT = "no text in the message to edit"
CANT_REDRAW = (
    "message to edit not found",
    "message can't be edited",
    NO_TEXT,
    "message_id_invalid",
)


def failure_of(error: TelegramError) -> SendFailure:
    """What `error` means for sending."""
    if isinstance(error, RetryAfter):
        return Throttled(seconds(error.retry_after))
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return Blocked(_code(error, FORBIDDEN, "blocked"))
    if isinstance(error, BadRequest):
        return Blocked("gone") if says(error, *GONE) else Permanent(_code(error, REFUSED, "refused"))
    if isinstance(error, InvalidToken):
        return _token_refused()
    return _network_failure(error)


def seconds(wait: int | timedelta) -> float:
    """PTB is on its way from numbers to timedeltas; either may come."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def says(error: TelegramError, *words: str) -> bool:
    """PTB changes the case of Telegram's words, so they are compared without it."""
    said = error.message.lower()
    return any(part in said for part in words)


def file_is_refused(error: TelegramError) -> bool:
    """The reference is no good (any more); the bytes may be."""
    return isinstance(error, BadRequest) and says(error, *FILE_REFUSED)


def _code(error: TelegramError, table: tuple[tuple[str, str], ...], otherwise: str) -> str:
    return next((code for words, code in table if says(error, words)), otherwise)


def _token_refused() -> SendFailure:
    """The fault is ours and everybody's: the channel waits until someone repairs it, no message fails."""
    log.error("telegram_token_refused", pause=TOKEN_PAUSE_SECONDS)
    return ChannelBroken("token_refused", TOKEN_PAUSE_SECONDS)


def _network_failure(error: TelegramError) -> SendFailure:
    if isinstance(error, NotSent):
        return Retryable("unreachable")
    if isinstance(error, TimedOut):
        return OutcomeUnknown("timeout")
    if isinstance(error, AnswerLost):
        return OutcomeUnknown("connection_lost")
    if says(error, "too many requests"):
        return Throttled(UNSAID_PAUSE_SECONDS)
    if says(error, "too large"):
        return Permanent("file_too_big")
    return Retryable("server_error") if isinstance(error, NetworkError) else OutcomeUnknown("bad_answer")
