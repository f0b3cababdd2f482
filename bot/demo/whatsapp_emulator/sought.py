"""Finding on a phone what a person looks for."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.demo.whatsapp_emulator.chats import Button, Shown

if TYPE_CHECKING:
    from bot.demo.whatsapp_emulator.phone import WhatsAppPhone

_NUMBER = re.compile(r"^\d+\.\s+")
Label = str | Callable[[Button], bool]
Wanted = str | int | Callable[["WhatsAppPhone"], bool]


def find_button(messages: Sequence[Shown], label: Label) -> tuple[Shown, Button] | None:
    """The exact label on any message goes before a part of it on a later one."""
    for fits in _ways_to_fit(label):
        for shown in reversed(messages):
            for row in shown.buttons:
                for button in row:
                    if fits(button):
                        return shown, button
    return None


def _ways_to_fit(label: Label) -> list[Callable[[Button], bool]]:
    if not isinstance(label, str):
        return [label]
    return [
        lambda button: (
            label in {button["text"], button["words"], *map(_bare, (button["text"], button["words"]))}
        ),
        lambda button: label in button["text"] or label in button["words"],
        lambda button: label in button.get("description", ""),
    ]


def _bare(words: str) -> str:
    """Without the number that a row of a list may begin with."""
    return _NUMBER.sub("", words)


def holds(phone: "WhatsAppPhone", wanted: Wanted) -> bool:
    if isinstance(wanted, str):
        return any(shows(shown, wanted) for shown in phone.received)
    if isinstance(wanted, int):
        return len(phone.received) >= wanted
    return wanted(phone)


def found(phone: "WhatsAppPhone", wanted: Wanted) -> Shown:
    if isinstance(wanted, str):
        return next(shown for shown in reversed(phone.received) if shows(shown, wanted))
    return phone.last


def shows(shown: Shown, words: str) -> bool:
    seen = [button.get("description", "") for row in shown.buttons for button in row]
    return words in shown.text or any(
        words in place for place in (*shown.labels, *seen, shown.list_label or "")
    )
