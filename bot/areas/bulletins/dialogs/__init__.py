"""Residents read bulletins; the office completes, prints, forwards and records them."""

from bot.areas.bulletins.dialogs.closing import CLOSE
from bot.areas.bulletins.dialogs.office import act, list_office
from bot.areas.bulletins.dialogs.reading import list_published, offer_current, read
from bot.areas.bulletins.dialogs.recording import DISTRIBUTION
from bot.areas.bulletins.tags import AuditTag
from bot.areas.bulletins.texts import card as card_texts
from bot.areas.bulletins.texts import reading as reading_texts
from bot.areas.bulletins.texts import record as texts
from bot.areas.bulletins.texts import refusals as refusals_texts
from bot.areas.people.rules import Permission
from bot.areas.residents.dialogs import MenuEntry
from bot.core.i18n import Translator
from bot.core.routes import Routes

__all__ = [
    "admin_entries",
    "audit_words",
    "menu_commands",
    "menu_entry",
    "offer_current",
    "routes",
    "staff_commands",
]

menu_entry = MenuEntry(
    command="bulletins", label=reading_texts.menu_label, about=reading_texts.bulletins_command
)


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    return [("bulletins", str(reading_texts.bulletins_command(t)))]


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    allowed = Permission.RECORD_DISTRIBUTION in permissions
    return [("bulletin", str(card_texts.staff_command(t)))] if allowed else []


routes = Routes(
    commands={"bulletins": list_published, "bulletin": list_office},
    actions={"read": read, "bulletin": act, "bulletins": list_office},
    forms=(DISTRIBUTION, CLOSE),
    refusals=refusals_texts.REFUSALS,
)

audit_words = {
    AuditTag.OPENED.value: texts.audit_opened,
    AuditTag.PUBLISHED.value: texts.audit_published,
    AuditTag.ESCALATED.value: texts.audit_escalated,
    AuditTag.CLOSED.value: texts.audit_closed,
    AuditTag.DISTRIBUTED.value: texts.audit_distributed,
}

admin_entries = ((card_texts.staff_label, "bulletins:", Permission.RECORD_DISTRIBUTION, None),)
