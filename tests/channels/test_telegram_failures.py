"""Telegram's refusals, as PTB raises them, and the kinds they become."""

from datetime import timedelta

import pytest
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

from bot.channels.telegram.failures import TOKEN_PAUSE_SECONDS, failure_of, file_is_refused, seconds
from bot.channels.telegram.request import AnswerLost, NotSent
from bot.core.channel import Blocked, ChannelBroken, Moved, OutcomeUnknown, Permanent, Retryable, Throttled

CASES = [
    (Forbidden("Forbidden: bot was blocked by the user"), Blocked, "blocked"),
    (Forbidden("Forbidden: user is deactivated"), Blocked, "gone"),
    (Forbidden("Forbidden: bot can't initiate conversation with a user"), Blocked, "never_started"),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Blocked, "kicked"),
    (Forbidden("Forbidden: bot is not a member of the channel chat"), Blocked, "kicked"),
    (BadRequest("Bad Request: not enough rights to send text messages to the chat"), Permanent, "no_rights"),
    (BadRequest("Bad Request: need administrator rights in the channel chat"), Permanent, "no_rights"),
    (BadRequest("Bad Request: CHAT_SEND_PLAIN_FORBIDDEN"), Permanent, "no_rights"),
    (BadRequest("Bad Request: chat not found"), Blocked, "gone"),
    (BadRequest("Bad Request: PEER_ID_INVALID"), Blocked, "gone"),
    (BadRequest("Bad Request: message is too long"), Permanent, "too_long"),
    (BadRequest("Bad Request: message caption is too long"), Permanent, "too_long"),
    (BadRequest("Bad Request: can't parse entities: unclosed tag"), Permanent, "bad_markup"),
    (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Permanent, "bad_buttons"),
    (BadRequest("Bad Request: wrong file identifier/HTTP URL specified"), Permanent, "file_refused"),
    (BadRequest("Bad Request: VOICE_MESSAGES_FORBIDDEN"), Permanent, "voice_forbidden"),
    (BadRequest("Bad Request: something about Асан, +996555123456"), Permanent, "refused"),
    (NetworkError("Bad Gateway"), Retryable, "server_error"),
    (NetworkError("Internal Server Error"), Retryable, "server_error"),
    (NetworkError("Request Entity Too Large"), Permanent, "file_too_big"),
    (NotSent("not connected"), Retryable, "unreachable"),
    (TimedOut(), OutcomeUnknown, "timeout"),
    (AnswerLost("lost"), OutcomeUnknown, "connection_lost"),
    (TelegramError("Invalid server response"), OutcomeUnknown, "bad_answer"),
]


@pytest.mark.parametrize(("error", "kind", "reason"), CASES)
def test_errors_become_named_kinds(error: TelegramError, kind: type, reason: str) -> None:
    failure = failure_of(error)
    assert type(failure) is kind
    assert failure.reason == reason


def test_waiting_is_in_seconds_whatever_ptb_gives() -> None:
    assert seconds(7) == seconds(timedelta(seconds=7)) == 7.0


def test_throttling_carries_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    failure = failure_of(RetryAfter(4321))
    assert isinstance(failure, Throttled)
    assert failure.retry_after == 4321


def test_a_flood_without_a_time_pauses_too() -> None:
    assert isinstance(failure_of(NetworkError("Too Many Requests")), Throttled)


def test_a_moved_group_gives_its_new_address() -> None:
    failure = failure_of(ChatMigrated(-100123))
    assert isinstance(failure, Moved)
    assert failure.new_address == "-100123"


def test_a_refused_token_pauses_the_channel_and_fails_no_message() -> None:
    failure = failure_of(InvalidToken())
    assert isinstance(failure, ChannelBroken), "and the administrators are told"
    assert (failure.retry_after, failure.reason) == (TOKEN_PAUSE_SECONDS, "token_refused")


@pytest.mark.parametrize(
    "words",
    [
        "wrong file identifier/HTTP URL specified",
        "wrong remote file identifier specified: Wrong padding in the string",
        "can't use file of type Video as Document",
        "FILE_REFERENCE_EXPIRED",
    ],
)
def test_refused_references_are_known_by_telegrams_words(words: str) -> None:
    assert file_is_refused(BadRequest(f"Bad Request: {words}"))
    assert not file_is_refused(NetworkError(words))
