"""Begins forms as the people of the sample do."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Contact
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import InMessage
from bot.core.routes import Begin, Reply, Routes, Turn
from tests.every_step.beginnings import Beginning
from tests.every_step.world import BISHKEK, World
from tests.town import NOON

LINKS = Links("jarchy_bot")


async def turn_of(session: AsyncSession, world: World, who: str, language: str) -> Turn:
    contact = await session.get_one(Contact, world.contacts[who])
    message = InMessage(channel=contact.channel, address=contact.address, external_id="1")
    t = Translator(language, BISHKEK)
    return Turn(session=session, contact=contact, message=message, t=t, now=NOON, links=LINKS)


async def begin(routes: Routes, world: World, turn: Turn, beginning: Beginning) -> Begin:
    """With what it is begun with, as the code that begins it gives it."""
    if beginning.way is None:
        return Begin(beginning.form, {name: _told(world, one) for name, one in beginning.answers.items()})
    way = beginning.way.format(**world.about)
    reply = await _tapped(routes, turn, way)
    assert reply.begin is not None, f"{way} of {beginning.who} does not begin {beginning.form}"
    assert reply.begin.form.partition(":")[0] == beginning.form, f"{way} begins {reply.begin.form}"
    return reply.begin


async def _tapped(routes: Routes, turn: Turn, way: str) -> Reply:
    if way.startswith("/"):
        return await routes.commands[way[1:]](turn, "")
    name, _, argument = way.partition(":")
    return await routes.actions[name](turn, argument)


def _told(world: World, value: Any) -> Any:
    if isinstance(value, str) and value.startswith("{"):
        return world.about[value.strip("{}")]
    return value
