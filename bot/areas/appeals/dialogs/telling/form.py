"""A resident tells the office: what, photos, where, and one last look."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.areas.appeals import notices, queries, receiving
from bot.areas.appeals.dialogs import asking, mandates
from bot.areas.appeals.models import AppealAuthor, AppealKind, Origin
from bot.areas.appeals.receiving import Told
from bot.areas.appeals.rules import words as word_rules
from bot.areas.appeals.texts import naming
from bot.areas.appeals.texts import telling as texts
from bot.areas.appeals.texts import telling_notices as notice_texts
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.residents import queries as residents
from bot.core.dialogs import store
from bot.core.dialogs import words as core_words
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Heard, Option, always
from bot.core.dialogs.walker import RESUME
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

NAME = "my_appeal"
ANEW = "anew"
# Stands for what is known of them already: a name is too long for a button's payload.
KNOWN = "="


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the person lives first, and what they said of themselves before."""

    legal: LegalValues
    villages: Sequence[Option]
    known: AppealAuthor | None
    mandates: bool


async def load(turn: Turn, _answers: Answers) -> Ground:
    followed = [one.village for one in await residents.villages_of(turn.session, turn.person_id)]
    others = [one for one in await municipality.list_villages(turn.session) if one not in followed]
    language = turn.t.language
    return Ground(
        legal=await municipality.get_legal(turn.session),
        villages=[Option(one.name(language), str(one.id)) for one in (*followed, *others) if not one.retired],
        known=await queries.get_author(turn.session, turn.person_id),
        mandates="md" in mandates.routes.actions,
    )


# Beginning


async def begin(turn: Turn, argument: str) -> Reply:
    """`argument`: `anew`, or the number of a poster's village. Raises `Refused` before anything is asked."""
    await receiving.check_may_write(turn.session, turn.person_id, turn.now)
    anew, _, number = argument.partition("-") if argument.startswith(ANEW) else ("", "", argument)
    village = await municipality.get_village(turn.session, int(number)) if number.isdecimal() else None
    left = await store.state_of_form(turn.session, turn.contact.id, NAME)
    if left and not anew and any(left.answers.get(step.name) is not None for step in FORM.steps):
        go_on = Choice(str(core_words.go_on_with_form(turn.t)), f"{RESUME}:{left.token}")
        again = Choice(str(texts.anew_button(turn.t)), f"my:new.{ANEW}-{village.id if village else ''}")
        return say(texts.begun_before(turn.t), [go_on], [again])
    return start_form(NAME, **({"poster": str(village.id)} if village and not village.retired else {}))


async def follow(turn: Turn, argument: str) -> Reply:
    """A poster's link: its village needs no asking."""
    village = await municipality.find_village(turn.session, argument) if argument else None
    return await begin(turn, str(village.id) if village else "")


# Questions


def _text_kind(view: View) -> Markup:
    legal = view.data.legal
    return texts.ask_kind(
        view.t,
        registered=legal.appeals_are_registered,
        days=legal.appeal_answer_days,
        mandates=_offers_mandate(view),
    )


def _offers_mandate(view: View) -> bool:
    return bool(view.data.mandates) and not asking.changing(view)


def _kinds(view: View) -> list[Option]:
    kinds = [kind for kind in AppealKind if kind is not AppealKind.MANDATE or _offers_mandate(view)]
    return [Option(str(texts.kind_button(view.t, kind)), kind.value) for kind in kinds]


def _text_matter(view: View) -> Markup:
    matter = asking.matter_of(view)
    if not asking.is_told(matter):
        return texts.ask_matter(view.t)
    return texts.ask_matter_anew(view.t, texts.matter(view.t, matter["text"], matter["files"]))


def _to_office(view: View) -> bool:
    return view.answers.get("kind") != AppealKind.MANDATE


def _asks_village(view: View) -> bool:
    known = view.answers.get("poster") and not asking.changing(view)
    return _to_office(view) and bool(view.data.villages) and not known


def _asks_who(view: View) -> bool:
    return _to_office(view) and bool(view.data.legal.appeals_are_registered)


def _known_name(view: View) -> list[Option]:
    known = view.data.known
    return [Option(known.name, KNOWN)] if known and known.name else []


def _known_telephone(view: View) -> list[Option]:
    known = view.data.known
    return [Option(known.telephone, KNOWN)] if known and known.telephone else []


def _read_name(_view: View, heard: Heard) -> str:
    return word_rules.check_name(heard.text)


def _read_telephone(_view: View, heard: Heard) -> str:
    return word_rules.check_telephone(heard.text)


# The last look


