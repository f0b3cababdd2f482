"""How residents, the office and deputies talk about appeals; each side has its own folder."""

from bot.areas.appeals.dialogs import duty, mandates, numbers, office, telling
from bot.areas.appeals.report_to_voters import ReportMeeting, no_meetings
from bot.areas.appeals.tags import AuditTag
from bot.areas.appeals.texts import record
from bot.areas.appeals.texts.refusals import REFUSALS
from bot.areas.people.rules import Permission
from bot.areas.residents.dialogs import MenuEntry
from bot.core.i18n import Translator
from bot.core.routes import Routes


def make_routes(meeting: ReportMeeting) -> tuple[Routes, ...]:
    """`meeting` tells when a deputy's report meeting is or was."""
    return (
        telling.routes,
        office.routes,
        mandates.make_routes(meeting),
        numbers.routes,
        duty.routes,
        Routes(refusals=REFUSALS),
    )


routes = make_routes(no_meetings)

menu_entries: tuple[MenuEntry, ...] = (telling.menu_entry, mandates.menu_entry)
help_lines = (telling.help_line,)
# Staff first: of what they work on they want the whole card.
understand = (office.understand, telling.understand)


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    return [*telling.menu_commands(t), *mandates.menu_commands(t)]


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    return [*office.staff_commands(t, permissions), *mandates.staff_commands(t, permissions)]


audit_words = {tag.value: record.audit_sentence for tag in AuditTag}

admin_entries = (*office.admin_entries, *mandates.admin_entries, *numbers.admin_entries)
