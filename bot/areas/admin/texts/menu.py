"""The staff's menu."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.people.models import Role
from bot.areas.people.texts.roles import role_name
from bot.core.i18n import Translator


def menu(t: Translator, name: str, roles: Sequence[Role], *, waiting: int) -> Markup:
    held = t.list([str(role_name(t, role)) for role in roles])
    lines = [t("<b>Work menu</b>"), t("{name}: {roles}", name=name, roles=held)]
    if waiting:
        lines += [
            Markup(),
            t.plural("⏳ {count} thing waits for you.", "⏳ {count} things wait for you.", waiting),
        ]
    return Markup("\n").join(lines)


def button(label: Markup, waiting: int) -> str:
    return f"{label} ({waiting})" if waiting else str(label)


def as_resident(t: Translator) -> Markup:
    return t("🏠 Residents' menu")


def work(t: Translator) -> Markup:
    return t("🗂 Work menu")


def command(t: Translator) -> Markup:
    return t("Work menu of the office")


def staff_help(t: Translator, commands: Sequence[tuple[str, str]]) -> Markup:
    lines = [Markup("/{} – {}").format(name, about[:1].lower() + about[1:]) for name, about in commands]
    return Markup("\n").join([t("<b>For your work</b>"), *lines])


def audit_label(t: Translator) -> Markup:
    return t("🧾 Record of changes")


def audit_command(t: Translator) -> Markup:
    return t("Record of changes")
