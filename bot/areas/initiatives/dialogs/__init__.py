"""Everybody sees the register of initiatives and may support; staff keep it."""

from functools import partial

from bot.areas.initiatives import queries
from bot.areas.initiatives.dialogs import keeping, public, registering, stages
from bot.areas.initiatives.dialogs.registering import FindProposal, TellRegistered
from bot.areas.initiatives.dialogs.stages import DeputyOf
from bot.areas.initiatives.tags import AuditTag
from bot.areas.initiatives.texts import keeping as keeping_texts
from bot.areas.initiatives.texts import public as public_texts
from bot.areas.initiatives.texts import record
from bot.areas.initiatives.texts.refusals import REFUSALS
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.queries import ValuesOfYear
from bot.areas.people.rules import Permission
from bot.areas.residents.dialogs import MenuEntry
from bot.core.i18n import Translator
from bot.core.routes import Routes, Turn


async def _any(turn: Turn) -> bool:
    return await queries.count_all(turn.session) > 0


menu_entry = MenuEntry(
    command="initiatives", label=public_texts.menu_label, about=public_texts.command, shown_to=_any
)


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    """The same command serves the office, so its own list needs none."""
    return [("initiatives", str(public_texts.command(t)))]


def make_routes(
    find_proposal: FindProposal,
    tell_registered: TellRegistered,
    deputy_of: DeputyOf,
    values_of_year: ValuesOfYear = municipality.values_of_any_year,
) -> Routes:
    """`find_proposal` gives the words of a mandate that is with the council, to who may see it;
    `tell_registered` tells who gave it, `deputy_of` to whom. `values_of_year` gives the numbers
    that the plan of a year asks for.
    """
    registration = registering.Registration(find_proposal, tell_registered)
    return Routes(
        commands={"initiatives": keeping.either_list},
        actions={
            "in": public.act,
            "ini": partial(keeping.act, values_of_year),
            "ininew": registration.begin_from_mandate,
        },
        links={"in": public.follow},
        forms=(registration.form, stages.stage_form(deputy_of), stages.SIGNATURES, stages.PART),
        refusals=REFUSALS,
    )


audit_words = {tag.value: record.audit_sentence for tag in AuditTag}

admin_entries = ((keeping_texts.label, "ini:", Permission.KEEP_INITIATIVES, None),)
