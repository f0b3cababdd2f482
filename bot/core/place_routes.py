"""What an area offers in groups and channels: a few commands and buttons, and no dialogs.

What somebody does there, everybody there sees; so nothing is asked and nothing personal is said. An answer
to one person goes to them alone: on the tapped button (`toast`) or into their private chat.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.contacts import Contact
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import Choice, Happening, InMessage, OutMessage
from bot.core.places import Place


@dataclass(kw_only=True)
class PlaceTurn:
    """One thing somebody did in a place. `contact` is None for who never talked with the bot: they stay
    unknown. `place` is None where a button stands in a place that is forgotten. `t` speaks to the person.
    """

    session: AsyncSession
    place: Place | None
    contact: Contact | None
    message: InMessage
    t: Translator
    now: datetime
    links: Links

    @property
    def person_id(self) -> int | None:
        return self.contact.person_id if self.contact else None


@dataclass(frozen=True, slots=True)
class PlaceReply:
    """`toast`: one line that only who tapped sees; `privately`: into their own chat with the bot.

    `use`: one tap by which an area would ask about a place the bot came to; where several areas could use
    it, the person is asked once what it is for, instead of what each says `privately`.
    """

    toast: Markup | None = None
    privately: tuple[OutMessage, ...] = ()
    use: Choice | None = None


PlaceHandler = Callable[[PlaceTurn, str], Awaitable[PlaceReply]]
"""Takes what follows the command or the action."""

PlaceNews = Callable[[PlaceTurn, Happening], Awaitable[PlaceReply]]
"""Is told that the bot came to a place, may write there again, or was removed."""
