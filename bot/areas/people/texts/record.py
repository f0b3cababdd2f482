"""What the record of changes says of people."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.areas.people.models import Role
from bot.areas.people.texts.roles import role_name
from bot.core.audit import AuditEntry
from bot.core.i18n import Translator


def invited(t: Translator, entry: AuditEntry) -> Markup:
    return t("Invitation made: {name}, {role}", **_who(t, entry.after))


def withdrawn(t: Translator, entry: AuditEntry) -> Markup:
    return t("Invitation cancelled: {name}, {role}", **_who(t, entry.before))


def granted(t: Translator, entry: AuditEntry) -> Markup:
    if entry.before:
        return t("Role given anew: {name}, {role}", **_who(t, entry.after))
    return t("Role given: {name}, {role}", **_who(t, entry.after))


def revoked(t: Translator, entry: AuditEntry) -> Markup:
    return t("Role taken back: {name}, {role}", **_who(t, entry.before))


def _who(t: Translator, values: Mapping[str, Any] | None) -> dict[str, object]:
    """A deleted person's name is gone from the record; a role of an older program may be unknown."""
    found = values or {}
    role = found.get("role")
    known = role_name(t, Role(role)) if role in set(Role) else ""
    return {"name": found.get("name") or t("(deleted)"), "role": known}
