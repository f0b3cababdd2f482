"""What goes wrong on demand between a bot and Meta."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass
class Trouble:
    """`kind`: refuse (Meta's JSON with `code`); fail (accepted, then a failed status with `code`); answer (an
    HTML page with `status`); drop (nothing is done, no answer); lose (it is done, the answer lost); delay
    (then all well). `calls` are of: messages, read, media, media_info, download, templates, phone, apps; none
    means any. `to` is a person's number or id."""

    kind: str
    count: int = 1
    calls: tuple[str, ...] = ()
    code: int = 131000
    details: str = ""
    status: int = 0
    delay: float = 0.0
    to: str | None = None

    def meets(self, call: str, addresses: Collection[str]) -> bool:
        return (not self.calls or call in self.calls) and (self.to is None or self.to in addresses)


@dataclass
class Troubles:
    waiting: deque[Trouble] = field(default_factory=deque)

    def append(self, trouble: Trouble) -> None:
        self.waiting.append(trouble)

    def meet(self, call: str, addresses: Collection[str] = ()) -> Trouble | None:
        """The trouble that this call runs into."""
        for trouble in self.waiting:
            if trouble.meets(call, addresses):
                trouble.count -= 1
                if trouble.count <= 0:
                    self.waiting.remove(trouble)
                return trouble
        return None
