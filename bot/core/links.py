"""Links that open the bot in a phone."""

import re
from dataclasses import dataclass
from urllib.parse import quote

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
GO_PATH = "/go"
# WhatsApp puts these words into the person's box, and they send them: everybody sees what is sent.
GREETING = "Саламатсызбы!"
_GREETED = re.compile(rf"{GREETING}\s*(?:#(?P<payload>{PAYLOAD.pattern}))?\s*")


@dataclass(slots=True)
class Links:
    """`telegram_username` is without the at sign, `whatsapp_number` digits alone; both are empty until the
    platform told them, soon after the start, or where the platform is not in use. `public_url` is ours.
    """

    telegram_username: str = ""
    whatsapp_number: str = ""
    public_url: str = ""

    def deep(self, payload: str = "") -> str:
        """The one link for papers and posts: where people may write on either platform it asks which."""
        if self.telegram_username and self.whatsapp_number and self.public_url:
            _check(payload)
            return f"{self.public_url}{GO_PATH}/{payload}" if payload else f"{self.public_url}{GO_PATH}"
        return (
            self.whatsapp(payload)
            if self.whatsapp_number and not self.telegram_username
            else self.telegram(payload)
        )

    def telegram(self, payload: str = "") -> str:
        """The payload arrives with /start."""
        _check(payload)
        start = f"?start={payload}" if payload else ""
        return f"https://t.me/{self.telegram_username}{start}"

    def whatsapp(self, payload: str = "") -> str:
        """The payload arrives in the greeting; `greeted` finds it."""
        _check(payload)
        words = f"{GREETING} #{payload}" if payload else GREETING
        return f"https://wa.me/{self.whatsapp_number}?text={quote(words)}"

    def to_group(self) -> str:
        """Lets a person choose one of their Telegram groups and brings the bot into it."""
        return f"https://t.me/{self.telegram_username}?startgroup=true"


def greeted(text: str) -> str | None:
    """The payload of a greeting that a link wrote, empty for a bare one; None for any other words."""
    found = _GREETED.fullmatch(text.strip())
    return (found["payload"] or "") if found else None


def _check(payload: str) -> None:
    if payload and not PAYLOAD.fullmatch(payload):
        raise ValueError(f"a deep link can't carry {payload!r}")
