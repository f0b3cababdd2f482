"""What one WhatsApp message holds: words, a file, a place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.channels.whatsapp import ids
from bot.core import links, richtext
from bot.core.messages import AttachmentKind, IncomingFile, Location

Raw = Mapping[str, Any]

_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)")


@dataclass(frozen=True, slots=True)
class Content:
    """`text` is without marks, `rich` with ours; `choice` is what a tapped button carries."""

    text: str | None = None
    rich: Markup | None = None
    choice: str | None = None
    attachment: IncomingFile | None = None
    location: Location | None = None


def read_content(message: Raw, number: str) -> Content | None:
    """None for what says nothing to us: a sticker, a reaction, what Meta can't hand on. `number`: the
    sender's, empty where it isn't told."""
    kind = message["type"]
    read = _READERS.get(kind)
    if read is not None:
        return read(message[kind])
    if kind == "contacts":
        return _plain("\n".join(_contact_words(contact, number) for contact in message["contacts"]))
    return _file(kind, message[kind]) if kind in _FILES else None


def _text(part: Raw) -> Content | None:
    typed = _clean(part["body"])
    payload = links.greeted(typed)
    if payload is not None:
        return _plain(f"/start {payload}".rstrip())
    return _marked(typed)


def _interactive(part: Raw) -> Content | None:
    reply = part.get(part["type"])
    return _tapped(reply["id"]) if part["type"] in ("button_reply", "list_reply") and reply else None


def _tapped(tapped: str) -> Content:
    payload, words = ids.read(tapped)
    return Content(choice=payload) if payload is not None else _plain(words or "")


def _place(part: Raw) -> Content:
    place = Location(float(part["latitude"]), float(part["longitude"]))
    words = ", ".join(_clean(part[name]) for name in ("name", "address") if part.get(name))
    return Content(words or None, Markup.escape(words) if words else None, location=place)


_READERS = {
    "text": _text,
    "interactive": _interactive,
    "button": lambda part: _tapped(part["payload"]),
    "location": _place,
}
# Recordings of the voice are VOICE; films and music are kept as documents, which lose nothing.
_FILES = {
    "image": (AttachmentKind.PHOTO, "photo.jpg", "image/jpeg"),
    "document": (AttachmentKind.DOCUMENT, "document", "application/octet-stream"),
    "audio": (AttachmentKind.DOCUMENT, "audio.mp3", "audio/mpeg"),
    "video": (AttachmentKind.DOCUMENT, "video.mp4", "video/mp4"),
}


def _file(kind: str, part: Raw) -> Content:
    form, name, mime_type = _FILES[kind]
    if kind == "audio" and part.get("voice"):
        form, name, mime_type = AttachmentKind.VOICE, "voice.ogg", "audio/ogg"
    attachment = IncomingFile(
        kind=form,
        reference=str(part["id"]),
        name=_clean(part.get("filename") or "") or name,
        mime_type=(part.get("mime_type") or "").partition(";")[0] or mime_type,
    )
    words = _marked(_clean(part.get("caption") or ""))
    return Content(words.text, words.rich, attachment=attachment)


def _contact_words(contact: Raw, number: str) -> str:
    """One's own number alone: it was asked for; somebody else's with the name."""
    phones = contact.get("phones") or [{}]
    phone = phones[0].get("phone") or ""
    if number and number in {phones[0].get("wa_id"), re.sub(r"\D", "", phone)}:
        return _clean(phone)
    return _clean(", ".join(part for part in (contact["name"]["formatted_name"], phone) if part))


def _marked(typed: str) -> Content:
    if not typed.strip():
        return Content()
    escaped = str(Markup.escape(typed))
    rich = richtext.clean(_ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", escaped)))
    return Content(richtext.plain(rich), rich)


def _plain(words: str) -> Content:
    return Content(words, Markup.escape(words))


def _clean(text: str) -> str:
    """PostgreSQL keeps no letter zero."""
    return text.replace("\0", "")
