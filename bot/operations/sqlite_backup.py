"""A SQLite file: a consistent, verified copy while others write, and putting one back."""

import gzip
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from bot.operations.contents import VERSION_TABLE, holds_data
from bot.operations.engines import open_engine, sqlite_path
from bot.operations.failures import OperationFailed
from bot.operations.migrate.upgrading import upgrade
from bot.operations.names import stamp, unused

_CHUNK = 1 << 20
_OWNER_ONLY = 0o600
# SQLite's companions of a file in use.
_COMPANIONS = ("-wal", "-shm", "-journal")


def save(database_url: str, target: Path) -> None:
    """Writers go on meanwhile: the copy is one snapshot. `target` appears whole or not at all."""
    source = sqlite_path(database_url)
    if not source.exists():
        raise OperationFailed(f"There is no database at {source} yet.")
    with _temporary_folder(target.parent) as folder:
        copy, packed = folder / "copy.db", folder / "copy.gz"
        _copy(source, copy)
        _verify(copy)
        _pack(copy, packed)
        packed.replace(target)


def replace(database_url: str, source: Path, *, force: bool, migrations: Path) -> Path | None:
    """Everything is proved on a copy first; only renaming is left for the end."""
    target = sqlite_path(database_url)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _temporary_folder(target.parent) as folder:
        fresh = folder / "fresh.db"
        _unpack(source, fresh)
        _verify(fresh)
        upgrade(_url(fresh), migrations)
        _like_its_folder(fresh)
        kept = _set_aside(target, force) if target.exists() else None
        fresh.replace(target)
    return kept


@contextmanager
def _temporary_folder(beside: Path) -> Iterator[Path]:
    """On the same disk, so that the last step is a rename; for the owner's eyes alone."""
    with TemporaryDirectory(prefix=".jarchy-", dir=beside) as folder:
        yield Path(folder)


def _copy(source: Path, copy: Path) -> None:
    with (
        closing(sqlite3.connect(source, timeout=30)) as reading,
        closing(sqlite3.connect(copy)) as writing,
    ):
        try:
            # All pages in one step: in several, each write of others would begin the copy anew.
            reading.backup(writing)
        except sqlite3.Error as problem:
            raise OperationFailed(f"{source} can't be copied: {problem}.") from None
        # One plain file, whatever the mode of the original.
        writing.execute("PRAGMA journal_mode=DELETE")


def _verify(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as connection:
            answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as problem:
        raise OperationFailed(f"The copy is damaged: {problem}.") from None
    if answer != "ok":
        raise OperationFailed(f"The copy is damaged: {answer}.")
    if VERSION_TABLE not in names:
        raise OperationFailed("The copy holds no tables of this program.")


def _pack(copy: Path, packed: Path) -> None:
    with copy.open("rb") as plain, packed.open("wb") as file:
        packed.chmod(_OWNER_ONLY)
        with gzip.open(file, "wb", compresslevel=6) as zipped:
            shutil.copyfileobj(plain, zipped, _CHUNK)
        file.flush()
        os.fsync(file.fileno())
    # Reading to the end proves gzip's checksum.
    with gzip.open(packed) as zipped:
        while zipped.read(_CHUNK):
            pass


def _unpack(source: Path, fresh: Path) -> None:
    try:
        with gzip.open(source) as zipped, fresh.open("wb") as plain:
            fresh.chmod(_OWNER_ONLY)
            shutil.copyfileobj(zipped, plain, _CHUNK)
            plain.flush()
            os.fsync(plain.fileno())
    except (EOFError, gzip.BadGzipFile) as problem:
        raise OperationFailed(f"{source} is damaged: {problem}.") from None


def _set_aside(target: Path, force: bool) -> Path:
    """Rename the old database; an idle bot's connection counts as use, too."""
    if not force and _may_hold_data(target):
        raise OperationFailed(f"{target} is not empty. To replace it all the same, add --force.")
    _make_one_file(target)
    kept = unused(target.with_name(f"{target.name}.before-restore-{stamp()}"))
    for companion in ("", *_COMPANIONS):
        old = target.with_name(target.name + companion)
        if old.exists():
            old.rename(kept.with_name(kept.name + companion))
    return kept


def _may_hold_data(target: Path) -> bool:
    try:
        with open_engine(_url(target)) as engine:
            return holds_data(engine)
    except DatabaseError:
        return True  # what can't be read may be precious


def _make_one_file(target: Path) -> None:
    """Leaving WAL mode needs the file for oneself, which is how a running bot is noticed."""
    with closing(sqlite3.connect(target, timeout=0.5)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as problem:
            if "locked" in str(problem):
                raise OperationFailed(f"{target} is in use. Stop the bot first.") from None
        except sqlite3.DatabaseError:
            return  # damaged, which may be why we are here: its companions move along with it


def _like_its_folder(fresh: Path) -> None:
    """Restored by root, the file must still be the bot's."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        owner = fresh.parent.parent.stat()
        os.chown(fresh, owner.st_uid, owner.st_gid)


def _url(path: Path) -> str:
    return URL.create("sqlite", database=str(path)).render_as_string()
