"""Short questions to Telegram about the bot itself, without the running app."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson

from bot.channels.telegram.api import BotApi, build_bot
from bot.channels.timeouts import Timeouts
from bot.operations.failures import OperationFailed
from bot.settings import Settings

PATIENCE = Timeouts(connect=5, read=8, write=5, media=8, pool=5)
NO_TOKEN = "JARCHY_TELEGRAM_TOKEN is not set. Ask @BotFather for one (/newbot) and put it into .env."  # noqa: S105 - a sentence


class TelegramAccount:
    """Raises `OperationFailed` with a sentence that holds no token."""

    def __init__(self, api: BotApi, address: str) -> None:
        self._api = api
        self._address = address

    async def username(self) -> str:
        return str((await self._ask("getMe"))["username"])

    async def webhook_trouble(self) -> str | None:
        """What Telegram last complained of when it brought an update."""
        return (await self._ask("getWebhookInfo")).get("last_error_message")

    async def _ask(self, method: str) -> dict[str, Any]:
        try:
            return dict(await self._api.call(method, orjson.dumps({})))
        except Exception as problem:  # noqa: BLE001 - only the channel's own room knows the library's errors
            raise OperationFailed(self._sentence(problem)) from None

    def _sentence(self, problem: Exception) -> str:
        kind = type(problem).__name__
        if kind in {"InvalidToken", "Unauthorized"}:
            return "Telegram does not know the token. Ask @BotFather for it (/token) and correct it in .env."
        return f"{self._address} did not answer as it should ({kind}). Check the Internet connection."


@asynccontextmanager
async def telegram_account(settings: Settings) -> AsyncIterator[TelegramAccount]:
    if settings.telegram_token is None:
        raise OperationFailed(NO_TOKEN)
    address = settings.telegram_api_url
    bot = build_bot(settings.telegram_token.get_secret_value(), api_url=address, timeouts=PATIENCE)
    try:
        yield TelegramAccount(BotApi(bot), address)
    finally:
        await bot.shutdown()
