"""What people wrote, in a language, as the parts of a paper."""

from collections.abc import Mapping
from typing import Any

from bot.documents.content import Bullets, Paragraph, plain

_BULLETS = ("•", "- ", "– ", "— ", "* ")


def in_language(words: Mapping[str, Any], item: str, language: str) -> str:
    """Kyrgyz stands for both where nobody wrote Russian; empty where nobody wrote anything."""
    said = words.get(item) or {}
    return str((said.get("ru") if language == "ru" else None) or said.get("ky") or "")


def lines(text: str) -> list[str]:
    """Without the marks of lists that people type."""
    return [_bare(line) for line in text.splitlines() if line.strip()]


def paragraphs(text: str) -> list[Paragraph | Bullets]:
    """Several lines are a list, one is a paragraph."""
    said = lines(text)
    return [plain(said[0])] if len(said) == 1 else [Bullets(tuple(plain(line) for line in said))]


def _bare(line: str) -> str:
    tidy = line.strip()
    for mark in _BULLETS:
        if tidy.startswith(mark):
            return tidy.removeprefix(mark).strip()
    return tidy
