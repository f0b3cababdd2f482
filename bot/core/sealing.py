"""Keeping something in the database so that the database alone doesn't tell it.

The key follows from a secret of the program's surroundings (the bot's token), which is in no table and in no
backup. With another token what was sealed can't be opened any more: only what may be lost is sealed.
"""

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.fernet import Fernet, InvalidToken


class _Keyring:
    def __init__(self) -> None:
        # Until the program says otherwise, a key that lives as long as the process.
        secret = secrets.token_hex()
        self.fernet, self.marking = _fernet(secret), _marking(secret)


def _marking(secret: str) -> bytes:
    return hashlib.sha256(f"marking:{secret}".encode()).digest()


def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"sealing:{secret}".encode()).digest()))


_keyring = _Keyring()


def use(secret: str) -> None:
    """The secret from which the key follows, said once at the start."""
    _keyring.fernet, _keyring.marking = _fernet(secret), _marking(secret)


def seal(values: dict[str, Any]) -> str:
    """The values must be JSON's."""
    return _keyring.fernet.encrypt(json.dumps(values).encode()).decode()


def mark(text: str) -> str:
    """By which the same text is known again; without the key not even a short one can be found by trying."""
    return hmac.new(_keyring.marking, text.encode(), hashlib.sha256).hexdigest()


def unseal(sealed: str) -> dict[str, Any] | None:
    """None when it was sealed with another key."""
    try:
        opened: dict[str, Any] = json.loads(_keyring.fernet.decrypt(sealed.encode()))
    except InvalidToken:
        return None
    return opened
