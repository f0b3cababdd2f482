"""A PostgreSQL database: a dump of one snapshot, and putting one back."""

import os
import time
from pathlib import Path
from tempfile import mkstemp

from sqlalchemy import Engine, MetaData, TextClause, text

from bot.operations.contents import VERSION_TABLE, holds_data
from bot.operations.engines import open_engine
from bot.operations.failures import OperationFailed
from bot.operations.migrate.upgrading import upgrade
from bot.operations.names import stamp, unused
from bot.operations.postgres_tools import run_tool

# Roles may have other names where the backup is restored.
_PORTABLE = ("--no-owner", "--no-privileges")
GOODBYE_SECONDS = 2.0


def save(database_url: str, target: Path) -> None:
    """Writers go on meanwhile. `target` appears whole or not at all, for the owner's eyes alone."""
    handle, name = mkstemp(prefix=".jarchy-", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        run_tool("pg_dump", database_url, "--format=custom", *_PORTABLE, f"--file={part}")
        _verify(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def replace(database_url: str, source: Path, *, force: bool, migrations: Path) -> Path | None:
    """When the new one can't be put in place, the old one is put back."""
    _verify(source)
    with open_engine(database_url) as engine:
        _check_unused(engine)
        kept = _keep(
            engine, database_url, unused(source.with_name(f"before-restore-{stamp()}.pgdump")), force
        )
        try:
            _load(engine, database_url, source)
            upgrade(database_url, migrations)
        except Exception:
            if kept:
                _load(engine, database_url, kept)
            raise
    return kept


def _verify(path: Path) -> None:
    if f" {VERSION_TABLE} " not in run_tool("pg_restore", None, "--list", str(path)):
        raise OperationFailed("The backup holds no tables of this program.")


def _check_unused(engine: Engine) -> None:
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    # The server ends a closed connection a moment later: the bot that was just stopped isn't one that runs.
    until = time.monotonic() + GOODBYE_SECONDS
    others = _count(engine, query)
    while others and time.monotonic() < until:
        time.sleep(0.1)
        others = _count(engine, query)
    if others:
        raise OperationFailed(f"{others} other connection(s) use this database. Stop the bot first.")


def _count(engine: Engine, query: TextClause) -> int:
    with engine.connect() as connection:
        return connection.scalar(query) or 0


def _keep(engine: Engine, database_url: str, where: Path, force: bool) -> Path | None:
    if not holds_data(engine):
        return None
    if not force:
        raise OperationFailed("The database is not empty. To replace it all the same, add --force.")
    save(database_url, where)
    return where


def _load(engine: Engine, database_url: str, source: Path) -> None:
    present = MetaData()
    with engine.begin() as connection:
        present.reflect(connection)
        present.drop_all(connection)
    run_tool("pg_restore", database_url, "--single-transaction", "--exit-on-error", *_PORTABLE, str(source))
