"""Brings updates to a bot's webhook: oldest first, the same one again until it is taken."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp

# Telegram's pauses grow from none to a minute or two; these keep the shape for people who watch and tests.
RETRY_SECONDS = (0.0, 0.05, 0.2, 0.5, 1.0, 2.0)
ANSWER_SECONDS = 60.0
CONNECTIONS = 40
Update = dict[str, Any]


class Webhook:
    """`now` gives the time of failures in Unix seconds."""

    def __init__(
        self, url: str, secret: str | None, now: Callable[[], int], connections: int = CONNECTIONS
    ) -> None:
        self._url = url
        self._headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        self._now = now
        self._connections = connections
        self._news = asyncio.Event()
        self._error: dict[str, Any] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self, following: Callable[[], Update | None], taken: Callable[[Update], None]) -> None:
        self._task = asyncio.create_task(self._bring(following, taken))

    def wake(self) -> None:
        self._news.set()

    def stop(self) -> None:
        if self._task:
            self._task.cancel()

    async def stopped(self) -> None:
        if self._task:
            await asyncio.gather(self._task, return_exceptions=True)

    def info(self) -> dict[str, Any]:
        return {"url": self._url, "max_connections": self._connections} | self._error

    async def _bring(self, following: Callable[[], Update | None], taken: Callable[[Update], None]) -> None:
        failures = 0
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as client:
            while True:
                self._news.clear()
                update = following()
                if update is None:
                    await self._news.wait()
                elif await self._post(client, update):
                    taken(update)
                    failures = 0
                else:
                    await asyncio.sleep(RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)])
                    failures += 1

    async def _post(self, client: aiohttp.ClientSession, update: Update) -> bool:
        try:
            async with client.post(self._url, json=update, headers=self._headers) as answer:
                if answer.status // 100 == 2:
                    return True
                problem = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            problem = "Read timeout expired"
        except aiohttp.ClientConnectorError:
            problem = "Connection refused"
        except aiohttp.ClientError:
            problem = "Connection closed"
        self._error = {"last_error_date": self._now(), "last_error_message": problem}
        return False
