"""Backups under way, and coming back from them."""

import gzip
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core import clock
from bot.core.db import Database
from bot.operations.backup import backup, forget_backups, list_backups, restore
from bot.operations.engines import is_sqlite, open_engine, sqlite_path
from bot.operations.failures import OperationFailed
from bot.operations.migrate import current_revisions, upgrade
from tests.operations.conftest import SECOND, add_migration

NOON = datetime(2026, 11, 25, 6, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def farm(database_url: str, migrations: Path) -> str:
    """A database with one cow."""
    upgrade(database_url, migrations)
    run(database_url, "INSERT INTO cows VALUES (1, 'Ала')")
    return database_url


def run(database_url: str, statement: str) -> None:
    with open_engine(database_url) as engine, engine.begin() as connection:
        connection.execute(text(statement))


def cows(database_url: str) -> list[tuple[object, ...]]:
    with open_engine(database_url) as engine, engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT id, name FROM cows ORDER BY id"))]


def test_a_backup_brings_everything_back(farm: str, folder: Path, migrations: Path) -> None:
    saved = backup(farm, folder)
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    run(farm, "DELETE FROM cows")
    assert restore(farm, saved, force=True, migrations=migrations) is None or is_sqlite(farm)
    assert cows(farm) == [(1, "Ала")]
    assert list(folder.parent.rglob(".jarchy-*")) == [], "nothing temporary stays"


def test_a_backup_may_be_older_than_the_program(farm: str, folder: Path, migrations: Path) -> None:
    saved = backup(farm, folder)
    add_migration(migrations, "0002", SECOND)
    run(farm, "DELETE FROM cows")
    restore(farm, saved, migrations=migrations)
    assert current_revisions(farm) == ("0002",)
    assert cows(farm) == [(1, "Ала")]


def test_what_holds_data_is_replaced_only_by_force(
    farm: str, folder: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    saved = backup(farm, folder)
    run(farm, "INSERT INTO cows VALUES (2, 'Күрөң')")
    with pytest.raises(OperationFailed, match="--force"):
        restore(farm, saved, migrations=migrations)
    assert len(cows(farm)) == 2

    kept = restore(farm, saved, force=True, migrations=migrations)
    assert cows(farm) == [(1, "Ала")]
    assert kept is not None
    if is_sqlite(farm):
        assert len(cows(f"sqlite:///{kept}")) == 2
    else:
        with pytest.raises(OperationFailed, match="exists already"):
            restore(farm, kept, force=True, migrations=migrations)
        monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(seconds=1))
        restore(farm, kept, force=True, migrations=migrations)
        assert len(cows(farm)) == 2


async def test_a_database_in_use_is_not_replaced(farm: str, folder: Path, migrations: Path) -> None:
    saved = backup(farm, folder)
    bot = Database(farm)
    async with bot.session() as session:
        await session.execute(text("SELECT 1"))
    try:
        # It rests now, but its connection is still there.
        with pytest.raises(OperationFailed, match="Stop the bot"):
            restore(farm, saved, force=True, migrations=migrations)
    finally:
        await bot.close()
    assert cows(farm) == [(1, "Ала")]


def test_a_backup_from_the_future_changes_nothing(farm: str, folder: Path, migrations: Path) -> None:
    add_migration(migrations, "0002", SECOND)
    upgrade(farm, migrations)
    saved = backup(farm, folder)
    (migrations / "versions" / "0002.py").unlink()
    run(farm, "UPDATE cows SET name = 'Күрөң'")
    with pytest.raises(OperationFailed, match="newer version"):
        restore(farm, saved, force=True, migrations=migrations)
    assert cows(farm) == [(1, "Күрөң")]


@contextmanager
def writing(database_url: str) -> Iterator[threading.Event]:
    """Moves a sum from one cow to the other all the time; set once it has begun."""
    begun, stop = threading.Event(), threading.Event()

    def write() -> None:
        with open_engine(database_url) as engine:
            while not stop.is_set():
                with engine.begin() as connection:
                    connection.execute(text("UPDATE weights SET kg = kg - 1 WHERE cow = 1"))
                    connection.execute(text("UPDATE weights SET kg = kg + 1 WHERE cow = 2"))
                begun.set()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield begun
    finally:
        stop.set()
        thread.join()


def test_a_backup_under_way_is_one_moment(farm: str, folder: Path, migrations: Path) -> None:
    run(farm, "CREATE TABLE weights (cow INTEGER, kg INTEGER, ballast TEXT)")
    run(farm, "INSERT INTO weights VALUES (1, 500, ''), (2, 500, '')")
    for cow in range(3, 40):
        run(farm, f"INSERT INTO weights VALUES ({cow}, 0, '{'x' * 20_000}')")  # noqa: S608 - our own values
    if is_sqlite(farm):
        with closing(sqlite3.connect(sqlite_path(farm))) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
    with writing(farm) as begun:
        assert begun.wait(5)
        saved = backup(farm, folder)
    restore(farm, saved, force=True, migrations=migrations)
    with open_engine(farm) as engine, engine.connect() as connection:
        weights = dict(tuple(row) for row in connection.execute(text("SELECT cow, kg FROM weights")))
    assert weights[1] + weights[2] == 1000
    assert weights[1] < 500


def test_a_damaged_backup_is_refused(sqlite_url: str, tmp_path: Path, migrations: Path) -> None:
    upgrade(sqlite_url, migrations)
    whole = backup(sqlite_url, tmp_path / "backups").read_bytes()
    cut, other, foreign = (tmp_path / name for name in ("cut.gz", "other.txt", "foreign.gz"))
    cut.write_bytes(whole[:-20])
    other.write_text("hello")
    foreign.write_bytes(gzip.compress(b"hello" * 1000))
    for path, words in ((cut, "damaged"), (other, "not a backup"), (foreign, "damaged")):
        with pytest.raises(OperationFailed, match=words):
            restore(sqlite_url, path, force=True, migrations=migrations)
    with pytest.raises(OperationFailed, match="can't be read"):
        restore(sqlite_url, tmp_path / "none.gz")


def test_a_damaged_database_is_replaced_by_force_and_kept(
    sqlite_url: str, tmp_path: Path, migrations: Path
) -> None:
    upgrade(sqlite_url, migrations)
    saved = backup(sqlite_url, tmp_path / "backups")
    (tmp_path / "jarchy.db").write_bytes(b"rubbish" * 1000)
    with pytest.raises(OperationFailed, match="--force"):
        restore(sqlite_url, saved, migrations=migrations)
    kept = restore(sqlite_url, saved, force=True, migrations=migrations)
    assert kept is not None
    assert kept.read_bytes().startswith(b"rubbish")
    assert cows(sqlite_url) == []


def test_a_restore_onto_a_new_machine_needs_no_force(
    sqlite_url: str, tmp_path: Path, migrations: Path
) -> None:
    upgrade(sqlite_url, migrations)
    there = f"sqlite:///{tmp_path}/elsewhere/new.db"
    assert restore(there, backup(sqlite_url, tmp_path / "backups"), migrations=migrations) is None
    assert cows(there) == []


def test_kinds_are_not_mixed_up(sqlite_url: str, tmp_path: Path, migrations: Path) -> None:
    upgrade(sqlite_url, migrations)
    saved = backup(sqlite_url, tmp_path / "backups")
    with pytest.raises(OperationFailed, match="backup of SQLite"):
        restore("postgresql://127.0.0.1:1/jarchy", saved)


def test_nothing_to_back_up(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(OperationFailed, match="no database"):
        backup(sqlite_url, tmp_path / "backups")


def test_without_postgres_programs_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OperationFailed, match="pg_dump is not installed"):
        backup("postgresql://127.0.0.1:1/jarchy", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_dump_never_shows_the_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "server version mismatch $PGPASSWORD" "$@" >&2\nexit 1\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(OperationFailed, match="version mismatch") as raised:
        backup("postgresql://jarchy:hush-hush@127.0.0.1:1/jarchy", tmp_path / "backups")
    assert "hush" not in str(raised.value)
    assert list((tmp_path / "backups").iterdir()) == []


def test_old_backups_are_forgotten(sqlite_url: str, tmp_path: Path, migrations: Path) -> None:
    upgrade(sqlite_url, migrations)
    made = []
    for _ in range(4):
        made.append(backup(sqlite_url, tmp_path / "backups"))
        clock.move(timedelta(days=1))
    (tmp_path / "backups" / "a-photo.jpg").touch()
    assert [path for _, path in list_backups(tmp_path / "backups")] == made
    assert forget_backups(tmp_path / "backups", keep=3) == made[:1]
    assert forget_backups(tmp_path / "backups", keep=0) == made[1:3], "the last one always stays"
    assert (tmp_path / "backups" / "a-photo.jpg").exists()
