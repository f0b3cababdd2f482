"""People and their phones: what a person can do in Telegram, and what they see."""

import asyncio
import re
import secrets
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.demo.emulation.deeds import PATIENCE, QUIET, Answer, Blocked, NoSuchButton
from bot.demo.emulation.waiting import until, until_quiet
from bot.demo.telegram_emulator.accounts import BotAccount
from bot.demo.telegram_emulator.chats import Chat, Member, Shown, User
from bot.demo.telegram_emulator.entities import find_entities
from bot.demo.telegram_emulator.files import describe
from bot.demo.telegram_emulator.menus import commands_for
from bot.demo.telegram_emulator.telegram import Telegram
from bot.demo.telegram_emulator.views import view_phone

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
Wanted = str | int | Callable[["Phone"], bool]
Label = str | Callable[[dict[str, Any]], bool]


class Person:
    """Somebody with Telegram on their phone. `user` is what bots are told of them."""

    def __init__(self, telegram: Telegram, user: User) -> None:
        self._telegram = telegram
        self.user = user

    @property
    def id(self) -> int:
        return int(self.user["id"])

    def chat_with(self, bot: BotAccount) -> "Phone":
        """Their chat with a bot, the same at every call; not begun until they write."""
        if self.id not in bot.chats:
            names = ("first_name", "last_name", "username")
            title = {name: self.user[name] for name in names if name in self.user}
            bot.chats[self.id] = Chat(self.id, bot, {**title, "type": "private"}, person=self.user)
        return Phone(self._telegram, bot.chats[self.id])


