"""What is said about roles and invitations."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.people.models import Role
from bot.core.audit import AuditEntry
from bot.core.errors import Refused
from bot.core.i18n import Translator


def role_name(t: Translator, role: Role) -> Markup:
    names = {
        Role.HEAD: t("head of the office"),
        Role.OFFICER: t("responsible officer"),
        Role.FINANCE_HEAD: t("head of finance"),
        Role.COUNCIL_CHAIR: t("chair of the council"),
        Role.COUNCIL_SECRETARY: t("secretary of the council"),
        Role.DEPUTY: t("deputy"),
        Role.ADMINISTRATOR: t("administrator"),
    }
    return names[role]


def role_duties(t: Translator, role: Role) -> Markup:
    """What one can do now, in one sentence."""
    duties = {
        Role.HEAD: t("You approve messages to residents, and see all that is done."),
        Role.OFFICER: t("You write messages to residents and prepare the bulletin."),
        Role.FINANCE_HEAD: t("You write messages to residents about the budget."),
        Role.COUNCIL_CHAIR: t("You write and approve messages to residents."),
        Role.COUNCIL_SECRETARY: t("You write messages to residents and record posters."),
        Role.DEPUTY: t("You see the figures of the office."),
        Role.ADMINISTRATOR: t("You invite colleagues and take roles back."),
    }
    return duties[role]


# Invitations


def greeting(t: Translator, name: str, role: Role, district: str | None) -> Markup:
    where = t("\nDistrict: {district}", district=district) if district else Markup()
    return (
        t("Hello, <b>{name}</b>!\nYou are invited as: <b>{role}</b>.", name=name, role=role_name(t, role))
        + where
        + t("\n\nIs it you?")
    )


def yes_it_is_me(t: Translator) -> Markup:
    return t("✅ Yes, it's me")


def not_me(t: Translator) -> Markup:
    return t("No, not me")


def not_you(t: Translator) -> Markup:
    return t("Then nothing is changed. Please tell the person who gave you the link.")


def accepted(t: Translator, role: Role) -> Markup:
    return t(
        "Done. You are now: <b>{role}</b>.\n{duties}\n\nYour work menu: /admin",
        role=role_name(t, role),
        duties=role_duties(t, role),
    )


def somebody_joined(t: Translator, name: str, role: Role) -> Markup:
    return t("👤 {name} has joined as: {role}.", name=name, role=role_name(t, role))


def somebody_lost_role(t: Translator, name: str, role: Role) -> Markup:
    return t("👤 {name} is no longer: {role}.", name=name, role=role_name(t, role))


def invite(t: Translator) -> Markup:
    return t("➕ Invite a colleague")


def ask_role(t: Translator) -> Markup:
    return t("As what do you invite them?")


def ask_name(t: Translator) -> Markup:
    return t("Write the person's surname and first name.")


def name_too_long(t: Translator) -> Markup:
    return t("Please write the name in at most 120 letters.")


def ask_district(t: Translator) -> Markup:
    return t("From which electoral district?")


def invitation_ready(t: Translator, name: str, role: Role, link: str, expires: datetime) -> Markup:
    return t(
        "Invitation for <b>{name}</b> ({role}).\n\nSend them this link, to nobody else:\n{link}\n\n"
        "It works once, until {expires}.",
        name=name,
        role=role_name(t, role),
        link=link,
        expires=t.moment(expires),
    )


# The list


def people_list(t: Translator, lines: Sequence[Markup]) -> Markup:
    return t("<b>People of the office</b>") + "\n\n" + Markup("\n").join(lines)


def person_line(t: Translator, name: str, role: Role, since: datetime, district: str | None) -> Markup:
    where = Markup(", {}").format(district) if district else Markup()
    return Markup("• <b>{}</b>: {}{}").format(name, role_name(t, role), where) + t(
        " (since {date})", date=t.date(since)
    )


def take_back(t: Translator) -> Markup:
    return t("➖ Take a role back")


def ask_whose(t: Translator) -> Markup:
    return t("Which role should be taken back?")


def holder(t: Translator, name: str, role: Role) -> str:
    return f"{name}: {role_name(t, role)}"


def ask_sure(t: Translator, name: str, role: Role) -> Markup:
    return t("Take this role back? {name}: {role}.", name=name, role=role_name(t, role))


def take_it_back(t: Translator) -> Markup:
    return t("Yes, take it back")


def taken_back(t: Translator) -> Markup:
    return t("Done. The role was taken back.")


def lost_role(t: Translator, role: Role) -> Markup:
    return t(
        "Your role was taken back: {role}. News for residents still comes to you.", role=role_name(t, role)
    )


def open_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def label(t: Translator) -> Markup:
    return t("👥 People and roles")


def command(t: Translator) -> Markup:
    return t("People and roles")


# Refusals


def not_allowed(t: Translator, _refused: Refused) -> Markup:
    return t("This is for staff of the office who have the right to it.")


def invitation_unknown(t: Translator, _refused: Refused) -> Markup:
    return t("This invitation is not known here. Please ask for a new link.")


def invitation_used(t: Translator, _refused: Refused) -> Markup:
    return t("This invitation has been used already. Please ask for a new link.")


def invitation_expired(t: Translator, _refused: Refused) -> Markup:
    return t("This invitation is too old. Please ask for a new link.")


def last_administrator(t: Translator, _refused: Refused) -> Markup:
    return t("This is the only administrator. Please invite another one first.")


def district_missing(t: Translator, _refused: Refused) -> Markup:
    return t("A deputy needs a district. Please choose one.")


def district_not_for_role(t: Translator, _refused: Refused) -> Markup:
    return t("Only a deputy has a district.")


def name_missing(t: Translator, _refused: Refused) -> Markup:
    return t("Please write the person's name.")


REFUSALS = {
    "people:not_allowed": not_allowed,
    "people:invitation_unknown": invitation_unknown,
    "people:invitation_used": invitation_used,
    "people:invitation_expired": invitation_expired,
    "people:last_administrator": last_administrator,
    "people:district_missing": district_missing,
    "people:district_not_for_role": district_not_for_role,
    "people:name_missing": name_missing,
}


# The record


def audit_invited(t: Translator, entry: AuditEntry) -> Markup:
    return t("Invitation made: {role}", role=_role_in(t, entry.after))


def audit_granted(t: Translator, entry: AuditEntry) -> Markup:
    return t("Role given: {role}", role=_role_in(t, entry.after))


def audit_revoked(t: Translator, entry: AuditEntry) -> Markup:
    return t("Role taken back: {role}", role=_role_in(t, entry.before))


def _role_in(t: Translator, values: dict[str, object] | None) -> Markup:
    return role_name(t, Role(str((values or {}).get("role"))))
