"""The line to WhatsApp."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from bot.areas.admin.entries import Office
from bot.areas.municipality import queries as municipality
from bot.channels.whatsapp import (
    Account,
    GraphApi,
    Webhook,
    WhatsAppChannel,
    WhatsAppReceiver,
    category_of,
)
from bot.channels.whatsapp.channel import WINDOW
from bot.core.channel import Pace
from bot.core.conversation import Conversation
from bot.core.db import Database
from bot.core.links import Links
from bot.core.scheduling import Job, Tick
from bot.outbox import receipts
from bot.outbox.money import Tariff, millionths
from bot.outbox.moving import move_address
from bot.outbox.postage import Postage
from bot.outbox.recorder import Observe
from bot.outbox.worker import Sender
from bot.settings import Settings

# Meta takes one message in six seconds to one person, and 45 at once that slow the next ones down.
CHAT_SECONDS = 6.0
CHAT_BURST = 45
# A warning must not wait minutes for who has just been talking with us; half is left for the talk.
BULK_BURST = 22
NAMES_SECONDS = 300.0


class WhatsAppLine:
    name = "whatsapp"

    def __init__(self, settings: Settings, database: Database, links: Links, observe: Observe) -> None:
        if not (settings.whatsapp_token and settings.whatsapp_phone_id and settings.whatsapp_app_secret):
            raise ValueError("WhatsApp is not set")
        self._database = database
        self._links = links
        self._names: dict[str, str] = {}
        self._webhook = Webhook(
            settings.whatsapp_app_secret.get_secret_value(),
            settings.whatsapp_verify_token.get_secret_value() if settings.whatsapp_verify_token else "",
        )
        account = Account(
            settings.whatsapp_token.get_secret_value(),
            settings.whatsapp_phone_id,
            settings.whatsapp_account_id,
            settings.whatsapp_api_url,
        )
        self._api = GraphApi(account)
        self.channel = WhatsAppChannel(self._api, database, self._name_of_municipality)
        self.tariff = Tariff(
            {category: millionths(Decimal(price)) for category, price in settings.whatsapp_prices.items()},
            millionths(settings.whatsapp_monthly_limit),
            settings.zone,
            settings.whatsapp_currency,
        )
        self.postage = Postage(self.name, "WhatsApp", WINDOW, self.tariff, category_of)
        pace = Pace(
            settings.whatsapp_send_rate,
            per_chat_second=1 / CHAT_SECONDS,
            chat_burst=CHAT_BURST,
            bulk_burst=BULK_BURST,
        )
        self.sender = Sender(database, self.channel, pace, observe=observe, tariff=self.tariff)

    def listen(self, conversation: Conversation) -> None:
        """Said once, before `start`."""
        self.receiver = WhatsAppReceiver(
            self._api,
            self._database,
            conversation.handle,
            receipts.keeper(self._database, self.name, self.sender.wake),
            # Who is known at both addresses stays two persons: numbers get new owners, and a platform's
            # word alone must not hand one's appeals to the other. A code joins them (residents).
            partial(move_address, self._database, self.name),
            webhook=self._webhook,
            greet=self._learn_number,
        )
        self.receiving = self.receiver.receiving

    def jobs(self, _office: Office) -> Sequence[Job]:
        return (Job(name="whatsapp_names", every_seconds=NAMES_SECONDS, run=self._learn_names),)

    def start(self) -> None:
        self.receiver.start()

    async def stop_receiving(self, seconds: float) -> None:
        await self.receiver.stop(seconds)

    async def close(self) -> None:
        await self._api.close()

    def _learn_number(self, number: str) -> None:
        self._links.whatsapp_number = number

    def _name_of_municipality(self, language: str) -> str:
        return self._names.get(language) or self._names.get("ky") or "Жарчы"

    async def _learn_names(self, tick: Tick) -> None:
        """Templates speak in the municipality's name."""
        async with tick.database.reading() as session:
            office = await municipality.get_municipality(session)
        if office:
            self._names = {language: office.name(language) for language in ("ky", "ru")}
