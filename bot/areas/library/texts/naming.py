"""What sections, languages, files and days are called."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.library.catalogue import Section
from bot.areas.library.queries import FileWords, Shelf
from bot.areas.library.rules import content
from bot.areas.library.rules.freshness import State
from bot.core.i18n import LANGUAGES, Translator
from bot.core.messages import AttachmentKind

KILOBYTE, MEGABYTE = 1024, 1024 * 1024
_SIGNS = {State.FRESH: "✅", State.STALE: "⏳", State.MISSING: "❗️"}


def sign(shelf: Shelf) -> str:
    """As the office sees it."""
    return "🙈" if shelf.section.hidden else _SIGNS[shelf.state]


def public_sign(shelf: Shelf) -> str:
    return "▫️" if shelf.state is State.MISSING else "📄"


def title(t: Translator, section: Section) -> str:
    return section.title(t.language)


def wording(t: Translator, section: Section) -> str:
    """What the rules call it; empty for the office's own."""
    return section.wording[t.language] if section.wording else ""


def number(section: Section) -> str:
    """`2-б`; empty where the rules give none."""
    found = section.number
    return f"{found[:-1]}-{found[-1]}" if found[-1:].isalpha() else found


def language(code: str) -> str:
    return LANGUAGES[code]


def file_line(t: Translator, file: FileWords) -> Markup:
    if file.kind is AttachmentKind.PHOTO:
        return t("🖼 Photo")
    name = content.shown_name(file.name)
    if not file.size:
        return t("📎 {name}", name=name)
    return t("📎 {name} ({size})", name=name, size=_size(t, file.size))


def _size(t: Translator, count: int) -> str:
    if count < MEGABYTE:
        return str(t("{count} KB", count=t.number(max(1, round(count / KILOBYTE)))))
    return str(t("{count} MB", count=t.number(round(count / MEGABYTE, 1))))


def file_lines(t: Translator, files: Sequence[FileWords]) -> list[Markup]:
    return [file_line(t, one) for one in files]


def day(t: Translator, moment: datetime | None) -> str:
    return t.date(moment) if moment else "–"
