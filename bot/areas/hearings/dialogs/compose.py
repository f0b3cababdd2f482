"""Calling a meeting: one question after another; changing a part asks the same ones again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from markupsafe import Markup

from bot.areas.broadcasts.dialogs import cards as broadcast_cards
from bot.areas.broadcasts.dialogs import steps as broadcast_steps
from bot.areas.hearings import calling, following, queries, service
from bot.areas.hearings.dialogs import cards, steps
from bot.areas.hearings.models import Meeting, MeetingKind
from bot.areas.hearings.queries import Told
from bot.areas.hearings.rules import meeting as meeting_rules
from bot.areas.hearings.rules import notice as notice_rules
from bot.areas.hearings.service import Plan
from bot.areas.hearings.texts import composing as texts
from bot.areas.hearings.texts import naming
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.models import Municipality
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.dialogs import store
from bot.core.dialogs.calendar import PickDay, PickTime
from bot.core.dialogs.place import AskPoint
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Collect, Condition, Heard, Option, always
from bot.core.dialogs.walker import RESUME
from bot.core.messages import AttachmentKind, Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

ANEW = "anew"
KIND = "kind"
REPORT = "report"
EARLIEST, URGENT = "earliest", "urgent"
USUAL = "usual"
OFFICE = "office"
USUAL_TIMES = (time(9), time(10), time(11), time(14), time(15), time(16), time(17), time(18))


@dataclass(frozen=True, slots=True)
class Ground:
    """What the questions show. `kind` once it is known; `head`: who answers may override."""

    villages: Sequence[Option]
    districts: Sequence[Option]
    office: Municipality | None
    legal: LegalValues
    head: bool
    kind: MeetingKind | None
    attached: int = 0


async def load(turn: Turn, answers: Answers) -> Ground:
    places = await broadcast_steps.load_places(turn, answers)
    office = await municipality.get_municipality(turn.session)
    meeting = await queries.find(turn.session, int(answers["id"])) if "id" in answers else None
    chosen = answers.get("kind")
    kind = meeting.kind if meeting else MeetingKind(chosen) if chosen else None
    return Ground(
        places.villages,
        places.districts,
        office,
        await municipality.get_legal(turn.session),
        await people.may(turn.session, turn.person_id, Permission.OVERRIDE_NOTICE),
        kind,
    )


# The questions


def kind_of(view: View) -> MeetingKind:
    kind: MeetingKind = view.data.kind
    return kind


def earliest(view: View) -> date:
    return notice_rules.earliest_day(kind_of(view), view.now, view.data.legal, view.t.timezone)


def chosen_day(answers: Answers) -> date:
    return date.fromisoformat(answers["day"])


def is_early(view: View) -> bool:
    """The day chosen is too early for a lawful notice."""
    return bool(view.answers.get("day")) and chosen_day(view.answers) < earliest(view)


def ask_day_text(view: View) -> Markup:
    days = notice_rules.notice_days(kind_of(view), view.data.legal)
    return texts.ask_day(view.t, kind_of(view), days, earliest(view))


def today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


def day(when: Condition = always) -> PickDay:
    return PickDay(
        name="day",
        text=ask_day_text,
        first=lambda view: today(view) + timedelta(days=1),
        last=lambda view: today(view) + meeting_rules.FURTHEST - timedelta(days=1),
        mark=lambda view, one: "✕" if one < earliest(view) else "",
        explain=lambda view, _refused: texts.day_is_past(view.t),
        when=when,
    )


def late(when: Condition = always) -> Choose:
    """Refused, with the earliest lawful day offered; the way of urgency is the head's."""

    def text(view: View) -> Markup:
        legal, kind, chosen = view.data.legal, kind_of(view), chosen_day(view.answers)
        days = notice_rules.notice_days(kind, legal)
        last = notice_rules.last_lawful_day(chosen, days, counts_meeting_day=legal.notice_counts_meeting_day)
        return texts.too_early(view.t, kind, days, chosen, last)

    def options(view: View) -> list[Option]:
        return [
            Option(str(texts.take_earliest(view.t, earliest(view))), EARLIEST),
            Option(str(texts.call_urgently(view.t, head=view.data.head)), URGENT),
        ]

    return Choose(name="late", text=text, options=options, when=lambda v: when(v) and is_early(v))


