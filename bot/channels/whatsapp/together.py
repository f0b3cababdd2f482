"""Done for many at once: one transaction takes as long for a hundred as for one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Together(Generic[Item, Result]):
    """What comes while the last ones are being done is done next, all of it together.

    `do` gives a result for each, in their order; when it raises, that is everybody's.
    """

    def __init__(self, do: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]) -> None:
        self._do = do
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._doing: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> Result:
        """Returns, or raises, when it is done."""
        over: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, over))
        if self._doing is None or self._doing.done():
            self._doing = asyncio.create_task(self._work())
        return await over

    async def _work(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting, []
            try:
                results = await self._do([item for item, _ in taken])
            except Exception as problem:  # noqa: BLE001 - it is raised again where it is waited for
                for _, over in taken:
                    if not over.done():
                        over.set_exception(problem)
            else:
                for (_, over), result in zip(taken, results, strict=True):
                    if not over.done():
                        over.set_result(result)
