"""What Telegram does to words after it read them."""

from typing import Any

import pytest

from bot.demo.telegram_emulator import utf16
from bot.demo.telegram_emulator.entities import check_entities, find_entities, settle
from bot.demo.telegram_emulator.errors import ApiError


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start x", [("bot_command", "/start")]),
        ("бас: /menu@jarchy_bot, /2", [("bot_command", "/menu@jarchy_bot"), ("bot_command", "/2")]),
        ("1/2 a/b //x", []),
        ("😀 https://e.kg/a?b=c.", [("url", "https://e.kg/a?b=c")]),
        ("(t.me/jarchy_bot)", [("url", "t.me/jarchy_bot")]),
        ("#суу жок #1 #a1", [("hashtag", "#суу"), ("hashtag", "#a1")]),
        ("@aigul a@b.kg @ab", [("mention", "@aigul"), ("email", "a@b.kg")]),
    ],
)
def test_finds(text: str, found: list[tuple[str, str]]) -> None:
    entities = find_entities(text)
    assert [(e["type"], utf16.cut(text, e["offset"], e["length"])) for e in entities] == found


def test_trims_and_moves_marks() -> None:
    bold = {"type": "bold", "offset": 2, "length": 4}
    assert settle("  аб  ", [bold]) == ("аб", [{"type": "bold", "offset": 0, "length": 2}])
    # Before the first mark blanks go, inside it they stay.
    begins = {"type": "code", "offset": 1, "length": 3}
    assert settle("\n  x", [begins])[0] == "  x"


def test_drops_what_is_never_shown() -> None:
    bold = {"type": "bold", "offset": 2, "length": 1}
    assert settle("a\rb\x07", [bold]) == ("ab", [{"type": "bold", "offset": 1, "length": 1}])


def test_finds_nothing_inside_code_and_links() -> None:
    code = {"type": "code", "offset": 0, "length": 5}
    assert settle("/menu", [code])[1] == [code]


@pytest.mark.parametrize(
    ("entity", "complaint"),
    [
        ({"type": "bold", "offset": 100, "length": 1}, "entity begins after the end of the text"),
        ({"type": "bold", "offset": 0, "length": 100}, "entity beginning at UTF-16 offset 0 ends after"),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "huge", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type"),
        (
            {"type": "text_link", "offset": 0, "length": 1},
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": "not-a-url"},
            "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": ""},
            "entity URL '' is invalid: URL host is empty",
        ),
    ],
)
def test_refuses_given_marks(entity: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ApiError, match="Bad Request") as caught:
        check_entities("hello", [entity])
    assert complaint in caught.value.description
