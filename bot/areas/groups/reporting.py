"""What the reports of others say of groups."""

from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.groups import reach
from bot.areas.groups.texts import packs as texts
from bot.core.i18n import Translator
from bot.core.messages import Choice


async def lines_of(session: AsyncSession, t: Translator, broadcast_id: int) -> Sequence[Markup]:
    """How many members of groups a message reached, and to how many groups it didn't go yet."""
    return texts.reach_lines(t, await reach.reach(session, broadcast_id))


async def appendix(
    session: AsyncSession, t: Translator, broadcast_id: int
) -> tuple[Sequence[Markup], Sequence[Choice]]:
    """The same, and the button to all of it; nothing where no group is meant."""
    lines = await lines_of(session, t, broadcast_id)
    return lines, [to_groups(t, broadcast_id)] if lines else []


def to_groups(t: Translator, broadcast_id: int) -> Choice:
    return Choice(str(texts.groups_button(t)), f"pk:b.{broadcast_id}")
