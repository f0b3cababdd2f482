"""`jarchy run` as a process of its own against the emulated Telegram: ready, talking, stopped, killed."""

import asyncio
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from markupsafe import Markup
from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import service as municipality
from bot.areas.municipality.file import EXAMPLE, read_file
from bot.areas.residents.models import Consent, Resident, ResidentVillage
from bot.areas.residents.queries import audience_select
from bot.core import clock
from bot.core.contacts import Contact, Person
from bot.core.db import Database
from bot.core.messages import OutMessage
from bot.demo.telegram_emulator import BotAccount, Phone, TelegramEmulator
from bot.operations.migrate import upgrade
from bot.outbox import service as outbox
from bot.outbox.models import Delivery, SenderLease, Status

ROOT = Path(__file__).parents[2]
TOKEN = "77:AAtoken-that-must-not-be-seen-in-any-log"
RESIDENTS = 300
BATCH = "broadcast:crash"
PATIENCE = 20.0


@dataclass
class Running:
    """A started process and its log."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    def find(self, event: str) -> Mapping[str, str] | None:
        """Raises nothing for lines that are no log: a test that fails shows them."""
        for line in self.lines:
            entry = json.loads(line) if line.startswith("{") else {}
            if entry.get("event") == event:
                return dict(entry)
        return None

    async def wait_for(self, event: str) -> Mapping[str, str]:
        deadline = time.monotonic() + PATIENCE
        while (found := self.find(event)) is None:
            assert self.process.returncode is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            await asyncio.sleep(0.05)
        return found

    async def url(self) -> str:
        return (await self.wait_for("web_listening"))["url"]

    async def ready(self) -> None:
        """Until /readyz says so."""
        url = await self.url()
        deadline = time.monotonic() + PATIENCE
        async with aiohttp.ClientSession(url) as client:
            while True:
                async with client.get("/readyz") as answer:
                    if answer.status == 200:
                        return
                    assert time.monotonic() < deadline, await answer.text()
                await asyncio.sleep(0.05)

    async def end(self, number: int) -> int:
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), PATIENCE)


class Machine:
    """Starts `jarchy run` as often as a test likes, over one database."""

    def __init__(self, emulator: TelegramEmulator, account: BotAccount, folder: Path) -> None:
        self.emulator = emulator
        self.account = account
        self.folder = folder
        self.database_url = f"sqlite:///{folder}/jarchy.db"
        self._started: list[Running] = []

    async def start(self, **settings: str) -> Running:
        own = {
            "DATABASE_URL": self.database_url,
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.emulator.base_url,
            "LONG_POLL_SECONDS": "5",
            "WEB_PORT": "0",
            "LOG_FORMAT": "json",
        } | settings
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("JARCHY_")}
        environment = inherited | {f"JARCHY_{name}": value for name, value in own.items()}
        log = self.folder / f"log-{len(self._started)}"
        with log.open("w") as file:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.cli", "run"), cwd=ROOT, env=environment, stdout=file, stderr=file
            )
        self._started.append(Running(process, log))
        return self._started[-1]

    def phone(self, name: str) -> Phone:
        return self.emulator.phone(self.account, name)

    async def end_all(self) -> None:
        for running in self._started:
            if running.process.returncode is None:
                running.process.kill()
                await running.process.wait()


@pytest.fixture
async def machine(emulator: TelegramEmulator, tmp_path: Path) -> AsyncIterator[Machine]:
    machine = Machine(emulator, emulator.add_bot(TOKEN, "jarchy_bot"), tmp_path)
    upgrade(machine.database_url)
    async with _database(machine) as database, database.session() as session:
        await municipality.apply_file(session, read_file(EXAMPLE), clock.now())
    yield machine
    await machine.end_all()


@asynccontextmanager
async def _database(machine: Machine) -> AsyncIterator[Database]:
    database = Database(machine.database_url)
    yield database
    await database.close()


async def _until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Another process makes it true, so there is no event to wait for."""
    async with asyncio.timeout(PATIENCE):
        while not await condition():  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.02)


async def _hang(machine: Machine) -> None:
    """A resident asks for something, and Telegram never answers the reply."""
    machine.emulator.fail_next(machine.account, "sendMessage", kind="drop", count=50, delay=60.0)
    machine.phone("Айгүл").start()

    async def asked() -> bool:
        return any(request.lower() == "sendmessage" for request in machine.account.requests)

    await _until(asked)


async def test_a_resident_subscribes_and_a_stop_is_clean(machine: Machine) -> None:
    running = await machine.start()
    await running.ready()
    aigul = machine.phone("Айгүл")
    aigul.start()
    for label in ("Кыргызча", "Макулмун", "-Булак"):
        await aigul.tap(label)
    await aigul.wait_for(lambda phone: phone.keyboard is not None)
    async with aiohttp.ClientSession(await running.url()) as client, client.get("/metrics") as answer:
        assert 'jarchy_deliveries_total{channel="telegram",outcome="sent"}' in await answer.text()
    began = time.monotonic()
    assert await running.end(signal.SIGTERM) == 0
    assert time.monotonic() - began < 10
    assert running.find("stopped")
    assert TOKEN.partition(":")[2] not in running.log.read_text()
    async with _database(machine) as database, database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Resident)) == 1


