"""Alembic runs this for every command; `bot.operations.migrate` hands the open connection over."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from bot.core.db import UtcDateTime
from bot.operations.tables import all_tables


def render_frozen(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Plain column types: a migration must mean the same however our own types change later."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


connection = context.config.attributes.get("connection")
if connection is None:
    raise RuntimeError("use `jarchy` or `python -m bot.operations.migrate`: they know the database")

context.configure(
    connection=connection,
    target_metadata=all_tables(),
    # SQLite can't change a column; Alembic rebuilds the table there, and alters it on PostgreSQL.
    render_as_batch=True,
    compare_type=True,
    # Either all migrations or none: SQLite can do that too, though Alembic doesn't expect it.
    transactional_ddl=True,
    render_item=render_frozen,
)
with context.begin_transaction():
    context.run_migrations()
