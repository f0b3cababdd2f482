"""Backups while the bot runs, and coming back from one."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.operations import postgres_backup, sqlite_backup
from bot.operations.engines import is_sqlite
from bot.operations.failures import OperationFailed
from bot.operations.migrate.setup import FOLDER
from bot.operations.names import moment_of, stamp, unused

_NAME = re.compile(r"jarchy-(\d{4}-\d\d-\d\d-\d{6})\.(sqlite\.gz|pgdump)")


def backup(database_url: str, folder: Path) -> Path:
    """One verified file in `folder`, with the date and time in its name; readable by its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sqlite = is_sqlite(database_url)
    target = unused(folder / f"jarchy-{stamp()}.{'sqlite.gz' if sqlite else 'pgdump'}")
    (sqlite_backup.save if sqlite else postgres_backup.save)(database_url, target)
    return target


def restore(
    database_url: str, source: Path, *, force: bool = False, migrations: Path = FOLDER
) -> Path | None:
    """Put a backup in the database's place and migrate it. The bot must be stopped.

    Refuses to replace a database with anything in it unless forced; then gives where the old one is kept.
    """
    kind = _kind_of(source)
    if (kind == "sqlite") != is_sqlite(database_url):
        wanted = "PostgreSQL" if kind == "postgresql" else "SQLite"
        raise OperationFailed(f"{source} is a backup of {wanted}. Set JARCHY_DATABASE_URL accordingly.")
    replace = sqlite_backup.replace if kind == "sqlite" else postgres_backup.replace
    return replace(database_url, source, force=force, migrations=migrations)


def list_backups(folder: Path) -> Sequence[tuple[datetime, Path]]:
    """Oldest first."""
    if not folder.is_dir():
        return []
    named = [(_NAME.fullmatch(path.name), path) for path in folder.iterdir()]
    return sorted((moment_of(match[1]), path) for match, path in named if match)


def forget_backups(folder: Path, keep: int) -> Sequence[Path]:
    """Remove all but the newest `keep`: deleted people must not live on in old backups for ever."""
    old = [path for _, path in list_backups(folder)[: -max(1, keep)]]
    for path in old:
        path.unlink()
    return old


def _kind_of(source: Path) -> str:
    try:
        with source.open("rb") as file:
            start = file.read(5)
    except OSError as problem:
        raise OperationFailed(f"{source} can't be read: {problem.strerror}.") from None
    if start.startswith(b"\x1f\x8b"):
        return "sqlite"
    if start == b"PGDMP":
        return "postgresql"
    raise OperationFailed(f"{source} is not a backup made by this program.")
