"""Takes what Meta brings, keeps it before it says so, and hands it on."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from hashlib import sha256

import orjson
import structlog

from bot.channels.waiting import within
from bot.channels.whatsapp.api import GraphApi
from bot.channels.whatsapp.handling import Handle, Handling, Moved, TakeReceipts
from bot.channels.whatsapp.number import until_known
from bot.channels.whatsapp.together import Together
from bot.channels.whatsapp.updates import NAME, Batch, read_batch
from bot.channels.whatsapp.webhook import Webhook
from bot.core import clock, inbox
from bot.core.db import Database

log = structlog.get_logger()

SWEEP_SECONDS = 60.0
STOP_SECONDS = 5.0


class WhatsAppReceiver:
    """`greet` is told the bot's number, digits alone, once Meta said it; messages don't wait for that."""

    def __init__(
        self,
        api: GraphApi,
        database: Database,
        handle: Handle,
        receipts: TakeReceipts,
        moved: Moved,
        *,
        webhook: Webhook,
        greet: Callable[[str], None] = lambda _number: None,
    ) -> None:
        self.connected = asyncio.Event()
        self.receiving = asyncio.Event()
        self._api = api
        self._database = database
        self._webhook = webhook
        self._greet = greet
        self._handling = Handling(database, api.account.phone_id, handle, receipts, moved)
        self._inbox = Together(self._write)
        self._running: list[asyncio.Task[None]] = []
        self._keeping: set[asyncio.Task[bool]] = set()
        self._stopping = False

    def start(self) -> None:
        """Returns at once. `connected` is set when the number is known, `receiving` when what was left is
        worked off and new messages are."""
        self._running = [asyncio.create_task(self._run()), asyncio.create_task(self._connect())]

    async def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Takes nothing more in; what is being handled may end in time, the rest waits in the inbox.

        The connection stays open: senders may still need it.
        """
        self._stopping = True
        self.receiving.clear()
        await within(0.0, *self._running)
        await asyncio.gather(*self._keeping, return_exceptions=True)
        await self._handling.stop(seconds)

    def handle_get(self, query: Mapping[str, str]) -> str | None:
        """Meta's handshake: what to answer, or None for somebody who isn't Meta."""
        return self._webhook.challenge(query)

    async def handle_post(self, body: bytes, signature: str | None) -> int:
        """The HTTP status to answer: 200 only when the body is kept; at 5xx Meta brings it again."""
        if not self._webhook.is_signed(body, signature):
            return 403
        if self._stopping or not self._running:
            return 503
        try:
            read = orjson.loads(body)
        except orjson.JSONDecodeError:
            return 400
        batch = read_batch(read, self._api.account.phone_id)
        if not batch:
            return 200
        keeping = asyncio.create_task(self._keep(body, batch))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)
        # A dropped call must not fall between keeping a body and handling it.
        return 200 if await asyncio.shield(keeping) else 503

    async def _keep(self, body: bytes, batch: Batch) -> bool:
        key = f"body.{sha256(body).hexdigest()}"
        try:
            new = await self._inbox.add((key, body))
        except Exception:
            # Whatever the database said: unkept, it must not count as taken.
            log.exception("update_not_kept", channel=NAME)
            return False
        if new and self.receiving.is_set():
            self._handling.take(key, batch)
        return True

    async def _write(self, bodies: Sequence[tuple[str, bytes]]) -> Sequence[bool]:
        payloads = {key: {"body": body.decode()} for key, body in bodies}
        new = await inbox.receive_all(self._database, NAME, payloads, clock.now())
        return [key in new for key, _ in bodies]

    async def _run(self) -> None:
        await self._handling.take_up_left()
        self.receiving.set()
        # What came in meanwhile; from now on it is handled as it comes.
        await self._handling.take_up_left()
        log.info("whatsapp_receiving")
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            await self._handling.take_up_left(older_than=timedelta(seconds=SWEEP_SECONDS))

    async def _connect(self) -> None:
        self._greet(await until_known(self._api))
        self.connected.set()
