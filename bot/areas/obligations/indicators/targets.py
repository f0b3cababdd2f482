"""What the year's plan aims at: the blanks that were filled, else the values of the municipality's file."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import editions
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.rules.targets import value_of


async def targets(session: AsyncSession, year: int) -> Mapping[str, int]:
    """By parameter; a blank that nobody filled isn't there."""
    legal = await municipality.get_legal(session)
    said = await editions.in_force(session, year)
    values = {
        parameter.key: value_of(parameter, said.get(measure.key, {}), legal)
        for measure in measures().values()
        for parameter in measure.parameters
    }
    return {key: value for key, value in values.items() if value is not None}
