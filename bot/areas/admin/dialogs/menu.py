"""/admin: a menu of just what this person may do."""

from collections.abc import Sequence

from bot.areas.admin.entries import AdminEntry, Office
from bot.areas.admin.texts import figures as figure_texts
from bot.areas.admin.texts import menu as texts
from bot.areas.people import queries as people
from bot.areas.people.models import Role
from bot.areas.people.rules import Permission, permissions_of
from bot.areas.residents.dialogs import MenuEntry
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

# Half of a narrow phone's width.
SHORT = 22
_OWN = (
    AdminEntry(figure_texts.label, "figures:", Permission.READ_FIGURES),
    AdminEntry(texts.audit_label, "audit:", Permission.READ_AUDIT),
)


class Admin:
    def __init__(self, office: Office) -> None:
        self.office = office
        self._entries = (*office.entries, *_OWN)

    async def menu(self, turn: Turn, _argument: str) -> Reply:
        roles = await people.roles_of(turn.session, turn.person_id)
        if not roles:
            raise Refused("people:not_allowed")
        may = permissions_of(roles)
        shown = [(entry, await _waiting(turn, entry)) for entry in self._entries if entry.permission in may]
        rows = in_rows([Choice(texts.button(entry.label(turn.t), n), entry.action) for entry, n in shown])
        name = await people.name_of(turn.session, turn.person_id) or ""
        held = [role for role in Role if role in roles]
        text = texts.menu(turn.t, name, held, waiting=sum(count for _, count in shown))
        return say(text, *rows, [Choice(str(texts.as_resident(turn.t)), "menu:")])


def in_rows(choices: Sequence[Choice]) -> list[list[Choice]]:
    """Neighbours whose labels are short share a row: a head has seventeen buttons, a phone shows ten rows."""
    rows: list[list[Choice]] = []
    for choice in choices:
        last = rows[-1] if rows else []
        if len(last) == 1 and max(len(last[0].label), len(choice.label)) <= SHORT:
            last.append(choice)
        else:
            rows.append([choice])
    return rows


async def _waiting(turn: Turn, entry: AdminEntry) -> int:
    return await entry.waiting(turn.session, turn.person_id) if entry.waiting else 0


async def is_staff(turn: Turn) -> bool:
    return bool(await people.roles_of(turn.session, turn.person_id))


menu_entry = MenuEntry(command="admin", label=texts.work, shown_to=is_staff)
