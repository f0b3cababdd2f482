"""People and their phones: what a person can do in Telegram, and what they see."""

import asyncio
import re
import struct
from collections.abc import Callable
from typing import Any

from bot.demo.telegram_emulator.account import commands_for
from bot.demo.telegram_emulator.files import describe
from bot.demo.telegram_emulator.state import Chat, Shown, Telegram

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?")
_LINK = re.compile(r"https://t\.me/(\w+)(?:\?start=([\w-]{0,64}))?$")
PATIENCE = 5.0


class NoSuchButton(LookupError):  # noqa: N818 - named for what happened
    """Nothing with that label can be tapped or pressed."""


class Phone:
    """One person's chat with one bot."""

    def __init__(self, telegram: Telegram, chat: Chat) -> None:
        self._telegram = telegram
        self.chat = chat

    @property
    def person(self) -> dict[str, Any]:
        return self.chat.person or {}

    # what is seen

    @property
    def messages(self) -> list[Shown]:
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
        return self.chat.keyboard

    @property
    def commands(self) -> list[dict[str, str]]:
        return commands_for(self.chat)

    @property
    def commands_shown(self) -> list[str]:
        return [command["command"] for command in self.commands]

    def snapshot(self) -> dict[str, Any]:
        """The whole phone as JSON, for a page."""
        return {
            "chat": self.chat.id,
            "name": self.person.get("first_name", ""),
            "blocked": self.chat.blocked,
            "keyboard": self.chat.keyboard,
            "commands": self.commands,
            "messages": [_picture(shown) for shown in self.chat.messages],
        }

    # what is done

    def send_text(self, text: str) -> Shown:
        self.chat.started = True
        entities = [
            {"type": "bot_command", "offset": m.start(), "length": len(m.group())}
            for m in _COMMAND.finditer(text)
        ]
        fields: dict[str, Any] = {"text": text} | ({"entities": entities} if entities else {})
        return self._say(fields)

    def send_rich(self, text: str, entities: list[dict[str, Any]]) -> Shown:
        """Text with marks a person put on it; offsets in UTF-16 units."""
        return self._say({"text": text, "entities": entities})

    def start(self, payload: str = "") -> Shown:
        return self.send_text(f"/start {payload}".strip())

    def open_link(self, link: str) -> Shown:
        match = _LINK.match(link)
        if match is None or match.group(1) != self.chat.bot.user["username"]:
            raise ValueError(f"not a link to this bot: {link}")
        return self.start(match.group(2) or "")

    def press(self, label: str) -> Shown:
        """A button of the standing keyboard: its label is sent as a message."""
        shown = [text for row in self.chat.keyboard or [] for text in row]
        found = next((text for text in shown if label in text), None)
        if found is None:
            raise NoSuchButton(f"{label!r} is not on the keyboard {shown}")
        return self.send_text(found)

    async def tap(self, label: str, message: Shown | None = None) -> dict[str, Any]:
        """An inline button, on the latest message that has it once it came; gives the bot's answer.

        A button with a page's address gives `{"url": ...}`; a link to the bot itself is followed.
        """
        shown, button = await self._awaited_button(label, message)
        if "url" in button:
            if _LINK.match(button["url"]):
                self.open_link(button["url"])
            return {"url": button["url"]}
        return await asyncio.wait_for(self.tap_data(shown, button["callback_data"]), PATIENCE)

    async def tap_data(self, shown: Shown, data: str) -> dict[str, Any]:
        """A tap with any data, also forged, as a modified phone could send it."""
        asked = self._telegram.ask_callback(self.chat, self.person, shown, data)
        return await asked.answer

    async def _awaited_button(self, label: str, message: Shown | None) -> tuple[Shown, dict[str, Any]]:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while True:
            self.chat.changed.clear()
            try:
                return self._button(label, message)
            except NoSuchButton:
                left = deadline - asyncio.get_running_loop().time()
                if left <= 0 or not await _happens(self.chat.changed, left):
                    raise

    def _button(self, label: str, message: Shown | None) -> tuple[Shown, dict[str, Any]]:
        places = [message] if message else list(reversed(self.received))
        for exact in (True, False):
            for shown in places:
                for row in shown.buttons:
                    for button in row:
                        if button["text"] == label or (not exact and label in button["text"]):
                            return shown, button
        raise NoSuchButton(f"{label!r} is not among {[shown.labels for shown in places[:3]]}")

    def send_photo(self, content: bytes, caption: str = "") -> Shown:
        return self._send_file("photo", content, "photo.jpg", "image/jpeg", caption)

    def send_document(self, content: bytes, name: str, mime_type: str, caption: str = "") -> Shown:
        return self._send_file("document", content, name, mime_type, caption)

    def send_voice(self, content: bytes) -> Shown:
        return self._send_file("voice", content, "voice.ogg", "audio/ogg", "")

    def send_location(self, latitude: float, longitude: float) -> Shown:
        return self._say({"location": {"latitude": latitude, "longitude": longitude}})

    def send_contact(self, phone_number: str) -> Shown:
        contact = {"phone_number": phone_number, "first_name": self.person["first_name"]}
        return self._say({"contact": contact | {"user_id": self.person["id"]}})

    def block(self) -> None:
        self._membership("member", "kicked")
        self.chat.blocked = True
        self._telegram.tell("blocked", self.chat)

    def unblock(self) -> None:
        self.chat.blocked = False
        self._membership("kicked", "member")
        self._telegram.tell("unblocked", self.chat)

    def deactivate(self) -> None:
        """The person deleted their account."""
        self.chat.deactivated = True

    # waiting

    async def wait_for(
        self, wanted: str | int | Callable[["Phone"], bool], *, seconds: float = PATIENCE
    ) -> Shown:
        """Until words stand in the bot's messages or on buttons, or so many came, or a condition holds."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not self._holds(wanted):
            self.chat.changed.clear()
            left = deadline - asyncio.get_running_loop().time()
            try:
                await asyncio.wait_for(self.chat.changed.wait(), max(left, 0))
            except TimeoutError:
                seen = [shown.text[:300] for shown in self.received[-4:]]
                raise AssertionError(f"{wanted!r} did not come; the last were {seen}") from None
        return self._found(wanted)

    def _holds(self, wanted: str | int | Callable[["Phone"], bool]) -> bool:
        if isinstance(wanted, str):
            return any(_shows(shown, wanted) for shown in self.received)
        if isinstance(wanted, int):
            return len(self.received) >= wanted
        return wanted(self)

    def _found(self, wanted: str | int | Callable[["Phone"], bool]) -> Shown:
        if isinstance(wanted, str):
            return next(shown for shown in reversed(self.received) if _shows(shown, wanted))
        return self.last

    def _say(self, fields: dict[str, Any]) -> Shown:
        self.chat.started = True
        return self._telegram.person_says(self.chat, self.person, fields)

    def _send_file(self, kind: str, content: bytes, name: str, mime_type: str, caption: str) -> Shown:
        kept = self._telegram.files.keep(self.chat.bot.token, kind, content, name, mime_type)
        shown = self._say(describe(kept) | ({"caption": caption} if caption else {}))
        shown.file = kept
        return shown

    def _membership(self, before: str, after: str) -> None:
        bot = {name: self.chat.bot.user[name] for name in ("id", "is_bot", "first_name", "username")}
        until = {"until_date": 0}
        change = {
            "chat": self.chat.describe(),
            "from": self.person,
            "date": self._telegram.timestamp(),
            "old_chat_member": {"user": bot, "status": before} | (until if before == "kicked" else {}),
            "new_chat_member": {"user": bot, "status": after} | (until if after == "kicked" else {}),
        }
        self.chat.bot.updates.add("my_chat_member", change)


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _shows(shown: Shown, words: str) -> bool:
    return words in shown.text or any(words in label for label in shown.labels)


def _picture(shown: Shown) -> dict[str, Any]:
    picture: dict[str, Any] = {
        "id": shown.id,
        "mine": not shown.from_bot,
        "html": shown.html,
        "date": shown.api["date"],
        "edited": shown.edits > 0,
        "buttons": [[{"text": b["text"], "url": b.get("url")} for b in row] for row in shown.buttons],
    }
    if shown.file:
        kept = shown.file
        picture["file"] = {
            "kind": kept.kind,
            "id": kept.file_id,
            "name": kept.name,
            "size": len(kept.content),
        }
    if "location" in shown.api:
        picture["location"] = shown.api["location"]
    return picture


def tiny_png(width: int = 2, height: int = 2) -> bytes:
    """A picture for tests and for a demo phone without a camera."""
    import zlib

    def chunk(name: bytes, body: bytes) -> bytes:
        checked = name + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    rows = b"".join(b"\x00" + b"\xb0\x30\x30" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
