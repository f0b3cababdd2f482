"""Our marks as WhatsApp's: *bold*, _italic_, and links as words with their address behind them.

WhatsApp has no way to escape a mark. Its marks work only tight around words and within one line, so ours
are put there; and where letters that a person typed would work as marks, a twin of the same shape stands
in their place. Inside addresses nothing is changed: a letter that would work there is percent-encoded.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from bot.core import richtext
from bot.core.richtext import Run, units

BOLD, ITALIC, STRIKE, CODE = "*", "_", "~", "`"
TWINS = {BOLD: "∗", ITALIC: "＿", STRIKE: "∼", CODE: "'"}
# Before a `>` at the start of a line, which would make a quotation of it.
NO_QUOTATION = "\N{WORD JOINER}"

_ADDRESS = re.compile(r"https?://\S+")
_UNSEEN_SCHEME = re.compile(r"(?:mailto|tel):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    bold: bool
    italic: bool
    address: bool


def written(text: str) -> str:
    """The whole text as WhatsApp shows it."""
    return _write(_spelled_out(text))


def harmless(line: str) -> str:
    """Plain words in which nothing works as a mark."""
    return _write([Run(line)])


def pieces(text: str, limit: int) -> list[str]:
    """The text in parts of at most `limit` units, cut at a paragraph, a line or a word."""
    spelled = richtext.write_runs(_spelled_out(text))
    room = limit
    while True:
        parts = [_write(richtext.read_runs(part)) for part in richtext.split(spelled, room)]
        over = max((units(part) for part in parts), default=0) - limit
        if over <= 0:
            return [part for part in parts if part.strip()]
        # The marks take more room than was left for them.
        room = max(1, room - over)


def ending(text: Markup, limit: int) -> tuple[Markup, str]:
    """The text without its last paragraphs, or lines, that are at most `limit` units; and those, written.

    The second is empty where even the last line is longer.
    """
    runs = richtext.read_runs(text)
    plain = "".join(run.text for run in runs)

    def rest(start: int) -> str:
        return written(richtext.write_runs(_cut(runs, start, len(plain)))).strip()

    for mark in ("\n\n", "\n"):
        # Marks only add to the length, so what is longer without them needs no look.
        starts = [m.end() for m in re.finditer(mark, plain) if 0 < units(plain[m.end() :].strip()) <= limit]
        if starts := starts[bisect_left(starts, x=True, key=lambda start: units(rest(start)) <= limit) :]:
            return richtext.write_runs(_cut(runs, 0, starts[0])), rest(starts[0])
    return text, ""


def _cut(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    position = 0
    for run in runs:
        within = run.text[max(0, start - position) : max(0, end - position)]
        position += len(run.text)
        if within:
            yield run.with_text(within)


def _spelled_out(text: str) -> list[Run]:
    """Links are followed by their addresses; these alone are links now."""
    spelled: list[Run] = []
    for link, same in groupby(richtext.read_runs(text), key=lambda run: run.link):
        runs = list(same)
        if link is None:
            spelled += runs
            continue
        words = "".join(run.text for run in runs)
        address = Run(_shown(link), link=link)
        if not words.strip() or _is_address(words, link):
            behind = words[len(words.rstrip()) :]
            spelled += [Run(words[: len(words) - len(words.lstrip())]), address, Run(behind)]
        else:
            spelled += [Run(run.text, run.bold, run.italic) for run in runs]
            spelled += [Run(" ("), address, Run(")")]
    return [run for run in spelled if run.text]


def _is_address(words: str, link: str) -> bool:
    def bare(address: str) -> str:
        without = re.sub(r"^(?:https?://|mailto:|tel:)", "", address.strip().casefold())
        return re.sub(r"\s", "", without.rstrip("/"))

    return bare(words) == bare(link)


def _shown(link: str) -> str:
    """A mail address or a number as people write it: phones know them by themselves."""
    return _UNSEEN_SCHEME.sub("", link, count=1)


def _write(runs: Iterable[Run]) -> str:
    letters = [
        _Letter(letter, run.bold, run.italic, bool(run.link and _ADDRESS.match(run.link)))
        for run in runs
        for letter in run.text
    ]
    lines: list[list[_Letter]] = [[]]
    for letter in letters:
        if letter.text == "\n":
            lines.append([])
        else:
            lines[-1].append(letter)
    return "\n".join(_line(line) for line in lines)


def _line(letters: Sequence[_Letter]) -> str:
    text = "".join(letter.text for letter in letters)
    address = _addresses(letters, text)
    bold = _spans(text, [letter.bold and not address[i] for i, letter in enumerate(letters)])
    # Marks must not cross each other, so what is bold is slanted by itself.
    slanted = [
        span
        for side in (True, False)
        for span in _spans(
            text,
            [one.italic and one.bold is side and not address[i] for i, one in enumerate(letters)],
        )
    ]
    ours = {BOLD: bold, ITALIC: slanted}
    out = [_quoted(text, i) if address[i] else letter for i, letter in enumerate(text)]
    for mark in TWINS:
        places = [i for i, letter in enumerate(text) if letter == mark and not address[i]]
        # Three of these work from one line to another.
        found = _working(text, places, ours.get(mark, ())) if mark != CODE else places
        # One alone has nothing to pair with.
        if len(found) > 1 or ours.get(mark):
            for i in found:
                out[i] = TWINS[mark]
    for mark, spans in ((ITALIC, slanted), (BOLD, bold)):
        for start, end in spans:
            out[start] = mark + out[start]
            out[end - 1] += mark
    line = "".join(out)
    return NO_QUOTATION + line if line.startswith("> ") else line


def _addresses(letters: Sequence[_Letter], text: str) -> list[bool]:
    """Which letters are of an address: of a link's, or of one written into the text."""
    found = [letter.address for letter in letters]
    for address in _ADDRESS.finditer(text):
        found[address.start() : address.end()] = [True] * (address.end() - address.start())
    return found


