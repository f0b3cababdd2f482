"""The real thing: our outbox and our Telegram channel."""

import asyncio
import time
from typing import Any

from markupsafe import Markup
from sqlalchemy import literal, select, text

from benchmarks.peers import TEXT, TOKEN, send_all
from bot.channels.telegram import TelegramChannel, build_bot
from bot.core import clock, memory
from bot.core.channel import Pace
from bot.core.contacts import Contact, Person
from bot.core.db import Database
from bot.core.messages import OutMessage
from bot.outbox import queries, service
from bot.outbox.models import Priority
from bot.outbox.worker import Sender

BATCH = "broadcast:1"
MESSAGE = OutMessage(text=Markup(TEXT))
LOOK_SECONDS = 0.05


async def bare(url: str, count: int, in_flight: int, database: str) -> dict[str, Any]:
    """Our channel without the outbox: nothing is kept."""
    bot = build_bot(TOKEN, api_url=url)
    opened = Database(database)
    (part,) = await TelegramChannel(bot, opened).prepare(MESSAGE)
    memory.settle()
    result = await send_all(lambda n: part(str(10**8 + n)), count, in_flight)
    await bot.shutdown()
    await opened.close()
    return result


async def broadcast(
    url: str, count: int, database: str, per_second: float | None, in_flight: int | None = None
) -> dict[str, Any]:
    """Expand, claim, send, record; over when every outcome is on disk."""
    opened = Database(database)
    bot = build_bot(TOKEN, api_url=url)
    pace = Pace(per_second) if per_second else None
    tally = _Tally(count)
    sender = Sender(opened, TelegramChannel(bot, opened), pace, concurrency=in_flight, observe=tally.observe)
    memory.settle()  # as `jarchy run` does
    cpu, started = time.process_time(), time.perf_counter()
    running = asyncio.create_task(sender.run())
    await expand(opened)
    expanded = time.perf_counter() - started
    sender.wake()
    await tally.complete.wait()
    while (figures := await _figures(opened)).waiting:
        await asyncio.sleep(LOOK_SECONDS / 10)
    took, cpu = time.perf_counter() - started, time.process_time() - cpu
    sender.stop()
    await running
    await bot.shutdown()
    await opened.close()
    assert figures.by_status == {"sent": count}, figures
    return {"count": count, "rate": count / took, "expanded": expanded, "cpu_share": cpu / took, "took": took}


class _Tally:
    def __init__(self, count: int) -> None:
        self.complete = asyncio.Event()
        self._left = count

    def observe(self, _channel: str, outcome: str) -> None:
        self._left -= outcome == "sent"
        if not self._left:
            self.complete.set()


async def _figures(database: Database) -> queries.BatchFigures:
    async with database.reading() as session:
        return await queries.batch_figures(session, BATCH)


async def expand(database: Database) -> int:
    recipients = select(
        Contact.id.label("contact_id"),
        Contact.channel,
        Contact.address,
        Person.language,
        (Contact.id % literal(10)).label("segment"),
    ).join(Person)
    async with database.session() as session:
        content = await service.keep_content(session, MESSAGE)
        return await service.expand(
            session,
            batch=BATCH,
            contents={"ky": content},
            default_language="ky",
            recipients=recipients,
            now=clock.now(),
        )


async def expand_only(database: str) -> dict[str, Any]:
    opened = Database(database)
    async with opened.reading() as session:
        await session.execute(text("SELECT 1"))
    started = time.perf_counter()
    count = await expand(opened)
    took = time.perf_counter() - started
    await opened.close()
    return {"took": took, "count": count}


async def replies(
    url: str, database: str, per_second: float, replies: int, broadcast: bool, every: float = 0.05
) -> dict[str, Any]:
    """From putting a reply into the outbox to Telegram's answer; beside a full-rate broadcast or alone."""
    opened = Database(database)
    bot = build_bot(TOKEN, api_url=url)
    channel = _Watched(TelegramChannel(bot, opened))
    sender = Sender(opened, channel, Pace(per_second))
    running = asyncio.create_task(sender.run())
    if broadcast:
        await expand(opened)
        sender.wake()
        await asyncio.sleep(0.5)
    async with opened.reading() as session:
        # The last ones: their turn in the broadcast never comes.
        people = list(await session.scalars(select(Contact).order_by(Contact.id.desc()).limit(replies)))
    for number, contact in enumerate(people):
        started = time.perf_counter()
        async with opened.session() as session:
            await service.enqueue(
                session,
                contact,
                OutMessage(text=Markup(f"reply {number}")),
                now=clock.now(),
                priority=Priority.REPLY,
            )
        sender.wake()
        channel.waits.append(started)
        await asyncio.sleep(every)
    await asyncio.wait_for(channel.all_answered(replies), 30)
    if broadcast:
        async with opened.session() as session:
            await service.stop_batch(session, BATCH, clock.now())
    sender.stop()
    await running
    await bot.shutdown()
    await opened.close()
    took = sorted(channel.took)
    return {"p50": took[len(took) // 2], "p95": took[int(len(took) * 0.95)]}


class _Watched(TelegramChannel):
    """Notes when replies are answered; they are sent one after another."""

    def __init__(self, channel: TelegramChannel) -> None:
        self.__dict__.update(channel.__dict__)
        self.waits: list[float] = []
        self.took: list[float] = []

    async def prepare(self, message: OutMessage, replaces: str | None = None) -> Any:
        parts = await super().prepare(message, replaces)
        if not message.text.startswith("reply"):
            return parts
        number = int(message.text.split()[1])

        async def send(address: str) -> str:
            answer = await parts[0](address)
            done = time.perf_counter()
            while len(self.waits) <= number:
                await asyncio.sleep(0.0001)
            self.took.append(done - self.waits[number])
            return answer

        return [send]

    async def all_answered(self, count: int) -> None:
        while len(self.took) < count:
            await asyncio.sleep(0.01)