def who_of(answers: Answers, ground: Ground) -> tuple[str | None, str | None]:
    """Name and telephone, typed or known before."""
    if not ground.legal.appeals_are_registered:
        return None, None
    name, telephone = answers.get("name"), answers.get("telephone")
    known = ground.known
    return (
        known.name if known and name == KNOWN else name,
        known.telephone if known and telephone == KNOWN else telephone,
    )


def village_of(answers: Answers) -> int | None:
    chosen = answers.get("village") or answers.get("poster")
    return int(chosen) if chosen else None


def _parts(view: View) -> list[tuple[str, Markup, Markup | str | None]]:
    """What stands in the last look: the step that asks it, its label, its value."""
    t, matter, where = view.t, asking.matter_of(view), view.answers.get(asking.PLACE) or {}
    ground: Ground = view.data
    name, telephone = who_of(view.answers, ground)
    village = str(village_of(view.answers) or "")
    named = next((one.label for one in ground.villages if one.value == village), None)
    parts: list[tuple[str, Markup, Markup | str | None]] = [
        ("kind", texts.label_kind(t), naming.kind(t, AppealKind(view.answers["kind"]))),
        (asking.MATTER, texts.label_matter(t), texts.matter(t, matter["text"], matter["files"])),
        ("photos", texts.label_photos(t), texts.photos(t, matter["files"])),
        (asking.PLACE, texts.label_place(t), texts.place(t, where.get("words"), point="point" in where)),
    ]
    if ground.villages:
        parts.append(("village", texts.label_village(t), named))
    if ground.legal.appeals_are_registered:
        parts.append(("name", texts.label_name(t), name))
        parts.append(("telephone", texts.label_telephone(t), telephone))
    return parts


def _text_last(view: View) -> Markup:
    return texts.last_look(view.t, [(label, value) for _, label, value in _parts(view)])


def _changes(view: View) -> list[Option]:
    return [Option(texts.change_button(label), step) for step, label, _ in _parts(view)]


async def finish(turn: Turn, answers: Answers) -> Reply:
    """Sent once: its buttons are past from then on. The mandates' own way begins for who chose it."""
    if answers["kind"] == AppealKind.MANDATE:
        known = {name: answers[name] for name in (asking.MATTER, asking.PLACE) if answers.get(name)}
        return await mandates.begin_with(turn, known)
    ground = await load(turn, answers)
    matter, where = answers[asking.MATTER], answers.get(asking.PLACE) or {}
    name, telephone = who_of(answers, ground)
    # The voice first: it is the matter itself.
    files = sorted(matter["files"], key=lambda one: one[0] == AttachmentKind.PHOTO)
    told = Told(
        kind=AppealKind(answers["kind"]),
        text=matter["text"],
        attachments=files,
        village_id=village_of(answers),
        place=where.get("words"),
        point=tuple(where["point"]) if "point" in where else None,
        name=name,
        telephone=telephone,
    )
    origin = Origin.WHATSAPP if turn.contact.channel == Origin.WHATSAPP else Origin.TELEGRAM
    appeal = await receiving.receive(turn.session, told, turn.person_id, origin, turn.now, turn.t.timezone)
    await notices.received(turn.session, appeal, turn.now)
    card = Choice(str(notice_texts.details_button(turn.t)), f"my:card.{appeal.id}")
    return say(texts.receipt(turn.t, appeal), [card])


FORM = Form(
    name=NAME,
    load=load,
    keeps=True,
    steps=(
        asking.ChooseKind(name="kind", text=_text_kind, options=_kinds),
        asking.TellMatter(
            name=asking.MATTER,
            text=_text_matter,
            read=asking.never_read,
            explain=asking.explain,
            when=_to_office,
            given=asking.told_early,
            placed=True,
        ),
        asking.Photos(
            name="photos",
            text=lambda view: texts.ask_photos(view.t),
            when=_to_office,
            optional=always,
            placed=True,
        ),
        asking.Place(
            name=asking.PLACE,
            text=lambda view: texts.ask_place(view.t),
            when=_to_office,
            given=asking.placed_early,
            optional=always,
        ),
        asking.ChooseOne(
            name="village",
            text=lambda view: texts.ask_village(view.t),
            options=lambda view: view.data.villages,
            when=_asks_village,
        ),
        asking.AskLine(
            name="name",
            text=lambda view: texts.ask_name(view.t),
            read=_read_name,
            explain=asking.explain,
            suggestions=_known_name,
            when=_asks_who,
        ),
        asking.AskLine(
            name="telephone",
            text=lambda view: texts.ask_telephone(view.t),
            read=_read_telephone,
            explain=asking.explain,
            suggestions=_known_telephone,
            when=_asks_who,
            optional=always,
        ),
        asking.LastLook(
            name="look",
            text=_text_last,
            button=lambda view: texts.send_button(view.t),
            others=_changes,
            when=_to_office,
        ),
    ),
    finish=finish,
)
