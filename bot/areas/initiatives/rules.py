"""Which stage follows which, how many signatures the law asks, what may be typed."""

import re
from collections.abc import Sequence
from datetime import date

from bot.areas.initiatives.models import (
    TITLE_LENGTH,
    Initiative,
    InitiativeKind,
    InitiativeStage,
    Initiator,
)
from bot.core.errors import Refused

LONGEST_TEXT = 2000
LONGEST_NOTE = 1000
MOST_FILES = 5
MOST_MONEY = 100_000_000_000
MOST_SIGNATURES = 1_000_000

_K, _S = InitiativeKind, InitiativeStage
OPEN = frozenset({_S.REGISTERED, _S.SIGNED, _S.CONSIDERED})
"""Not decided yet: the only time in which support means something."""
ENDED = frozenset({_S.DONE, _S.REFUSED, _S.WITHDRAWN})
DECIDED = frozenset({_S.ACCEPTED, _S.REFUSED, _S.DONE})
SUPPORTED_KINDS = frozenset({_K.LOCAL, _K.NORM_MAKING})

_NEXT: dict[InitiativeStage, tuple[InitiativeStage, ...]] = {
    _S.REGISTERED: (_S.CONSIDERED, _S.ACCEPTED, _S.REFUSED, _S.WITHDRAWN),
    _S.SIGNED: (_S.CONSIDERED, _S.REFUSED, _S.WITHDRAWN),
    _S.CONSIDERED: (_S.ACCEPTED, _S.REFUSED, _S.WITHDRAWN),
    _S.ACCEPTED: (_S.UNDERWAY, _S.DONE),
    _S.UNDERWAY: (_S.DONE,),
}


def signatures_needed(
    kind: InitiativeKind,
    put_forward_by: Initiator,
    population: int,
    steps: Sequence[tuple[int, int]],
) -> int | None:
    """Typical Charter 19.6: for residents' draft acts alone. `steps`: (from so many people, how many)."""
    if kind is not _K.NORM_MAKING or put_forward_by is not Initiator.RESIDENTS:
        return None
    reached = [needed for least, needed in sorted(steps) if population >= least]
    return reached[-1] if reached else None


def next_stages(initiative: Initiative) -> tuple[InitiativeStage, ...]:
    """A draft act of residents comes before the council only with its signatures."""
    stages = _NEXT.get(initiative.stage, ())
    if initiative.stage is not _S.REGISTERED or initiative.kind is not _K.NORM_MAKING:
        return stages
    first = _S.CONSIDERED if initiative.signatures_needed is None else _S.SIGNED
    return (first, _S.REFUSED, _S.WITHDRAWN)


def check_stage(initiative: Initiative, stage: InitiativeStage) -> None:
    """Raises `Refused` for what doesn't follow, and for signatures that aren't there."""
    if stage not in next_stages(initiative):
        raise Refused("initiatives:past", stage=initiative.stage)
    needed = initiative.signatures_needed
    if stage is _S.SIGNED and needed is not None and initiative.signatures < needed:
        raise Refused("initiatives:signatures", have=initiative.signatures, needed=needed)


def check_day(day: date, today: date, not_before: date) -> None:
    """Raises `Refused` for a day to come, and for one before the stage before it."""
    if day > today or day < not_before:
        raise Refused("initiatives:day", first=not_before, last=today)


def can_be_supported(initiative: Initiative) -> bool:
    return initiative.kind in SUPPORTED_KINDS and initiative.stage in OPEN


def needs_act(initiative: Initiative, stage: InitiativeStage) -> bool:
    """The act that was passed: its number and day belong to the result."""
    return initiative.kind is _K.NORM_MAKING and stage is _S.ACCEPTED


def needs_money(initiative: Initiative, stage: InitiativeStage) -> bool:
    return initiative.kind is not _K.NORM_MAKING and stage is _S.DONE


def check_words(text: str, longest: int = TITLE_LENGTH) -> str:
    """Tidied. Raises `Refused`."""
    tidy = "\n".join(" ".join(line.split()) for line in (text or "").strip().splitlines()).strip()
    if not tidy:
        raise Refused("initiatives:empty")
    if len(tidy) > longest:
        raise Refused("initiatives:long", longest=longest)
    return tidy


_THOUSANDS = re.compile(r"(миң|тыс|млн|миллион)", re.IGNORECASE)
_MONEY = re.compile(r"(\d+)(?:,00|\.00)?", re.ASCII)
_SIZES = {"миң": 1_000, "тыс": 1_000, "млн": 1_000_000, "миллион": 1_000_000}


def read_money(typed: str) -> int:
    """Whole сом: `450 000`, `450000 сом`, `450 миң`, `1,5 млн`. Raises `Refused`."""
    text = re.sub(r"\s|\u00a0", "", typed.casefold()).removesuffix(".")
    text = text.removesuffix("сом").removesuffix("сому").removesuffix(".")
    if size := _THOUSANDS.search(text):
        number = text[: size.start()].replace(",", ".")
        if not re.fullmatch(r"\d{1,7}(\.\d{1,3})?", number, re.ASCII):
            raise Refused("initiatives:money")
        found = round(float(number) * _SIZES[size[1]])
    else:
        match = _MONEY.fullmatch(text)
        if match is None:
            raise Refused("initiatives:money")
        found = int(match[1])
    if found > MOST_MONEY:
        raise Refused("initiatives:money")
    return found


def read_count(typed: str) -> int:
    text = re.sub(r"\s|\u00a0", "", typed)
    if not (text.isascii() and text.isdigit()) or int(text) > MOST_SIGNATURES:
        raise Refused("initiatives:count")
    return int(text)
