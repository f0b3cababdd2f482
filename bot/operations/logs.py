"""One way for every log line, ours and the libraries': without secrets and people's words."""

import logging
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Literal, TextIO

import structlog
from structlog.typing import ExcInfo, Processor

from bot.operations import tracebacks
from bot.operations.redaction import Redactor

# Their ordinary lines tell nothing here, and some repeat addresses with tokens or people's words.
TALKATIVE = (
    "aiohttp",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "multipart",
    "python_multipart",
    "sqlalchemy",
    "telegram",
    "urllib3",
    "uvicorn",
)


def configure_logs(
    style: Literal["console", "json"],
    level: str,
    *,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Everything goes to `stream` (standard error), once, whoever logs; may be called again."""
    stream = stream or sys.stderr
    shared = _shared_processors(style)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream)
    handler.addFilter(_worth_telling)
    handler.addFilter(_without_what_it_was)
    handler.setFormatter(_formatter(style, shared, Redactor(secrets), coloured=stream.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Works on the finished line, so that nothing, tracebacks included, slips past."""

    redact: Redactor

    def format(self, record: logging.LogRecord) -> str:
        return self.redact(super().format(record))


def _worth_telling(record: logging.LogRecord) -> bool:
    """A filter rather than levels: libraries and their users set those as they like."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in TALKATIVE


def _without_what_it_was(record: logging.LogRecord) -> bool:
    """asyncio repeats a forgotten task and its fault's words below its first line; the traceback tells it."""
    if record.name == "asyncio":
        record.msg, record.args = record.getMessage().partition("\n")[0], None
    return True


def _plain(stream: TextIO, exc_info: ExcInfo) -> None:
    stream.write("\n" + tracebacks.told(exc_info))


def _shared_processors(style: str) -> list[Processor]:
    json_lines = style == "json"
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso" if json_lines else "%Y-%m-%d %H:%M:%S", utc=json_lines),
        structlog.processors.StackInfoRenderer(),
    ]


def _formatter(style: str, shared: list[Processor], redact: Redactor, *, coloured: bool) -> logging.Formatter:
    render: list[Processor] = (
        [
            structlog.processors.ExceptionRenderer(tracebacks.told),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
        if style == "json"
        else [structlog.dev.ConsoleRenderer(colors=coloured, exception_formatter=_plain, pad_event_to=0)]
    )
    formatter = RedactingFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
    )
    formatter.redact = redact
    return formatter


def _log_uncaught(kind: type[BaseException], problem: BaseException, traceback: TracebackType | None) -> None:
    """Python would print the traceback as it is."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("program_failed", exc_info=(kind, problem, traceback))
