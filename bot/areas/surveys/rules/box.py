"""The box for anonymous answers, and how it is emptied.

**What is promised.** Nobody who holds the database can tie an answer to a person; and yet one person answers
once.

**How.** That somebody took part is kept (`Participation`): otherwise they could answer twice and would be
reminded for ever. What they said is kept apart from it (`Response`), with a number drawn by lot, without a
time and without a name. Between the two lies the box: an answer waits there until at least `ENOUGH` of the
same way, village and language lie together; those are then taken out in one go, in an order drawn by lot. At
the end the rest is taken out; what too few share (their way, their village, or their language) is left out,
with that of some who were taken out before if need be, so that nobody can be found by being the only one of
their kind. While a survey is being answered, and while an answer waits in the box, what was said is sealed
with a key that isn't in the database (`core.sealing`): else the first to have finished would be tied to the
first answer in the box. That the bot answered somebody, and how often, is forgotten within the hour
(`outbox.sweeper`): who was asked more than others would be known by it.

**What it does not protect from.** What people write themselves («I, the teacher of ...»), a voice, a picture;
the chat in the person's own phone and on the messenger's servers; somebody who watches the running program,
or copies the database again and again and compares; a survey that fewer than `ENOUGH` people answered, of
whom everybody is known to be one of few; all having answered the same, for then everybody's answer is known.
"""

import random
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.areas.surveys.results import SMALLEST_GROUP, Origin

ENOUGH = SMALLEST_GROUP
# In this order it is asked whether enough share it.
KNOWN = ("origin", "village", "language")

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Slip(Generic[K]):
    """What is known of a paper in the box: its way, its village, its language; `key` names the paper."""

    key: K
    origin: Origin | None
    village: int | None
    language: str | None


Group = list[Slip[K]]


def ready(slips: Iterable[Slip[K]]) -> Group[K]:
    """Those that can be taken out now as they are: enough of the same kind lie in the box."""
    kinds: defaultdict[tuple[object, ...], Group[K]] = defaultdict(list)
    for slip in slips:
        kinds[slip.origin, slip.village, slip.language].append(slip)
    return [slip for group in kinds.values() if len(group) >= ENOUGH for slip in group]


def last(slips: Sequence[Slip[K]], lots: random.Random) -> Group[K]:
    """All slips at the end, with only so much known of each as at least `ENOUGH` share.

    Those that were taken out before belong to them: of one answer beside five whose village is known
    everybody would know whose it is.

    What too few share is forgotten, and with it what some others have in that place, drawn by lot, so that
    those whose village isn't known are themselves never fewer than `ENOUGH`. Of fewer in all nothing is
    known.
    """
    return _blurred(list(slips), KNOWN, lots)


def _blurred(slips: Group[K], known: Sequence[str], lots: random.Random) -> Group[K]:
    if not known:
        return slips
    first, *rest = known
    groups: defaultdict[object, Group[K]] = defaultdict(list)
    for slip in slips:
        groups[getattr(slip, first)].append(slip)
    large, pool = _pooled(list(groups.values()), lots)
    forgotten = [replace(slip, **{first: None}) for slip in pool]  # type: ignore[arg-type] # every field may be None
    return [one for group in (*large, forgotten) for one in _blurred(group, rest, lots)]


def _pooled(groups: list[Group[K]], lots: random.Random) -> tuple[list[Group[K]], Group[K]]:
    """The groups that are large enough, and one of all the others."""
    large = sorted((group for group in groups if len(group) >= ENOUGH), key=len)
    pool = [slip for group in groups if len(group) < ENOUGH for slip in group]
    if not pool or len(pool) >= ENOUGH or not large:
        return large, pool
    lacking = ENOUGH - len(pool)
    if len(large[-1]) < ENOUGH + lacking:
        return large[1:], [*pool, *large[0]]
    giver = large.pop()
    lots.shuffle(giver)
    return [*large, giver[lacking:]], [*pool, *giver[:lacking]]
