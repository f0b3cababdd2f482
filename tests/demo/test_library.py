"""The sample's library: something to read in both languages, something old, something asked for."""

import pytest

from bot.areas.library import queries
from bot.areas.library.rules.freshness import State
from bot.core import clock
from bot.core.files import read_content
from bot.demo.run import Demo

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_the_sample_has_shelves_in_every_state(sample: Demo) -> None:
    async with sample.app.database.reading() as session:
        shelves = {
            one.key: one for one in await queries.shelves(session, clock.today(sample.app.settings.zone))
        }
        budget = shelves["pub2b"].current
        papers = [await read_content(session, one.files[0][1]) for one in budget.values()]
    states = [one.state for one in shelves.values()]
    assert set(budget) == {"ky", "ru"}
    assert all(paper and paper.startswith(b"%PDF") for paper in papers)
    assert shelves["issues"].state is State.STALE
    assert states.count(State.STALE) == 1
    assert states.count(State.MISSING) > states.count(State.FRESH)
    assert shelves["pub3a"].waiting == 3
