"""One person with two phones: Telegram on the one, WhatsApp on the other."""

import re

from bot.areas.residents.dialogs import Hooks
from bot.core.db import Database
from bot.core.links import Links
from bot.core.routes import Routes
from tests.areas.residents.chat import Phone, Town, open_town

_CODE = re.compile(r"(\d{3}) (\d{3})")
WHATSAPP_NUMBER = "996700000000"


async def town_of_both(database: Database, hooks: Hooks | None = None, *more: Routes) -> Town:
    return await open_town(database, hooks, *more, links=Links("jarchy_bot", WHATSAPP_NUMBER))


async def take_code(phone: Phone) -> str:
    await phone.write("/link")
    said = await phone.tap("Код алуу")
    found = _CODE.search(said)
    assert found is not None
    return found[1] + found[2]


async def join(giver: Phone, typist: Phone) -> str:
    """The one's code typed on the other; what is said there in the end."""
    await typist.write(f"/link {await take_code(giver)}")
    return await typist.tap("Ооба, бириктирүү")
