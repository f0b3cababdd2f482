"""What goes wrong on demand, for tests: throttling, refusals, dropped connections, lost answers."""

from collections import deque
from dataclasses import dataclass, field

from bot.demo.telegram_emulator.errors import too_many


@dataclass
class Trouble:
    """`kind`: throttle; answer (an HTML page with `status`); refuse (`status` and `words` as Telegram's
    JSON); drop (nothing is done, no answer); lose (it is done, the answer lost); delay (then all well).
    No `methods` means any but getUpdates."""

    kind: str
    count: int = 1
    methods: tuple[str, ...] = ()
    chat_id: int | None = None
    retry_after: int = 1
    status: int = 500
    words: str = "Internal Server Error"
    delay: float = 0.0

    def meets(self, method: str) -> bool:
        return method in self.methods if self.methods else method != "getupdates"


@dataclass
class Troubles:
    waiting: deque[Trouble] = field(default_factory=deque)

    def append(self, trouble: Trouble) -> None:
        self.waiting.append(trouble)

    def meet(self, method: str) -> Trouble | None:
        """The trouble that this request runs into."""
        for trouble in self.waiting:
            if trouble.kind != "throttle" and trouble.meets(method):
                self._use(trouble)
                return trouble
        return None

    def check_throttle(self, chat_id: int) -> None:
        for trouble in self.waiting:
            if trouble.kind == "throttle" and trouble.chat_id in {None, chat_id}:
                self._use(trouble)
                raise too_many(trouble.retry_after)

    def _use(self, trouble: Trouble) -> None:
        trouble.count -= 1
        if trouble.count <= 0:
            self.waiting.remove(trouble)
