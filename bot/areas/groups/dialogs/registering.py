"""A group is registered and changed, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.areas.groups import rules, service
from bot.areas.groups.dialogs import forwarders, listing
from bot.areas.groups.models import NAME_LENGTH
from bot.areas.groups.queries import MAY
from bot.areas.groups.texts import registry as texts
from bot.areas.groups.texts.refusals import REFUSALS
from bot.areas.municipality import queries as municipality
from bot.areas.people import service as people
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Condition, Heard, Option, always
from bot.core.errors import Refused
from bot.core.routes import Answers, Form, Reply, Turn, say

ALL = "all"
BOTH, KYRGYZ = "both", "ky"
NEWS, NO_NEWS = "news", "none"


@dataclass(frozen=True, slots=True)
class Known:
    villages: Sequence[Option]


async def load(turn: Turn, _answers: Answers) -> Known:
    """Asked at every step: a role may be taken back in the middle of a form."""
    await people.check_may(turn.session, turn.person_id, MAY)
    villages = await municipality.list_villages(turn.session)
    return Known([Option(village.name(turn.t.language), str(village.id)) for village in villages])


def explain(view: View, refused: Refused) -> Markup:
    return REFUSALS[refused.code](view.t, refused)


def _name(when: Condition = always) -> Ask:
    def suggestions(view: View) -> list[Option]:
        title = str(view.answers.get("title") or "")[:NAME_LENGTH]
        return [Option(title, title)] if title else []

    return Ask(
        name="name",
        text=lambda view: (
            texts.ask_place_name(view.t) if view.answers.get("place") else texts.ask_name(view.t)
        ),
        read=lambda _view, heard: rules.check_name(heard.text),
        explain=explain,
        suggestions=suggestions,
        when=when,
    )


def _villages(when: Condition = always) -> Choose:
    return Choose(
        name="villages",
        text=lambda view: texts.ask_villages(view.t),
        options=lambda view: [Option(str(texts.all_villages(view.t)), ALL), *view.data.villages],
        several=True,
        when=when,
    )


def _members(when: Condition = always) -> Ask:
    return Ask(
        name="members",
        text=lambda view: texts.ask_members(view.t),
        read=lambda _view, heard: rules.check_members(heard.text),
        explain=explain,
        when=when,
    )


def _language(when: Condition = always) -> Choose:
    return Choose(
        name="language",
        text=lambda view: texts.ask_language(view.t),
        options=lambda view: [
            Option(str(texts.kyrgyz_only(view.t)), KYRGYZ),
            Option(str(texts.both(view.t)), BOTH),
        ],
        when=when,
    )


def _news(when: Condition = always) -> Choose:
    return Choose(
        name="news",
        text=lambda view: texts.ask_news(view.t),
        options=lambda view: [
            Option(str(texts.news_too(view.t)), NEWS),
            Option(str(texts.no_news(view.t)), NO_NEWS),
        ],
        when=when,
    )


def _link(when: Condition = always) -> Ask:
    def read(_view: View, heard: Heard) -> str:
        return rules.check_link(heard.text)

    return Ask(
        name="link",
        text=lambda view: texts.ask_link(view.t),
        read=read,
        explain=explain,
        optional=always,
        when=when,
    )


def read_villages(answers: Answers) -> list[int]:
    """All of them is none in particular."""
    chosen = answers.get("villages") or []
    return [] if ALL in chosen else [int(one) for one in chosen]


async def finish(turn: Turn, answers: Answers) -> Reply:
    place = answers.get("place")
    group = await service.open_group(
        turn.session,
        turn.person_id,
        turn.now,
        name=answers["name"],
        villages=read_villages(answers),
        members=answers["members"],
        bilingual=answers["language"] == BOTH,
        news=answers["news"] == NEWS,
        link=answers.get("link"),
        place_id=int(place) if place else None,
    )
    if place:
        return say(texts.place_opened(turn.t, group.name)).then(await listing.card(turn, group))
    return say(texts.opened(turn.t, group.name)).then(await forwarders.ask_who(turn, group.id, ""))


REGISTER = Form(
    name="village_group",
    load=load,
    steps=(
        _name(),
        _villages(),
        _members(),
        _language(),
        _news(),
        _link(when=lambda view: not view.answers.get("place")),
    ),
    finish=finish,
)


# One part of it


def _asks(part: str) -> Condition:
    return lambda view: view.answers.get("part") == part


async def finish_part(turn: Turn, answers: Answers) -> Reply:
    part = answers["part"]
    every: dict[str, dict[str, Any]] = {
        "name": {"name": answers.get("name")},
        "villages": {"villages": read_villages(answers)},
        "language": {"bilingual": answers.get("language") == BOTH},
        "news": {"news": answers.get("news") == NEWS},
        "link": {"link": answers.get("link")},
    }
    group = await service.change_group(
        turn.session, int(answers["id"]), turn.person_id, turn.now, **every[part]
    )
    return say(texts.changed(turn.t)).then(await listing.card(turn, group))


PART = Form(
    name="village_group_part",
    load=load,
    steps=(
        _name(_asks("name")),
        _villages(_asks("villages")),
        _language(_asks("language")),
        _news(_asks("news")),
        _link(_asks("link")),
    ),
    finish=finish_part,
)


async def finish_members(turn: Turn, answers: Answers) -> Reply:
    group_id, members = int(answers["id"]), answers["members"]
    await service.tell_members(turn.session, group_id, turn.person_id, members, turn.now)
    group = await service.get(turn.session, group_id)
    noted = say(texts.members_noted(turn.t, group.name, members))
    if not await people.may(turn.session, turn.person_id, MAY):
        return noted
    return noted.then(await listing.card(turn, group))


MEMBERS = Form(name="village_group_members", steps=(_members(),), finish=finish_members)
