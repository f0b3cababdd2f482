"""A town whose office keeps a register of initiatives."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts import dialogs as broadcasts
from bot.areas.initiatives import dialogs as initiatives
from bot.areas.initiatives.models import Initiative
from bot.areas.people import dialogs as people
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.db import Database
from bot.core.i18n import Translator
from bot.core.messages import Choice
from tests.areas.broadcasts.office import SKIP, Office
from tests.areas.broadcasts.press import NOON
from tests.areas.residents.chat import Phone, open_town


async def find_proposal(_session: AsyncSession, appeal_id: int, _person_id: int) -> str | None:
    return "Мектепке жол керек" if appeal_id == 7 else None


async def tell_nobody(
    _session: AsyncSession,
    _appeal: int,
    _number: str,
    _button: Callable[[Translator], Choice],
    _now: datetime,
) -> int | None:
    """There are no mandates here; tests/areas/appeals/test_seams.py joins the two."""
    return None


async def no_deputy(_session: AsyncSession, _appeal: int) -> int | None:
    return None


class Registry(Office):
    """The officer keeps it."""

    async def register(
        self,
        phone: Phone | None = None,
        *,
        kind: str = "Ченем жаратуу",
        by: str = "Тургундар",
        title: str = "Жайыт эрежелери",
        amount: str = SKIP,
        signatures: str = "214",
    ) -> str:
        phone = phone or self.officer
        await phone.write("/initiatives")
        await phone.tap("➕ Каттоо")
        await phone.tap(kind)
        await phone.write(title)
        await phone.write("Правила выпаса")
        await phone.write("Мал жаюунун жаңы эрежелери")
        await phone.tap(by)
        said = await phone.write("Ленин көчөсүнүн демилгелүү тобу")
        await phone.tap("Бүт аймак")
        if "Ченем" not in kind:
            await (phone.tap(amount) if amount == SKIP else phone.write(amount))
        if by == "Тургундар" and "АКӨБ" not in kind:
            said = await phone.write(signatures)
        await phone.tap(SKIP)
        return said + await phone.tap("✅ Каттоо")

    async def initiative(self) -> Initiative:
        found: Initiative = (await self.all(Initiative))[-1]
        return found

    async def stage(self, label: str, *answers: str) -> str:
        """The day is today; `answers` follow, SKIP skips."""
        await self.officer.tap_payload(f"ini:card.{(await self.initiative()).id}")
        await self.officer.tap(label)
        said = await self.officer.write("бүгүн")
        for answer in answers:
            said = await (self.officer.tap(SKIP) if answer == SKIP else self.officer.write(answer))
        return said


async def open_registry(database: Database) -> Registry:
    clock.move_to(NOON)
    town = await open_town(
        database,
        Hooks(menu=(initiatives.menu_entry,)),
        people.routes,
        broadcasts.routes,
        initiatives.make_routes(find_proposal, tell_nobody, no_deputy),
    )
    registry = Registry(town)
    await registry.open()
    return registry
