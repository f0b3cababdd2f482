"""`jarchy demo`: the real bot over an emulated Telegram and WhatsApp, with phones in a browser."""

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import click

from bot.app import App
from bot.app.doors import doors
from bot.channels.whatsapp.templates import TEMPLATES
from bot.core import clock
from bot.core.db import Base
from bot.core.links import Links
from bot.demo.page import Page, PhoneSpec, World
from bot.demo.phones import telegram_phones, whatsapp_phones
from bot.demo.seed import Platforms, Sample, Seeder
from bot.demo.telegram_emulator import TelegramEmulator
from bot.demo.whatsapp_emulator import Business, WhatsAppEmulator
from bot.settings import Settings
from bot.web.app import WHATSAPP_PATH
from bot.web.server import WebServer

TOKEN = "1000:demo-token-of-the-emulated-telegram"  # noqa: S105 - the emulated Telegram's, of no use elsewhere
USERNAME = "min_bulak_bot"
WHATSAPP_TOKEN = "demo-token-of-the-emulated-whatsapp"  # noqa: S105 - as above
APP_SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - as above
VERIFY_TOKEN = "demo-verify-token"  # noqa: S105 - as above
NUMBER = "996700123456"
MORNING = time(10, 0)
ROLES = {
    "aigul": {"ky": "Айгүл, тургун (кыргызча)", "ru": "Айгүл, житель (кырг.)"},
    "sergei": {"ky": "Сергей, тургун (орусча)", "ru": "Сергей, житель (рус.)"},
    "burul": {"ky": "Бурул апа, WhatsApp (кыргызча)", "ru": "Бурул апа, WhatsApp (кырг.)"},
    "olga": {"ky": "Ольга, WhatsApp (орусча)", "ru": "Ольга, WhatsApp (рус.)"},
    "officer": {"ky": "Бакыт, жооптуу кызматкер", "ru": "Бакыт, сотрудник"},
    "head": {"ky": "Асан, башчы", "ru": "Асан, глава"},
    "group": {"ky": "Кезметчилер тобу, Бакыттын телефонунда", "ru": "Группа дежурных, в телефоне Бакыта"},
    "deputy": {"ky": "Мирлан, депутат", "ru": "Мирлан, депутат"},
    "channel": {"ky": "Айылдын Telegram каналы", "ru": "Telegram-канал села"},
    "deputy_whatsapp": {"ky": "Жылдыз, депутат, WhatsApp", "ru": "Жылдыз, депутат, WhatsApp"},
    "council_secretary": {"ky": "Нурзат, кеңештин катчысы", "ru": "Нурзат, секретарь кенеша"},
    "council_chair": {"ky": "Гүлнара, кеңештин төрайымы", "ru": "Гүлнара, председатель кенеша"},
    "finance_head": {"ky": "Эркин, ФЭБ башчысы", "ru": "Эркин, начальник ФЭО"},
}


@dataclass
class Demo:
    """All of it, running. `url` is the page's address."""

    app: App
    emulator: TelegramEmulator
    whatsapp: WhatsAppEmulator
    sample: Sample
    url: str


@asynccontextmanager
async def open_demo(port: int = 0) -> AsyncIterator[Demo]:
    """In a temporary folder: nothing of it stays, also when filling it fails."""
    async with AsyncExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="jarchy-demo-"))
        emulator = await opened.enter_async_context(TelegramEmulator(now=clock.now))
        whatsapp = await opened.enter_async_context(WhatsAppEmulator(now=clock.now))
        business = whatsapp.add_business(
            token=WHATSAPP_TOKEN,
            app_secret=APP_SECRET,
            verify_token=VERIFY_TOKEN,
            number=NUMBER,
            name="Миң-Булак",
        )
        app = App(_settings(Path(folder), emulator.base_url, whatsapp.api_url, business))
        opened.push_async_callback(app.database.close)
        opened.callback(clock.reset)
        _begin_in_the_morning(app)
        account = emulator.add_bot(TOKEN, USERNAME)
        links = Links(USERNAME, NUMBER, f"http://127.0.0.1:{port}")
        sample = await _fill(app, Platforms(emulator, account, whatsapp, business, links))
        _approve_templates(business)
        page = Page(_specs(emulator, sample), _world(app), doors(app))
        emulator.telegram.listeners.append(page.heard)
        whatsapp.meta.feed.listeners.append(page.heard)
        server = _page_server(page, port)
        await server.start()
        opened.push_async_callback(server.stop)
        # The streams end first, so that the server can stop.
        opened.callback(page.close)
        app.links.public_url = server.url
        business.webhook_url = f"{server.url}{WHATSAPP_PATH}"
        await app.start()
        opened.push_async_callback(app.stop)
        await app.receiving()
        yield Demo(app, emulator, whatsapp, sample, server.url)


async def run_demo(port: int) -> None:
    """Until Ctrl+C."""
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with open_demo(port) as demo:
        click.echo(f"\n  Жарчы: {demo.url}\n\n  Ctrl+C: токтотуу / остановить / stop\n")
        await ended.wait()


def _page_server(page: Page, port: int) -> WebServer:
    """On any free port where the usual one is taken."""
    try:
        return WebServer(page.app, port=port)
    except OSError:
        return WebServer(page.app, port=0)


def _settings(folder: Path, telegram: str, whatsapp: str, business: Business) -> Settings:
    values = {
        "database_url": f"sqlite:///{folder}/demo.db",
        "telegram_token": TOKEN,
        "telegram_api_url": telegram,
        "whatsapp_token": WHATSAPP_TOKEN,
        "whatsapp_phone_id": business.phone_id,
        "whatsapp_app_secret": APP_SECRET,
        "whatsapp_verify_token": VERIFY_TOKEN,
        "whatsapp_account_id": business.account_id,
        "whatsapp_api_url": whatsapp,
        "log_level": "warning",
        # Whoever tries it taps faster than people write to an office.
        "chat_send_rate": 20,
        "long_poll_seconds": 20,
    }
    return Settings.model_validate(values)


def _begin_in_the_morning(app: App) -> None:
    """Tried late in the evening, the demo would keep every message until the next day."""
    today = clock.today(app.settings.zone)
    clock.move_to(datetime.combine(today, MORNING, app.settings.zone))


async def _fill(app: App, platforms: Platforms) -> Sample:
    async with app.database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return await Seeder(platforms, app.settings.zone, clock.now()).fill(app.database)


def _approve_templates(business: Business) -> None:
    """As Meta would, in a day or two."""
    business.templates.decided = "APPROVED"
    for template in TEMPLATES:
        business.templates.submit(template.request())


def _specs(emulator: TelegramEmulator, sample: Sample) -> dict[str, PhoneSpec]:
    phones = telegram_phones(emulator, sample.phones) | whatsapp_phones(sample.whatsapp)
    return {key: PhoneSpec(phones[key], role) for key, role in ROLES.items()}


def _world(app: App) -> World:
    async def move(by: timedelta) -> None:
        clock.move(by)
        await app.ticks.run_all()
        app.wake()

    async def next_due() -> bool:
        # What is due already comes first: a jump over it would leave it out for ever.
        await app.ticks.run_all()
        due = await app.ticks.next_due()
        if due is None:
            return False
        await move(due - clock.now())
        return True

    return World(clock.now, move, next_due)