async def test_a_stop_is_clean_and_in_time_while_telegram_hangs(machine: Machine) -> None:
    running = await machine.start(READ_TIMEOUT="60")
    await running.ready()
    aigul = machine.phone("Айгүл")
    aigul.start()
    await aigul.wait_for("Кыргызча")
    for method in ("sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates", "setMyCommands"):
        machine.emulator.fail_next(machine.account, method, kind="drop", count=50, delay=60.0)
    tap = asyncio.create_task(aigul.tap("Кыргызча"))

    async def tried() -> bool:
        requests = {request.lower() for request in machine.account.requests}
        return {"editmessagetext", "answercallbackquery"} <= requests

    await _until(tried)
    tap.cancel()
    began = time.monotonic()
    assert await running.end(signal.SIGTERM) == 0, running.log.read_text()
    assert time.monotonic() - began < 10
    assert running.find("stopped")
    assert await _count(machine, Delivery.status == Status.SENDING) == 0
    machine.account.troubles.waiting.clear()
    again = await machine.start()
    await again.ready()
    await aigul.wait_for("кабар берип турат", seconds=PATIENCE)  # what hung is said now
    assert await again.end(signal.SIGTERM) == 0


async def test_a_second_signal_ends_it_at_once(machine: Machine) -> None:
    running = await machine.start(READ_TIMEOUT="60")
    await running.ready()
    await _hang(machine)
    running.process.send_signal(signal.SIGINT)
    await running.wait_for("stopping")
    began = time.monotonic()
    assert await running.end(signal.SIGINT) == -signal.SIGINT
    assert time.monotonic() - began < 5


async def test_killed_in_the_middle_of_a_broadcast_it_misses_nobody(machine: Machine) -> None:
    phones = await _subscribe(machine, RESIDENTS)
    fast = {"SEND_RATE": "200", "PAID_BROADCASTS": "true"}
    first = await machine.start(**fast)
    await first.ready()
    await _broadcast(machine)

    async def a_third_arrived() -> bool:
        return _arrived(phones) >= RESIDENTS // 3

    await _until(a_third_arrived)
    await first.end(signal.SIGKILL)
    reached = _arrived(phones)
    assert reached < RESIDENTS, "it was killed too late to prove anything"
    in_flight = await _count(machine, Delivery.status == Status.SENDING)
    assert in_flight

    await _let_its_lease_end(machine)
    second = await machine.start(**fast)

    async def all_sent() -> bool:
        return not await _count(machine, Delivery.status != Status.SENT)

    await _until(all_sent)
    per_phone = Counter(len(phone.received) for phone in phones)
    assert per_phone[0] == 0, "somebody was missed"
    assert set(per_phone) <= {1, 2}
    assert per_phone[2] <= in_flight
    assert await _count(machine, Delivery.uncertain > 0) == in_flight
    assert await second.end(signal.SIGTERM) == 0


async def _subscribe(machine: Machine, count: int) -> list[Phone]:
    """Straight into the tables: how one subscribes is told above, and this is about what follows."""
    phones = [machine.phone(f"Тургун {number}") for number in range(count)]
    async with _database(machine) as database, database.session() as session:
        for number, phone in enumerate(phones, start=1):
            phone.chat.started = True
            await _add_resident(session, number, str(phone.chat.id))
    return phones


async def _add_resident(session: AsyncSession, number: int, address: str) -> None:
    now = clock.now()
    who = {"person_id": number}
    for row in (
        Person(id=number, language="ky", created_at=now),
        Contact(channel="telegram", address=address, last_seen_at=now, **who),
        Consent(version=1, language="ky", channel="telegram", given_at=now, **who),
        Resident(subscribed_at=now, **who),
        ResidentVillage(village_id=1, main=True, **who),
    ):
        session.add(row)
        await session.flush()


async def _broadcast(machine: Machine) -> None:
    async with _database(machine) as database, database.session() as session:
        content = await outbox.keep_content(session, OutMessage(text=Markup("Саламатсыздарбы")))
        made = await outbox.expand(
            session,
            batch=BATCH,
            contents={"ky": content},
            default_language="ky",
            recipients=audience_select(topic=None),
            now=clock.now(),
        )
    assert made == RESIDENTS


async def _let_its_lease_end(machine: Machine) -> None:
    """As its ten seconds would; that nobody sends before them has its own test."""
    async with _database(machine) as database, database.session() as session:
        await session.execute(update(SenderLease).values(expires_at=clock.now()))


def _arrived(phones: list[Phone]) -> int:
    return sum(bool(phone.received) for phone in phones)


async def _count(machine: Machine, condition: ColumnElement[bool]) -> int:
    async with _database(machine) as database, database.reading() as session:
        found = await session.scalar(select(func.count()).select_from(Delivery).where(condition))
    return found or 0
