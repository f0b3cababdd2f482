"""Requests whose body was made once; at sending only the chat is put in."""

from typing import Any

import orjson
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.api import BotApi
from bot.channels.telegram.failures import CANT_REDRAW, NOT_MODIFIED, failure_of, says
from bot.core.channel import Part


def open_body(fields: dict[str, Any]) -> bytes:
    """The JSON of `fields` less its first brace, so that a chat can be put before them."""
    return orjson.dumps(fields)[1:]


def with_chat(address: str, rest: bytes) -> bytes:
    return b'{"chat_id":%d,%b' % (int(address), rest)


class Send:
    """Says something anew."""

    __slots__ = ("_api", "_method", "_rest")

    def __init__(self, api: BotApi, method: str, fields: dict[str, Any]) -> None:
        self._api = api
        self._method = method
        self._rest = open_body(fields)

    async def __call__(self, address: str) -> str:
        try:
            sent = await self._api.call(self._method, with_chat(address, self._rest))
        except TelegramError as error:
            raise failure_of(error) from None
        return str(sent["message_id"])


class Redraw:
    """Changes the text of a message; says it anew where that can't be done."""

    __slots__ = ("_anew", "_api", "_message_id", "_rest")

    def __init__(self, api: BotApi, message_id: str, fields: dict[str, Any], anew: Part) -> None:
        self._api = api
        self._message_id = message_id
        self._rest = open_body({"message_id": int(message_id)} | fields)
        self._anew = anew

    async def __call__(self, address: str) -> str:
        try:
            await self._api.call("editMessageText", with_chat(address, self._rest))
        except BadRequest as error:
            if says(error, NOT_MODIFIED):
                return self._message_id
            if not says(error, *CANT_REDRAW):
                raise failure_of(error) from None
        except TelegramError as error:
            raise failure_of(error) from None
        else:
            return self._message_id
        return await self._anew(address)
