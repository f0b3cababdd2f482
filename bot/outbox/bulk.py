"""Many rows of values as one table in a statement.

A statement for each row would cost more than the sending: on PostgreSQL a round trip, on SQLite a fight
for the interpreter's lock with every row.
"""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import ARRAY, Dialect, FromClause, bindparam, cast, column, func, select, type_coerce
from sqlalchemy.types import TypeEngine

Columns = dict[str, tuple[TypeEngine[Any], Sequence[Any]]]


def as_table(dialect: Dialect, columns: Columns) -> FromClause:
    """`columns` maps names to a type and to the values, in the same order in each."""
    return _unnest(columns) if dialect.name == "postgresql" else _json_each(dialect, columns)


def _unnest(columns: Columns) -> FromClause:
    arrays = [
        cast(bindparam(None, list(values), ARRAY(kind)), ARRAY(kind)) for kind, values in columns.values()
    ]
    named = [column(name, kind) for name, (kind, _) in columns.items()]
    return func.unnest(*arrays).table_valued(*named, name="given").render_derived()


def _json_each(dialect: Dialect, columns: Columns) -> FromClause:
    bound = [_bound(dialect, kind, values) for kind, values in columns.values()]
    rows = orjson.dumps(list(zip(*bound, strict=True))).decode()
    each = func.json_each(rows).table_valued("value", name="each")
    named = [
        type_coerce(func.json_extract(each.c.value, f"$[{position}]"), kind).label(name)
        for position, (name, (kind, _)) in enumerate(columns.items())
    ]
    return select(*named).subquery("given")


def _bound(dialect: Dialect, kind: TypeEngine[Any], values: Sequence[Any]) -> Sequence[Any]:
    """As the driver would be given them."""
    processor = kind.dialect_impl(dialect).bind_processor(dialect)
    return [processor(value) for value in values] if processor else values
