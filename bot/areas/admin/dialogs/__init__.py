"""The staff's menu and the record of changes, composed of what the areas contribute."""

from collections.abc import Awaitable, Callable

from markupsafe import Markup

from bot.areas.admin.dialogs.figures import show_figures
from bot.areas.admin.dialogs.menu import Admin, is_staff, menu_entry
from bot.areas.admin.dialogs.record import Record
from bot.areas.admin.entries import Office
from bot.areas.admin.texts import figures as figure_texts
from bot.areas.admin.texts import menu as texts
from bot.areas.people import queries as people
from bot.areas.people.rules import Permission, permissions_of
from bot.core.i18n import Translator
from bot.core.routes import Routes, Turn

__all__ = ["Admin", "is_staff", "make_help", "make_routes", "menu_entry", "staff_commands"]


def make_routes(admin: Admin) -> Routes:
    record = Record(admin.office.audit_words)
    return Routes(
        commands={"admin": admin.menu, "figures": show_figures, "audit": record.show},
        actions={
            "admin": admin.menu,
            "figures": show_figures,
            "audit": record.show,
            "auditby": record.narrow,
        },
    )


def staff_commands(
    office: Office, t: Translator, permissions: frozenset[Permission]
) -> list[tuple[str, str]]:
    """What the command menu of a colleague's chat shows before the residents' commands."""
    found = [("admin", str(texts.command(t)))]
    for commands in office.commands:
        found += commands(t, permissions)
    if Permission.READ_FIGURES in permissions:
        found.append(("figures", str(figure_texts.command(t))))
    if Permission.READ_AUDIT in permissions:
        found.append(("audit", str(texts.audit_command(t))))
    return found


def make_help(office: Office) -> Callable[[Turn], Awaitable[Markup | None]]:
    """What the help tells a colleague: the commands of their own roles, one a line."""

    async def staff_help(turn: Turn) -> Markup | None:
        roles = await people.roles_of(turn.session, turn.person_id)
        if not roles:
            return None
        return texts.staff_help(turn.t, staff_commands(office, turn.t, permissions_of(roles)))

    return staff_help
