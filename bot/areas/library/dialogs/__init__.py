"""Everybody finds what must be public and asks for what is missing; staff keep it."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import keepers
from bot.areas.library.dialogs import keeping, own_sections, public, putting, searching, versions
from bot.areas.library.tags import AuditTag
from bot.areas.library.texts import keeping as keeping_texts
from bot.areas.library.texts import public as public_texts
from bot.areas.library.texts import record
from bot.areas.library.texts.refusals import REFUSALS
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.areas.residents.dialogs import MenuEntry
from bot.core import clock
from bot.core.i18n import Translator
from bot.core.routes import Routes

menu_entry = MenuEntry(command="info", label=public_texts.menu_label, about=public_texts.about)
understand = searching.understand


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    return [("info", str(public_texts.command(t)))]


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    if Permission.KEEP_LIBRARY not in permissions:
        return []
    return [("library", str(keeping_texts.command(t)))]


async def count_due(session: AsyncSession, person_id: int) -> int:
    """A colleague's empty sections don't wait for this person, who sees them all the same."""
    due = await keepers.due_by_person(session, clock.today(await people.zone_of(session)))
    return len(due.get(person_id, ()))


routes = Routes(
    commands={"info": searching.command, "library": keeping.command},
    actions={"info": public.act, "lib": keeping.act},
    links={"info": public.follow},
    forms=(searching.FIND, putting.FORM, versions.WITHDRAW, *own_sections.FORMS),
    refusals=REFUSALS,
)

audit_words = {tag.value: record.audit_sentence for tag in AuditTag}

admin_entries = ((keeping_texts.label, "lib:list.0", Permission.KEEP_LIBRARY, count_due),)
