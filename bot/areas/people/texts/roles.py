"""Roles by their names, and what each may do, in plain words."""

from markupsafe import Markup

from bot.areas.people.models import Role
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
    """What one can do now, in one or two sentences."""
    duties = {
        Role.HEAD: t(
            "You approve messages to residents and can send an urgent one by yourself. "
            "You see the record of all changes and choose who works here."
        ),
        Role.OFFICER: t(
            "You write messages to residents, prepare the bulletin and note where it was posted."
        ),
        Role.FINANCE_HEAD: t("You write messages to residents and see how many they reached."),
        Role.COUNCIL_CHAIR: t("You write messages to residents and approve those of others."),
        Role.COUNCIL_SECRETARY: t(
            "You write messages to residents, call meetings, and keep the register of initiatives and "
            "of what deputies pass on to the council."
        ),
        Role.DEPUTY: t(
            "Mandates of the voters of your district come to you. You answer them, announce when you "
            "receive people, and report in December."
        ),
        Role.ADMINISTRATOR: t("You invite colleagues and take roles back."),
    }
    return duties[role]
