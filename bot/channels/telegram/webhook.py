"""Updates that Telegram brings itself: is it Telegram, and what does it say?"""

import hmac
import re
from dataclasses import dataclass, field
from typing import Any

import orjson
from telegram import Update
from telegram.ext import ExtBot

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram sends updates, and the secret by which we know that it is Telegram."""

    url: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not SECRET.fullmatch(self.secret):
            raise ValueError("a webhook's secret is 1 to 256 of A-Z, a-z, 0-9, _ and -")

    def knows(self, header: str | None) -> bool:
        """In constant time, so that the secret can't be guessed letter by letter."""
        return hmac.compare_digest((header or "").encode(), self.secret.encode())


def parse_update(body: bytes, bot: ExtBot[Any]) -> Update | None:
    """None for what is no update."""
    try:
        update = Update.de_json(orjson.loads(body), bot)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return update if isinstance(update.update_id, int) else None
