"""uv run python -m bot.operations.migrate revision "Add hearings" | check"""

import sys

import click

from bot.operations.migrate.revisions import check_models, temporary_database, write_revision


@click.group()
def main() -> None:
    """For developers; an installation migrates by itself when it starts."""


@main.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write a migration for what changed in the models."""
    click.echo(write_revision(message))


@main.command()
def check() -> None:
    """Fail when models and migrations differ (SQLite; the tests look at PostgreSQL too)."""
    with temporary_database() as url:
        differences = check_models(url)
    for difference in differences:
        click.echo(difference)
    sys.exit(bool(differences))


if __name__ == "__main__":
    main()
