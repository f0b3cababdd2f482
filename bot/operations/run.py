"""`jarchy run`: one process from its migrations to its last recorded outcome."""

import asyncio
import os
import signal
import threading
from collections.abc import Mapping
from types import FrameType

import structlog

from bot.app import App
from bot.app.doors import doors
from bot.core import memory
from bot.operations import health
from bot.operations.failures import OperationFailed
from bot.operations.migrate import upgrade
from bot.operations.telegram_account import NO_TOKEN
from bot.settings import Settings, SettingsMistakes
from bot.web.app import Check, make_web
from bot.web.metrics import Metrics
from bot.web.server import WebServer

log = structlog.get_logger()

# A little less than the 10 seconds in which it must be over.
STOP_SECONDS = 9.5
FIGURES_SECONDS = 5.0
SIGNALS = (signal.SIGTERM, signal.SIGINT)


async def serve(settings: Settings) -> int:
    """Until SIGTERM or SIGINT; returns the exit code. Raises `SettingsMistakes`, `OperationFailed`.

    A second signal ends the process at once, as does a loop that is stuck for `STOP_SECONDS`, though the
    app's own stop ends sooner: what was kept is kept, and what was being sent may then be sent again.
    """
    if settings.telegram_token is None and not settings.has_whatsapp:
        raise SettingsMistakes(NO_TOKEN)
    stopping = asyncio.Event()
    _stop_on_signals(stopping)
    await asyncio.to_thread(upgrade, settings.database_url.get_secret_value())
    metrics = Metrics()
    app = App(settings, observe=metrics.observe)
    metrics.name_channels(line.name for line in app.lines)
    try:
        web = _web_server(app, metrics, stopping)
    except OSError as problem:
        await app.database.close()
        raise OperationFailed(
            f"The web server can't listen: {problem.strerror}. Set JARCHY_WEB_PORT."
        ) from None
    await _run_until(stopping, app, web, metrics)
    log.info("stopped")
    return 0


async def _run_until(stopping: asyncio.Event, app: App, web: WebServer, metrics: Metrics) -> None:
    await web.start()
    log.info("web_listening", url=web.url)
    await app.start()
    memory.settle()
    figures = asyncio.create_task(_keep_figures(app, metrics))
    try:
        await stopping.wait()
    finally:
        figures.cancel()
        await asyncio.gather(figures, return_exceptions=True)
        # Telegram's calls first: what they bring now it brings again.
        await web.stop()
        await app.stop()


def _web_server(app: App, metrics: Metrics, stopping: asyncio.Event) -> WebServer:
    web = make_web(
        checks=_parts(app, stopping),
        registry=metrics.registry,
        handle_update=app.telegram.receiver.handle_webhook if app.telegram else no_telegram,
        routes=doors(app),
    )
    return WebServer(web, app.settings.web_host, app.settings.web_port)


def _parts(app: App, stopping: asyncio.Event) -> Mapping[str, Check]:
    async def running() -> bool:
        return not stopping.is_set()

    async def receiver() -> bool:
        return all(line.receiving.is_set() for line in app.lines)

    async def sender() -> bool:
        return all([await health.somebody_sends(app.database, line.name) for line in app.lines])

    return {
        "running": running,
        "database": lambda: health.database_answers(app.database),
        "migrations": lambda: health.migrations_current(app.database),
        "receiver": receiver,
        "sender": sender,
    }


async def no_telegram(_body: bytes, _secret: str | None) -> int:
    """Where Telegram is not in use, or not by webhook."""
    return 404


async def _keep_figures(app: App, metrics: Metrics) -> None:
    """Counted on our own beat: whoever asks /metrics often must not make the database work."""
    while True:
        try:
            metrics.show(await health.read_figures(app.database))
            if app.ticks.last_run:
                metrics.ticked(app.ticks.last_run)
        except Exception:
            # The database is away for a moment; its absence is to be seen in the metrics, too.
            log.exception("figures_missing")
            metrics.failed()
        await asyncio.sleep(FIGURES_SECONDS)


def _stop_on_signals(stopping: asyncio.Event) -> None:
    """Python's own handlers, not the loop's: they work even where the loop is stuck."""
    loop = asyncio.get_running_loop()

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        guard = threading.Timer(STOP_SECONDS, _give_up)
        guard.daemon = True
        guard.start()
        log.info("stopping", signal=signal.Signals(number).name)
        loop.call_soon_threadsafe(stopping.set)

    for each in SIGNALS:
        signal.signal(each, stop)


def _give_up() -> None:
    log.error("stopped_too_slowly", seconds=STOP_SECONDS)
    os._exit(1)
