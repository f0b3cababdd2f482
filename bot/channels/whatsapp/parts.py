"""Requests whose body was made once; at sending only the recipient is put in."""

import re
from typing import Any

import orjson

from bot.channels.whatsapp.api import ApiRefusal, GraphApi
from bot.channels.whatsapp.failures import failure_of

# Like KG.13491208655302741918, given by Meta to a person for one business; else it is a phone number.
USER_ID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9.]+")


def open_body(kind: str, content: dict[str, Any]) -> bytes:
    """The JSON of a message less its first brace, so that a recipient can be put before it."""
    fields = {"messaging_product": "whatsapp", "recipient_type": "individual", "type": kind, kind: content}
    return orjson.dumps(fields)[1:]


def with_recipient(address: str, rest: bytes) -> bytes:
    name = b"recipient" if USER_ID.fullmatch(address) else b"to"
    return b'{"%b":%b,%b' % (name, orjson.dumps(address), rest)


class Send:
    """Says something that carries no file."""

    __slots__ = ("_api", "_rest")

    def __init__(self, api: GraphApi, kind: str, content: dict[str, Any]) -> None:
        self._api = api
        self._rest = open_body(kind, content)

    async def __call__(self, address: str) -> str:
        try:
            return await self._api.send(with_recipient(address, self._rest))
        except ApiRefusal as refusal:
            raise failure_of(refusal) from None
