"""Finds sections by typed words, in both languages at once, however the words are bent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_NEAREST = str.maketrans("өүңё", "оуне")
SHORTEST = 2
# Beyond this it is a letter, not a search.
MOST_LETTERS, MOST_WORDS = 60, 5
TITLE, KEYWORD, WORDING, TEXT = 8, 5, 3, 1
# Said around what is meant.
_AROUND = frozenset(
    # ky, folded
    {"кайда", "кантип", "качан", "эмне", "кандай", "керек", "бар", "жок", "жана", "менен", "учун"}
    | {"жонундо", "боюнча", "маалымат"}
    | {"где", "как", "когда", "что", "какой", "какие", "нужно", "нужен", "есть", "нет", "или", "для"}
    | {"про", "мне", "информация"}
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a section can be found by: places by weight."""

    key: str
    places: Mapping[int, Iterable[str]]


def folded(text: str) -> list[str]:
    """Words as the poorest keyboard types them: many have no ө, ү, ң."""
    return re.findall(r"\w+", text.casefold().translate(_NEAREST))


def asked(text: str) -> list[str]:
    """The words that say what is looked for."""
    words = [word for word in folded(text[: 4 * MOST_LETTERS]) if len(word) >= SHORTEST]
    return ([word for word in words if word not in _AROUND] or words)[: 2 * MOST_WORDS]


def is_search(text: str) -> bool:
    """Whether words that answer no question may be one."""
    return len(text) <= MOST_LETTERS and 0 < len(folded(text)) <= MOST_WORDS


def find(pages: Sequence[Page], text: str, *, whole: bool = False) -> list[str]:
    """Keys, the best first. All words are wanted; where no section has all, some do unless `whole`."""
    wanted = asked(text)
    if not wanted:
        return []
    scored = [(page.key, _weights(page, wanted)) for page in pages]
    full = [(key, sum(weights)) for key, weights in scored if all(weights)]
    if not full and not whole:
        full = [(key, sum(weights)) for key, weights in scored if any(weights)]
    order = {page.key: place for place, page in enumerate(pages)}
    return [key for key, _ in sorted(full, key=lambda one: (-one[1], order[one[0]]))]


def _weights(page: Page, wanted: Sequence[str]) -> list[int]:
    """Of each wanted word the best place it stands in; 0 where it stands nowhere."""
    places = {weight: set(folded(" ".join(texts))) for weight, texts in page.places.items()}
    return [
        max((weight for weight, words in places.items() if any(_same(word, one) for one in words)), default=0)
        for word in wanted
    ]


def _same(typed: str, known: str) -> bool:
    """Both languages bend words at their end: бюджет, бюджетти, бюджета."""
    if typed == known:
        return True
    if len(typed) < 3 or len(known) < 3:
        return False
    if known.startswith(typed):
        return True
    if typed.startswith(known):
        return len(known) >= 4 or len(typed) <= len(known) + 3
    shared = next((n for n, pair in enumerate(zip(typed, known, strict=False)) if pair[0] != pair[1]), 0)
    return shared >= 4 and shared >= 0.75 * min(len(typed), len(known))