def urgent_reason(when: Condition = always) -> Ask:
    return steps.words(
        "reason",
        lambda view: texts.ask_urgent_reason(view.t),
        longest=meeting_rules.LONGEST_MATTER,
        when=lambda v: when(v) and is_early(v) and v.answers.get("late") == URGENT and v.data.head,
    )


def hour(when: Condition = always) -> PickTime:
    return PickTime(
        name="time",
        text=lambda view: texts.ask_time(view.t),
        suggestions=lambda _view: USUAL_TIMES,
        when=when,
    )


def place(when: Condition = always) -> tuple[Ask, AskPoint]:
    return (
        steps.words("place", lambda view: texts.ask_place(view.t), when=when),
        AskPoint(name="point", text=lambda view: texts.ask_point(view.t), optional=always, when=when),
    )


def matter(when: Condition = always) -> tuple[Ask, Ask]:
    longest = meeting_rules.LONGEST_MATTER
    return (
        steps.words("ky", lambda view: texts.ask_matter(view.t), longest=longest, when=when),
        steps.words(
            "ru", lambda view: texts.ask_matter_ru(view.t), longest=longest, when=when, optional=always
        ),
    )


def streets(when: Condition = always) -> Ask:
    return steps.words("streets", lambda view: texts.ask_streets(view.t), when=when, optional=always)


def _the_office(view: View) -> list[Option]:
    office = view.data.office
    return [Option(office.name(view.t.language), OFFICE)] if office else []


def organiser(when: Condition = always) -> Ask:
    return steps.words(
        "organiser",
        lambda view: texts.ask_organiser(view.t),
        when=when,
        suggestions=_the_office,
    )


def rapporteurs(when: Condition = always) -> Ask:
    return steps.lines("rapporteurs", lambda view: texts.ask_rapporteurs(view.t), when=when, optional=always)


def agenda(when: Condition = always) -> Ask:
    def text(view: View) -> Markup:
        points = texts.agenda_template(view.t, kind_of(view))
        return texts.ask_agenda(view.t, points)

    def read(_view: View, heard: Heard) -> list[dict[str, object]]:
        return meeting_rules.read_agenda(heard.text)

    return Ask(
        name="agenda",
        text=text,
        read=read,
        explain=steps.explain,
        suggestions=lambda view: [Option(str(texts.take_agenda(view.t)), USUAL)],
        when=when,
    )


def materials(when: Condition = always, optional: Condition = always) -> Collect:
    return broadcast_steps.CollectFiles(
        name="materials",
        text=lambda view: texts.ask_materials(view.t),
        kinds=frozenset({AttachmentKind.DOCUMENT, AttachmentKind.PHOTO}),
        limit=meeting_rules.MOST_FILES,
        when=when,
        optional=optional,
    )


def link(when: Condition = always) -> Ask:
    return Ask(
        name="link",
        text=lambda view: texts.ask_link(view.t),
        read=lambda _view, heard: meeting_rules.read_link(heard.text),
        explain=steps.explain,
        when=when,
        optional=always,
    )


# What the answers mean


def starts_at(turn: Turn, answers: Answers, ground: Ground, kind: MeetingKind) -> datetime:
    """The earliest lawful day is taken anew: midnight may have passed since it was offered."""
    lawful = notice_rules.earliest_day(kind, turn.now, ground.legal, turn.t.timezone)
    chosen = chosen_day(answers)
    if answers.get("late") == EARLIEST and chosen < lawful:
        chosen = lawful
    return datetime.combine(chosen, time.fromisoformat(answers["time"]), turn.t.timezone)


def read_agenda(answers: Answers, turn: Turn, kind: MeetingKind) -> list[dict[str, Any]]:
    if answers["agenda"] != USUAL:
        return list(answers["agenda"])
    ky, ru = (texts.agenda_template(turn.t.in_language(code), kind) for code in ("ky", "ru"))
    return [
        {"ky": plain_words(one), "ru": plain_words(other), "minutes": minutes}
        for (one, minutes), (other, _) in zip(ky, ru, strict=True)
    ]


