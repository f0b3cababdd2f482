"""All looks in their order. One that fails in an unforeseen way is a finding, too."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.exc import DatabaseError

from bot.operations.doctor import machine, office, telegram_side, whatsapp_side
from bot.operations.doctor.findings import Finding, fail
from bot.operations.doctor.probes import Probes
from bot.operations.failures import OperationFailed
from bot.operations.migrate.setup import FOLDER
from bot.operations.redaction import Redactor
from bot.settings import Settings

PATIENCE_SECONDS = 15
Look = Callable[[], Finding | Awaitable[Finding]]


async def examine(settings: Settings, probes: Probes) -> list[Finding]:
    looks: Sequence[tuple[str, str, Look]] = (
        ("database", "Check JARCHY_DATABASE_URL.", lambda: machine.database(settings)),
        ("migrations", "Run `jarchy run`, which migrates.", lambda: machine.migrations(settings, FOLDER)),
        ("disk", "Check the folder of the database.", lambda: machine.disk(settings)),
        ("backups", "Check JARCHY_BACKUP_FOLDER.", lambda: machine.backups(settings)),
        ("time zone", "Reinstall the package tzdata.", lambda: machine.time_zone(settings)),
        ("clock", _NET, lambda: telegram_side.clock_of_machine(settings, probes)),
        ("token", _INTERNET, lambda: telegram_side.token(settings, probes)),
        ("public address", _PUBLIC, lambda: telegram_side.public_address(settings, probes)),
        ("webhook", _INTERNET, lambda: telegram_side.webhook(settings, probes)),
        ("WhatsApp", _META, lambda: whatsapp_side.number(settings, probes)),
        ("WhatsApp door", _PUBLIC, lambda: whatsapp_side.door(settings, probes)),
        ("templates", _META, lambda: whatsapp_side.templates(settings, probes)),
        ("municipality", "Check the database first.", lambda: office.municipality(probes)),
        ("office's zone", "Check the database first.", lambda: office.time_zone(settings, probes)),
        ("people", "Check the database first.", lambda: office.people(probes)),
    )
    redact = Redactor(settings.secrets())
    return list(await asyncio.gather(*(_look(*look, redact) for look in looks)))


_NET = "Check the Internet connection and a firewall."
_INTERNET = "Check the Internet connection, a firewall, and JARCHY_TELEGRAM_API_URL."
_META = "Check the Internet connection, a firewall, and JARCHY_WHATSAPP_API_URL."
_PUBLIC = "Check the name's DNS record, the proxy's certificate, and that port 443 is open."


async def _look(about: str, advice: str, look: Look, redact: Redactor) -> Finding:
    try:
        found = await asyncio.to_thread(look)
        return found if isinstance(found, Finding) else await asyncio.wait_for(found, PATIENCE_SECONDS)
    except OperationFailed as problem:
        return fail(about, redact(str(problem)), advice)
    except DatabaseError as problem:
        # One line: the statement says nothing to who installs it, and the line of the database says the rest.
        return fail(about, f"not to be read: {redact(str(problem.orig))}", advice)
    except TimeoutError:
        return fail(about, f"no answer within {PATIENCE_SECONDS} seconds", advice)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the other looks go on
        return fail(about, redact(f"{type(problem).__name__}: {problem}"), advice)
