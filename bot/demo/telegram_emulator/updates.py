"""A bot's updates: kept until it took them, by long polling or brought to its webhook."""

import asyncio
import itertools
from typing import Any

import aiohttp

from bot.demo.telegram_emulator.errors import ApiError

FIRST_UPDATE = 700_000_001
RETRY_SECONDS = (0.05, 0.2, 0.5, 1.0, 2.0)


class Updates:
    def __init__(self) -> None:
        self._numbers = itertools.count(FIRST_UPDATE)
        self._waiting: dict[int, dict[str, Any]] = {}
        self._seen: dict[int, dict[str, Any]] = {}
        self._allowed: list[str] | None = None
        self._changed = asyncio.Event()
        self._polls = 0
        self._webhook: dict[str, Any] = {}
        self._bringing: asyncio.Task[None] | None = None
        self._closed = False

    # what happens

    def add(self, kind: str, what: dict[str, Any]) -> int:
        """Returns the update's id; kinds the bot did not ask for are dropped, as Telegram drops them."""
        number = next(self._numbers)
        if self._allowed and kind not in self._allowed:
            return number
        update = {"update_id": number, kind: what}
        self._waiting[number] = self._seen[number] = update
        self._notify()
        return number

    def repeat(self, number: int) -> None:
        """Bring an update a second time, as happens after a lost answer."""
        self._waiting[number] = self._seen[number]
        self._notify()

    def _notify(self) -> None:
        self._changed.set()
        if self._webhook and (self._bringing is None or self._bringing.done()):
            self._bringing = asyncio.create_task(self._bring())

    # long polling

    async def poll(self, offset: int, limit: int, seconds: float, allowed: list[str] | None) -> list[Any]:
        if self._webhook:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        if allowed is not None:
            self._allowed = allowed or None
        self._polls += 1
        mine = self._polls
        self._changed.set()  # the poll before this one, if any, ends
        self._take_as_confirmed(offset)
        deadline = asyncio.get_running_loop().time() + seconds
        while not self._waiting and not self._closed:
            left = deadline - asyncio.get_running_loop().time()
            self._changed.clear()
            if left <= 0 or not await self._happened(left):
                break
            if self._polls != mine:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
        return [self._waiting[number] for number in sorted(self._waiting)[:limit]]

    def _take_as_confirmed(self, offset: int) -> None:
        if offset < 0:
            offset = max(self._waiting, default=0) + 1 + offset
        for number in [n for n in self._waiting if n < offset]:
            del self._waiting[number]

    async def _happened(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return False
        return True

    # webhook

    def set_webhook(self, url: str, secret: str | None, allowed: list[str] | None) -> None:
        self._webhook = {"url": url, "secret": secret}
        self._allowed = allowed or None
        if self._waiting:
            self._notify()

    def delete_webhook(self, *, drop_pending: bool) -> None:
        self._webhook = {}
        if drop_pending:
            self._waiting.clear()

    def webhook_info(self) -> dict[str, Any]:
        info = {
            "url": self._webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._waiting),
        }
        if "error" in self._webhook:
            info |= {
                "last_error_date": self._webhook["error_date"],
                "last_error_message": self._webhook["error"],
            }
        return info

    async def _bring(self) -> None:
        """Oldest first, the same one again until it is taken."""
        failures = 0
        async with aiohttp.ClientSession() as client:
            while self._waiting and self._webhook and not self._closed:
                number = min(self._waiting)
                if await self._post(client, self._waiting[number]):
                    self._waiting.pop(number, None)
                    failures = 0
                    continue
                await asyncio.sleep(RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)])
                failures += 1

    async def _post(self, client: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        secret = self._webhook.get("secret")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        problem = "Connection refused"
        try:
            async with client.post(self._webhook["url"], json=update, headers=headers) as answer:
                if answer.status // 100 == 2:
                    return True
                problem = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except aiohttp.ClientError as error:
            problem = type(error).__name__
        if self._webhook:
            self._webhook |= {"error": problem, "error_date": 0}
        return False

    async def close(self) -> None:
        self._closed = True
        self._changed.set()
        if self._bringing:
            self._bringing.cancel()
            await asyncio.gather(self._bringing, return_exceptions=True)
