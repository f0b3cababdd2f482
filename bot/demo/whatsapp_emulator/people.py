"""People with WhatsApp, and the links that open their chat with a business."""

import hashlib
from urllib.parse import parse_qs, urlsplit

from bot.demo.whatsapp_emulator.accounts import Business

GREETING = "Саламатсызбы!"
_LINK_HOSTS = {"wa.me", "www.wa.me", "api.whatsapp.com"}


class Person:
    """`number` is digits alone; `number_hidden` once they use WhatsApp under a user name."""

    def __init__(self, number: str, name: str, *, language_code: str = "ky") -> None:
        self.number = number
        self.name = name
        self.language_code = language_code
        self.username: str | None = None
        self.number_hidden = False
        # Whether the business is told what they read; whether they read at once what comes.
        self.read_receipts = True
        self.reads = True
        self.online = True
        # They left WhatsApp.
        self.gone = False
        self.generation = 0

    def user_id(self, business: Business) -> str | None:
        """Another for every business, and a new one with every new number."""
        if not business.user_ids:
            return None
        scope = f"{business.account_id}/{self.number}/{self.generation}"
        return f"KG.{int(hashlib.sha256(scope.encode()).hexdigest()[:16], 16):020d}"


def words_of(link: str, number: str) -> str | None:
    """The words of a link that opens the chat with this number; None for any other link."""
    parts = urlsplit(link)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    called = parts.path.strip("/") if parts.netloc.lower() != "api.whatsapp.com" else asked.get("phone", "")
    own = parts.netloc.lower() in _LINK_HOSTS and called.lstrip("+") == number
    return asked.get("text", GREETING) if own else None
