"""For developers: write a migration, and prove that migrations and models agree."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory

from bot.operations.engines import open_engine
from bot.operations.failures import OperationFailed
from bot.operations.migrate.setup import FOLDER, alembic_config
from bot.operations.migrate.upgrading import upgrade
from bot.operations.tables import all_tables

# Ruff goes over every new file: what a developer would be told to do by hand.
_TIDY = {"format": "format --quiet", "fix": "check --fix --quiet"}


def check_models(database_url: str, folder: Path = FOLDER) -> list[str]:
    """What the models have and the migrations don't make, or the other way round; empty when they agree.

    Migrates the database, so give it an empty one.
    """
    upgrade(database_url, folder)
    with open_engine(database_url) as engine, engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, all_tables())]


def write_revision(message: str, folder: Path = FOLDER) -> Path:
    """A migration from what the migrations make to what the models say; read it before you keep it."""
    with temporary_database() as url:
        if not check_models(url, folder):
            raise OperationFailed("The models and the migrations agree: there is nothing to write.")
        with open_engine(url) as engine, engine.begin() as connection:
            return _write(message, _tidying(alembic_config(folder, connection)))


def _write(message: str, config: Config) -> Path:
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    made = command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
    if not isinstance(made, Script):
        raise OperationFailed("No file was written.")
    return Path(made.path)


def _tidying(config: Config) -> Config:
    def set_option(name: str, value: str) -> None:
        config.set_section_option("post_write_hooks", name, value)

    set_option("hooks", ", ".join(_TIDY))
    for hook, options in _TIDY.items():
        set_option(f"{hook}.type", "module")
        set_option(f"{hook}.module", "ruff")
        set_option(f"{hook}.options", f"{options} REVISION_SCRIPT_FILENAME")
    return config


@contextmanager
def temporary_database() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/jarchy.db"
