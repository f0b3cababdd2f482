"""What one Telegram message holds: words, a file, a place."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from telegram import Contact, Message

from bot.core import richtext
from bot.core.messages import AttachmentKind, IncomingFile, Location


def spoken_text(message: Message) -> tuple[str | None, Markup | None]:
    """Plain and with marks. A shared contact or a venue is read as the words a person would have typed."""
    if message.text:
        return message.text, richtext.clean(message.text_html)
    if message.caption:
        return message.caption, richtext.clean(message.caption_html)
    words = _contact_words(message) or _venue_words(message)
    return (words, Markup.escape(words)) if words else (None, None)


def _contact_words(message: Message) -> str | None:
    """One's own number alone: it was asked for; somebody else's with the name."""
    contact = message.contact
    if contact is None:
        return None
    sender = message.from_user
    own = sender is not None and contact.user_id == sender.id
    return _number(contact) if own else f"{_name(contact)}, {_number(contact)}"


def _number(contact: Contact) -> str:
    """Some apps leave out the plus of a full number."""
    number = contact.phone_number
    return number if number.startswith(("+", "0")) else f"+{number}"


def _name(contact: Contact) -> str:
    return " ".join(part for part in (contact.first_name, contact.last_name) if part)


def _venue_words(message: Message) -> str | None:
    venue = message.venue
    return ", ".join(part for part in (venue.title, venue.address) if part) if venue else None


def place_of(message: Message) -> Location | None:
    place = message.venue.location if message.venue else message.location
    return Location(place.latitude, place.longitude) if place else None


def attachment_of(message: Message) -> IncomingFile | None:
    if message.photo:
        # Telegram makes several sizes of a photo, the largest last.
        return _incoming(AttachmentKind.PHOTO, message.photo[-1], mime_type="image/jpeg")
    for find, kind, name, mime_type in _FILES:
        if found := find(message):
            return _incoming(kind, found, name, mime_type)
    return None


# Recordings of the voice are VOICE; films and music are kept as documents, which lose nothing. An
# animation comes as a document too.
_FILES: tuple[tuple[Callable[[Message], Any], AttachmentKind, str, str], ...] = (
    (lambda message: message.voice, AttachmentKind.VOICE, "voice.ogg", "audio/ogg"),
    (lambda message: message.document, AttachmentKind.DOCUMENT, "document", "application/octet-stream"),
    (lambda message: message.audio, AttachmentKind.DOCUMENT, "audio.mp3", "audio/mpeg"),
    (lambda message: message.video, AttachmentKind.DOCUMENT, "video.mp4", "video/mp4"),
    (lambda message: message.video_note, AttachmentKind.DOCUMENT, "video.mp4", "video/mp4"),
)


def _incoming(
    kind: AttachmentKind, file: Any, name: str = "photo.jpg", mime_type: str | None = None
) -> IncomingFile:
    return IncomingFile(
        kind=kind,
        reference=file.file_id,
        name=getattr(file, "file_name", None) or name,
        mime_type=getattr(file, "mime_type", None) or mime_type,
        size=file.file_size,
    )
