"""Businesses as Meta keeps them: number, templates, webhook, bills and the troubles they are to meet."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.demo.emulation.waiting import happens, until_quiet
from bot.demo.whatsapp_emulator.chats import Chat
from bot.demo.whatsapp_emulator.rates import RateKeeper
from bot.demo.whatsapp_emulator.template_store import TemplateStore
from bot.demo.whatsapp_emulator.troubles import Troubles
from bot.demo.whatsapp_emulator.webhooks import Webhook

if TYPE_CHECKING:
    from bot.demo.whatsapp_emulator.people import Person


@dataclass(eq=False)
class Business:
    """One number of one account. `requests` are the calls it made, `refusals` the words it got.

    `billed` counts the messages that cost money by category, `free` those that did not; both when they are
    delivered. What stands under "behaviour" may be changed at any time.
    """

    token: str
    phone_id: str
    app_secret: str
    number: str
    account_id: str
    verify_token: str
    name: str
    webhook: Webhook
    rates: RateKeeper | None = None
    templates: TemplateStore = field(default_factory=TemplateStore)
    troubles: Troubles = field(default_factory=Troubles)
    chats: "dict[Person, Chat]" = field(default_factory=dict, repr=False)
    requests: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    billed: Counter[str] = field(default_factory=Counter)
    free: Counter[str] = field(default_factory=Counter)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    # behaviour
    # Whether webhooks carry business-scoped user ids; without them a person is known by the number.
    user_ids: bool = True
    # Outside the window Meta accepts a free message and fails it afterwards; True refuses it at once.
    refuses_outside_window: bool = False
    # The statuses of a message overtake the answer to its request.
    statuses_first: bool = False
    # Of a message read at once only that is told, as Meta does for a chat that is open on the screen.
    skips_delivered: bool = False
    quality: str = "GREEN"
    # False: the token was taken back.
    token_valid: bool = True

    @property
    def webhook_url(self) -> str | None:
        return self.webhook.url

    @webhook_url.setter
    def webhook_url(self, url: str | None) -> None:
        self.webhook.url = url

    @property
    def display_number(self) -> str:
        digits = self.number
        return f"+{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}".strip()

    async def quiet(self, quiet: float, seconds: float) -> bool:
        """Whether the business took all there was and then fell quiet before the time was over."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + seconds
        while await until_quiet(self.stirred, quiet, deadline - clock()):
            if self.webhook.all_taken or self.webhook.url is None:
                return True
            self.webhook.changed.clear()
            await happens(self.webhook.changed, deadline - clock())
        return False

    def chat_of(self, address: str) -> Chat | None:
        """By the number, or by the business-scoped id."""
        for person, chat in self.chats.items():
            if address in {person.number, person.user_id(self)}:
                return chat
        return None
