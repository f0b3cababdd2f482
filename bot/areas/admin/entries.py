"""What areas contribute to the staff's menu and to the record; composed in one place."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people.rules import Permission
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator

Count = Callable[[AsyncSession, int], Awaitable[int]]
"""How many things wait for this person."""
AuditWords = Mapping[str, Callable[[Translator, AuditEntry], Markup]]
"""A plain sentence for each tag. Who did it and when stand before it."""
Commands = Sequence[tuple[str, str]]
"""Commands without their slash, each with what it does."""


@dataclass(frozen=True, slots=True)
class AdminEntry:
    """A button of the staff's menu: shown to those who may, with how many things wait for them."""

    label: Callable[[Translator], Markup]
    action: str
    permission: Permission
    waiting: Count | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Everything the areas contributed."""

    entries: Sequence[AdminEntry]
    audit_words: AuditWords
    commands: Sequence[Callable[[Translator, frozenset[Permission]], Commands]]
