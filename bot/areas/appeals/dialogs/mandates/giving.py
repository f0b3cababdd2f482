"""A resident gives a mandate: to whom, what, where, who may see it, one last look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.areas.appeals import deputies, mandates, queries, receiving
from bot.areas.appeals.dialogs import asking
from bot.areas.appeals.dialogs.mandates import district as district_form
from bot.areas.appeals.dialogs.mandates import residents, steps
from bot.areas.appeals.models import AppealKind, Origin
from bot.areas.appeals.receiving import Told
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.texts import mandates as texts
from bot.areas.appeals.texts import telling
from bot.areas.people.queries import Holder
from bot.core.dialogs import store, words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Heard, Option, always
from bot.core.dialogs.walker import RESUME
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Begin, Form, Reply, Turn, say, start_form

FORM = "mandate"
GIVE = "give"
ANEW = "anew"
# The office's own form, which keeps what was told where there is no deputy to tell it to.
OFFICE = "my_appeal"
ALL, DEPUTY = "all", "deputy"
# Stands for the name known already: a name is too long for a button's payload.
KNOWN = "="


async def begin(turn: Turn, argument: str) -> Reply:
    """Refused before anything is asked. `argument`: `anew` leaves aside what was begun before."""
    await receiving.check_may_write(turn.session, turn.person_id, turn.now)
    left = await store.state_of_form(turn.session, turn.contact.id, FORM)
    if left and argument != ANEW and any(left.answers.get(step.name) is not None for step in MANDATE.steps):
        go_on = Choice(str(words.go_on_with_form(turn.t)), f"{RESUME}:{left.token}")
        again = Choice(str(texts.anew_button(turn.t)), f"md:{GIVE}.{ANEW}")
        return say(texts.begun_before(turn.t), [go_on], [again])
    return await begin_with(turn, {})


async def begin_with(turn: Turn, told: Answers) -> Reply:
    """`told`: matter and place from before it was known that they are for the deputy."""
    await receiving.check_may_write(turn.session, turn.person_id, turn.now)
    district = await deputies.recognise(turn.session, turn.person_id)
    if district is None:
        return await district_form.begin(turn, GIVE, told)
    seats = await deputies.of_district(turn.session, district.id)
    if not seats:
        home = await residents.home(turn, "")
        return replace(home, begin=Begin(OFFICE, told)) if told else home
    only = {"sole": str(seats[0].person_id)} if len(seats) == 1 else {}
    return start_form(FORM, district=district.id, **only, **told)


@dataclass(frozen=True, slots=True)
class Ground:
    """`name`: what they called themselves before."""

    seats: Sequence[Holder]
    name: str | None


async def load(turn: Turn, answers: Answers) -> Ground:
    author = await queries.get_author(turn.session, turn.person_id)
    seats = await deputies.of_district(turn.session, int(answers["district"]))
    return Ground(seats, author.name if author else None)


def _deputies(view: View) -> list[Option]:
    return [Option(one.name, str(one.person_id)) for one in view.data.seats]


def _deputy_id(answers: Answers) -> str:
    """The chosen one, or the only one."""
    return str(answers.get("deputy") or answers["sole"])


def _deputy_name(view: View) -> str:
    return next((o.label for o in _deputies(view) if o.value == _deputy_id(view.answers)), "")


def _names(view: View) -> list[Option]:
    """Buttons carry short words only: the name itself stays here."""
    return [Option(view.data.name, KNOWN)] if view.data.name else []


def _read_name(_view: View, heard: Heard) -> str:
    return word_rules.check_name(heard.text)


def _name_of(answers: Answers, ground: Ground) -> str | None:
    named = answers.get("name")
    return ground.name if named == KNOWN else named


def _text_matter(view: View) -> Markup:
    matter = asking.matter_of(view)
    if not asking.is_told(matter):
        return texts.ask_matter(view.t)
    return telling.ask_matter_anew(view.t, telling.matter(view.t, matter["text"], matter["files"]))


def _parts(view: View) -> list[tuple[str, Markup, Markup | str | None]]:
    """What stands in the last look: the step that asks it, its label, its value."""
    t, matter, where = view.t, asking.matter_of(view), view.answers.get(asking.PLACE) or {}
    return [
        ("deputy", texts.label_deputy(t), _deputy_name(view)),
        (asking.MATTER, telling.label_matter(t), telling.matter(t, matter["text"], matter["files"])),
        ("photos", telling.label_photos(t), telling.photos(t, matter["files"])),
        (asking.PLACE, telling.label_place(t), telling.place(t, where.get("words"), point="point" in where)),
        ("name", telling.label_name(t), _name_of(view.answers, view.data)),
        ("seen", texts.label_seen(t), _way(view)),
    ]


def _way(view: View) -> Markup:
    return texts.open_way(view.t) if view.answers["seen"] == ALL else texts.closed_way(view.t)


def _text_last(view: View) -> Markup:
    return telling.last_look(view.t, [(label, value) for _, label, value in _parts(view)])


def _changes(view: View) -> list[Option]:
    sole = "sole" in view.answers
    return [
        Option(telling.change_button(label), step)
        for step, label, _ in _parts(view)
        if step != "deputy" or not sole
    ]


async def finish(turn: Turn, answers: Answers) -> Reply:
    matter, where = answers[asking.MATTER], answers.get(asking.PLACE) or {}
    ground = await load(turn, answers)
    told = Told(
        kind=AppealKind.MANDATE,
        text=matter["text"],
        # The voice first: it is the matter itself.
        attachments=sorted(matter["files"], key=lambda one: one[0] == AttachmentKind.PHOTO),
        village_id=await deputies.main_village(turn.session, turn.person_id),
        place=where.get("words"),
        point=tuple(where["point"]) if "point" in where else None,
        name=_name_of(answers, ground),
        deputy_id=int(_deputy_id(answers)),
        district_id=int(answers["district"]),
        open_to_all=answers["seen"] == ALL,
    )
    origin = Origin(turn.contact.channel)
    appeal = await mandates.give(turn.session, told, turn.person_id, origin, turn.now, turn.t.timezone)
    view = View(turn.t, answers, turn.now, ground)
    card = Choice(str(texts.files_card_button(turn.t)), f"md:card.{appeal.id}")
    home = Choice(str(texts.home_button(turn.t)), "md:")
    return say(texts.receipt(turn.t, appeal, _deputy_name(view)), [card], [home])


async def leave(turn: Turn, _answers: Answers) -> Reply:
    return await residents.home(turn, "")


MANDATE = Form(
    name=FORM,
    load=load,
    keeps=True,
    steps=(
        Choose(
            name="deputy",
            text=lambda view: texts.ask_deputy(view.t),
            options=_deputies,
            page=steps.PAGE,
            whole=True,
            when=lambda view: "sole" not in view.answers,
        ),
        asking.TellMatter(
            name=asking.MATTER,
            text=_text_matter,
            read=asking.never_read,
            explain=asking.explain,
            given=asking.told_early,
            placed=True,
        ),
        asking.Photos(
            name="photos", text=lambda view: telling.ask_photos(view.t), optional=always, placed=True
        ),
        asking.Place(
            name=asking.PLACE,
            text=lambda view: telling.ask_place(view.t),
            given=asking.placed_early,
            optional=always,
        ),
        asking.AskLine(
            name="name",
            text=lambda view: texts.ask_name(view.t),
            read=_read_name,
            explain=asking.explain,
            suggestions=_names,
            optional=always,
        ),
        asking.ChooseOne(
            name="seen",
            text=lambda view: texts.ask_open(view.t),
            options=lambda view: [
                Option(str(texts.open_way(view.t)), ALL),
                Option(str(texts.closed_way(view.t)), DEPUTY),
            ],
        ),
        asking.LastLook(
            name="look",
            text=_text_last,
            button=lambda view: telling.send_button(view.t),
            others=_changes,
        ),
    ),
    finish=finish,
    on_cancel=leave,
)
