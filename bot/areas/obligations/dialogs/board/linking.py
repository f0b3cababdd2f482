"""What belongs to a period: linked, excluded, left to its kind and its day again."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.areas.obligations import linking, proving
from bot.areas.obligations.dialogs.board import card, ground
from bot.areas.obligations.proving import Place
from bot.areas.obligations.rules.state import FactKind
from bot.areas.obligations.subjects import Described, Subject, describe
from bot.areas.obligations.texts import proving as texts
from bot.areas.obligations.texts import subjects as subject_texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core import numbered
from bot.core.dialogs import words
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

PAGE = 7


@dataclass(frozen=True, slots=True)
class Line:
    """A thing with what can be done with it."""

    words: Markup
    button: Choice


async def show(turn: Turn, argument: str) -> Reply:
    """`period.page`: what counts here, what people said of things, what could be added."""
    await people.check_may(turn.session, turn.person_id, Permission.KEEP_PLAN)
    number, _, page = argument.partition(".")
    row, one = await ground.standing(turn, number)
    place = await proving.place_of(turn.session, one.period.id, turn.now, turn.t.timezone)
    offered = await _offered(turn, place)
    pages = max(1, -(-len(offered) // PAGE))
    at = (int(page) if page.isascii() and page.isdecimal() else 0) % pages
    head = texts.links_head(turn.t, row, one)
    if not offered:
        return say(Markup("{}\n\n{}").format(head, texts.nothing_to_link(turn.t)), card.to_card(turn, row))
    shown = offered[at * PAGE : (at + 1) * PAGE]
    rows = [[line.button] for line in shown]
    if pages > 1:
        following = Choice(str(words.more(turn.t, at + 1, pages)), f"ob:links.{number}.{(at + 1) % pages}")
        rows.append([following])
    text = numbered.under(head, [line.words for line in shown], at * PAGE + 1)
    return say(text, *rows, card.to_card(turn, row))


async def _offered(turn: Turn, place: Place) -> list[Line]:
    """Numbered as they are shown."""
    t, period = turn.t, place.period.id
    one = next(one for one in place.row.standings if one.period.id == period)
    said = {(link.kind, link.subject_id): link for link in await linking.links_of(turn.session, place)}
    here = list(
        dict.fromkeys(
            (fact.kind, fact.subject_id)
            for fact in one.judgement.facts
            if fact.kind not in {FactKind.TICK, FactKind.DATE, FactKind.PAPER, FactKind.MANDATE}
        )
    )
    excluded = [subject for subject, link in said.items() if link.excluded and link.period_id == period]
    others = [
        one
        for one in await linking.candidates(turn.session, place, t.timezone)
        if one.subject not in here and one.subject not in excluded
    ]
    known = await describe(turn.session, {*here, *excluded, *(one.subject for one in others)})
    lines: list[Line] = []
    for subject in (*here, *excluded):
        link = said.get(subject)
        what = _named(turn, known, subject)
        number = len(lines) + 1
        if link is None:
            button = Choice(str(texts.not_here_button(t, number)), f"ob:not.{period}.{_written(subject)}")
            lines.append(Line(texts.counts_here(what), button))
        else:
            button = Choice(str(texts.undo_button(t, number)), f"ob:undo.{link.id}")
            lines.append(Line(texts.was_said(t, what, excluded=link.excluded), button))
    for candidate in others:
        number = len(lines) + 1
        button = Choice(str(texts.add_button(t, number)), f"ob:link.{period}.{_written(candidate.subject)}")
        what = _named(turn, known, candidate.subject)
        lines.append(Line(texts.could_be_added(t, what, candidate.on), button))
    return lines


def _named(turn: Turn, known: Mapping[Subject, Described], subject: Subject) -> Markup:
    described = known.get(subject)
    return subject_texts.name(turn.t, described) if described else subject_texts.gone(turn.t)


def _written(subject: Subject) -> str:
    return f"{subject[0].value}.{subject[1]}"


def _subject(kind: str, number: str) -> Subject:
    try:
        return FactKind(kind), ground.as_number(number)
    except ValueError:
        raise Refused("obligations:link_unfit") from None


async def link(turn: Turn, argument: str) -> Reply:
    period, kind, number = [*argument.split("."), "", ""][:3]
    await linking.link(
        turn.session,
        ground.as_number(period),
        _subject(kind, number),
        turn.person_id,
        turn.now,
        turn.t.timezone,
    )
    return await show(turn, period)


async def exclude(turn: Turn, argument: str) -> Reply:
    period, kind, number = [*argument.split("."), "", ""][:3]
    await linking.exclude(
        turn.session,
        ground.as_number(period),
        _subject(kind, number),
        turn.person_id,
        turn.now,
        turn.t.timezone,
    )
    return await show(turn, period)


async def undo(turn: Turn, argument: str) -> Reply:
    place = await linking.unlink(
        turn.session, ground.as_number(argument), turn.person_id, turn.now, turn.t.timezone
    )
    return await show(turn, str(place.period.id))


VERBS = {"links": show, "link": link, "not": exclude, "undo": undo}
