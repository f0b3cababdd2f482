"""A message that was asked for, read and found lawful."""

from dataclasses import dataclass, field
from typing import Any

from bot.demo.whatsapp_emulator.chats import Button
from bot.demo.whatsapp_emulator.template_store import Template


@dataclass(slots=True)
class MediaPart:
    """`form` is audio, document, image, sticker or video; the file comes by its id or from a link."""

    form: str
    file_id: str | None
    link: str | None
    name: str | None = None
    voice: bool = False


@dataclass(slots=True)
class Draft:
    """`written` is all that can be read but the `footer`, one part under another, with its marks."""

    written: str = ""
    footer: str = ""
    rows: list[list[Button]] = field(default_factory=list)
    list_label: str | None = None
    media: MediaPart | None = None
    reaction: dict[str, Any] | None = None
    template: Template | None = None
