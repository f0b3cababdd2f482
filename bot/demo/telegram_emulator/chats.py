"""Messages and the chats they stand in, as the emulated Telegram knows them."""

import asyncio
import itertools
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.demo.telegram_emulator.files import KeptFile
from bot.demo.telegram_emulator.shown_html import write_html

if TYPE_CHECKING:
    from bot.demo.telegram_emulator.accounts import BotAccount

User = dict[str, Any]
_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_GRANTED = ("can_manage_chat", "can_delete_messages", "can_invite_users")
_MAY_SEND = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
)
_MAY_MORE = ("can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics")


def without_language(user: User) -> User:
    """Telegram tells the language only of the person who did something."""
    return {name: value for name, value in user.items() if name != "language_code"}


@dataclass
class Shown:
    """A message in a chat. `api` is what bots get; the rest is what the phone shows."""

    api: dict[str, Any]
    from_bot: bool
    file: KeptFile | None = None
    edits: int = 0
    # Telegram lets a bot edit only messages without a keyboard or with an inline one.
    had_other_keyboard: bool = False
    history: list[dict[str, Any]] = field(default_factory=list)
    reactions: list[dict[str, Any]] = field(default_factory=list)
    deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.api["message_id"])

    @property
    def text(self) -> str:
        """The text or the caption."""
        return str(self.api.get("text", self.api.get("caption", "")))

    @property
    def caption(self) -> str | None:
        return self.api.get("caption")

    @property
    def entities(self) -> list[dict[str, Any]]:
        return list(self.api.get("entities", self.api.get("caption_entities", [])))

    @property
    def html(self) -> str:
        return write_html(self.text, self.entities)

    @property
    def location(self) -> dict[str, Any] | None:
        return self.api.get("location")

    @property
    def contact(self) -> dict[str, Any] | None:
        return self.api.get("contact")

    @property
    def reply_to(self) -> int | None:
        """The id of the message that this one answers."""
        replied = self.api.get("reply_to_message")
        return int(replied["message_id"]) if replied else None

    @property
    def buttons(self) -> list[list[dict[str, Any]]]:
        return list(self.api.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.buttons for button in row]

    @property
    def edited(self) -> bool:
        return self.edits > 0

    def snapshot(self) -> dict[str, Any]:
        """As bots get it at this moment."""
        return deepcopy(self.api)

    def change(self, api: dict[str, Any]) -> None:
        self.history.append(self.snapshot())
        self.api.clear()
        self.api.update(api)
        self.edits += 1


@dataclass
class Member:
    """`posts`: of an administrator, whether they may post in a channel; None in groups, which don't tell."""

    user: User
    status: str = "member"
    posts: bool | None = None

    def describe(self) -> dict[str, Any]:
        described: dict[str, Any] = {"status": self.status, "user": without_language(self.user)}
        if self.status == "creator":
            described["is_anonymous"] = False
        if self.status == "administrator":
            described |= dict.fromkeys(_RIGHTS, False) | dict.fromkeys(_GRANTED, True)
            if self.posts is not None:
                described["can_post_messages"] = self.posts
        if self.status == "restricted":
            described |= dict.fromkeys((*_MAY_SEND, *_MAY_MORE), False) | {"is_member": True, "until_date": 0}
        if self.status == "kicked":
            described["until_date"] = 0
        return described


@dataclass
class Chat:
    """A bot's chat with one person, or a group it is in. `title` is the chat's JSON without its id."""

    id: int
    bot: "BotAccount"
    title: dict[str, Any]
    person: User | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int | None = None
    # The bot left by itself; Telegram words it otherwise than being thrown out.
    left: bool = False
    # Nobody but administrators may write there.
    silent: bool = False
    messages: list[Shown] = field(default_factory=list)
    keyboard: list[list[str]] | None = None
    keyboard_buttons: list[list[dict[str, Any]]] | None = None
    one_time_keyboard: bool = False
    # The chat's own numbers in a supergroup; private chats and groups share the bot's.
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    members: dict[int, Member] = field(default_factory=dict)
    menu_button: dict[str, Any] | None = None
    action: str | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def group(self) -> bool:
        return self.person is None

    @property
    def kind(self) -> str:
        return str(self.title["type"])

    def describe(self) -> dict[str, Any]:
        return {"id": self.id, **self.title}

    def find(self, message_id: int) -> Shown | None:
        return next((shown for shown in self.messages if shown.id == message_id), None)

    def show_keyboard(self, markup: dict[str, Any] | None) -> None:
        """What a new message does with the standing keyboard; no markup leaves it as it is."""
        if markup and "keyboard" in markup:
            self.keyboard_buttons = markup["keyboard"]
            self.keyboard = [[button["text"] for button in row] for row in markup["keyboard"]]
            self.one_time_keyboard = bool(markup.get("one_time_keyboard"))
        elif markup and markup.get("remove_keyboard"):
            self.keyboard = self.keyboard_buttons = None
