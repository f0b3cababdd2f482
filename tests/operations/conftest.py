"""Databases with nothing in them, and migrations of their own that change only when a test needs it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operations.migrate.setup import FOLDER
from tests.databases import Databases

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
    """With nothing in it, not even the file."""
    return f"sqlite:///{tmp_path}/jarchy.db"


@pytest.fixture
def postgres_url(postgres_databases: Databases) -> Iterator[str]:
    """With nothing in it."""
    with postgres_databases.empty() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Of either kind, with nothing in it."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url
