"""People with WhatsApp: who they are, and what they do on their phones."""

import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.demo.emulation.deeds import PATIENCE, QUIET, Answer, Blocked, NoSuchButton
from bot.demo.emulation.waiting import until
from bot.demo.whatsapp_emulator.accounts import Business
from bot.demo.whatsapp_emulator.chats import Button, Chat, Shown
from bot.demo.whatsapp_emulator.meta import Meta, new_wamid
from bot.demo.whatsapp_emulator.sought import Label, Wanted, find_button, found, holds
from bot.demo.whatsapp_emulator.views import view_phone

GREETING = "Саламатсызбы!"
_LINK_HOSTS = {"wa.me", "www.wa.me", "api.whatsapp.com"}


class Person:
    """`number` is digits alone; `number_hidden` once they use WhatsApp under a user name."""

    def __init__(self, number: str, name: str, *, language_code: str = "ky") -> None:
        self.number = number
        self.name = name
        self.language_code = language_code
        self.username: str | None = None
        self.number_hidden = False
        # Whether the business is told what they read; whether they read at once what comes.
        self.read_receipts = True
        self.reads = True
        self.online = True
        # They left WhatsApp.
        self.gone = False
        self.generation = 0

    def user_id(self, business: Business) -> str | None:
        """Another for every business, and a new one with every new number."""
        if not business.user_ids:
            return None
        scope = f"{business.account_id}/{self.number}/{self.generation}"
        return f"KG.{int(hashlib.sha256(scope.encode()).hexdigest()[:16], 16):020d}"


