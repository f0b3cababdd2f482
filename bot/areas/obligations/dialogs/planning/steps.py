"""Questions that several of these forms ask."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from markupsafe import Markup

from bot.areas.obligations import planning
from bot.areas.obligations.texts.refusals import REFUSALS
from bot.areas.people import queries as people
from bot.areas.people.models import Role
from bot.areas.people.rules import check_name
from bot.areas.people.texts.people import REFUSALS as PEOPLE_REFUSALS
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Heard, Option
from bot.core.errors import Refused
from bot.core.routes import Turn

Words = Callable[[View], Markup]

# Of a list of colleagues: more would push the question off the screen; others are typed.
MOST_COLLEAGUES = 8
_FIRST = (Role.OFFICER, Role.HEAD, Role.FINANCE_HEAD, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR, Role.DEPUTY)


def explain(view: View, refused: Refused) -> Markup:
    return {**PEOPLE_REFUSALS, **REFUSALS}[refused.code](view.t, refused)


def words(name: str, text: Words, longest: int, *, reason: bool = False, **more: Any) -> Ask:
    """`reason`: one that stands in the plan."""
    check = planning.check_reason if reason else planning.check_words

    def read(_view: View, heard: Heard) -> str:
        return check(heard.text, longest)

    return Ask(name=name, text=text, read=read, explain=explain, **more)


async def colleagues(turn: Turn) -> list[tuple[int, str]]:
    """Everybody with a role, those who usually answer for something first."""
    found: dict[int, str] = {}
    for holder in sorted(
        await people.list_holders(turn.session),
        key=lambda one: _FIRST.index(one.role) if one.role in _FIRST else len(_FIRST),
    ):
        found.setdefault(holder.person_id, holder.name)
    return list(found.items())


def person(
    name: str,
    text: Words,
    known: Callable[[View], Sequence[tuple[int, str]]],
    *,
    taken: Callable[[View], Collection[str]] = lambda _view: (),
    **more: Any,
) -> Ask:
    """A tapped colleague, or a typed name; the answer is `{"name", "person_id"}`. `taken`: who can't be
    named once more, in small letters.
    """

    def read(view: View, heard: Heard) -> dict[str, Any]:
        typed = check_name(heard.text)
        if typed.casefold() in taken(view):
            raise Refused("obligations:member_twice", name=typed)
        found = [one for one in known(view) if one[1].casefold() == typed.casefold()]
        person_id = found[0][0] if len(found) == 1 else None
        return {"name": found[0][1] if person_id else typed, "person_id": person_id}

    def suggestions(view: View) -> list[Option]:
        return [Option(label, str(number)) for number, label in known(view)[:MOST_COLLEAGUES]]

    return Ask(name=name, text=text, read=read, explain=explain, suggestions=suggestions, **more)


def chosen(answer: Any, known: Sequence[tuple[int, str]]) -> tuple[str, int | None]:
    """The name and the person of what the step took."""
    if isinstance(answer, dict):
        return str(answer["name"]), answer["person_id"]
    names = dict(known)
    number = int(answer)
    if number not in names:
        raise Refused("obligations:gone")
    return names[number], number
