"""As what WhatsApp takes a stored file: by its type, its name and its size."""

import mimetypes
from dataclasses import dataclass

from bot.channels.whatsapp import limits
from bot.core.messages import AttachmentKind

PLAIN = "text/plain"
IMAGES = frozenset({"image/jpeg", "image/png"})
SOUNDS = frozenset({"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"})
FILMS = frozenset({"video/mp4", "video/3gpp"})
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENTS = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        f"{_OFFICE}.wordprocessingml.document",
        f"{_OFFICE}.spreadsheetml.sheet",
        f"{_OFFICE}.presentationml.presentation",
        PLAIN,
    }
)
# Letters alone, though Meta refuses their types: they go as plain text under their own names.
LETTERS = frozenset({"application/json", "application/rtf", "application/xml", "application/geo+json"})
_UNSAID = frozenset({"", "application/octet-stream"})


@dataclass(frozen=True, slots=True)
class Carried:
    """The message's type (`image`, `audio`, `video`, `document`) and the type the file is uploaded as."""

    type: str
    mime_type: str


_WAYS = (
    ("image", IMAGES, limits.IMAGE_BYTES),
    ("audio", SOUNDS, limits.SOUND_BYTES),
    ("video", FILMS, limits.FILM_BYTES),
    ("document", DOCUMENTS, limits.DOCUMENT_BYTES),
)


def carried(kind: AttachmentKind, name: str, mime_type: str, size: int | None) -> Carried | None:
    """None for a file that WhatsApp takes in no way."""
    named = _type_of(kind, name, mime_type)
    for way, types, most in _WAYS:
        if named in types:
            return Carried(way, named) if (size or 0) <= most else None
    return None


def _type_of(kind: AttachmentKind, name: str, mime_type: str) -> str:
    named = mime_type.partition(";")[0].strip().lower()
    if named in _UNSAID:
        named = mimetypes.guess_type(name)[0] or named
    if kind is AttachmentKind.VOICE and (named in _UNSAID or named.endswith(("/opus", "/ogg"))):
        return "audio/ogg"
    if kind is AttachmentKind.PHOTO and named in _UNSAID:
        return "image/jpeg"
    if named.startswith("text/") or named in LETTERS:
        return PLAIN
    return "image/jpeg" if named == "image/jpg" else named
