"""What the areas to the right contribute to the residents' dialogs; given once, at composition."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.residents.my_data import DeletionGuard, Eraser, KeptData
from bot.core.i18n import Translator
from bot.core.joining import Rule
from bot.core.routes import Reply, Turn


async def everyone(_turn: Turn) -> bool:
    return True


async def nobody(_turn: Turn) -> bool:
    return False


async def holds_none(_session: AsyncSession, _person_id: int) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A button of the standing keyboard: it stands for a command. `about`: its line in the help."""

    command: str
    label: Callable[[Translator], Markup]
    about: Callable[[Translator], Markup] | None = None
    shown_to: Callable[[Turn], Awaitable[bool]] = everyone


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """`on_subscribed` adds to the first words a new subscriber gets (the current bulletin), `on_village` to
    those of who added a village or moved to one.

    `help_lines` adds lines to the help; None for people it doesn't concern. `is_staff`: after /stop the
    messages of their work go on. `understand` are asked in turn what words mean that answer no question;
    None: that is nothing they know. `joins`: each area's rule where two persons turn out to be one
    (`core.joining`); of the two the one who `holds_role` stays.
    """

    on_subscribed: Sequence[Callable[[Turn], Awaitable[Reply]]] = ()
    on_village: Sequence[Callable[[Turn, int], Awaitable[Reply]]] = ()
    menu: Sequence[MenuEntry] = ()
    help_lines: Sequence[Callable[[Turn], Awaitable[Markup | None]]] = ()
    staff_help: Callable[[Turn], Awaitable[Markup | None]] | None = None
    understand: Sequence[Callable[[Turn, str], Awaitable[Reply | None]]] = ()
    is_staff: Callable[[Turn], Awaitable[bool]] = nobody
    deletion_guards: Sequence[DeletionGuard] = ()
    erasers: Sequence[Eraser] = ()
    kept_data: Sequence[KeptData] = ()
    joins: Sequence[Rule] = ()
    holds_role: Callable[[AsyncSession, int], Awaitable[bool]] = holds_none
