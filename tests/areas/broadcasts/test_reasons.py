"""Why somebody did not get a message is said in plain words, whatever platform it was."""

import re
from pathlib import Path

import pytest

from bot.areas.broadcasts.texts.progress import reason
from bot.areas.hearings.texts.papers import failure
from bot.channels.telegram.failures import FORBIDDEN, REFUSED
from bot.core.i18n import Translator
from tests.areas.residents.chat import BISHKEK

CHANNELS = Path(__file__).parent.parent.parent.parent / "bot" / "channels"
RAISED = re.compile(
    r"(?:Permanent|Blocked|Retryable|Throttled|ChannelBroken|OutcomeUnknown)\([^()\"]*\"(\w+)\"", re.DOTALL
)


def codes() -> list[str]:
    """All that the channels' files raise, and the outbox's own."""
    found = {code for _, code in (*FORBIDDEN, *REFUSED)}
    for path in CHANNELS.rglob("*.py"):
        found |= set(RAISED.findall(path.read_text()))
    own = {
        "internal",
        "blocked",
        "not_sendable",
        "empty",
        "moved",
        "stopped",
        "deleted",
        "money_limit",
        "window_closed",
    }
    return sorted(found | own | {"throttled", "chat_throttled", "failed"})


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_reason_has_plain_words(language: str) -> None:
    t = Translator(language, BISHKEK)
    said = {code: str(reason(t, code)) for code in codes()}

    assert {"blocked", "gone", "token_refused", "file_gone"} <= said.keys()
    assert not [code for code, words in said.items() if code in words and code != words], said
    assert not [code for code in said if failure(t, code) == ""]


def test_a_code_nobody_wrote_down_is_named() -> None:
    assert "132077" in reason(Translator("ky", BISHKEK), "132077")
