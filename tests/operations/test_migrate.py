"""Migrations: all or nothing, in turns, and never behind the models' back."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from bot.operations import tables
from bot.operations.engines import is_sqlite, open_engine
from bot.operations.failures import OperationFailed
from bot.operations.migrate import check_models, current_revisions, pending, upgrade, write_revision
from bot.operations.migrate.setup import FOLDER
from tests.operations.conftest import SECOND, add_migration

ROOT = Path(__file__).parent.parent.parent
FAILING = f"{SECOND}    op.drop_table('goats')\n"


def test_the_list_names_every_module_with_tables() -> None:
    with_tables = {
        # A package of tables is named by its own name.
        ".".join(path.relative_to(ROOT).with_suffix("").parts).partition(".models.")[0]
        + (".models" if path.parent.name == "models" else "")
        for path in (ROOT / "bot").rglob("*.py")
        if re.search(r"^\s+__tablename__ = ", path.read_text(), re.MULTILINE)
    }
    assert with_tables == {module.__name__ for module in tables.MODULES}


def test_upgrading_does_what_is_pending(database_url: str, migrations: Path) -> None:
    assert pending(database_url, migrations) == ["0001 Cows"]
    upgrade(database_url, migrations)
    assert pending(database_url, migrations) == []
    add_migration(migrations, "0002", SECOND)
    assert pending(database_url, migrations) == ["0002 Calves"]
    upgrade(database_url, migrations)
    assert current_revisions(database_url) == ("0002",)


def test_a_failing_migration_leaves_everything_as_it_was(database_url: str, migrations: Path) -> None:
    upgrade(database_url, migrations)
    _execute(database_url, "INSERT INTO cows VALUES (1, 'Ала')")
    add_migration(migrations, "0002", FAILING)
    with pytest.raises(DatabaseError):
        upgrade(database_url, migrations)
    assert current_revisions(database_url) == ("0001",)
    assert _rows(database_url, "SELECT * FROM cows") == [(1, "Ала")]


def test_rebuilding_a_table_keeps_what_refers_to_it(sqlite_url: str, migrations: Path) -> None:
    upgrade(sqlite_url, migrations)
    _execute(sqlite_url, "CREATE TABLE milk (cow INTEGER REFERENCES cows(id) ON DELETE CASCADE)")
    _execute(sqlite_url, "INSERT INTO cows VALUES (1, 'Ала')")
    _execute(sqlite_url, "INSERT INTO milk VALUES (1)")
    add_migration(migrations, "0002", SECOND)
    upgrade(sqlite_url, migrations)
    assert _rows(sqlite_url, "SELECT * FROM milk") == [(1,)]


def test_two_processes_migrate_in_turns(database_url: str, migrations: Path) -> None:
    command = (
        "from bot.operations.migrate import upgrade; from pathlib import Path; import sys;"
        "upgrade(sys.argv[1], Path(sys.argv[2]))"
    )
    started = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", command, database_url, str(migrations)], cwd=ROOT
        )
        for _ in range(2)
    ]
    assert [process.wait() for process in started] == [0, 0]
    assert current_revisions(database_url) == ("0001",)


def test_looking_makes_no_file(sqlite_url: str, migrations: Path, tmp_path: Path) -> None:
    pending(sqlite_url, migrations)
    assert not (tmp_path / "jarchy.db").exists()


def test_a_database_from_the_future_is_refused(database_url: str, migrations: Path) -> None:
    add_migration(migrations, "0002", SECOND)
    upgrade(database_url, migrations)
    (migrations / "versions" / "0002.py").unlink()
    with pytest.raises(OperationFailed, match="newer version"):
        upgrade(database_url, migrations)


def test_a_database_out_of_reach_is_named_without_its_password(migrations: Path) -> None:
    with pytest.raises(OperationFailed, match="can't be reached") as raised:
        pending("postgresql://jarchy:hush-hush@127.0.0.1:1/jarchy", migrations)
    assert "hush" not in str(raised.value)


@pytest.fixture
def written(tmp_path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose one migration was written from today's models."""
    monkeypatch.chdir(ROOT)
    (migrations / "versions" / "0001.py").unlink()
    path = write_revision("First tables", migrations)
    assert path.name == "0001_first_tables.py"
    return path


def test_a_written_migration_makes_just_the_models(written: Path, database_url: str) -> None:
    folder = written.parent.parent
    assert check_models(database_url, folder) == []
    with pytest.raises(OperationFailed, match="nothing to write"):
        write_revision("Again", folder)
    text = written.read_text()
    assert "bot." not in text, "a migration must not change when our types do"
    assert "sqlite_where" in text
    assert "postgresql_where" in text


def test_a_written_migration_is_tidy(written: Path) -> None:
    for arguments in (["check"], ["format", "--check"]):
        done = subprocess.run(  # noqa: S603 - ruff, on our own file
            [sys.executable, "-m", "ruff", *arguments, "--config", ROOT / "pyproject.toml", written],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout.decode()


@pytest.mark.skipif(not list((FOLDER / "versions").glob("*.py")), reason="the first is not written yet")
def test_the_migrations_make_just_the_models(database_url: str) -> None:
    assert check_models(database_url) == []
    assert _definitions(database_url) == _definitions_of_models(database_url)


def _definitions_of_models(database_url: str) -> list[str]:
    """What Alembic doesn't compare: the conditions of partial indexes, for one."""
    with open_engine(database_url) as engine:
        with engine.begin() as connection:
            tables.all_tables().drop_all(connection)
        with engine.begin() as connection:
            tables.all_tables().create_all(connection)
    return _definitions(database_url)


def _definitions(database_url: str) -> list[str]:
    query = (
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
        if is_sqlite(database_url)
        else "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    return sorted(str(row[0]) for row in _rows(database_url, query))


def _execute(database_url: str, statement: str) -> None:
    with open_engine(database_url) as engine, engine.begin() as connection:
        connection.execute(text(statement))


def _rows(database_url: str, statement: str) -> list[tuple[object, ...]]:
    with open_engine(database_url) as engine, engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]
