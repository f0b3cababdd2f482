"""What an area has to tell in a bulletin: one line, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Contribution:
    """`titles` by language; Kyrgyz is always there. Without a day it is told of the whole time, last."""

    day: date | None
    titles: Mapping[str, str]

    def title(self, language: str) -> str:
        return self.titles.get(language) or self.titles["ky"]
