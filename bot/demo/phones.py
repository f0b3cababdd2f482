"""What a phone on the demo's page can do, whatever platform is on it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from bot.core.links import GO_PATH
from bot.demo.telegram_emulator import Phone, TelegramEmulator, tiny_png
from bot.demo.telegram_emulator.people import asks_for_group
from bot.demo.whatsapp_emulator import WhatsAppPhone

SAMPLE_PLACE = (42.8746, 74.5698)
SAMPLE_VOICE = b"OggS" + bytes(200)


@dataclass(frozen=True, slots=True)
class SeenFile:
    kind: str
    name: str
    mime_type: str
    content: bytes


class PagePhone(Protocol):
    """`identity` is what the emulator's events name the chat by.

    What can't be done raises ValueError or LookupError, whose words are shown on the page.
    """

    @property
    def identity(self) -> object: ...

    def snapshot(self) -> dict[str, Any]:
        """The whole phone as JSON."""

    def find_file(self, file_id: str) -> SeenFile | None:
        """One that stands in the chat."""

    def say(self, text: str) -> None: ...

    def open_link(self, link: str) -> None: ...

    async def tap(self, message: str, row: int, column: int) -> Mapping[str, Any]:
        """What the tap brought: `text` to show, or the `url` of a page elsewhere."""

    def send_photo(self, content: bytes) -> None: ...

    def send_document(self, content: bytes, name: str, mime_type: str) -> None: ...

    def send_voice(self, content: bytes) -> None: ...

    def send_location(self) -> None: ...

    def turn_block(self) -> None:
        """Block the bot, or let it write again."""


def payload_of(link: str) -> str | None:
    """Of a link to the page that asks for the platform: the phone that scans it answers by itself."""
    _, found, payload = link.partition(f"{GO_PATH}/")
    return payload if found else "" if link.endswith(GO_PATH) else None


class _EmulatedPhone:
    """What is the same whichever emulator the phone is of."""

    def __init__(self, phone: Phone | WhatsAppPhone) -> None:
        self._phone = phone

    @property
    def identity(self) -> object:
        return self._phone.chat.id

    def snapshot(self) -> dict[str, Any]:
        return {"platform": "telegram", **self._phone.snapshot()}

    def find_file(self, file_id: str) -> SeenFile | None:
        kept = next(
            (one.file for one in self._phone.messages if one.file and one.file.file_id == file_id), None
        )
        return SeenFile(kept.kind, kept.name, kept.mime_type, kept.content) if kept else None

    def say(self, text: str) -> None:
        self._phone.send_text(text)

    def open_link(self, link: str) -> None:
        payload = payload_of(link)
        if payload is None:
            self._phone.open_link(link)
        else:
            self._phone.start(payload)

    def send_photo(self, content: bytes) -> None:
        self._phone.send_photo(content or tiny_png(640, 400))

    def send_document(self, content: bytes, name: str, mime_type: str) -> None:
        self._phone.send_document(content, name, mime_type)

    def send_voice(self, content: bytes) -> None:
        self._phone.send_voice(content or SAMPLE_VOICE)

    def send_location(self) -> None:
        self._phone.send_location(*SAMPLE_PLACE)

    def turn_block(self) -> None:
        if self._phone.chat.blocked:
            self._phone.unblock()
        else:
            self._phone.block()


class TelegramPagePhone(_EmulatedPhone):
    """`bring_into_group` is what tapping «add me to a group» does: there is one group to choose."""

    def __init__(self, phone: Phone, bring_into_group: Callable[[Phone], None]) -> None:
        super().__init__(phone)
        self.phone = phone
        self._bring_into_group = bring_into_group

    async def tap(self, message: str, row: int, column: int) -> Mapping[str, Any]:
        shown = self.phone.chat.find(int(message))
        if shown is None:
            raise KeyError("no such message")
        button = shown.buttons[row][column]
        if "url" not in button:
            return await self.phone.tap_data(shown, button["callback_data"])
        if asks_for_group(button["url"]):
            self._bring_into_group(self.phone)
            return {}
        with suppress(ValueError):  # a page elsewhere: the browser opens it
            self.open_link(button["url"])
            return {}
        return {"url": button["url"]}


class WhatsAppPagePhone(_EmulatedPhone):
    def __init__(self, phone: WhatsAppPhone) -> None:
        super().__init__(phone)
        self.phone = phone

    async def tap(self, message: str, row: int, column: int) -> Mapping[str, Any]:
        answer = self.phone.tap_at(message, row, column)
        if answer.url and payload_of(answer.url) is not None:
            self.open_link(answer.url)
            return {}
        return answer


def telegram_phones(emulator: TelegramEmulator, phones: Mapping[str, Phone]) -> dict[str, PagePhone]:
    """As the page wants them, by their keys."""

    def bring(by: Phone) -> None:
        for phone in phones.values():
            if phone.chat.group and phone.chat.blocked:
                emulator.add_to_group(phone.chat, by)

    return {key: TelegramPagePhone(phone, bring) for key, phone in phones.items()}


def whatsapp_phones(phones: Mapping[str, WhatsAppPhone]) -> dict[str, PagePhone]:
    """As the page wants them, by their keys."""
    return {key: WhatsAppPagePhone(phone) for key, phone in phones.items()}
