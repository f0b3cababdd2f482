"""The commands of this room, for the command line to mount; each imports what it alone needs."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.operations.failures import OperationFailed
from bot.settings import Settings, SettingsMistakes, read_settings

if TYPE_CHECKING:
    from bot.operations.doctor import Finding, Probes


class SettingsError(click.ClickException):
    """The service manager knows by the code that trying again changes nothing."""

    exit_code = 2


OpenProbes = Callable[[Settings], AbstractAsyncContextManager["Probes"]]


def settings_or_end() -> Settings:
    """Mistakes are told one to a line, and the command ends."""
    try:
        return read_settings()
    except SettingsMistakes as mistakes:
        raise SettingsError(str(mistakes)) from None


@click.command("backup")
@click.option("--folder", type=click.Path(path_type=Path), help="Instead of JARCHY_BACKUP_FOLDER.")
@click.option("--keep", type=click.IntRange(min=1), help="Remove older backups beyond this many.")
def backup_command(folder: Path | None, keep: int | None) -> None:
    """Save the whole database to one file; the bot may be running."""
    from bot.operations.backup import backup, forget_backups

    settings = settings_or_end()
    where = folder or settings.backup_folder
    try:
        click.echo(f"Saved {backup(settings.database_url.get_secret_value(), where)}")
    except OperationFailed as problem:
        raise click.ClickException(str(problem)) from None
    for forgotten in forget_backups(where, keep) if keep else ():
        click.echo(f"Removed {forgotten}")


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace a database that is not empty; the old one is kept.")
def restore_command(source: Path, force: bool) -> None:
    """Put a backup in the database's place; the bot must be stopped."""
    from bot.operations.backup import restore

    settings = settings_or_end()
    try:
        kept = restore(settings.database_url.get_secret_value(), source, force=force)
    except OperationFailed as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"Restored {source}")
    if kept:
        click.echo(f"What was there before is kept in {kept}")


def doctor_command(open_probes: OpenProbes) -> click.Command:
    """`open_probes` knows Telegram and the areas, which this room doesn't."""

    @click.command("doctor")
    def command() -> None:
        """Look the installation over; each line says what is wrong and what to do."""
        from bot.operations.doctor import healthy, report

        settings = settings_or_end()
        findings = asyncio.run(_examine(settings, open_probes))
        click.echo(report(findings))
        if not healthy(findings):
            raise click.exceptions.Exit(1)

    return command


async def _examine(settings: Settings, open_probes: OpenProbes) -> list["Finding"]:
    from bot.operations.doctor import examine

    async with open_probes(settings) as probes:
        return await examine(settings, probes)
