"""The composition root: the only room that imports everything."""

import asyncio
from collections.abc import Sequence

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app.areas import Areas, compose_areas
from bot.app.lines import Line
from bot.app.telegram_line import TelegramLine
from bot.app.whatsapp_line import WhatsAppLine
from bot.areas.residents.dialogs import gate
from bot.core import clock, sealing
from bot.core.contacts import Contact
from bot.core.conversation import Conversation
from bot.core.db import Database
from bot.core.fetching import fetching_job
from bot.core.links import Links
from bot.core.messages import OutMessage
from bot.core.scheduling import Job, Ticks
from bot.outbox import held, postage, shown
from bot.outbox import service as outbox
from bot.outbox.models import Priority
from bot.outbox.recorder import Observe
from bot.outbox.worker import observe_nothing
from bot.settings import Settings

__all__ = ["App", "Areas", "compose_areas"]

log = structlog.get_logger()

STOP_SECONDS = 7.5
# For the outcomes of what was under way, and for closing what is open.
RECORDING_SECONDS = 1.0


async def enqueue_reply(
    session: AsyncSession, contact: Contact, message: OutMessage, replaces: str | None
) -> None:
    await outbox.enqueue(
        session, contact, message, now=clock.now(), priority=Priority.REPLY, replaces=replaces
    )


class App:
    """One process: it receives, answers, sends and keeps time until it is stopped.

    `telegram` and `whatsapp` are None where the platform is not in use. ValueError when neither is.
    """

    def __init__(self, settings: Settings, *, observe: Observe = observe_nothing) -> None:
        self.settings = settings
        self.links = Links(public_url=settings.public_url or "")
        sealing.use(_sealing_secret(settings))
        self.database = Database(settings.database_url.get_secret_value())
        self.telegram = (
            TelegramLine(settings, self.database, self.links, observe) if settings.telegram_token else None
        )
        self.whatsapp = (
            WhatsAppLine(settings, self.database, self.links, observe) if settings.has_whatsapp else None
        )
        self.lines: Sequence[Line] = [line for line in (self.telegram, self.whatsapp) if line]
        postage.use([self.whatsapp.postage] if self.whatsapp else [])
        self.areas = compose_areas()
        self.conversation = Conversation(
            database=self.database,
            routes=self.areas.routes,
            gate=gate,
            fallback=self.areas.menu.fallback,
            enqueue=enqueue_reply,
            wake=self.wake,
            timezone=settings.zone,
            links=self.links,
            arrived={self.whatsapp.name: held.arrived} if self.whatsapp else None,
            numbers={self.whatsapp.name: shown.meant} if self.whatsapp else None,
            menuless=[self.whatsapp.name] if self.whatsapp else (),
        )
        for line in self.lines:
            line.listen(self.conversation)
        self.ticks = Ticks(
            jobs=(*self.areas.jobs, *self._own_jobs()),
            database=self.database,
            timezone=settings.zone,
            links=self.links,
            wake=self.wake,
        )
        self._sending: list[asyncio.Task[None]] = []

    def wake(self) -> None:
        """Something was committed to the outbox."""
        for line in self.lines:
            line.sender.wake()

    async def receiving(self) -> None:
        """Until messages come in on every platform in use."""
        for line in self.lines:
            await line.receiving.wait()

    async def start(self) -> None:
        """Returns at once; a platform out of reach is tried until it answers."""
        self._sending = [asyncio.create_task(line.sender.run()) for line in self.lines]
        for line in self.lines:
            line.start()
        self.ticks.start()

    async def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Nothing is lost: what was taken is kept, what was begun is recorded, the rest waits in tables.

        One deadline for all parts: what hangs in one takes from the next, and the whole ends in time.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        await asyncio.gather(
            self.ticks.stop(seconds / 3), *(line.stop_receiving(seconds / 3) for line in self.lines)
        )
        for line in self.lines:
            line.sender.stop(max(0.0, deadline - loop.time() - RECORDING_SECONDS))
        results = await asyncio.gather(*self._sending, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                log.error("stopped_with_error", kind=type(result).__name__)
        for line in self.lines:
            await line.close()
        await self.database.close()

    def _own_jobs(self) -> Sequence[Job]:
        """What needs the platforms themselves."""
        fetching = fetching_job({line.name: line.channel for line in self.lines})
        return (fetching, *(job for line in self.lines for job in line.jobs(self.areas.office)))


def _sealing_secret(settings: Settings) -> str:
    """One that isn't in the database. WhatsApp's tokens are changed, its app's secret is not."""
    secret = settings.telegram_token or settings.whatsapp_app_secret
    if secret is None:
        raise ValueError("neither Telegram nor WhatsApp is set")
    return secret.get_secret_value()