class Phone:
    """One person's chat with one bot. What a person does happens at once; only answers are awaited."""

    def __init__(self, telegram: Telegram, chat: Chat) -> None:
        self._telegram = telegram
        self.chat = chat

    @property
    def person(self) -> User:
        return self.chat.person or {}

    # what is seen

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
        return self.chat.keyboard

    @property
    def commands(self) -> list[dict[str, str]]:
        return commands_for(self.chat)

    @property
    def commands_shown(self) -> list[str]:
        return [command["command"] for command in self.commands]

    def snapshot(self) -> dict[str, Any]:
        """The whole phone as JSON, for a page."""
        return view_phone(self.chat)

    # what is said

    def send_text(self, text: str, reply_to: Shown | None = None) -> Shown:
        return self.send_rich(text, find_entities(text), reply_to)

    def send_rich(self, text: str, entities: list[dict[str, Any]], reply_to: Shown | None = None) -> Shown:
        """Text with marks a person put on it; offsets in UTF-16 units."""
        fields: dict[str, Any] = {"reply_to_message": reply_to.snapshot()} if reply_to else {}
        fields |= {"text": text} | ({"entities": entities} if entities else {})
        return self._say(fields)

    def start(self, payload: str = "") -> Shown:
        """The Start button, or a link's; it unblocks the bot too, as Telegram's Restart does."""
        if self.chat.blocked:
            self.unblock()
        return self.send_text(f"/start {payload}".strip())

    def open_link(self, link: str) -> Shown:
        """A `t.me` link to this bot. Raises ValueError for any other."""
        payload = _start_payload(link, self.chat.bot.username)
        if payload is None:
            raise ValueError(f"not a link to this bot: {link}")
        return self.start(payload)

    def edit_text(self, shown: Shown, text: str) -> Shown:
        """Of a message of their own."""
        if shown.from_bot:
            raise ValueError("a person edits their own messages only")
        entities = find_entities(text)
        name = "text" if "text" in shown.api else "caption"
        marks = "entities" if name == "text" else "caption_entities"
        fields = {name: text} | ({marks: entities} if entities else {})
        self._telegram.person_edits(self.chat, shown, fields)
        return shown

    def send_photo(self, content: bytes, caption: str = "") -> Shown:
        return self._send_file("photo", content, "photo.jpg", "image/jpeg", caption)

    def send_document(
        self, content: bytes, name: str, mime_type: str = "application/octet-stream", caption: str = ""
    ) -> Shown:
        return self._send_file("document", content, name, mime_type, caption)

    def send_voice(self, content: bytes, duration: int = 3) -> Shown:
        return self._send_file("voice", content, "voice.ogg", "audio/ogg", "", duration=duration)

    def send_video(self, content: bytes, caption: str = "", duration: int = 3) -> Shown:
        return self._send_file("video", content, "video.mp4", "video/mp4", caption, duration=duration)

    def send_album(self, pictures: Sequence[bytes], caption: str = "") -> list[Shown]:
        """Several photos at once; each comes to the bot as a message of its own, the first with the words."""
        group = {"media_group_id": str(secrets.randbits(53))}
        captions = [caption] + [""] * (len(pictures) - 1)
        return [
            self._send_file("photo", content, "photo.jpg", "image/jpeg", words, group)
            for content, words in zip(pictures, captions, strict=True)
        ]

    def send_location(self, latitude: float, longitude: float) -> Shown:
        return self._say({"location": {"latitude": latitude, "longitude": longitude}})

    def send_contact(self, phone_number: str, first_name: str | None = None) -> Shown:
        """Their own number, or somebody else's under that person's name."""
        contact: dict[str, Any] = {"phone_number": phone_number}
        contact["first_name"] = first_name or self.person["first_name"]
        if first_name is None:
            contact["user_id"] = self.person["id"]
        return self._say({"contact": contact})

    # what is pressed

    def press(self, label: str) -> Shown:
        """A button of the standing keyboard: its label is sent as a message."""
        shown = [text for row in self.chat.keyboard or [] for text in row]
        found = next((text for text in shown if text == label), None)
        found = found or next((text for text in shown if label in text), None)
        if found is None:
            raise NoSuchButton(f"{label!r} is not on the keyboard {shown}")
        if self.chat.one_time_keyboard:
            self.chat.keyboard = self.chat.keyboard_buttons = None
        return self.send_text(found)

    async def tap(self, label: Label, message: Shown | None = None) -> Answer:
        """An inline button, on the latest message that has it once it came; gives the bot's answer.

        A button with a page's address gives `{"url": ...}`; a link to the bot itself is followed.
        """
        found = lambda: self._button(label, message) is not None  # noqa: E731 - it reads as one thought
        if not await until(found, self.chat.changed, PATIENCE):
            seen = [shown.labels for shown in self.received[-3:]]
            raise NoSuchButton(f"{label!r} is not among {seen}")
        shown, button = self._button(label, message) or (self.last, {})
        if "callback_data" in button:
            return await self._tapped(shown, button["callback_data"])
        if "url" in button and _start_payload(button["url"], self.chat.bot.username) is not None:
            self.open_link(button["url"])
        return Answer({name: button[name] for name in ("url", "copy_text", "web_app") if name in button})

    async def tap_data(self, shown: Shown, data: str) -> Answer:
        """A tap with any data, also forged, as a modified phone could send it."""
        return await self._tapped(shown, data)

    async def _tapped(self, shown: Shown, data: str) -> Answer:
        asked = self._telegram.ask_callback(self.chat, self.person, shown, data)
        try:
            return Answer(await asyncio.wait_for(asyncio.shield(asked.answer), PATIENCE))
        except TimeoutError:
            raise AssertionError(f"the bot did not answer the tap on {data!r}") from None

    def _button(self, label: Label, message: Shown | None) -> tuple[Shown, dict[str, Any]] | None:
        places = [message] if message else list(reversed(self.received))
        for fits in _ways_to_fit(label):
            for shown in places:
                for row in shown.buttons:
                    for button in row:
                        if fits(button):
                            return shown, button
        return None

    # whether they talk at all

    def block(self) -> None:
        self.chat.blocked = True
        self._change_membership("member", "kicked")
        self._telegram.tell("blocked", self.chat)

    def unblock(self) -> None:
        self.chat.blocked = False
        self._change_membership("kicked", "member")
        self._telegram.tell("unblocked", self.chat)

    def _change_membership(self, before: str, after: str) -> None:
        bot = self.chat.bot.as_sender()
        self._telegram.tell_membership(self.chat, self.person, Member(bot, before), Member(bot, after))

    def deactivate(self) -> None:
        """The person deleted their account."""
        self.chat.deactivated = True
        self._telegram.tell("deactivated", self.chat)

    def clear_history(self) -> None:
        """For this person only: the bot is told nothing, and can't edit what they no longer see."""
        self.chat.messages.clear()
        self._telegram.tell("cleared", self.chat)

    # waiting

    async def wait_for(self, wanted: Wanted, *, seconds: float = PATIENCE) -> Shown:
        """Until words stand in the bot's messages or on buttons, or so many came, or a condition holds."""
        if not await until(lambda: self._holds(wanted), self.chat.changed, seconds):
            seen = [shown.text[:300] for shown in self.received[-4:]]
            refused = self.chat.bot.refusals[-3:]
            raise AssertionError(f"{wanted!r} did not come; the last were {seen}; Telegram refused {refused}")
        return self._found(wanted)

    async def wait_quiet(self, *, quiet: float = QUIET, seconds: float = PATIENCE) -> None:
        """Until the bot neither asked Telegram anything nor anything changed for `quiet` seconds."""
        bot = self.chat.bot
        if not await until_quiet(bot.stirred, quiet, seconds):
            raise AssertionError(f"the bot is still busy: {bot.requests[-5:]}")

    def _holds(self, wanted: Wanted) -> bool:
        if isinstance(wanted, str):
            return any(_shows(shown, wanted) for shown in self.received)
        if isinstance(wanted, int):
            return len(self.received) >= wanted
        return wanted(self)

    def _found(self, wanted: Wanted) -> Shown:
        if isinstance(wanted, str):
            return next(shown for shown in reversed(self.received) if _shows(shown, wanted))
        return self.last

    def _say(self, fields: dict[str, Any], file: Any = None) -> Shown:
        if self.chat.blocked:
            raise Blocked(f"{self.person['first_name']} blocked the bot")
        self.chat.started = True
        return self._telegram.person_says(self.chat, self.person, fields, file)

    def _send_file(
        self,
        kind: str,
        content: bytes,
        name: str,
        mime_type: str,
        caption: str,
        head: dict[str, Any] | None = None,
        **more: Any,
    ) -> Shown:
        kept = self._telegram.files.keep(self.chat.bot.token, kind, content, name, mime_type)
        words: dict[str, Any] = {"caption": caption} if caption else {}
        if caption and find_entities(caption):
            words["caption_entities"] = find_entities(caption)
        return self._say({**(head or {}), **describe(kept, **more), **words}, kept)


def _ways_to_fit(label: Label) -> list[Callable[[dict[str, Any]], bool]]:
    """The exact label on any message goes before a part of it on a later one."""
    if not isinstance(label, str):
        return [label]
    return [lambda button: button["text"] == label, lambda button: label in button["text"]]


def _start_payload(link: str, username: str) -> str | None:
    """The payload of a link that starts this bot; None for any other link."""
    parts = urlsplit(link)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    own = parts.netloc.lower() in {"t.me", "telegram.me"} and parts.path.strip("/") == username
    if parts.scheme == "tg" and parts.netloc == "resolve":
        own = asked.get("domain") == username
    payload = asked.get("start", "")
    if asks_for_group(link):
        return None
    return payload if own and _PAYLOAD.fullmatch(payload) else None


def asks_for_group(link: str) -> bool:
    """Such a link lets a person choose a group to bring the bot into."""
    return "startgroup" in parse_qs(urlsplit(link).query, keep_blank_values=True)


def _shows(shown: Shown, words: str) -> bool:
    return words in shown.text or any(words in label for label in shown.labels)
