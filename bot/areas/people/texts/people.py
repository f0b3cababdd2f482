"""Who holds which role, and a role taken back."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.people.models import Role
from bot.areas.people.texts import invitations
from bot.areas.people.texts.roles import role_name
from bot.core.errors import Refused
from bot.core.i18n import Translator


def people_list(t: Translator, lines: Sequence[Markup], invited: Sequence[Markup]) -> Markup:
    """`invited`: those who haven't opened their link yet."""
    text = t("<b>People and roles</b>") + "\n\n" + Markup("\n").join(lines)
    return text + "\n\n" + invitations.still_open(t, invited) if invited else text


def person_line(t: Translator, name: str, role: Role, since: datetime, district: str | None) -> Markup:
    if district:
        return t(
            "• <b>{name}</b>: {role}, {district} (since {date})",
            name=name,
            role=role_name(t, role),
            district=district,
            date=t.date(since),
        )
    return t("• <b>{name}</b>: {role} (since {date})", name=name, role=role_name(t, role), date=t.date(since))


def invite(t: Translator) -> Markup:
    return t("➕ Invite")


def take_back(t: Translator) -> Markup:
    return t("➖ Take a role back")


def ask_whose(t: Translator) -> Markup:
    return t("Which role should be taken back?")


def holder(t: Translator, name: str, role: Role) -> str:
    return f"{name}: {role_name(t, role)}"


def ask_sure(t: Translator, name: str, role: Role) -> Markup:
    return t(
        "Take this role back?\n\n<b>{name}</b>: {role}",
        name=name,
        role=role_name(t, role),
    )


def take_it_back(t: Translator) -> Markup:
    return t("Yes, take it back")


def taken_back(t: Translator, name: str, role: Role) -> Markup:
    return t("Done. This role was taken back: {name}, {role}.", name=name, role=role_name(t, role))


def lost_role(t: Translator, role: Role, *, still_staff: bool) -> Markup:
    if still_staff:
        return t("One of your roles was taken back: {role}. Your work menu: /admin", role=role_name(t, role))
    return t(
        "Your role was taken back: {role}. Thank you for your work!",
        role=role_name(t, role),
    )


def somebody_lost_role(t: Translator, name: str, role: Role) -> Markup:
    return t("👤 A role was taken back: {name}, {role}.", name=name, role=role_name(t, role))


def somebody_left(t: Translator, name: str, roles: Sequence[Role]) -> Markup:
    """They deleted their data themselves."""
    held = t.list(str(role_name(t, role)) for role in roles)
    return t("👤 {name} deleted their data and left. Roles now free: {roles}.", name=name, roles=held)


def became_one(t: Translator, names: Sequence[str], roles: Sequence[Role]) -> Markup:
    """Two who had roles joined their phones: what was two pairs of eyes is one."""
    held = t.list(str(role_name(t, role)) for role in roles)
    who = t.list(dict.fromkeys(names))
    return t(
        "👤 Two phones with roles were joined by one person: {names}. This person now holds: {roles}. If "
        "that is not right, take a role back: /people",
        names=who,
        roles=held,
    )


def work_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def residents_menu(t: Translator) -> Markup:
    return t("🏠 Residents' menu")


def label(t: Translator) -> Markup:
    return t("👥 People and roles")


def command(t: Translator) -> Markup:
    return t("People and roles")


# Refusals


def not_allowed(t: Translator, _refused: Refused) -> Markup:
    return t("This is for staff who have the right to it. Everything for residents is here: /menu")


def last_administrator(t: Translator, _refused: Refused) -> Markup:
    return t("This is the only administrator. Another one must be invited first.")


def role_past(t: Translator, _refused: Refused) -> Markup:
    return t("This role was taken back already. Look again: /people")


def district_missing(t: Translator, _refused: Refused) -> Markup:
    return t("A deputy needs an electoral district. Please choose one from the list.")


def district_not_for_role(t: Translator, _refused: Refused) -> Markup:
    return t("Only a deputy has a district.")


def role_from_oneself(t: Translator, _refused: Refused) -> Markup:
    return t(
        "One of these two phones gave the other a role. Somebody else must give that role first, then the "
        "phones can be joined."
    )


def two_districts(t: Translator, _refused: Refused) -> Markup:
    return t(
        "On each phone you are a deputy of another district, and a deputy has one. The administrator must "
        "take one of these roles back first."
    )


REFUSALS = {
    "people:role_from_oneself": role_from_oneself,
    "people:two_districts": two_districts,
    "people:not_allowed": not_allowed,
    "people:last_administrator": last_administrator,
    "people:role_past": role_past,
    "people:district_missing": district_missing,
    "people:district_not_for_role": district_not_for_role,
    **invitations.REFUSALS,
}
