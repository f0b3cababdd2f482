"""The emulated WhatsApp itself: businesses, people's chats, and what happens between them."""

import base64
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.demo.emulation.feed import Feed
from bot.demo.whatsapp_emulator.accounts import Business
from bot.demo.whatsapp_emulator.batches import Change
from bot.demo.whatsapp_emulator.chats import Chat, Shown
from bot.demo.whatsapp_emulator.files import Files, KeptFile
from bot.demo.whatsapp_emulator.payloads import (
    failure,
    message_value,
    pricing_of,
    sender_of,
    status_value,
    value_of,
)
from bot.demo.whatsapp_emulator.views import view_message

WINDOW = timedelta(hours=24)
# Of what became of a message, from worse to better; a phone never shows less than it did.
_ORDER = ("accepted", "sent", "delivered", "read")


class Meta:
    """`now` dates everything and closes the windows; waiting is always real time."""

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self.now = now or (lambda: datetime.now(UTC))
        self.files = Files()
        self.feed = Feed()
        self.listeners = self.feed.listeners
        self.businesses: dict[str, Business] = {}

    def timestamp(self) -> int:
        return int(self.now().timestamp())

    def tell(self, kind: str, chat: Chat, shown: Shown | None = None) -> None:
        """To the page that watches, and to whoever waits for the chat."""
        chat.changed.set()
        chat.business.stirred.set()
        if self.feed.watched:
            event: dict[str, Any] = {"event": kind, "chat": chat.id, "business": chat.business.phone_id}
            message = {"message_id": shown.id, "message": view_message(chat, shown)} if shown else {}
            self.feed.publish(event | message)

    def window_open(self, chat: Chat) -> bool:
        return chat.last_heard is not None and self.now() - chat.last_heard < WINDOW

    # what the business says

    def deliver(self, chat: Chat, shown: Shown) -> None:
        """On its way; a phone that is switched off gets it later."""
        shown.state = "sent"
        self._tell_status(chat, shown, "sent", pricing=True)
        if chat.owner.online:
            self.arrive(chat, shown)
        else:
            chat.waiting.append(shown)

    def arrive(self, chat: Chat, shown: Shown) -> None:
        chat.messages.append(shown)
        chat.action = None
        shown.state = "delivered"
        self._count(chat, shown)
        seen_at_once = chat.owner.reads and chat.owner.read_receipts
        if not (seen_at_once and chat.business.skips_delivered):
            self._tell_status(chat, shown, "delivered", pricing=True)
        self.tell("message", chat, shown)
        if chat.owner.reads:
            self.read(chat, shown)

    def read(self, chat: Chat, shown: Shown) -> None:
        """The person saw it; the business learns so only of those who let it know."""
        if shown.state != "delivered":
            return
        skipped = chat.owner.reads and chat.business.skips_delivered
        if chat.owner.read_receipts:
            shown.state = "read"
            self._tell_status(chat, shown, "read", pricing=skipped)
            self.tell("status", chat, shown)

    def fail(self, business: Business, chat: Chat | None, shown: Shown, code: int, details: str = "") -> None:
        shown.state, shown.error = "failed", code
        value = status_value(
            chat, business, shown, "failed", self.timestamp(), errors=[failure(code, details)]
        )
        business.webhook.add(Change("messages", value))
        business.stirred.set()

    def _tell_status(self, chat: Chat, shown: Shown, status: str, *, pricing: bool = False) -> None:
        more: dict[str, Any] = {}
        if pricing:
            category, billable = shown.price
            more["pricing"] = pricing_of(category, billable=billable)
            conversation: dict[str, Any] = {"id": f"{chat.id}-{category}", "origin": {"type": category}}
            if status == "sent":
                ends = (chat.last_heard or self.now()) + WINDOW
                conversation["expiration_timestamp"] = str(int(ends.timestamp()))
            more["conversation"] = conversation
        value = status_value(chat, chat.business, shown, status, self.timestamp(), **more)
        chat.business.webhook.add(Change("messages", value))

    def _count(self, chat: Chat, shown: Shown) -> None:
        category, billable = shown.price
        (chat.business.billed if billable else chat.business.free)[category] += 1

    # what people say

    def person_says(
        self,
        chat: Chat,
        fields: dict[str, Any],
        *,
        written: str = "",
        file: KeptFile | None = None,
        reply_to: Shown | None = None,
    ) -> Shown:
        """`fields` are the message's own part of the webhook."""
        head: dict[str, Any] = {**sender_of(chat), "id": new_wamid(chat.owner.number)}
        if reply_to:
            author = chat.business.number if reply_to.from_bot else chat.owner.number
            head["context"] = {"from": author, "id": reply_to.id}
        api = {**head, "timestamp": str(self.timestamp()), **fields}
        shown = Shown(
            api,
            head["id"],
            self.now(),
            from_bot=False,
            written=written,
            file=file,
            reply_to=reply_to.id if reply_to else None,
            state="sent",
        )
        chat.messages.append(shown)
        chat.started = True
        chat.last_heard = self.now()
        self.tell("message", chat, shown)
        self.bring(chat, api, lambda: self._taken(chat, shown))
        return shown

    def person_brings(self, chat: Chat, fields: dict[str, Any]) -> None:
        """What is no message in the chat: a reaction, something Meta can't pass on."""
        head = {**sender_of(chat), "id": new_wamid(chat.owner.number), "timestamp": str(self.timestamp())}
        chat.last_heard = self.now()
        self.bring(chat, head | fields)

    def bring(self, chat: Chat, message: dict[str, Any], taken: Callable[[], None] | None = None) -> None:
        chat.business.webhook.add(Change("messages", message_value(chat, message), taken))

    def _taken(self, chat: Chat, shown: Shown) -> None:
        """The business has it: the second tick."""
        if _ORDER.index(shown.state) < _ORDER.index("delivered"):
            shown.state = "delivered"
            self.tell("status", chat, shown)

    def marked_read(self, chat: Chat, shown: Shown, *, typing: bool) -> None:
        """The business read it, and with it all before it."""
        for earlier in chat.messages[: chat.messages.index(shown) + 1]:
            if not earlier.from_bot:
                earlier.state = "read"
        chat.action = "typing" if typing else None
        self.tell("status", chat, shown)

    # templates

    def decide_template(self, business: Business, name: str, language: str, status: str, reason: str) -> None:
        template = business.templates.find(name, language)
        if template is None:
            raise KeyError(f"no template {name} in {language}")
        template.status, template.reason = status, reason
        value = {
            "event": status,
            "message_template_id": int(template.id),
            "message_template_name": name,
            "message_template_language": language,
            "message_template_category": template.category,
            "reason": reason,
        }
        business.webhook.add(Change("message_template_status_update", value))

    def tell_errors(self, business: Business, code: int, details: str = "") -> None:
        """A trouble of the whole number, told without any message."""
        business.webhook.add(Change("messages", value_of(business, errors=[failure(code, details)])))


def new_wamid(number: str) -> str:
    raw = b"\x1d\x18" + number.encode() + secrets.token_bytes(12)
    return "wamid." + base64.b64encode(raw).decode()
