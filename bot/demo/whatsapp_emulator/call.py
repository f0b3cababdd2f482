"""One call of a business."""

from dataclasses import dataclass
from typing import Any

from bot.demo.whatsapp_emulator.accounts import Business
from bot.demo.whatsapp_emulator.meta import Meta
from bot.demo.whatsapp_emulator.troubles import Trouble


@dataclass(slots=True)
class Call:
    """`fields` came in the body, `query` in the address; `base` is the emulator's own address."""

    meta: Meta
    business: Business
    method: str
    node: str
    edge: str
    fields: dict[str, Any]
    query: dict[str, str]
    base: str
    trouble: Trouble | None = None
