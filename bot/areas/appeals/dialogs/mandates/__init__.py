"""Residents and their deputy: mandates, support, the deputy's own page, the council's."""

from dataclasses import replace

from bot.areas.appeals.dialogs.mandates import (
    council,
    deputy,
    district,
    forms,
    giving,
    reporting,
    residents,
)
from bot.areas.appeals.mandate_queries import count_for_council, count_new
from bot.areas.appeals.report_to_voters import ReportMeeting
from bot.areas.appeals.texts import deputies as deputy_texts
from bot.areas.appeals.texts import mandates as texts
from bot.areas.appeals.texts.mandate_refusals import REFUSALS
from bot.areas.people.rules import Permission
from bot.areas.residents.dialogs import MenuEntry
from bot.core.i18n import Translator
from bot.core.routes import Reply, Routes, Turn

begin_with = giving.begin_with
menu_entry = MenuEntry(command="deputy", label=texts.menu_label, about=texts.command)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.rest` of residents' buttons; anything else shows their deputy."""
    name, _, rest = argument.partition(".")
    verbs = {**residents.VERBS, giving.GIVE: giving.begin}
    return await verbs.get(name, residents.home)(turn, rest)


async def follow(turn: Turn, argument: str) -> Reply:
    """A link to the deputy, to giving a mandate, or with a number to a mandate."""
    if argument == giving.GIVE:
        return await giving.begin(turn, "")
    return await residents.show_card(turn, argument)


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    return [("deputy", str(texts.command(t)))]


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    found = []
    if Permission.ANSWER_MANDATES in permissions:
        found.append(("mandates", str(deputy_texts.command(t))))
    if Permission.KEEP_COUNCIL_PROPOSALS in permissions:
        found.append(("council", str(deputy_texts.council_command(t))))
    return found


def make_routes(meeting: ReportMeeting) -> Routes:
    """`meeting` tells when a deputy's report meeting is or was."""

    async def act_as_deputy(turn: Turn, argument: str) -> Reply:
        if argument == "day":
            return await reporting.begin_day(turn, meeting)
        return await deputy.act(turn, argument)

    return replace(routes, actions={**routes.actions, "dm": act_as_deputy})


routes = Routes(
    commands={"deputy": residents.home, "mandates": deputy.page, "council": council.page},
    actions={"md": act, "dm": deputy.act, "mc": council.act},
    links={district.LINK: follow},
    forms=(
        district.make_form(giving.begin_with),
        giving.MANDATE,
        forms.PLAN,
        forms.ANSWER,
        forms.QUESTION,
        forms.PROPOSAL,
        forms.DECLINE,
        reporting.DAY,
    ),
    refusals=REFUSALS,
)

admin_entries = (
    (deputy_texts.menu_label, "dm:", Permission.ANSWER_MANDATES, count_new),
    (deputy_texts.council_label, "mc:", Permission.KEEP_COUNCIL_PROPOSALS, count_for_council),
)
