"""Requests whose body was made once; at sending only the chat is put in."""

from typing import Any

import orjson
import structlog
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.api import BotApi
from bot.channels.telegram.failures import CANT_REDRAW, NO_TEXT, NOT_MODIFIED, failure_of, says
from bot.core.channel import Part

log = structlog.get_logger()


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
    """Changes the text of a message; says it anew where that can't be done.

    A picture keeps its words then, but not its buttons: what they offered is past.
    """

    __slots__ = ("_anew", "_api", "_message_id", "_number", "_rest")

    def __init__(self, api: BotApi, message_id: str, fields: dict[str, Any], anew: Part) -> None:
        self._api = api
        self._message_id = message_id
        self._number = int(message_id)
        self._rest = open_body({"message_id": self._number} | fields)
        self._anew = anew

    async def __call__(self, address: str) -> str:
        try:
            await self._api.call("editMessageText", with_chat(address, self._rest))
        except BadRequest as error:
            if says(error, NOT_MODIFIED):
                return self._message_id
            if not says(error, *CANT_REDRAW):
                raise failure_of(error) from None
            pictured = says(error, NO_TEXT)
        except TelegramError as error:
            raise failure_of(error) from None
        else:
            return self._message_id
        said = await self._anew(address)
        if pictured:
            await self._take_buttons_away(address)
        return said

    async def _take_buttons_away(self, address: str) -> None:
        """Only for the looks: a button that stays says by itself that it is past."""
        body = orjson.dumps({"chat_id": int(address), "message_id": self._number})
        try:
            await self._api.call("editMessageReplyMarkup", body)
        except TelegramError as error:
            log.info("buttons_stay", reason=type(error).__name__)
