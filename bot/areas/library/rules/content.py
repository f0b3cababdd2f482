"""What may be published: words, files, links."""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bot.areas.library.models import LINK_LENGTH, TITLE_LENGTH
from bot.core import richtext
from bot.core.errors import Refused

# Three messages of Telegram; who has more to say sends a file.
LONGEST_TEXT = 12_000
# What Telegram gives to bots: a larger file would live on Telegram's servers alone and be lost with them.
LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 5
MOST_OWN_SECTIONS = 60
SHOWN_NAME = 60

# Papers and pictures. Nothing that runs on a phone: residents open what their municipality gives them.
_ENDINGS = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv jpg jpeg png".split()  # noqa: SIM905 - read as one line
)
_TYPES = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/rtf",
        "text/plain",
        "text/csv",
        "image/jpeg",
        "image/png",
    }
)
_FAMILIES = ("application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.")
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}", re.UNICODE)


def check_text(html: str) -> str:
    """With our marks alone. Raises `Refused` for nothing and for too much."""
    cleaned = richtext.clean(html.strip())
    if not richtext.plain(cleaned).strip():
        raise Refused("library:empty")
    excess = richtext.length(cleaned) - LONGEST_TEXT
    if excess > 0:
        raise Refused("library:long_text", excess=excess)
    return str(cleaned)


def check_title(text: str) -> str:
    """Tidied. Raises `Refused`."""
    tidy = " ".join(_visible(text).split())
    if not tidy:
        raise Refused("library:empty")
    if len(tidy) > TITLE_LENGTH:
        raise Refused("library:long", longest=TITLE_LENGTH)
    return tidy


def check_reason(text: str, longest: int) -> str:
    """Tidied. Raises `Refused`."""
    tidy = " ".join(text.split())
    if not tidy:
        raise Refused("library:empty")
    if len(tidy) > longest:
        raise Refused("library:long", longest=longest)
    return tidy


def check_file(name: str | None, mime_type: str | None, size: int | None) -> None:
    """Raises `Refused` for what can't be kept, and for what isn't a paper or a picture."""
    if size and size > LARGEST_FILE:
        raise Refused("library:file_too_big")
    ending = PurePosixPath(name or "").suffix.lower().removeprefix(".")
    kind = (mime_type or "").lower()
    known = ending in _ENDINGS if ending else kind in _TYPES or kind.startswith(_FAMILIES)
    if not known:
        raise Refused("library:file_kind")


def read_link(typed: str) -> str:
    """As people type it: with or without https. Raises `Refused`."""
    link = typed.strip()
    if "://" not in link:
        link = f"https://{link}"
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        raise Refused("library:link") from None
    plain = not parts.username and not any(letter.isspace() for letter in link)
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or not plain:
        raise Refused("library:link")
    if len(link) > LINK_LENGTH:
        raise Refused("library:link")
    return link


def shown_name(name: str) -> str:
    """A file's name as it may stand in a message: no folders, no hidden letters, its ending kept."""
    bare = " ".join(_visible(name.replace("\\", "/").rsplit("/", 1)[-1]).split()) or "…"
    if len(bare) <= SHOWN_NAME:
        return bare
    ending = PurePosixPath(bare).suffix[-8:]
    return bare[: SHOWN_NAME - 1 - len(ending)] + "…" + ending


def _visible(text: str) -> str:
    """Without what turns letters round or hides them; line breaks become blanks."""
    return "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
    )