class WhatsAppPhone:
    """One person's chat with one business. What a person does happens at once; only taps are awaited."""

    def __init__(self, meta: Meta, chat: Chat) -> None:
        self._meta = meta
        self.chat = chat

    # what is seen

    @property
    def person(self) -> dict[str, Any]:
        owner = self.chat.owner
        return {"id": self.chat.id, "first_name": owner.name, "language_code": owner.language_code}

    @property
    def owner(self) -> Person:
        return self.chat.owner

    @property
    def messages(self) -> list[Shown]:
        """Both directions, oldest first."""
        return self.chat.messages

    @property
    def received(self) -> list[Shown]:
        """What the bot said, oldest first."""
        return [shown for shown in self.chat.messages if shown.from_bot]

    @property
    def last(self) -> Shown:
        """The bot's latest message."""
        return self.received[-1]

    @property
    def keyboard(self) -> list[list[str]] | None:
        """What stands for Telegram's standing keyboard: the rows of the latest list."""
        listed = next((shown for shown in reversed(self.received) if shown.list_label), None)
        return [[button["words"] for button in row] for row in listed.buttons] if listed else None

    @property
    def commands(self) -> list[dict[str, str]]:
        """WhatsApp has no menu of commands."""
        return []

    @property
    def commands_shown(self) -> list[str]:
        return []

    def snapshot(self) -> dict[str, Any]:
        """The whole phone as JSON, for a page."""
        return view_phone(self.chat)

    # what is said

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

    def send_album(self, pictures: list[bytes], caption: str = "") -> list[Shown]:
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

    # what is pressed

    def press(self, label: str) -> Shown:
        """A row or button of the menu that came; where there is none the words are not typed instead."""
        place = find_button(self.received, label)
        if place is None:
            raise NoSuchButton(f"{label!r} is not among {[shown.labels for shown in self.received[-3:]]}")
        shown, button = place
        if "callback_data" not in button:
            raise NoSuchButton(f"{label!r} opens a page")
        return self._reply(shown, button)

    async def tap(self, label: Label, message: Shown | None = None) -> Answer:
        """A button or a row of a list, on the latest message that has it once it came.

        Found by a part of its title or description, or of the whole words that the text gives for a shortened
        title. A link gives `{"url": ...}`; one to this business is followed.
        """
        await until(lambda: self._button(label, message) is not None, self.chat.changed, PATIENCE)
        place = self._button(label, message)
        if place is None:
            seen = [shown.labels for shown in self.received[-3:]]
            raise NoSuchButton(f"{label!r} is not among {seen}")
        return self._tapped(*place)

    def _button(self, label: Label, message: Shown | None) -> tuple[Shown, Button] | None:
        return find_button([message] if message else self.received, label)

    async def tap_data(self, shown: Shown, data: str) -> Answer:
        """A tap with any data, also forged, as a modified app could send it."""
        button = shown.find_button(data) or {"text": data[:20], "callback_data": data, "kind": "button"}
        return self._tapped(shown, button)

    def tap_at(self, message_id: str, row: int, column: int) -> Answer:
        """By its place on the page. LookupError where there is no such button."""
        shown = self.chat.find(message_id)
        if shown is None:
            raise LookupError("no such message")
        return self._tapped(shown, shown.buttons[row][column])

    def _tapped(self, shown: Shown, button: Button) -> Answer:
        if "callback_data" in button:
            self._reply(shown, button)
            return Answer()
        if "url" in button and words_of(button["url"], self.chat.business.number) is not None:
            self.open_link(button["url"])
        return Answer({name: button[name] for name in ("url", "request_location") if name in button})

    def _reply(self, shown: Shown, button: Button) -> Shown:
        """What the app sends in the person's name: the title stands in the chat."""
        title, data = button["text"], button["callback_data"]
        if button["kind"] == "template":
            fields: dict[str, Any] = {"type": "button", "button": {"payload": data, "text": title}}
        else:
            kind = "list_reply" if button["kind"] == "row" else "button_reply"
            reply = {"id": data, "title": title}
            if button.get("description"):
                reply["description"] = button["description"]
            fields = {"type": "interactive", "interactive": {"type": kind, kind: reply}}
        return self._say(fields, written=title, reply_to=shown)

    # whether and how they are reached

    def block(self) -> None:
        """The business is told nothing; what it sends from now on never arrives."""
        self.chat.blocked = True
        self._meta.tell("blocked", self.chat)

    def unblock(self) -> None:
        self.chat.blocked = False
        self._meta.tell("unblocked", self.chat)

    def deactivate(self) -> None:
        """The person left WhatsApp."""
        self.owner.gone = True
        self._meta.tell("deactivated", self.chat)

    def switch_off(self) -> None:
        """What is sent stays with one tick until `switch_on`."""
        self.owner.online = False

    def switch_on(self) -> None:
        self.owner.online = True
        waiting, self.chat.waiting = self.chat.waiting, []
        for shown in waiting:
            self._meta.arrive(self.chat, shown)

    def read(self) -> None:
        """All that came and was not read yet, for one who does not read at once."""
        for shown in self.received:
            self._meta.read(self.chat, shown)

    def open_window(self) -> None:
        """As if they had just written, without the bot being told."""
        self.chat.started = True
        self.chat.last_heard = self._meta.now()

    def hide_number(self, username: str) -> None:
        """They take a user name: the number is told no more."""
        self.owner.number_hidden, self.owner.username = True, username

    def change_number(self, number: str) -> None:
        """Told by a system message; with the number the business-scoped id changes."""
        owner, business = self.owner, self.chat.business
        before, old_id = owner.number, owner.user_id(business)
        head = {"id": new_wamid(number), "timestamp": str(self._meta.timestamp()), "type": "system"}
        owner.number = number
        owner.generation += 1
        new_id = owner.user_id(business)
        system: dict[str, Any] = {
            "type": "user_changed_user_id" if owner.number_hidden else "user_changed_number"
        }
        if not owner.number_hidden:
            head["from"] = before
            system |= {"body": f"User {owner.name} changed from {before} to {number}", "wa_id": number}
        else:
            system["body"] = f"User {owner.name} changed their user id"
        if new_id:
            head["from_user_id"] = old_id or ""
            system |= {"user_id": new_id, "previous_user_id": old_id}
        self._meta.bring(self.chat, head | {"system": system})

    def clear_history(self) -> None:
        """For this person only."""
        self.chat.messages.clear()
        self._meta.tell("cleared", self.chat)

    # waiting

    async def wait_for(self, wanted: Wanted, *, seconds: float = PATIENCE) -> Shown:
        """Until words stand in the bot's messages or on buttons, or so many came, or a condition holds."""
        if not await until(lambda: holds(self, wanted), self.chat.changed, seconds):
            seen = [shown.text[:300] for shown in self.received[-4:]]
            refused = self.chat.business.refusals[-3:]
            raise AssertionError(f"{wanted!r} did not come; the last were {seen}; WhatsApp refused {refused}")
        return found(self, wanted)

    async def wait_quiet(self, *, quiet: float = QUIET, seconds: float = PATIENCE) -> None:
        """Until the bot took all that was brought, and asked nothing for `quiet` seconds."""
        business = self.chat.business
        if not await business.quiet(quiet, seconds):
            raise AssertionError(f"the bot is still busy: {business.requests[-5:]}")

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
        owner = self.chat.business.account_id
        kept = self._meta.files.keep(owner, kind, content, name or form, mime_type, self._meta.now())
        told = {"id": kept.file_id, "mime_type": mime_type, "sha256": kept.sha256, **more}
        told |= {"caption": caption} if caption else {}
        return self._say({"type": form, form: told}, written=caption, file=kept)


def words_of(link: str, number: str) -> str | None:
    """The words of a link that opens the chat with this number; None for any other link."""
    parts = urlsplit(link)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    called = parts.path.strip("/") if parts.netloc.lower() != "api.whatsapp.com" else asked.get("phone", "")
    own = parts.netloc.lower() in _LINK_HOSTS and called.lstrip("+") == number
    return asked.get("text", GREETING) if own else None