def _spans(text: str, marked: Sequence[bool]) -> list[tuple[int, int]]:
    """Where marks may stand: tight around words, and not within one, where they would be shown as stars."""
    spans: list[tuple[int, int]] = []
    position = 0
    for is_marked, same in groupby(marked):
        end = position + len(list(same))
        start, stop = position, end
        position = end
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        says_nothing = all(letter.isspace() or letter in TWINS for letter in text[start:stop])
        if is_marked and not says_nothing and not _inside_word(text, start, stop):
            spans.append((start, stop))
    return spans


def _inside_word(text: str, start: int, stop: int) -> bool:
    return (start > 0 and text[start - 1].isalnum()) or (stop < len(text) and text[stop].isalnum())


def _working(text: str, places: Sequence[int], ours: Sequence[tuple[int, int]]) -> list[int]:
    """Which of one mark's `places` have to be made harmless; `ours`: the spans that we mark with it.

    Runs like «____», a blank to be filled in, and marks that have nothing to pair with do nothing, and who
    copies them wants them as they are.
    """
    runs = _runs([i for i in places if _works(text, i)])
    begins = [_begins(text, run[-1]) for run in runs]
    ends = [_ends(text, run[0]) for run in runs]
    if not ours and not any(ends[begins.index(True) + 1 :] if True in begins else ()):
        return []
    return [
        place
        for run, does_begin, does_end in zip(runs, begins, ends, strict=True)
        if does_begin or does_end or any(start <= run[0] < end for start, end in ours)
        for place in run
    ]


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Those that stand side by side, together."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _works(text: str, position: int) -> bool:
    """Whether a mark here could begin or end something: one between two letters could not."""
    return _begins(text, position) or _ends(text, position)


def _begins(text: str, position: int) -> bool:
    return not _letter(text, position - 1).isalnum() and not _letter(text, position + 1).isspace()


def _ends(text: str, position: int) -> bool:
    return not _letter(text, position - 1).isspace() and not _letter(text, position + 1).isalnum()


def _letter(text: str, position: int) -> str:
    """Beyond both ends there is a blank."""
    return text[position] if 0 <= position < len(text) else " "


def _quoted(text: str, position: int) -> str:
    """The same address, with what would work as a mark in it percent-encoded."""
    letter = text[position]
    works = letter == CODE or (letter in TWINS and _works(text, position))
    return f"%{ord(letter):02X}" if works else letter
