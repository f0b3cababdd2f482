"""Where a person stands in a form, and what a step may look at."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.core.i18n import Translator


@dataclass(frozen=True, slots=True)
class State:
    """Kept as JSON between messages. `token` tells this walk's buttons from an older walk's."""

    form: str
    step: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(3))

    def at(self, step: str) -> "State":
        return replace(self, step=step)

    def answered(self, step: str, value: Any) -> "State":
        return replace(self, answers={**self.answers, step: value})

    def to_json(self) -> dict[str, Any]:
        return {"form": self.form, "step": self.step, "answers": dict(self.answers), "token": self.token}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "State":
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class View:
    """`data` is what the form's `load` found for these answers; None for a form without one."""

    t: Translator
    answers: Mapping[str, Any]
    now: datetime
    data: Any = None
