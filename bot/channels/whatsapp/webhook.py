"""What Meta brings: is it Meta?"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Webhook:
    """The secret that bodies are signed with, and the token of the handshake that Meta makes once."""

    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.app_secret or not self.verify_token:
            raise ValueError("a webhook needs the app's secret and a token of its own")

    def is_signed(self, body: bytes, header: str | None) -> bool:
        """In constant time, so that a signature can't be guessed letter by letter."""
        made = hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        return hmac.compare_digest((header or "").encode(), f"sha256={made}".encode())

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """What is to be answered to Meta's handshake; None when it isn't Meta."""
        given = query.get("hub.verify_token", "")
        known = hmac.compare_digest(given.encode(), self.verify_token.encode())
        return query.get("hub.challenge", "") if known and query.get("hub.mode") == "subscribe" else None
