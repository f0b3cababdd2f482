"""What was made in this area itself: the presentation of local issues (001 §1.2)."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.obligations.facts.looking import Area, Found, Look
from bot.areas.obligations.models import ObligationPaper, PaperKind
from bot.areas.obligations.rules.state import Fact, FactKind, Stage


async def read(session: AsyncSession, look: Look) -> list[Found]:
    """A presentation that was made is a plan; it is done where a meeting is held."""
    rows = await session.execute(
        select(ObligationPaper.id, ObligationPaper.part, ObligationPaper.made_at).where(
            ObligationPaper.kind == PaperKind.PRESENTATION, ObligationPaper.year == look.year
        )
    )
    return [
        Found("plan.1.2", Fact(Stage.PLANNED, look.day(made_at), FactKind.PAPER, number, period=part))
        for number, part, made_at in rows
    ]


AREA = Area(frozenset({"plan.1.2"}), frozenset({FactKind.PAPER}), read)
