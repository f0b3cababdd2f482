"""Every dialog step of the whole bot renders within the limits on both channels in both languages.

A form that is not begun in `every_step/beginnings.py`, and a step that no walk comes to, fail it by name.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.areas import compose_areas
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.joined_routes import merge
from tests.conftest import FOLDER
from tests.databases import sqlite_in_place
from tests.every_step.beginnings import BEGINNINGS
from tests.every_step.looking import LANGUAGES, Look
from tests.every_step.speaking import Talk
from tests.every_step.world import NEWCOMER, RESIDENT, World, build, open_world
from tests.town import NOON


@pytest.fixture
async def world() -> AsyncIterator[World]:
    clock.move_to(NOON)
    with sqlite_in_place():
        async with open_world(await build(Path(os.environ[FOLDER]))) as world:
            yield world


async def test_every_step_of_every_form_stays_within_the_limits_of_both_channels(world: World) -> None:
    routes = merge(compose_areas().routes)
    look = Look(world, routes)
    for form in routes.forms:
        await look.at(form, [one for one in BEGINNINGS if one.form == form.name])
    assert not look.wrong, look.report()


async def test_every_command_and_menu_is_answered_within_the_limits_of_both_channels(world: World) -> None:
    talk = Talk(world, compose_areas())
    kyrgyz, russian = LANGUAGES
    everything = talk.sayings()
    said = {RESIDENT: everything, **{role.value: await talk.offered(role) for role in Role}}
    for who, sayings in (said | {Role.HEAD: everything, Role.OFFICER: everything}).items():
        for one in sayings:
            # Where nothing new is said in one language, nothing is in the other.
            if await talk.say(who, kyrgyz, one):
                await talk.say(who, russian, one)
    for language in LANGUAGES:
        for label in talk.labels(language):
            await talk.say(RESIDENT, language, label)
        for words in ("/start", "/help", "/appeal", "салам"):
            await talk.say(NEWCOMER, language, words)
    assert not talk.wrong, talk.report()
