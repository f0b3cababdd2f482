"""Is there anything in a database that a restore would destroy?"""

from sqlalchemy import Engine, inspect, literal, select, table

# Alembic's own; a freshly migrated database has one row in it.
VERSION_TABLE = "alembic_version"


def holds_data(engine: Engine) -> bool:
    with engine.connect() as connection:
        reading = connection.execution_options(reading=True)
        names = set(inspect(reading).get_table_names()) - {VERSION_TABLE}
        one = literal(1)
        return any(reading.scalar(select(one).select_from(table(name)).limit(1)) for name in sorted(names))
