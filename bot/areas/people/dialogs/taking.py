"""A role is taken back."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.areas.people import queries, roles, service
from bot.areas.people.dialogs.listing import to_people, to_work
from bot.areas.people.models import Role
from bot.areas.people.queries import Holder
from bot.areas.people.rules import Permission
from bot.areas.people.texts import people as texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Confirm, Option
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form


async def begin_take_back(turn: Turn, _argument: str) -> Reply:
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    return start_form("takeback")


async def load_holders(turn: Turn, _answers: Answers) -> Mapping[str, Holder]:
    """Asked at every step: one's own role may be taken back in the middle of a form."""
    await service.check_may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE)
    return {f"{h.person_id}.{h.role.value}": h for h in await queries.list_holders(turn.session)}


def holder_options(view: View) -> list[Option]:
    found: Mapping[str, Holder] = view.data
    return [Option(texts.holder(view.t, h.name, h.role), key) for key, h in found.items()]


def ask_sure(view: View) -> Markup:
    found: Mapping[str, Holder] = view.data
    holder = found.get(view.answers.get("whose", ""))
    return texts.ask_sure(view.t, holder.name, holder.role) if holder else texts.ask_whose(view.t)


async def finish_take_back(turn: Turn, answers: Answers) -> Reply:
    person, _, value = str(answers["whose"]).partition(".")
    role, person_id = Role(value), int(person)
    name = await queries.name_of(turn.session, person_id) or ""
    await roles.revoke_role(turn.session, person_id, role, turn.person_id, turn.now)
    return say(texts.taken_back(turn.t, name, role), *[[way] for way in await _ways_on(turn)])


async def _ways_on(turn: Turn) -> list[Choice]:
    """Who took their own last role back is a resident now."""
    if await service.may(turn.session, turn.person_id, Permission.MANAGE_PEOPLE):
        return [to_people(turn), to_work(turn)]
    if await queries.roles_of(turn.session, turn.person_id):
        return [to_work(turn)]
    return [Choice(str(texts.residents_menu(turn.t)), "menu:")]


TAKE_BACK = Form(
    name="takeback",
    load=load_holders,
    steps=(
        Choose(name="whose", text=lambda view: texts.ask_whose(view.t), options=holder_options),
        Confirm(name="sure", text=ask_sure, button=lambda view: texts.take_it_back(view.t)),
    ),
    finish=finish_take_back,
)
