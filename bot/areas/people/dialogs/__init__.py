"""How colleagues come, are seen and go."""

from bot.areas.people import invitations, queries
from bot.areas.people.dialogs import inviting, joining, listing, taking
from bot.areas.people.rules import Permission
from bot.areas.people.tags import AuditTag
from bot.areas.people.texts import people as texts
from bot.areas.people.texts import record
from bot.core.i18n import Translator
from bot.core.routes import Routes, Turn


async def is_staff(turn: Turn) -> bool:
    return bool(await queries.roles_of(turn.session, turn.person_id))


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    return [("people", str(texts.command(t)))] if Permission.MANAGE_PEOPLE in permissions else []


routes = Routes(
    commands={"people": listing.show_people, "invite": inviting.begin_invite},
    actions={
        "join": joining.join,
        "notme": joining.not_me,
        "people": listing.show_people,
        "invite": inviting.begin_invite,
        "uninvite": inviting.begin_withdraw,
        "takeback": taking.begin_take_back,
    },
    links={invitations.PREFIX: joining.open_link},
    forms=(inviting.INVITE, inviting.WITHDRAW, taking.TAKE_BACK),
    refusals=texts.REFUSALS,
)

audit_words = {
    AuditTag.INVITED.value: record.invited,
    AuditTag.WITHDRAWN.value: record.withdrawn,
    AuditTag.GRANTED.value: record.granted,
    AuditTag.REVOKED.value: record.revoked,
}

admin_entries = ((texts.label, "people:", Permission.MANAGE_PEOPLE, None),)
