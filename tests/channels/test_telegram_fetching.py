"""The bytes of files that people sent."""

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.api import DiscreetBot
from bot.core.channel import Permanent, Retryable, SendFailure, Throttled
from bot.core.db import Database
from tests.channels.scripted import HANG_UP, TOKEN, ScriptedTelegram, refusal, result


@pytest.fixture
def channel(scripted_bot: DiscreetBot, database: Database) -> TelegramChannel:
    return TelegramChannel(scripted_bot, database)


async def test_the_bytes_come_by_reference(channel: TelegramChannel, telegram: ScriptedTelegram) -> None:
    telegram.files["docs/voice-1"] = b"OggS"
    assert await channel.fetch("voice-1") == b"OggS"


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        (refusal(400, "Bad Request: file is too big"), Permanent, "file_too_big"),
        (refusal(400, "Bad Request: invalid file_id"), Permanent, "file_refused"),
        (
            result({"file_id": "a", "file_unique_id": "u", "file_size": 20 * 1024**2 + 1}),
            Permanent,
            "file_too_big",
        ),
        (result({"file_id": "a", "file_unique_id": "u", "file_path": "docs/none"}), Permanent, "file_gone"),
        (refusal(502, "Bad Gateway"), Retryable, "server_error"),
        (refusal(429, "Too Many Requests: retry after 3", retry_after=3), Throttled, "throttled"),
        (HANG_UP, Retryable, "connection_lost"),
    ],
)
async def test_failures_are_named(
    channel: TelegramChannel, telegram: ScriptedTelegram, answer: object, kind: type, reason: str
) -> None:
    telegram.answers["getFile"].append(answer)
    with pytest.raises(SendFailure) as caught:
        await channel.fetch("a")
    assert type(caught.value) is kind
    assert caught.value.reason == reason
    assert TOKEN not in repr(caught.value)
