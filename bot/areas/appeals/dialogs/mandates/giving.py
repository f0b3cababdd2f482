"""A resident gives a mandate: to whom, what, where, who may see it, one last look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from bot.areas.appeals import deputies, mandates, queries, receiving
from bot.areas.appeals.dialogs.mandates import district as district_form
from bot.areas.appeals.dialogs.mandates import residents, steps
from bot.areas.appeals.models import AppealKind, Origin
from bot.areas.appeals.notices_to_author import as_files
from bot.areas.appeals.receiving import Told
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.texts import mandates as texts
from bot.areas.people.queries import Holder
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Confirm, Option, always
from bot.core.messages import Attachment, AttachmentKind, Choice
from bot.core.routes import Answers, Begin, Form, Reply, Turn, say, start_form

FORM = "mandate"
GIVE = "give"
# The office's own form, which keeps what was told where there is no deputy to tell it to.
OFFICE = "my_appeal"
ALL, DEPUTY = "all", "deputy"
Matter = dict[str, Any]
"""`{"text", "files"}`, as it is told to the office."""


async def begin(turn: Turn, _argument: str) -> Reply:
    """Refused before anything is asked."""
    return await begin_with(turn, None)


async def begin_with(turn: Turn, told: Matter | None) -> Reply:
    """`told`: words and files from before it was known that they are for the deputy."""
    await receiving.check_may_write(turn.session, turn.person_id, turn.now)
    district = await deputies.recognise(turn.session, turn.person_id)
    if district is None:
        return await district_form.begin(turn, GIVE, told)
    seats = await deputies.of_district(turn.session, district.id)
    if not seats:
        home = await residents.home(turn, "")
        return replace(home, begin=Begin(OFFICE, {"matter": told})) if told else home
    only = {"deputy": str(seats[0].person_id), "sole": True} if len(seats) == 1 else {}
    return start_form(FORM, district=district.id, **only, **_carried(told))


def _carried(told: Matter | None) -> dict[str, Any]:
    """As answers of this form. Photos alone don't tell the matter: it is asked for, and they stay."""
    if not told:
        return {}
    photos = [one for one in told["files"] if one[0] == AttachmentKind.PHOTO]
    voices = [one for one in told["files"] if one not in photos]
    known = {"photos": photos} if photos else {}
    if not told["text"] and not voices:
        return known
    return {**known, "matter": {"text": told["text"], "files": voices}, "told": True}


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


def _deputy_name(view: View) -> str:
    return next((o.label for o in _deputies(view) if o.value == view.answers.get("deputy")), "")


def _files(answers: Answers) -> list[list[str]]:
    return [*answers["matter"]["files"], *(answers.get("photos") or [])]


def _names(view: View) -> list[Option]:
    """Buttons carry short words only: the name itself stays here."""
    return [Option(view.data.name[:60], "known")] if view.data.name else []


def _last_look(view: View) -> Markup:
    place = view.answers.get("place") or {}
    return texts.last_look(
        view.t,
        _deputy_name(view),
        view.answers["matter"]["text"],
        place.get("words"),
        pointed=bool(place.get("point")),
        shown=view.answers["seen"] == ALL,
        files=len(_files(view.answers)),
    )


def _attached(view: View) -> tuple[Attachment, ...]:
    return as_files(_files(view.answers))


async def finish(turn: Turn, answers: Answers) -> Reply:
    place = answers.get("place") or {}
    point = place.get("point")
    named = answers.get("name")
    ground = await load(turn, answers)
    told = Told(
        kind=AppealKind.MANDATE,
        text=answers["matter"]["text"],
        attachments=_files(answers),
        village_id=await deputies.main_village(turn.session, turn.person_id),
        place=place.get("words"),
        point=(point[0], point[1]) if point else None,
        name=ground.name if named == "known" else named,
        deputy_id=int(answers["deputy"]),
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
    steps=(
        Choose(
            name="deputy",
            text=lambda view: texts.ask_deputy(view.t),
            options=_deputies,
            page=steps.PAGE,
            when=lambda view: "sole" not in view.answers,
        ),
        steps.Matter(
            name="matter",
            text=lambda view: texts.ask_matter(view.t),
            when=lambda view: "told" not in view.answers,
        ),
        steps.Files(
            name="photos",
            text=lambda view: texts.ask_photos(view.t),
            kinds=frozenset({AttachmentKind.PHOTO}),
            limit=word_rules.MOST_FILES - 1,
            optional=always,
        ),
        steps.Where(name="place", text=lambda view: texts.ask_place(view.t), optional=always),
        steps.words(
            "name",
            lambda view: texts.ask_name(view.t),
            longest=120,
            optional=always,
            suggestions=_names,
        ),
        Choose(
            name="seen",
            text=lambda view: texts.ask_open(view.t),
            options=lambda view: [
                Option(str(texts.open_way(view.t)), ALL),
                Option(str(texts.closed_way(view.t)), DEPUTY),
            ],
        ),
        Confirm(
            name="sure",
            text=_last_look,
            button=lambda view: texts.send_button(view.t),
            attachments=_attached,
        ),
    ),
    finish=finish,
    on_cancel=leave,
)
