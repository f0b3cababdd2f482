"""What a database lacks, and doing it."""

from pathlib import Path

from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from bot.operations.engines import is_sqlite, open_engine, sqlite_path
from bot.operations.failures import OperationFailed
from bot.operations.migrate.setup import FOLDER, alembic_config

# Any number will do, as long as every process takes the same.
_LOCK = 20_021_991


def upgrade(database_url: str, folder: Path = FOLDER) -> None:
    """All that is pending, or nothing when one fails; two processes at once take turns."""
    if not pending(database_url, folder):
        return
    with open_engine(database_url) as engine, engine.begin() as connection:
        if not is_sqlite(database_url):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(alembic_config(folder, connection), "head")
        if is_sqlite(database_url):
            _check_references(connection)


def pending(database_url: str, folder: Path = FOLDER) -> list[str]:
    """What `upgrade` would do, oldest first: `0002 Add hearings`.

    Raises OperationFailed when the database is out of reach, or newer than this program.
    """
    script = ScriptDirectory.from_config(alembic_config(folder))
    try:
        present = current_revisions(database_url)
        done = {step.revision for step in script.iterate_revisions(present, "base")}
    except ResolutionError:
        raise OperationFailed(
            "The database was made by a newer version of this program. Install that version or a later one."
        ) from None
    left = [step for step in script.walk_revisions() if step.revision not in done]
    return [f"{step.revision} {step.doc}" for step in reversed(left)]


def current_revisions(database_url: str) -> tuple[str, ...]:
    """Empty for a database that was never migrated. Looking doesn't make a SQLite file."""
    if is_sqlite(database_url) and not sqlite_path(database_url).exists():
        return ()
    try:
        with open_engine(database_url) as engine, engine.connect() as connection:
            reading = connection.execution_options(reading=True)
            return MigrationContext.configure(reading).get_current_heads()
    except OperationalError as problem:
        raise OperationFailed(f"The database can't be reached: {_cause(problem)}") from None


def _check_references(connection: Connection) -> None:
    """Foreign keys were off while tables were rebuilt."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise OperationFailed(f"Nothing was changed: rows in {tables} would point nowhere.")


def _cause(problem: OperationalError) -> str:
    """The driver's words name the host and the cause, never the password."""
    return str(problem.orig).strip().partition("\n")[0]
