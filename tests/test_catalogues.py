"""Every text exists in Kyrgyz and Russian, whole, with the same places for values and the same marks."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
KEYWORDS: dict[str, Any] = {"t": None, "plural": (1, 2)}
LANGUAGES = ("ky", "ru")


def room_of(path: str) -> str:
    """The catalogue that a source file's words stand in: its area's, else its room's."""
    parts = Path(path).parts
    return parts[1] if parts[0] == "areas" else parts[0]


@cache
def used() -> dict[str, set[str | tuple[str, ...]]]:
    found: dict[str, set[str | tuple[str, ...]]] = {}
    folder = str(ROOT / "bot")
    for path, _, message, _, _ in extract_from_dir(folder, [("**.py", "python")], keywords=KEYWORDS):
        found.setdefault(room_of(path), set()).add(message)
    return found


def catalogue(language: str, room: str) -> Catalog:
    path = ROOT / "locales" / language / "LC_MESSAGES" / f"{room}.po"
    assert path.exists(), f"no catalogue {path.relative_to(ROOT)}"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def strings(message: Any) -> list[str]:
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]


def places(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{\w*\}|</?[a-z]+", text))


def test_no_word_hides_in_braces() -> None:
    """Babel finds nothing inside an f-string: such a word would stay English for ever."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and _name(call.func) in KEYWORDS
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]
    assert not hidden


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", sorted(used()))
def test_a_catalogue_holds_just_the_words_in_use(language: str, room: str) -> None:
    known = {message.id for message in catalogue(language, room) if message.id}
    assert known == used()[room]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", sorted(used()))
def test_every_word_is_translated_with_its_values_and_marks(language: str, room: str) -> None:
    for message in catalogue(language, room):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        expected = places(message.id if isinstance(message.id, str) else message.id[1])
        for string in strings(message):
            assert string, f"not translated: {message.id}"
            assert places(string) == expected, f"values or marks differ: {message.id}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_msgid_means_one_thing(language: str) -> None:
    seen: dict[Any, Any] = {}
    for room in used():
        for message in catalogue(language, room):
            if message.id:
                assert seen.setdefault(message.id, message.string) == message.string, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_are_named_in_words(language: str) -> None:
    """`004 §4.9` is a file's number: nobody outside knows it."""
    said = [text for room in used() for message in catalogue(language, room) for text in strings(message)]
    assert not [text for text in said if "§" in text or re.search(r"(?<![\d ])00[0-4]\b", text)]
