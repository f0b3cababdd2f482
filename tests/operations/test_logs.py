"""Logs: one line each, in the chosen style, and no secret in any of them."""

import asyncio
import gc
import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from bot.operations.logs import configure_logs
from bot.operations.redaction import Redactor

TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
NAME = "Айгүл"
PASSWORD = 'hush"ы\\hush'


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level, hook = list(root.handlers), root.level, sys.excepthook
    yield io.StringIO()
    root.handlers, sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def test_json_for_machines(stream: io.StringIO) -> None:
    configure_logs("json", "info", stream=stream)
    structlog.get_logger("bot").info("sent", count=3, village="Миң-Булак")
    logging.getLogger("library").warning("took %d s", 5)
    ours, theirs = map(json.loads, stream.getvalue().splitlines())
    assert (ours["event"], ours["count"], ours["village"], ours["level"]) == ("sent", 3, "Миң-Булак", "info")
    assert (theirs["event"], theirs["logger"], theirs["level"]) == ("took 5 s", "library", "warning")
    assert "Миң-Булак" in stream.getvalue(), "letters, not numbers of letters"


def test_lines_for_people(stream: io.StringIO) -> None:
    configure_logs("console", "warning", stream=stream)
    structlog.get_logger().info("unseen")
    structlog.get_logger().warning("seen", part="sender")
    (line,) = stream.getvalue().splitlines()
    assert "seen" in line
    assert "part=sender" in line
    assert "\x1b" not in line, "no colours outside a terminal"


def test_talkative_libraries_are_heard_only_when_it_matters(stream: io.StringIO) -> None:
    configure_logs("json", "debug", stream=stream)
    for name in ("httpx", "telegram.ext.Updater", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).info("chatter")
        logging.getLogger(name).warning("trouble")
        logging.getLogger(name).setLevel(logging.NOTSET)
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["trouble"] * 3


@pytest.mark.parametrize("style", ["json", "console"])
def test_no_secret_in_any_line(stream: io.StringIO, style: str) -> None:
    configure_logs(style, "debug", secrets=[TOKEN, PASSWORD], stream=stream)  # type: ignore[arg-type]  # a literal
    log = structlog.get_logger()
    log.info(f"calling https://api.telegram.org/bot{TOKEN}/getMe", data={"deep": [PASSWORD]}, plain=PASSWORD)
    logging.getLogger("library").warning("%s and %r", PASSWORD, {"password": PASSWORD})
    try:
        try:
            raise ValueError(f"postgresql://jarchy:{PASSWORD}@db is away")
        except ValueError as first:
            raise RuntimeError(TOKEN) from first
    except RuntimeError as problem:
        log.exception("failed")
        sys.excepthook(RuntimeError, problem, problem.__traceback__)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"{TOKEN} is old", stacklevel=1)
    shown = stream.getvalue()
    assert "Traceback" in shown
    assert "program_failed" in shown
    assert "is old" in shown
    assert "AAHdq" not in shown
    assert "hush" not in shown


@pytest.mark.parametrize("style", ["json", "console"])
def test_no_traceback_repeats_a_persons_words(stream: io.StringIO, style: str) -> None:
    """Numbers misread, rows refused, tasks forgotten: their kind and place are told, not what was in them."""
    configure_logs(style, "debug", stream=stream)  # type: ignore[arg-type]  # a literal
    log = structlog.get_logger()
    row = (
        f'duplicate key value violates unique constraint "uq_a"\nDETAIL: Key (name)=({NAME}) already exists.'
    )
    faults = [
        ExceptionGroup(NAME, [ValueError(NAME)]),
        IntegrityError("INSERT INTO a", (NAME,), Exception(row), hide_parameters=True),
        KeyError(NAME),
        ConnectionRefusedError("no way to the host"),
    ]
    for fault in faults:
        try:
            try:
                int(NAME)
            except ValueError:
                raise fault  # noqa: B904 - what came before it is part of the story
        except type(fault):
            log.exception("failed")

    async def forgets() -> None:
        async def fails() -> None:
            raise ValueError(NAME)

        asyncio.create_task(fails())  # noqa: RUF006 - forgotten on purpose
        await asyncio.sleep(0)

    asyncio.run(forgets())
    gc.collect()
    shown = stream.getvalue()
    assert "never retrieved" in shown
    assert "Traceback" in shown
    assert "in test_no_traceback_repeats" in shown
    assert "uq_a" in shown
    assert "no way to the host" in shown
    assert NAME not in shown


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (f"/bot{TOKEN}/getMe", "/bot***/getMe"),
        (TOKEN.replace(":", "%3A"), "***"),
        ("postgresql+psycopg://jarchy:p@ss@db/x", "postgresql+psycopg://jarchy:***@db/x"),
        ("host=db password='a b' user=x", "host=db password=*** user=x"),
        ("at 12:30, 3:2 votes, 2026-11-20T10:00:00", "at 12:30, 3:2 votes, 2026-11-20T10:00:00"),
        ("https://bot.example.kg:443/path", "https://bot.example.kg:443/path"),
    ],
)
def test_what_looks_like_a_secret_is_taken_for_one(text: str, redacted: str) -> None:
    assert Redactor()(text) == redacted


def test_tiny_secrets_spoil_no_words() -> None:
    assert Redactor(["a"])("a cat") == "a cat"