def plain_words(text: Markup) -> str:
    """Kept as typed words are: escaped only where they are shown."""
    return str(text.unescape())


def read_organiser(answers: Answers, ground: Ground) -> tuple[str, str | None]:
    """In Kyrgyz and Russian: the office; what was typed as it was typed."""
    chosen: str = answers["organiser"]
    if chosen == OFFICE and ground.office:
        return ground.office.name("ky"), ground.office.name("ru")
    return chosen, None


# Calling


def _wished_day(turn: Turn, argument: str) -> str | None:
    """`report.2026-12-20`: the day on which a deputy wants to report to the voters, if it is ahead."""
    word, _, typed = argument.partition(".")
    try:
        chosen = date.fromisoformat(typed)
    except ValueError:
        return None
    now = turn.now.astimezone(turn.t.timezone).date()
    return chosen.isoformat() if word == REPORT and now < chosen < now + meeting_rules.FURTHEST else None


async def begin(turn: Turn, argument: str) -> Reply:
    """`argument`: the demanded report it is called for, the day a deputy wants to report on, or
    `kind.` with the kind, from a reminder that one is due.
    """
    await people.check_may(turn.session, turn.person_id, Permission.CALL_MEETING)
    wished = _wished_day(turn, argument)
    left = await store.state_of_form(turn.session, turn.contact.id, COMPOSE.name)
    kind = _named_kind(argument)
    if left and left.answers.get("ky") and not argument.startswith(ANEW) and not wished:
        go_on = Choice(str(texts.go_on_calling(turn.t)), f"{RESUME}:{left.token}")
        anew = Choice(str(texts.call_another(turn.t)), f"mtnew:{ANEW}.{kind.value if kind else ''}")
        return say(texts.begun_before(turn.t, left.answers["ky"]), [go_on], [anew])
    if wished:
        known = {"kind": MeetingKind.DEPUTY_REPORT.value, "day": wished, "wished": True}
        return start_form(COMPOSE.name, **known)
    if kind:
        return start_form(COMPOSE.name, kind=kind.value, named=True)
    return start_form(COMPOSE.name, **({"demand": int(argument)} if argument.isdecimal() else {}))


def _named_kind(argument: str) -> MeetingKind | None:
    """The kind after `kind.` or `anew.`; an old button may name one that is no more."""
    before, _, name = argument.partition(".")
    return next((one for one in MeetingKind if before in (KIND, ANEW) and one.value == name), None)


async def finish(turn: Turn, answers: Answers) -> Reply:
    """The meeting with its notice, to be looked at and handed in."""
    ground = await load(turn, answers)
    kind = MeetingKind(answers["kind"])
    point = answers.get("point")
    organiser_ky, organiser_ru = read_organiser(answers, ground)
    plan = Plan(
        kind=kind,
        matter_ky=answers["ky"],
        matter_ru=answers.get("ru"),
        starts_at=starts_at(turn, answers, ground, kind),
        place=answers["place"],
        point=(point[0], point[1]) if point else None,
        audience=broadcast_steps.read_audience(answers, {}),
        streets=answers.get("streets"),
        organiser_ky=organiser_ky,
        organiser_ru=organiser_ru,
        rapporteurs=answers.get("rapporteurs") or [],
        agenda=read_agenda(answers, turn, kind),
        materials=answers.get("materials") or [],
        online_link=answers.get("link"),
    )
    meeting = await service.open_meeting(turn.session, plan, turn.person_id, turn.now)
    if answers.get("demand"):
        await following.answer_demand(turn.session, int(answers["demand"]), meeting)
    await cards.prepare(turn, meeting)
    told = await calling.draft_call(
        turn.session, meeting, turn.person_id, turn.now, turn.t.timezone, turn.links
    )
    return await after_day(turn, meeting, told, answers)


