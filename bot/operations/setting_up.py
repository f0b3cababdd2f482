"""What sets an installation up: the municipality's file, and the first people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.areas.municipality import queries, service
from bot.areas.municipality.file import MunicipalityFile, read_file
from bot.areas.municipality.service import Changes
from bot.areas.people.dialogs import routes as people_routes
from bot.areas.people.invitations import create_invitation
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.db import Database
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.operations.failures import OperationFailed
from bot.operations.migrate import pending, upgrade
from bot.operations.telegram_account import telegram_account
from bot.operations.whatsapp_account import digits_of, whatsapp_account
from bot.settings import Settings


async def apply_municipality(settings: Settings, path: Path) -> Changes:
    """Nothing is changed when the file is mistaken. Raises `MistakenFile`, `OperationFailed`."""
    parsed = read_file(path)
    _check_zone(settings, parsed)
    upgrade(settings.database_url.get_secret_value())
    async with _database(settings) as database, database.session() as session:
        return await service.apply_file(session, parsed, clock.now())


async def invite(settings: Settings, role: Role, name: str, district: str | None) -> str:
    """A one-time link, or one for each platform in use: whichever is opened first has the role.

    Asks the platforms first: an invitation nobody can be told of isn't made.
    """
    _check_migrated(settings)
    links = await _links(settings)
    async with _database(settings) as database:
        try:
            payload = await _create(database, role, name, district)
        except Refused as refused:
            raise OperationFailed(_sentence(settings, refused)) from None
    ways = ((links.whatsapp_number, links.whatsapp), (links.telegram_username, links.telegram))
    return "\n".join(way(payload) for known, way in ways if known)


async def _links(settings: Settings) -> Links:
    links = Links()
    if settings.telegram_token or not settings.has_whatsapp:
        async with telegram_account(settings) as telegram:
            links.telegram_username = await telegram.username()
    if settings.has_whatsapp:
        async with whatsapp_account(settings) as whatsapp:
            links.whatsapp_number = digits_of(await whatsapp.number())
    return links


async def _create(database: Database, role: Role, name: str, district: str | None) -> str:
    async with database.session() as session:
        district_id = None
        if district is not None:
            found = await queries.find_district(session, district)
            if found is None:
                known = ", ".join(one.key for one in await queries.list_districts(session))
                raise OperationFailed(f"There is no district {district}. Known are: {known or 'none'}.")
            district_id = found.id
        return await create_invitation(session, role, name, district_id, None, clock.now())


def _check_zone(settings: Settings, parsed: MunicipalityFile) -> None:
    """Periods are counted in the one, ticks in the other: they must be the same."""
    if parsed.time_zone != settings.timezone:
        raise OperationFailed(
            f"The file's time_zone is {parsed.time_zone}, but JARCHY_TIMEZONE is {settings.timezone}. "
            "Correct one of them."
        )


def _check_migrated(settings: Settings) -> None:
    if pending(settings.database_url.get_secret_value()):
        raise OperationFailed("The database is not set up. Run `jarchy init FILE.yaml` first.")


def _sentence(settings: Settings, refused: Refused) -> str:
    """The same words as in the chat."""
    words = people_routes.refusals.get(refused.code)
    return words(Translator("en", settings.zone), refused).striptags() if words else refused.code


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url.get_secret_value())
    try:
        yield database
    finally:
        await database.close()
