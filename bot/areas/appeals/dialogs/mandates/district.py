"""In which electoral district somebody votes: by village and street, or by the district's name."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.areas.appeals import deputies
from bot.areas.appeals.deputies import Stretch
from bot.areas.appeals.dialogs.mandates import steps
from bot.areas.appeals.texts import mandates as texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import District, Village
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Option
from bot.core.routes import Answers, Begin, Form, Reply, Turn

FORM = "my_district"
LINK = "deputy"
NOT_HERE = "none"


@dataclass(frozen=True, slots=True)
class Ground:
    villages: Sequence[Village]
    districts: Sequence[District]

    def stretches(self, answers: Answers) -> list[Stretch]:
        """Of the chosen village."""
        return deputies.stretches(self.districts, int(answers.get("village") or 0))


async def load(turn: Turn, _answers: Answers) -> Ground:
    return Ground(
        await municipality.list_villages(turn.session), await municipality.list_districts(turn.session)
    )


async def begin(turn: Turn, then: str, carried: Answers | None = None) -> Reply:
    """For who is asked the first time: their village is known. `carried`: what they told already."""
    village = await deputies.main_village(turn.session, turn.person_id)
    known = {"village": str(village), "known": True} if village else {}
    return Reply(begin=Begin(FORM, {**known, "then": then, "carried": carried}))


def begin_anew(then: str = "") -> Reply:
    return Reply(begin=Begin(FORM, {"then": then}))


def _villages(view: View) -> list[Option]:
    return [Option(one.name(view.t.language), str(one.id)) for one in view.data.villages]


def _is_split(view: View) -> bool:
    found = view.data.stretches(view.answers)
    return deputies.sure(found) is None and any(one.streets for one in found)


def _streets(view: View) -> list[Option]:
    """In the order of the alphabet; `value` is the district with the street's place in the list."""
    named = [
        (street, one.district.id) for one in view.data.stretches(view.answers) for street in one.streets or ()
    ]
    options = [
        Option(street, f"{district}.{place}") for place, (street, district) in enumerate(sorted(named))
    ]
    return [*options, Option(str(texts.not_here(view.t)), NOT_HERE)]


def _asks_district(view: View) -> bool:
    found = view.data.stretches(view.answers)
    if deputies.sure(found) is not None:
        return False
    return not _is_split(view) or view.answers.get("street") == NOT_HERE


def _districts(view: View) -> list[Option]:
    """Those of the village; where no district holds it, all."""
    here = {one.district.id for one in view.data.stretches(view.answers)}
    shown = [one for one in view.data.districts if one.id in here] or view.data.districts
    return [Option(one.name(view.t.language), str(one.id)) for one in shown]


GoOn = Callable[[Turn, Answers], Awaitable[Reply]]


async def _finish(go_on: GoOn, turn: Turn, answers: Answers) -> Reply:
    ground = await load(turn, answers)
    view = View(turn.t, answers, turn.now, ground)
    certain = deputies.sure(ground.stretches(answers))
    if certain is not None:
        district_id = certain.id
    elif _asks_district(view):
        district_id = int(answers["district"])
    else:
        district_id = int(str(answers["street"]).partition(".")[0])
    await deputies.choose_district(turn.session, turn.person_id, district_id)
    if answers.get("carried"):
        return await go_on(turn, answers["carried"])
    # What they wanted when the district was asked for, as its button would have said it.
    return Reply(follow=f"{LINK}_{answers.get('then') or 'home'}")


def make_form(go_on: GoOn) -> Form:
    """`go_on` takes what was told before the district was asked for."""
    return Form(
        name=FORM,
        load=load,
        steps=(
            Choose(
                name="village",
                text=lambda view: texts.ask_village(view.t),
                options=_villages,
                when=lambda view: "known" not in view.answers,
            ),
            steps.ChooseOrNone(
                name="street",
                text=lambda view: texts.ask_street(view.t),
                options=_streets,
                when=_is_split,
                whole=True,
            ),
            Choose(
                name="district",
                text=lambda view: texts.ask_district(view.t),
                options=_districts,
                whole=True,
                when=_asks_district,
            ),
        ),
        finish=partial(_finish, go_on),
    )
