"""What may be typed, and how much of it."""

import re
from collections.abc import Sequence
from typing import Any

from bot.areas.appeals.models.author import NAME_LENGTH
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind, IncomingFile

LONGEST_TEXT = 3000
LONGEST_LINE = 300
# Fewer letters explain nothing to who waits for an answer.
FEWEST_LETTERS = 5
MOST_FILES = 6
MOST_VOICES = 3
MOST_FILE_BYTES = 20 * 1024 * 1024

_BELONGS = {AttachmentKind.PHOTO: "image/", AttachmentKind.VOICE: "audio/"}
_TELEPHONE = re.compile(r"\+?[\d\s()/.-]+", re.ASCII)


def check_words(text: str | None, longest: int = LONGEST_TEXT) -> str:
    """Tidied. Raises `Refused("appeals:empty")` and `Refused("appeals:long")`."""
    tidy = (text or "").strip()
    if not tidy:
        raise Refused("appeals:empty")
    if len(tidy) > longest:
        raise Refused("appeals:long", longest=longest)
    return tidy


def check_explained(text: str | None, longest: int = LONGEST_TEXT) -> str:
    """An answer or a reason that an author reads. Raises as `check_words`, and `Refused("appeals:short")`."""
    tidy = check_words(text, longest)
    if sum(letter.isalpha() for letter in tidy) < FEWEST_LETTERS:
        raise Refused("appeals:short")
    return tidy


def check_file(incoming: IncomingFile, kept: Sequence[Sequence[Any]]) -> None:
    """A photo or a voice message, as large as a platform gives back, besides those `kept` already.

    Raises `Refused("appeals:file")`, `Refused("appeals:photo_as_file")`, `Refused("appeals:file_big")`,
    `Refused("appeals:files_many")` and `Refused("appeals:voices_many")`.
    """
    if incoming.kind is AttachmentKind.DOCUMENT and (incoming.mime_type or "").startswith("image/"):
        raise Refused("appeals:photo_as_file")
    belongs = _BELONGS.get(incoming.kind)
    if belongs is None or not (incoming.mime_type or belongs).startswith(belongs):
        raise Refused("appeals:file")
    if (incoming.size or 0) > MOST_FILE_BYTES:
        raise Refused("appeals:file_big", most=MOST_FILE_BYTES // 1024 // 1024)
    same = sum(kind == incoming.kind for kind, _ in kept)
    if incoming.kind is AttachmentKind.PHOTO and same >= MOST_FILES:
        raise Refused("appeals:files_many", most=MOST_FILES)
    if incoming.kind is AttachmentKind.VOICE and same >= MOST_VOICES:
        raise Refused("appeals:voices_many", most=MOST_VOICES)


def check_name(typed: str) -> str:
    """Raises `Refused("appeals:name")`."""
    tidy = " ".join(typed.split())
    if not any(letter.isalpha() for letter in tidy) or len(tidy) > NAME_LENGTH:
        raise Refused("appeals:name")
    return tidy


def check_telephone(typed: str) -> str:
    """As it was written; a number can be dialled in many ways. Raises `Refused("appeals:telephone")`."""
    tidy = " ".join(typed.split())
    digits = sum(letter.isdecimal() for letter in tidy)
    if not _TELEPHONE.fullmatch(tidy) or not 5 <= digits <= 15 or len(tidy) > 30:
        raise Refused("appeals:telephone")
    return tidy
