"""Invitations: made, opened, accepted, withdrawn."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.people.models import Role
from bot.areas.people.texts.roles import role_duties, role_name
from bot.core.errors import Refused
from bot.core.i18n import Translator


def greeting(t: Translator, name: str, role: Role, district: str | None) -> Markup:
    lines = [
        t("Hello, <b>{name}</b>!", name=name),
        t("You are invited as: <b>{role}</b>.", role=role_name(t, role)),
    ]
    if district:
        lines.append(t("District: {district}", district=district))
    return Markup("\n\n").join([Markup("\n").join(lines), role_duties(t, role), t("Is it you?")])


def yes_it_is_me(t: Translator) -> Markup:
    return t("✅ Yes, it's me")


def not_me(t: Translator) -> Markup:
    return t("No, not me")


def not_you(t: Translator) -> Markup:
    return t("Then nothing is changed. Please tell the person who gave you the link.")


def accepted(t: Translator, role: Role) -> Markup:
    return t(
        "Done. You are now: <b>{role}</b>.\n\n{duties}\n\nYour work menu: /admin",
        role=role_name(t, role),
        duties=role_duties(t, role),
    )


def somebody_joined(t: Translator, name: str, role: Role) -> Markup:
    return t("👤 {name} accepted the invitation. Role: {role}.", name=name, role=role_name(t, role))


# Making one


def ask_role(t: Translator) -> Markup:
    return t("Which role do you give?")


def ask_district(t: Translator) -> Markup:
    return t("From which electoral district is the deputy?")


def no_districts(t: Translator) -> Markup:
    return t("There are no districts yet. They stand in the municipality's file.")


def ask_name(t: Translator) -> Markup:
    return t("Write the person's surname and first name.")


def explain_name(t: Translator, refused: Refused) -> Markup:
    return REFUSALS[refused.code](t, refused)


def ready(t: Translator, name: str, role: Role, district: str | None, link: str, expires: datetime) -> Markup:
    given = Markup("{}, {}").format(role_name(t, role), district) if district else role_name(t, role)
    return t(
        "Invitation for <b>{name}</b>. Role: <b>{role}</b>.\n\n"
        "Send this link to them and to nobody else, or let them scan the picture:\n{link}\n\n"
        "It works once, until {expires}.",
        name=name,
        role=given,
        link=link,
        expires=t.moment(expires),
    )


# Withdrawing one


def still_open(t: Translator, lines: Sequence[Markup]) -> Markup:
    return t("<b>Invited, not here yet</b>") + "\n" + Markup("\n").join(lines)


def open_line(t: Translator, name: str, role: Role, expires: datetime) -> Markup:
    return t(
        "• {name}: {role}, until {expires}", name=name, role=role_name(t, role), expires=t.moment(expires)
    )


def withdraw(t: Translator) -> Markup:
    return t("✖️ Cancel a link")


def ask_which(t: Translator) -> Markup:
    return t("Which invitation should work no more?")


def none_open(t: Translator) -> Markup:
    return t("No invitation is waiting.")


def ask_sure(t: Translator, name: str, role: Role) -> Markup:
    return t("The link will work no more. {name}: {role}.", name=name, role=role_name(t, role))


def yes_withdraw(t: Translator) -> Markup:
    return t("Yes, cancel it")


def withdrawn(t: Translator, name: str) -> Markup:
    return t("Done. This link works no more: {name}.", name=name)


# Refusals


def unknown(t: Translator, _refused: Refused) -> Markup:
    return t("This invitation is not known here. Please ask for a new link.")


def own(t: Translator, _refused: Refused) -> Markup:
    return t("You made this invitation yourself. Another person has to open it.")


def used(t: Translator, _refused: Refused) -> Markup:
    return t("This invitation has been used already. Please ask for a new link.")


def yours(t: Translator, _refused: Refused) -> Markup:
    return t("You have accepted this invitation already. Your work menu: /admin")


def expired(t: Translator, _refused: Refused) -> Markup:
    return t("This invitation is too old. Please ask for a new link.")


def no_longer_valid(t: Translator, _refused: Refused) -> Markup:
    return t("This invitation was withdrawn. Please ask for a new link.")


def past(t: Translator, _refused: Refused) -> Markup:
    return t("This invitation is not waiting any more. Look again: /people")


def name_missing(t: Translator, _refused: Refused) -> Markup:
    return t("Please write the person's name.")


def name_too_long(t: Translator, _refused: Refused) -> Markup:
    return t("Please write the name in at most 120 letters.")


REFUSALS = {
    "people:invitation_unknown": unknown,
    "people:invitation_used": used,
    "people:invitation_own": own,
    "people:invitation_yours": yours,
    "people:invitation_expired": expired,
    "people:invitation_withdrawn": no_longer_valid,
    "people:invitation_past": past,
    "people:name_missing": name_missing,
    "people:name_too_long": name_too_long,
}
