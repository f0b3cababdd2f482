"""The command `jarchy`. What only one command needs, that command imports: help must come at once."""

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy.exc import DBAPIError

from bot.areas.people.models import Role
from bot.operations.commands import backup_command, doctor_command, restore_command, settings_or_end
from bot.operations.failures import OperationFailed
from bot.operations.whatsapp_commands import whatsapp_command
from bot.settings import Settings, SettingsMistakes

if TYPE_CHECKING:
    from bot.operations.doctor import Probes


class Mistake(click.ClickException):
    """One that the person at the keyboard can put right."""

    exit_code = 2


class ComesBack(click.ClickException):
    """Trying again later may help: the service manager starts those again, not the `Mistake`s."""

    exit_code = 1


class _Plainly(click.Group):
    """What a person can put right is one sentence and exit code 2, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (OperationFailed, SettingsMistakes) as problem:
            raise Mistake(str(problem)) from None
        except DBAPIError as problem:
            raise Mistake(_about_database(problem)) from None
        except click.ClickException as problem:
            if type(problem) is click.ClickException:
                raise Mistake(problem.message) from None
            raise


def _open_probes(settings: Settings) -> AbstractAsyncContextManager["Probes"]:
    from bot.operations.probing import open_probes

    return open_probes(settings)


@click.group(cls=_Plainly)
@click.version_option(package_name="jarchy")
def main() -> None:
    """Жарчы, the herald: a municipality's bot in its residents' phones."""


main.add_command(backup_command)
main.add_command(restore_command)
main.add_command(doctor_command(_open_probes))
main.add_command(whatsapp_command)


@main.command()
def run() -> None:
    """Migrate, receive, answer, send; until SIGTERM or Ctrl-C."""
    settings = settings_or_end()
    from bot.operations.logs import configure_logs

    configure_logs(settings.log_format, settings.log_level, secrets=settings.secrets())
    from bot.operations.run import serve

    try:
        code = asyncio.run(serve(settings))
    except OperationFailed as problem:
        raise ComesBack(str(problem)) from None
    except DBAPIError as problem:
        raise ComesBack(_about_database(problem)) from None
    raise click.exceptions.Exit(code)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def init(file: Path) -> None:
    """Read the municipality's FILE; again after every change of it."""
    from bot.areas.municipality.file import MistakenFile
    from bot.operations import setting_up

    try:
        changes = asyncio.run(setting_up.apply_municipality(settings_or_end(), file))
    except MistakenFile as mistaken:
        raise Mistake(str(mistaken)) from None
    for verb in ("added", "updated", "retired"):
        for name in getattr(changes, verb):
            click.echo(f"{verb} {name}")
    if changes.fields:
        click.echo(f"set {', '.join(changes.fields)}")
    click.echo("The municipality is as the file says." if changes else "Nothing has changed.")


@main.command()
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.argument("name")
@click.option("--district", metavar="KEY", help="A deputy's, by its key in the municipality's file.")
def invite(role: str, name: str, district: str | None) -> None:
    """Make a one-time link that gives NAME the ROLE; send it to nobody else."""
    from bot.operations import setting_up

    click.echo(asyncio.run(setting_up.invite(settings_or_end(), Role(role), name, district)))


@main.command()
@click.option("--port", default=8000, show_default=True, help="Where the page is; 0 takes any free one.")
def demo(port: int) -> None:
    """The whole story on this machine, with phones in the browser; needs no token."""
    from bot.operations.logs import configure_logs

    configure_logs("console", "warning", secrets=[])
    from bot.demo.run import run_demo

    asyncio.run(run_demo(port))


def _about_database(problem: DBAPIError) -> str:
    """The driver's words without the statement and its values, which may be personal."""
    from bot.operations.redaction import Redactor

    cause = Redactor()(str(problem.orig).strip().partition("\n")[0])
    return f"The database does not answer as it should: {cause}"


if __name__ == "__main__":
    main()
