"""`jarchy whatsapp ...`: what is to be done at Meta's."""

import asyncio

import click

from bot.operations.commands import settings_or_end


@click.group("whatsapp")
def whatsapp_command() -> None:
    """What WhatsApp needs besides its settings."""


@whatsapp_command.command("templates")
@click.option("--submit", is_flag=True, help="Hand in to Meta those that are missing there.")
def templates_command(*, submit: bool) -> None:
    """Show the templates that Meta has to approve, and their state there.

    Outside the 24 hours after a person's last message WhatsApp lets through nothing else.
    """
    from bot.operations import whatsapp_templates as templates

    settings = settings_or_end()
    if submit:
        found = asyncio.run(templates.submit_missing(settings))
    elif settings.whatsapp_account_id and settings.has_whatsapp:
        found = asyncio.run(templates.states(settings))
    else:
        found = []
    for line in templates.sheet(found):
        click.echo(line)
    if not found:
        click.echo("Set JARCHY_WHATSAPP_ACCOUNT_ID to see their state at Meta, and --submit to hand them in.")
