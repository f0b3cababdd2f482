"""What a person can say on their phone."""

from collections.abc import Sequence
from typing import Any

from bot.demo.emulation.deeds import Blocked
from bot.demo.whatsapp_emulator.chats import Chat, Shown
from bot.demo.whatsapp_emulator.files import base_type
from bot.demo.whatsapp_emulator.meta import Meta
from bot.demo.whatsapp_emulator.people import GREETING, Person, words_of

# Meta tells the names of documents only.
_NAMES = {"image": "photo.jpg", "audio": "voice.ogg", "video": "video.mp4", "sticker": "sticker.webp"}


class Speaker:
    """Everything happens at once; the business is brought it when its turn comes."""

    def __init__(self, meta: Meta, chat: Chat) -> None:
        self._meta = meta
        self.chat = chat

    @property
    def owner(self) -> Person:
        return self.chat.owner

    def unblock(self) -> None:
        self.chat.blocked = False
        self._meta.tell("unblocked", self.chat)

    def send_text(self, text: str, reply_to: Shown | None = None) -> Shown:
        return self._say({"type": "text", "text": {"body": text}}, written=text, reply_to=reply_to)

    def start(self, payload: str = "") -> Shown:
        """As the bot's link does, with its words sent; it unblocks the bot too."""
        if self.chat.blocked:
            self.unblock()
        return self.send_text(f"{GREETING} #{payload}" if payload else GREETING)

    def open_link(self, link: str) -> Shown:
        """A `wa.me` link to this business: its words stand in the box and are sent. ValueError for others."""
        words = words_of(link, self.chat.business.number)
        if words is None:
            raise ValueError(f"not a link to this business: {link}")
        if self.chat.blocked:
            self.unblock()
        return self.send_text(words)

    def edit_text(self, shown: Shown, text: str) -> Shown:
        """Of a message of their own: the business only hears that something came which it can't read."""
        if shown.from_bot:
            raise ValueError("a person edits their own messages only")
        shown.written = text
        self.send_unsupported()
        return shown

    def send_photo(self, content: bytes, caption: str = "") -> Shown:
        mime_type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
        return self._send_file("image", "photo", content, "", mime_type, caption)

    def send_document(
        self, content: bytes, name: str, mime_type: str = "application/octet-stream", caption: str = ""
    ) -> Shown:
        return self._send_file("document", "document", content, name, mime_type, caption, filename=name)

    def send_voice(self, content: bytes, duration: int = 3) -> Shown:
        return self._send_file("audio", "voice", content, "", "audio/ogg; codecs=opus", "", voice=True)

    def send_video(self, content: bytes, caption: str = "", duration: int = 3) -> Shown:
        return self._send_file("video", "video", content, "", "video/mp4", caption)

    def send_sticker(self, content: bytes) -> Shown:
        return self._send_file("sticker", "sticker", content, "", "image/webp", "", animated=False)

    def send_album(self, pictures: Sequence[bytes], caption: str = "") -> list[Shown]:
        """Each comes to the bot as a message of its own, the first with the words; nothing joins them."""
        captions = [caption] + [""] * (len(pictures) - 1)
        return [self.send_photo(picture, words) for picture, words in zip(pictures, captions, strict=True)]

    def send_location(self, latitude: float, longitude: float, name: str = "", address: str = "") -> Shown:
        named = {key: value for key, value in (("name", name), ("address", address)) if value}
        place = {"latitude": latitude, "longitude": longitude, **named}
        return self._say({"type": "location", "location": place}, written=name)

    def send_contact(self, phone_number: str, first_name: str | None = None) -> Shown:
        name = first_name or self.owner.name
        phones = [{"phone": phone_number, "type": "CELL", "wa_id": phone_number.lstrip("+")}]
        card = {"name": {"formatted_name": name, "first_name": name}, "phones": phones}
        return self._say({"type": "contacts", "contacts": [card]})

    def react(self, shown: Shown, emoji: str) -> None:
        """Nothing takes a reaction back."""
        shown.reactions = [{"emoji": emoji}] if emoji else []
        given = {"message_id": shown.id} | ({"emoji": emoji} if emoji else {})
        self._bring({"type": "reaction", "reaction": given})
        self._meta.tell("reaction", self.chat, shown)

    def send_unsupported(self) -> None:
        """A poll, a message for one look: Meta tells that something came, not what."""
        details = "Message type is currently not supported."
        error = {"code": 131051, "title": "Message type unknown", "message": "Message type unknown"}
        self._bring({"type": "unsupported", "errors": [error | {"error_data": {"details": details}}]})

    def _say(
        self, fields: dict[str, Any], *, written: str = "", file: Any = None, reply_to: Shown | None = None
    ) -> Shown:
        if self.chat.blocked:
            raise Blocked(f"{self.owner.name} blocked the business")
        return self._meta.person_says(self.chat, fields, written=written, file=file, reply_to=reply_to)

    def _bring(self, fields: dict[str, Any]) -> None:
        if self.chat.blocked:
            raise Blocked(f"{self.owner.name} blocked the business")
        self._meta.person_brings(self.chat, fields)

    def _send_file(
        self,
        form: str,
        kind: str,
        content: bytes,
        name: str,
        mime_type: str,
        caption: str,
        **more: Any,
    ) -> Shown:
        owner, now = self.chat.business.account_id, self._meta.now()
        kept_name, kept_type = name or _NAMES[form], base_type(mime_type)
        kept = self._meta.files.keep(owner, kind, content, kept_name, kept_type, now)
        told = {"id": kept.file_id, "mime_type": mime_type, "sha256": kept.sha256, **more}
        told |= {"caption": caption} if caption else {}
        return self._say({"type": form, form: told}, written=caption, file=kept)
