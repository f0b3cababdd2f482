"""The staff's menu and the record of changes."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.people.models import Role
from bot.areas.people.texts import role_name
from bot.core.i18n import Translator


def menu(t: Translator, name: str, roles: Sequence[Role]) -> Markup:
    held = t.list([str(role_name(t, role)) for role in roles])
    return t("<b>Work menu</b>\n{name}: {roles}\n\nWhat would you like to do?", name=name, roles=held)


def waiting(label: Markup, count: int) -> str:
    return f"{label} ({count})" if count else str(label)


def as_resident(t: Translator) -> Markup:
    return t("🏠 Residents' menu")


def work(t: Translator) -> Markup:
    return t("🗂 Work")


def command(t: Translator) -> Markup:
    return t("Work menu of the office")


def help_line(t: Translator) -> Markup:
    return t("/admin: the work menu of the office")


def audit_label(t: Translator) -> Markup:
    return t("🧾 Record of changes")


def audit_command(t: Translator) -> Markup:
    return t("Record of changes")


def audit_head(t: Translator) -> Markup:
    return t("<b>Record of changes</b>, the latest first")


def audit_empty(t: Translator) -> Markup:
    return t("Nothing has been recorded yet.")


def the_system(t: Translator) -> Markup:
    return t("by itself")


def a_resident(t: Translator) -> Markup:
    return t("a resident")


def other_change(t: Translator) -> Markup:
    return t("another change")


def older(t: Translator) -> Markup:
    return t("Older ▶️")


def newer(t: Translator) -> Markup:
    return t("◀️ Newer")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")
