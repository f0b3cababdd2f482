"""The sample's appeals: one in each state that a visitor may want to look at, and nothing stale told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.areas.appeals.models import Appeal, AppealState, Outcome
from bot.areas.initiatives.models import Initiative, InitiativeStage
from bot.areas.receptions.models import Reception
from bot.core import clock
from bot.demo.run import Demo
from bot.outbox.models import Delivery, Status

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_the_sample_has_appeals_in_every_state(sample: Demo) -> None:
    today = clock.today(sample.app.settings.zone)
    async with sample.app.database.reading() as session:
        found = (await session.scalars(select(Appeal).order_by(Appeal.id))).all()
        old = Delivery.created_at < clock.now() - timedelta(hours=1)
        waiting = await session.scalars(select(Delivery.id).where(old, Delivery.status == Status.PENDING))
        assert not waiting.all()
    assert {one.state for one in found} >= {
        AppealState.NEW,
        AppealState.IN_HAND,
        AppealState.CLOSED,
        AppealState.DISPUTED,
        AppealState.FORWARDED,
        AppealState.PLANNED,
        AppealState.COUNCIL,
    }
    assert any(one.outcome is Outcome.REPAIRED and one.attachments for one in found)
    in_hand = [one.due_on for one in found if one.state is AppealState.IN_HAND and one.due_on]
    assert min(in_hand) < today < max(in_hand)
    assert [one.number for one in found] == sorted(one.number for one in found)


async def test_the_sample_has_initiatives_and_reception_hours_to_look_at(sample: Demo) -> None:
    async with sample.app.database.reading() as session:
        stages = set(await session.scalars(select(Initiative.stage)))
        ahead = await session.scalars(select(Reception.id).where(Reception.starts_at > clock.now()))
        assert ahead.all()
    assert stages == {InitiativeStage.REGISTERED, InitiativeStage.DONE, InitiativeStage.REFUSED}
