"""Links that open the bot in a phone."""

import re
from dataclasses import dataclass

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(slots=True)
class Links:
    """`telegram_username` is without the at sign; empty until Telegram told it, soon after the start."""

    telegram_username: str = ""

    def deep(self, payload: str = "") -> str:
        """The link a poster's QR holds; its payload arrives with /start."""
        if payload and not PAYLOAD.fullmatch(payload):
            raise ValueError(f"a deep link can't carry {payload!r}")
        start = f"?start={payload}" if payload else ""
        return f"https://t.me/{self.telegram_username}{start}"

    def to_group(self) -> str:
        """Lets a person choose one of their groups and brings the bot into it."""
        return f"https://t.me/{self.telegram_username}?startgroup=true"
