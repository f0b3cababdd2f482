"""Which letters our font can print, and what becomes of the others.

A sign the font lacks would print as an empty box. Emoji and other pictures vanish; letters of a script
we can't print become a question mark, so that whoever looks at the draft sees the loss. A file that
brings no font (a calendar entry, a workbook) keeps all but what no file may hold: `clean`.
"""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_noto_sans

FONT_FOLDER = Path(fontpkg_noto_sans.ROOT) / "files"
_UPRIGHT = FONT_FOLDER / "NotoSans[wdth,wght].ttf"

_LOOKALIKES = {"→": "–", "➡": "–", "⟶": "–", "≥": ">=", "≤": "<=", "☐": "–"}
# Controls, formats (joiners, direction overrides), stray marks and pictures leave no trace.
_TRACELESS = ("C", "M", "So", "Sk")
_UNSEEN_JOINTS = "\u00ad\u200b\u2060"

# What stays on one line: "1 240 000", "1,8 км", "№ 7" (no-break space), "2027-жылдын" (no-break hyphen),
# "9:00–17:00" (word joiner).
_SPACE_WITHIN = re.compile(r"(?<=\d) (?=\d{3}\b)|(?<=\d) (?=[^\W\d]{1,3}\b)|(?<=№) (?=\d)")
_HYPHEN_WITHIN = re.compile(r"(?<![^\s«])(\d+)-(?=[^\W\d])")  # an address has no such word: it stays as it is
_DASH_WITHIN = re.compile(r"(?<=\d)–(?=\d)")

# What XML forbids (controls, halves of pairs, non-characters), and unseen signs that turn a text around.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)

# A Kyrgyz syllable begins with the consonant before its vowel: жооп-кер-чи-лик; a Russian one as well.
_CYRILLIC = "а-яёөүң"
_SYLLABLE = re.compile(
    f"(?<=[{_CYRILLIC}]{{2}})(?=[бвгджзйклмнңпрстфхцчшщ][аеёиоөуүыэюя])",
    re.IGNORECASE,
)
SOFT_HYPHEN = "\u00ad"


def clean(text: str) -> str:
    """The text as any file may hold it: lines end in a newline alone, and no controls."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _FORBIDDEN.sub("", composed)


def printable(text: str) -> str:
    """The text in letters the font has: composed, single spaces, no blank lines, numbers kept together."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    letters = "".join(map(_printable_letter, composed))
    single = re.sub(r"[ \t]+", " ", letters)
    return kept_together(re.sub(r" ?\n[ \n]*", "\n", single))


def hyphenated(text: str, least: int) -> str:
    """With soft hyphens between the syllables of Cyrillic words that have at least so many letters."""
    words = re.compile(f"[{_CYRILLIC}]{{{least},}}", re.IGNORECASE)
    return words.sub(lambda word: _SYLLABLE.sub(SOFT_HYPHEN, word[0]), text)


def kept_together(text: str) -> str:
    """Numbers with what belongs to them, on one line."""
    text = _SPACE_WITHIN.sub("\u00a0", text)
    text = _HYPHEN_WITHIN.sub("\\1\u2011", text)
    return _DASH_WITHIN.sub("–\u2060", text)


@cache
def _printable_letter(letter: str) -> str:
    if letter in "\n\t ":
        return letter
    if letter in _LOOKALIKES:
        return _LOOKALIKES[letter]
    traceless = unicodedata.category(letter).startswith("C") and letter not in _UNSEEN_JOINTS
    if ord(letter) in covered() and not traceless:
        return letter
    simpler = unicodedata.normalize("NFKC", letter)
    if all(ord(one) in covered() for one in simpler) and not traceless:
        return simpler
    return "" if unicodedata.category(letter).startswith(_TRACELESS) else "?"


@cache
def covered() -> frozenset[int]:
    """Code points of the font, from its `cmap` table, segmented coverage (OpenType, format 12)."""
    font = _UPRIGHT.read_bytes()
    at = _table(font, b"cmap")
    for position in range(struct.unpack_from(">H", font, at + 2)[0]):
        subtable = at + struct.unpack_from(">L", font, at + 8 + 8 * position)[0]
        if struct.unpack_from(">H", font, subtable)[0] == 12:
            return frozenset(_segments(font, subtable))
    raise LookupError("the font has no cmap of format 12")


def _table(font: bytes, name: bytes) -> int:
    """Where the table begins."""
    for position in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _checksum, offset, _length = struct.unpack_from(">4sLLL", font, 12 + 16 * position)
        if tag == name:
            return int(offset)
    raise LookupError(name)


def _segments(font: bytes, subtable: int) -> set[int]:
    points: set[int] = set()
    for position in range(struct.unpack_from(">L", font, subtable + 12)[0]):
        first, last, _glyph = struct.unpack_from(">LLL", font, subtable + 16 + 12 * position)
        points.update(range(first, last + 1))
    return points
