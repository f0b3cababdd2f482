"""What happens, for those who watch: JSON-able events, by callback or as a stream."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

Event = dict[str, Any]
Listener = Callable[[Event], None]


class Feed:
    def __init__(self) -> None:
        self.listeners: list[Listener] = []
        self._streams: set[asyncio.Queue[Event | None]] = set()

    @property
    def watched(self) -> bool:
        return bool(self.listeners)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Gives what ends the subscription."""
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def publish(self, event: Event) -> None:
        for listener in list(self.listeners):
            listener(event)

    async def events(self) -> AsyncIterator[Event]:
        """All that happens from the first `anext` on, until the emulator stops."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._streams.add(queue)
        end = self.subscribe(queue.put_nowait)
        try:
            while (event := await queue.get()) is not None:
                yield event
        finally:
            end()
            self._streams.discard(queue)

    def close(self) -> None:
        for queue in self._streams:
            queue.put_nowait(None)
