"""Messages and the chats they stand in, as WhatsApp's app knows them."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.demo.whatsapp_emulator.files import KeptFile
from bot.demo.whatsapp_emulator.marks import as_html, without_marks

if TYPE_CHECKING:
    from bot.demo.whatsapp_emulator.accounts import Business
    from bot.demo.whatsapp_emulator.people import Person

_OWN_NUMBER = re.compile(r"\s*(\d+)[.)]\s")
_LINE = re.compile(r"\s*(\d+)[.)]\s+(.*\S)")
Button = dict[str, Any]


@dataclass(eq=False)
class Shown:
    """A message in a chat. `api` is what the bot sent, or the webhook brings; the rest is shown."""

    api: dict[str, Any]
    id: str
    date: datetime
    from_bot: bool
    written: str = ""
    # Small and grey below the rest.
    footer: str = ""
    file: KeptFile | None = None
    rows: list[list[Button]] = field(default_factory=list)
    # The label that opens a list; None where there is no list.
    list_label: str | None = None
    reply_to: str | None = None
    reactions: list[dict[str, str]] = field(default_factory=list)
    # What the sender's ticks show: accepted, sent, delivered, read, failed.
    state: str = "accepted"
    error: int | None = None
    template: str | None = None
    # The category it is counted in, and whether it costs money.
    price: tuple[str, bool] = ("service", False)

    @property
    def text(self) -> str:
        """The bot's without marks, as it is read; a person's as they typed it."""
        if not self.from_bot:
            return self.written
        return "\n".join(filter(None, [without_marks(self.written), self.footer]))

    @property
    def html(self) -> str:
        return as_html(self.written)

    @property
    def caption(self) -> str | None:
        return self.text if self.file and self.written else None

    @property
    def location(self) -> dict[str, Any] | None:
        return self.api.get("location")

    @property
    def contacts(self) -> list[dict[str, Any]] | None:
        return self.api.get("contacts")

    @property
    def buttons(self) -> list[list[Button]]:
        """`words` of a button are its whole ones, also where its title had to be shortened."""
        lines = dict(_lines(self.text))
        return [[button | {"words": _whole(button, lines)} for button in row] for row in self.rows]

    @property
    def labels(self) -> list[str]:
        return [button["words"] for row in self.buttons for button in row]

    # WhatsApp's business messages are never edited.
    edits = 0
    edited = False

    def find_button(self, data: str) -> Button | None:
        return next((b for row in self.rows for b in row if b.get("callback_data") == data), None)


def _lines(text: str) -> list[tuple[int, str]]:
    """The numbered lines of a text; where a number stands twice, its last line counts."""
    found = [_LINE.fullmatch(line) for line in text.splitlines()]
    return [(int(line[1]), line[2]) for line in found if line]


def _whole(button: Button, lines: dict[int, str]) -> str:
    """A shortened title's line in the text begins with the same number, or with the row's."""
    title = str(button["text"])
    own = _OWN_NUMBER.match(title)
    line = lines.get(int(own[1]) if own else int(button["row"]))
    if line is None:
        return title
    bare = title[own.end() :] if own else title
    shortened = bare != line and ("…" in bare or line.startswith(bare.rstrip()))
    return (f"{own[0].strip()} {line}" if own else line) if shortened else title


@dataclass(eq=False)
class Chat:
    """One person's chat with one business."""

    business: "Business" = field(repr=False)
    owner: "Person"
    started: bool = False
    blocked: bool = False
    # When the person last wrote: the day's window counts from it.
    last_heard: datetime | None = None
    messages: list[Shown] = field(default_factory=list)
    # Sent while the phone was off.
    waiting: list[Shown] = field(default_factory=list)
    action: str | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    group = False

    @property
    def id(self) -> str:
        """What the bot knows the person by: the business-scoped id, or the number where there is none."""
        return self.owner.user_id(self.business) or self.owner.number

    def find(self, message_id: str) -> Shown | None:
        return next((shown for shown in self.messages if shown.id == message_id), None)
