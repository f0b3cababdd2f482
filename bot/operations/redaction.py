"""Takes secrets out of text, in every form in which a log or a traceback may write them."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

MASK = "***"
# Shorter ones stand in ordinary words; masking those would spoil every line.
SHORTEST = 4

_PATTERNS = (
    (re.compile(r"\d+(?::|%3A)[\w-]{30,}", re.IGNORECASE), MASK),
    # The password of an address: //user:password@host
    (re.compile(r"(?<=://)([^\s/:@]*):[^\s/]+@"), rf"\1:{MASK}@"),
    (re.compile(r"(password\s*=\s*)('[^']*'|\S+)", re.IGNORECASE), rf"\1{MASK}"),
)


class Redactor:
    """`redactor(text)` is the text without bot tokens, passwords and the given secrets."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        spellings = {form for secret in secrets if len(secret) >= SHORTEST for form in _spellings(secret)}
        longest_first = sorted(spellings, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def __call__(self, text: str) -> str:
        if self._known:
            text = self._known.sub(MASK, text)
        for pattern, replacement in _PATTERNS:
            text = pattern.sub(replacement, text)
        return text


def _spellings(secret: str) -> set[str]:
    """As it is, as an address and a Python literal write it, and each of these inside JSON."""
    plain = {secret, quote(secret, safe=""), quote(secret), repr(secret)[1:-1]}
    return plain | {json.dumps(form, ensure_ascii=ascii_)[1:-1] for form in plain for ascii_ in (True, False)}
