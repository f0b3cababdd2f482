"""Alembic without an ini file: where the migrations are, and the connection to use."""

from pathlib import Path

from alembic.config import Config
from sqlalchemy import Connection


def migrations_folder() -> Path:
    """Beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent.parent.parent / "migrations"
    return inside if inside.is_dir() else inside.parent.parent / "migrations"


FOLDER = migrations_folder()


def alembic_config(folder: Path, connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    for name, value in {
        "script_location": str(folder).replace("%", "%%"),
        "file_template": "%%(rev)s_%%(slug)s",
        "path_separator": "os",
        "output_encoding": "utf-8",
    }.items():
        config.set_main_option(name, value)
    return config
