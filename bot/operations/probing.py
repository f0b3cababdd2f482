"""Where the doctor's answers come from."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from functools import partial

from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as people
from bot.core.db import Database
from bot.operations.doctor import Probes, WhatsAppNumber
from bot.operations.telegram_account import telegram_account
from bot.operations.whatsapp_account import whatsapp_account
from bot.operations.whatsapp_templates import not_approved
from bot.settings import Settings


@asynccontextmanager
async def open_probes(settings: Settings) -> AsyncIterator[Probes]:
    database = Database(settings.database_url.get_secret_value())

    async def get_me() -> str:
        async with telegram_account(settings) as account:
            return await account.username()

    async def webhook_trouble() -> str | None:
        async with telegram_account(settings) as account:
            return await account.webhook_trouble()

    async def name() -> str | None:
        async with database.reading() as session:
            found = await municipality.get_municipality(session)
        return found.name_ky if found else None

    async def time_zone() -> str | None:
        async with database.reading() as session:
            found = await municipality.get_municipality(session)
        return found.time_zone if found else None

    async def roles() -> Collection[str]:
        async with database.reading() as session:
            return {holder.role.value for holder in await people.list_holders(session)}

    async def whatsapp_number() -> WhatsAppNumber:
        async with whatsapp_account(settings) as account:
            return await account.number()

    try:
        yield Probes(
            get_me=get_me,
            webhook_trouble=webhook_trouble,
            municipality=name,
            roles=roles,
            time_zone=time_zone,
            whatsapp_number=whatsapp_number,
            whatsapp_templates_wanting=partial(not_approved, settings),
        )
    finally:
        await database.close()
