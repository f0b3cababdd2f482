"""Residents book a time; deputies, the chair and the head publish their hours and see who comes."""

from bot.areas.people.rules import Permission
from bot.areas.receptions import queries
from bot.areas.receptions.dialogs import holding, publishing, residents
from bot.areas.receptions.tags import AuditTag
from bot.areas.receptions.texts import holding as holding_texts
from bot.areas.receptions.texts import public as public_texts
from bot.areas.receptions.texts import record
from bot.areas.receptions.texts.refusals import REFUSALS
from bot.areas.residents.dialogs import MenuEntry
from bot.core.i18n import Translator
from bot.core.routes import Routes, Turn


async def _any_ahead(turn: Turn) -> bool:
    return await queries.any_ahead(turn.session, turn.now)


menu_entry = MenuEntry(
    command="receptions",
    label=public_texts.menu_label,
    about=public_texts.command,
    shown_to=_any_ahead,
)


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    return [("receptions", str(public_texts.command(t)))]


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    allowed = Permission.HOLD_RECEPTION in permissions
    return [("reception", str(holding_texts.command(t)))] if allowed else []


routes = Routes(
    commands={"receptions": residents.list_public, "reception": holding.list_mine},
    actions={"rc": residents.act, "rh": holding.act},
    forms=(residents.BOOK, residents.AGAIN, publishing.PUBLISH, holding.CANCEL),
    refusals=REFUSALS,
)

audit_words = {tag.value: record.audit_sentence for tag in AuditTag}

admin_entries = ((holding_texts.label, "rh:", Permission.HOLD_RECEPTION, None),)
