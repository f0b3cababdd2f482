"""The emulated WhatsApp, started and stopped."""

import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any

from bot.demo.emulation.serving import QuickServer
from bot.demo.whatsapp_emulator.accounts import Business
from bot.demo.whatsapp_emulator.chats import Chat
from bot.demo.whatsapp_emulator.meta import Meta
from bot.demo.whatsapp_emulator.people import Person
from bot.demo.whatsapp_emulator.phone import WhatsAppPhone
from bot.demo.whatsapp_emulator.rates import RateKeeper, RateLimits
from bot.demo.whatsapp_emulator.server import GraphApi
from bot.demo.whatsapp_emulator.template_store import Template
from bot.demo.whatsapp_emulator.troubles import Trouble
from bot.demo.whatsapp_emulator.webhooks import Webhook

FIRST_NUMBER = 996_555_000_001
FIRST_PHONE_ID = 106_540_352_242_001
FIRST_ACCOUNT = 102_290_129_340_001
VERSION = "v23.0"


class WhatsAppEmulator:
    """`now` dates the messages and closes the windows; `limits` turns the real rates on."""

    def __init__(
        self, *, now: Callable[[], datetime] | None = None, limits: RateLimits | None = None, port: int = 0
    ) -> None:
        self.meta = Meta(now)
        self.app = GraphApi(self.meta).app
        self._limits = limits
        self._server = QuickServer(self.app, port)
        self._numbers = itertools.count(FIRST_NUMBER)
        self._ids = itertools.count()
        self._people: dict[str, Person] = {}

    @property
    def base_url(self) -> str:
        """What a bot takes for `https://graph.facebook.com`, without the version."""
        return self._server.url

    @property
    def api_url(self) -> str:
        """With the version."""
        return f"{self.base_url}/{VERSION}"

    async def __aenter__(self) -> "WhatsAppEmulator":
        await self._server.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for business in self.meta.businesses.values():
            await business.webhook.close()
        self.meta.feed.close()
        await self._server.stop()

    # who there is

    def add_business(
        self,
        *,
        token: str,
        phone_id: str | None = None,
        app_secret: str = "app-secret",  # noqa: S107 - of the emulated Meta
        number: str = "996700000000",
        account_id: str | None = None,
        webhook_url: str | None = None,
        verify_token: str = "verify-token",  # noqa: S107 - of the emulated Meta
        name: str = "Жарчы",
    ) -> Business:
        """Its webhook is brought nothing before it has an address: `business.webhook_url`."""
        at = next(self._ids)
        account = account_id or str(FIRST_ACCOUNT + at)
        business = Business(
            token,
            phone_id or str(FIRST_PHONE_ID + at),
            app_secret,
            number,
            account,
            verify_token,
            name,
            Webhook(account, app_secret, webhook_url),
            RateKeeper(self._limits) if self._limits else None,
        )
        self.meta.businesses[token] = business
        return business

    def person(self, number: str | None = None, name: str = "Айгүл", *, language_code: str = "ky") -> Person:
        """Somebody with WhatsApp; the same one when the number is known already."""
        digits = number or str(next(self._numbers))
        if digits not in self._people:
            self._people[digits] = Person(digits, name, language_code=language_code)
        return self._people[digits]

    def phone(
        self, business: Business, name: str, *, number: str | None = None, language_code: str = "ky"
    ) -> WhatsAppPhone:
        """A person's phone, the chat with the business not begun yet."""
        person = self.person(number, name, language_code=language_code)
        if person not in business.chats:
            business.chats[person] = Chat(business, person)
        return WhatsAppPhone(self.meta, business.chats[person])

    # webhooks

    async def verify_webhook(self, business: Business, verify_token: str | None = None) -> bool:
        """Meta's handshake with the business's token or another: whether it was answered right."""
        return await business.webhook.verify(verify_token or business.verify_token)

    # templates

    def add_template(
        self,
        business: Business,
        name: str,
        language: str,
        body: str,
        *,
        buttons: Sequence[str] = (),
        examples: Sequence[str] = (),
        category: str = "UTILITY",
        status: str = "APPROVED",
    ) -> Template:
        """With quick replies; held to the same rules as one that is submitted."""
        component: dict[str, Any] = {"type": "BODY", "text": body}
        if examples:
            component["example"] = {"body_text": [list(examples)]}
        replies = [{"type": "QUICK_REPLY", "text": label} for label in buttons]
        more = [{"type": "BUTTONS", "buttons": replies}] if replies else []
        request = {"name": name, "language": language, "category": category, "components": [component, *more]}
        template = business.templates.submit(request)
        template.status = status
        return template

    def decide_template(
        self, business: Business, name: str, language: str, status: str, reason: str = "NONE"
    ) -> None:
        """Meta approves, rejects, pauses or disables it, and tells so by webhook."""
        self.meta.decide_template(business, name, language, status, reason)

    # who watches

    def events(self) -> AsyncIterator[dict[str, Any]]:
        """What happens from now on, JSON-able."""
        return self.meta.feed.events()

    def subscribe(self, listener: Callable[[dict[str, Any]], None]) -> Callable[[], None]:
        """Gives what ends the subscription."""
        return self.meta.feed.subscribe(listener)

    # trouble on demand

    def fail_next(
        self, business: Business, *calls: str, kind: str = "refuse", count: int = 1, **more: Any
    ) -> None:
        """`kind` and `more` are a `Trouble`'s."""
        business.troubles.append(Trouble(kind, count, calls, **more))

    def throttle_next(
        self, business: Business, code: int = 130429, *, count: int = 1, to: str | None = None
    ) -> None:
        """The next `count` messages, to anyone or to one, are refused for their number."""
        business.troubles.append(Trouble("refuse", count, ("messages",), code=code, to=to))

    def tell_errors(self, business: Business, code: int, details: str = "") -> None:
        """A trouble of the whole number, told by webhook without any message."""
        self.meta.tell_errors(business, code, details)
