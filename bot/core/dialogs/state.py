"""Where a person stands in a form, and what a step may look at."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.core import sealing
from bot.core.i18n import Translator

# Kept among the answers under names no step has; finish functions ignore them.
CUT = "#cut"
ALBUM = "#album"
CHANGING = "#changing"


@dataclass(frozen=True, slots=True)
class State:
    """Kept as JSON between messages. `token` tells this walk's buttons from an older walk's.

    `ended`: every question is answered, but the end had to wait. `offered`: the person was reminded of it.
    `sealed`: the answers are kept so that the database alone doesn't tell them (`core.sealing`).
    """

    form: str
    step: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(3))
    ended: bool = False
    offered: bool = False
    sealed: bool = False

    @property
    def lost(self) -> bool:
        """It was sealed with a key that is gone; every sealed walk began with something known."""
        return self.sealed and not self.answers

    def at(self, step: str) -> "State":
        return replace(self, step=step)

    def answered(self, step: str, value: Any) -> "State":
        return replace(self, answers={**self.answers, step: value})

    def without(self, name: str) -> "State":
        return replace(self, answers={key: value for key, value in self.answers.items() if key != name})

    def to_json(self) -> dict[str, Any]:
        answers = dict(self.answers)
        kept = sealing.seal(answers) if self.sealed else answers
        return {name: getattr(self, name) for name in self.__slots__} | {"answers": kept}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "State":
        """Sealed answers that can't be opened any more are gone (`lost`)."""
        if not stored.get("sealed"):
            return cls(**stored)
        opened = sealing.unseal(stored["answers"])
        return cls(**stored | {"answers": opened or {}})


@dataclass(frozen=True, slots=True)
class View:
    """`data` is what the form's `load` found for these answers; None for a form without one."""

    t: Translator
    answers: Mapping[str, Any]
    now: datetime
    data: Any = None