async def after_day(turn: Turn, meeting: Meeting, told: Told, answers: Answers) -> Reply:
    """Too late: the head's reason is noted, or the head is asked; then what residents will see."""
    text = texts.opened(turn.t)
    if calling.is_late(told, turn.now):
        if answers.get("reason") and await people.may(
            turn.session, turn.person_id, Permission.OVERRIDE_NOTICE
        ):
            await calling.allow_urgent(turn.session, meeting.id, turn.person_id, answers["reason"], turn.now)
        else:
            asked = await calling.ask_urgent(turn.session, meeting, turn.person_id, turn.now)
            text = texts.opened_late(turn.t) if asked else texts.opened_late_no_head(turn.t)
    return say(text, redraw=False).then(await show_notice(turn, told))


async def show_notice(turn: Turn, told: Told) -> Reply:
    """Exactly what residents will get, and the card by which it is handed in."""
    return await broadcast_cards.preview_and_card(turn, told.broadcast)


def kinds(view: View) -> list[Option]:
    return [Option(str(naming.kind_button(view.t, kind)), kind.value) for kind in MeetingKind]


def _is_open(view: View) -> bool:
    """Whether kind and day are still to be chosen: a deputy who wants to report has chosen both."""
    return "wished" not in view.answers


def _asks_kind(view: View) -> bool:
    return _is_open(view) and "named" not in view.answers


COMPOSE = Form(
    name="call_meeting",
    load=load,
    steps=(
        Choose(name="kind", text=lambda view: texts.ask_kind(view.t), options=kinds, when=_asks_kind),
        *matter(),
        day(_is_open),
        late(),
        urgent_reason(),
        hour(),
        *place(),
        *broadcast_steps.audience(),
        streets(),
        organiser(),
        rapporteurs(),
        agenda(),
        materials(),
        link(),
    ),
    finish=finish,
    on_cancel=cards.left,
    keeps=True,
)


# Changing a part of a draft


PARTS = ("matter", "day", "place", "whom", "organiser", "rapporteurs", "agenda", "materials", "link")


def only(part: str) -> Condition:
    def wanted(view: View) -> bool:
        return bool(view.answers.get("part") == part)

    return wanted


async def finish_part(turn: Turn, answers: Answers) -> Reply:
    ground = await load(turn, answers)
    meeting = await service.get(turn.session, int(answers["id"]))
    parts = _changed(turn, answers, ground, meeting)
    meeting = await service.change_draft(turn.session, meeting.id, turn.person_id, turn.now, **parts)
    if "starts_at" in parts:
        await cards.prepare_again(turn, meeting)
    told = await calling.refresh_call(
        turn.session, meeting, turn.person_id, turn.now, turn.t.timezone, turn.links
    )
    return await after_day(turn, meeting, told, answers)


def _changed(turn: Turn, answers: Answers, ground: Ground, meeting: Meeting) -> dict[str, Any]:
    part = answers["part"]
    if part == "matter":
        return {"matter_ky": answers["ky"], "matter_ru": answers.get("ru")}
    if part == "day":
        return {"starts_at": starts_at(turn, answers, ground, meeting.kind)}
    if part == "place":
        latitude, longitude = answers.get("point") or (None, None)
        return {"place": answers["place"], "latitude": latitude, "longitude": longitude}
    if part == "whom":
        audience = broadcast_steps.read_audience(answers, meeting.audience)
        return {"audience": audience, "streets": answers.get("streets")}
    if part == "organiser":
        organiser_ky, organiser_ru = read_organiser(answers, ground)
        return {"organiser_ky": organiser_ky, "organiser_ru": organiser_ru}
    if part == "agenda":
        return {"agenda": read_agenda(answers, turn, meeting.kind)}
    if part == "link":
        return {"online_link": answers.get("link")}
    return {part: answers.get(part) or []}


PART = Form(
    name="meeting_part",
    load=load,
    steps=(
        *matter(only("matter")),
        day(only("day")),
        late(only("day")),
        urgent_reason(only("day")),
        hour(only("day")),
        *place(only("place")),
        *broadcast_steps.audience(only("whom")),
        streets(only("whom")),
        organiser(only("organiser")),
        rapporteurs(only("rapporteurs")),
        agenda(only("agenda")),
        materials(only("materials")),
        link(only("link")),
    ),
    finish=finish_part,
    on_cancel=cards.back,
)
