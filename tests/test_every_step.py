"""Every dialog step of the whole bot renders within the limits on both channels in both languages.

A form that is not begun in `every_step/beginnings.py`, and a step that no walk comes to, fail it by name.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import compose_areas
from bot.core import clock
from bot.core.joined_routes import merge
from tests.conftest import FOLDER
from tests.databases import sqlite_in_place
from tests.every_step.beginnings import BEGINNINGS
from tests.every_step.looking import Look
from tests.every_step.world import build, open_world
from tests.town import NOON


@pytest.fixture(autouse=True)
def _sqlite_without_switches() -> Iterator[None]:
    with sqlite_in_place():
        yield


async def test_every_step_of_every_form_stays_within_the_limits_of_both_channels() -> None:
    clock.move_to(NOON)
    routes = merge(compose_areas().routes)
    async with open_world(await build(Path(os.environ[FOLDER]))) as world:
        look = Look(world, routes)
        for form in routes.forms:
            await look.at(form, [one for one in BEGINNINGS if one.form == form.name])
    assert not look.wrong, look.report()
