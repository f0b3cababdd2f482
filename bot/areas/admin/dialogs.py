"""/admin, a menu of just what this person may do; and /audit, what was changed, when, by whom."""

from markupsafe import Markup

from bot.areas.admin import queries, texts
from bot.areas.admin.entries import AdminEntry, Office
from bot.areas.people import queries as people
from bot.areas.people import rules, service
from bot.areas.people.rules import Permission
from bot.areas.residents.dialogs import MenuEntry
from bot.core.audit import AuditEntry
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.messages import Choice
from bot.core.routes import Reply, Routes, Turn, say


class Admin:
    def __init__(self, office: Office) -> None:
        audit = AdminEntry(texts.audit_label, "audit:0", Permission.READ_AUDIT)
        self._entries = (*office.entries, audit)
        self._words = office.audit_words

    async def menu(self, turn: Turn, _argument: str) -> Reply:
        roles = await people.roles_of(turn.session, turn.person_id)
        if not roles:
            raise Refused("people:not_allowed")
        may = rules.permissions_of(roles)
        rows = [[await self._button(turn, entry)] for entry in self._entries if entry.permission in may]
        name = await people.name_of(turn.session, turn.person_id) or ""
        ordered = [role for role in type(next(iter(roles))) if role in roles]
        back = [Choice(str(texts.as_resident(turn.t)), "menu:")]
        return say(texts.menu(turn.t, name, ordered), *rows, back)

    async def _button(self, turn: Turn, entry: AdminEntry) -> Choice:
        count = await entry.waiting(turn.session, turn.person_id) if entry.waiting else 0
        return Choice(texts.waiting(entry.label(turn.t), count), entry.action)

    async def audit(self, turn: Turn, argument: str) -> Reply:
        await service.check_may(turn.session, turn.person_id, Permission.READ_AUDIT)
        page = int(argument) if argument.isdecimal() else 0
        entries, more = await queries.audit_page(turn.session, page)
        lines = [self._line(turn.t, entry, name) for entry, name in entries]
        body = Markup("\n").join(lines) if lines else texts.audit_empty(turn.t)
        turning = []
        if page:
            turning.append(Choice(str(texts.newer(turn.t)), f"audit:{page - 1}"))
        if more:
            turning.append(Choice(str(texts.older(turn.t)), f"audit:{page + 1}"))
        text = Markup("{}\n\n{}").format(texts.audit_head(turn.t), body)
        rows = [turning] if turning else []
        return say(text, *rows, [Choice(str(texts.to_menu(turn.t)), "admin:")])

    def _line(self, t: Translator, entry: AuditEntry, name: str | None) -> Markup:
        words = self._words.get(entry.tag)
        what = words(t, entry) if words else texts.other_change(t)
        system = texts.the_system(t) if entry.person_id is None else texts.a_resident(t)
        return Markup("• {}: {} ({})").format(t.moment(entry.at), what, name or system)


async def is_staff(turn: Turn) -> bool:
    return bool(await people.roles_of(turn.session, turn.person_id))


async def help_line(turn: Turn) -> Markup | None:
    return texts.help_line(turn.t) if await is_staff(turn) else None


menu_entry = MenuEntry(command="admin", label=texts.work, shown_to=is_staff)


def make_routes(admin: Admin) -> Routes:
    return Routes(
        commands={"admin": admin.menu, "audit": admin.audit},
        actions={"admin": admin.menu, "audit": admin.audit},
    )


def staff_commands(
    office: Office, t: Translator, permissions: frozenset[Permission]
) -> list[tuple[str, str]]:
    """What the command menu of a colleague's chat shows before the residents' commands."""
    found = [("admin", str(texts.command(t)))]
    for commands in office.commands:
        found += commands(t, permissions)
    if Permission.READ_AUDIT in permissions:
        found.append(("audit", str(texts.audit_command(t))))
    return found
