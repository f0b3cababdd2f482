"""The bot's connection, and calls that skip PTB's objects where they would only cost time."""

import logging
import os
from collections.abc import Mapping
from typing import Any

import orjson
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.request import AiohttpRequest, PollingRequest
from bot.channels.timeouts import USUAL, Timeouts
from bot.channels.uploads import Upload

API_URL = "https://api.telegram.org"


class DiscreetBot(ExtBot[None]):
    """PTB's bot, which would show its token in its name and when Telegram refuses it."""

    def __repr__(self) -> str:
        return "DiscreetBot[token=...]"

    async def initialize(self) -> None:
        try:
            return await super().initialize()
        except InvalidToken:
            pass  # raised below, where PTB's words are no longer in reach
        raise InvalidToken("Telegram does not know the token")

    async def shutdown(self) -> None:
        """PTB closes only what `initialize` opened; ours opens at the first request."""
        await super().shutdown()
        for request in self._request:
            await request.shutdown()

    async def get_updates(self, *args: Any, **options: Any) -> tuple[Update, ...]:
        """PTB asks again at once, and for ever, when it can't read an update; as a failure it waits."""
        try:
            return await super().get_updates(*args, **options)
        except (TypeError, ValueError, KeyError, AttributeError):
            pass  # PTB has logged it
        raise TelegramError("an update could not be read")


def build_bot(
    token: str, *, api_url: str = API_URL, connections: int = 256, timeouts: Timeouts = USUAL
) -> DiscreetBot:
    """A bot over our own connection. `api_url` may be a self-hosted or an emulated server."""
    # At its most talkative PTB logs every call with its values: people's texts, the webhook's secret.
    logging.getLogger("telegram").setLevel(logging.INFO)
    # PTB's times will be timedeltas; until told that we know, it warns at every 429.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    root = api_url.rstrip("/")
    return DiscreetBot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(connections=connections, timeouts=timeouts),
        get_updates_request=PollingRequest(connections=2, timeouts=timeouts),
    )


class BotApi:
    """Calls by method name, with the result as Telegram sent it. Raises PTB's errors."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        if not isinstance(bot.request, AiohttpRequest):
            raise TypeError("the bot was not made by build_bot")
        self._request = bot.request
        self._root = bot.base_url

    async def call(self, method: str, body: bytes) -> Any:
        return await self._request.call(f"{self._root}/{method}", body)

    async def upload(self, method: str, fields: Mapping[str, Any], files: Mapping[str, Upload]) -> Any:
        texts = {name: _form_value(value) for name, value in fields.items()}
        return await self._request.upload(f"{self._root}/{method}", texts, files)


def _form_value(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
