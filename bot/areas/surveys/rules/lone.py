"""What a table of answers without names may tell of who answered: nothing that only a few share."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.areas.surveys.results import SMALLEST_GROUP


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of who answered; None for what isn't, or is left out."""

    origin: str | None = None
    village: int | None = None
    language: str | None = None
    sex: str | None = None
    age: str | None = None


# From all that is known to nothing; the village is worth more to the office than way and language.
_LESS: tuple[tuple[str, ...], ...] = (
    (),
    ("origin", "language"),
    ("origin", "language", "village"),
    ("origin", "language", "sex", "age"),
)


def without_lone(counts: Mapping[Kind, int]) -> dict[Kind, Kind]:
    """For each kind what may stand beside its answers; `counts` are how many are of it.

    Each time the rest is told less of, until enough share it; of the last nothing is told.
    """
    shown: dict[Kind, Kind] = {}
    for left_out in _LESS:
        rest = {kind: replace(kind, **dict.fromkeys(left_out)) for kind in counts if kind not in shown}
        together: Counter[Kind] = Counter()
        for kind, told in rest.items():
            together[told] += counts[kind]
        shown |= {kind: told for kind, told in rest.items() if together[told] >= SMALLEST_GROUP}
    return shown | {kind: Kind() for kind in counts if kind not in shown}
