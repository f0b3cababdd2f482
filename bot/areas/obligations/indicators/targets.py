"""What the year's plan aims at: the blanks that were filled, else the values of the municipality's file."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.municipality import queries as municipality
from bot.areas.obligations import queries
from bot.areas.obligations.catalogue import measures

# By parameter, the legal value that stands for it while the plan leaves the blank.
_IN_FILE = {
    "questionnaires_min": "questionnaires_min",
    "initiatives_min": "local_initiatives_min",
    "acts_min": "norm_acts_min",
    "tpsg_projects_min": "tpsg_projects_min",
}


async def targets(session: AsyncSession, year: int) -> Mapping[str, int]:
    """By parameter; a blank that nobody filled isn't there."""
    legal = await municipality.get_legal(session)
    found = {
        one.key: one.default
        for measure in measures().values()
        for one in measure.parameters
        if one.default is not None
    }
    for parameter, name in _IN_FILE.items():
        value = getattr(legal, name)
        if value is not None:
            found[parameter] = value
    for obligation in await queries.of_year(session, year):
        found.update({name: value for name, value in obligation.targets.items() if value is not None})
    return found
