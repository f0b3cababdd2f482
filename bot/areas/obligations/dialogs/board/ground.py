"""What every screen of a duty looks up first."""

from datetime import date

from bot.areas.obligations import queries
from bot.areas.obligations.board import Row, Standing, row_of
from bot.core.errors import Refused
from bot.core.routes import Turn


def today(turn: Turn) -> date:
    return turn.now.astimezone(turn.t.timezone).date()


async def row(turn: Turn, number: str) -> Row:
    """The duty with this number. Raises `Refused`."""
    found = await queries.find(turn.session, as_number(number))
    if found is None:
        raise Refused("obligations:proof_gone")
    return await row_of(turn.session, found, today(turn), turn.t.timezone)


async def standing(turn: Turn, number: str) -> tuple[Row, Standing]:
    """The period with this number, and its duty. Raises `Refused`."""
    period = await queries.find_period(turn.session, as_number(number))
    if period is None:
        raise Refused("obligations:proof_gone")
    found = await row(turn, str(period.obligation_id))
    return found, next(one for one in found.standings if one.period.id == period.id)


def as_number(text: str) -> int:
    """Of what a button carries; an old or a forged one may carry anything."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len("1000000000"):
        raise Refused("obligations:proof_gone")
    return int(text)
