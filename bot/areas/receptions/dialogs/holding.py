"""Who receives sees who comes, says who came, cancels a day, ends weekly hours."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.areas.receptions import notices, queries, rules, service
from bot.areas.receptions.dialogs import publishing, steps
from bot.areas.receptions.models import Reception
from bot.areas.receptions.texts import holding as texts
from bot.core.dialogs import words
from bot.core.dialogs.steps import Confirm, always
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

PAGE = 6
MOST_PAST = 2
MOST_MARKS = 7


async def list_mine(turn: Turn, argument: str) -> Reply:
    """`argument`: the page."""
    await service.check_may_hold(turn.session, turn.person_id)
    t, session = turn.t, turn.session
    ahead = await queries.ahead(session, turn.now, turn.person_id)
    past = await queries.past(session, turn.person_id, turn.now, MOST_PAST)
    weekly = await queries.series_of(session, turn.person_id)
    counts = await queries.counts(session, [one.id for one in (*ahead, *past)])
    pages = max(1, -(-len(ahead) // PAGE))
    page = (int(argument) if argument.isdecimal() else 0) % pages
    shown = ahead[page * PAGE : (page + 1) * PAGE]
    rows = [[Choice(texts.day_button(t, one, counts.get(one.id, 0)), f"rh:card.{one.id}")] for one in shown]
    if pages > 1:
        rows.append([Choice(str(words.more(t, page + 1, pages)), f"rh:page.{(page + 1) % pages}")])
    rows += [[Choice(texts.past_button(t, one, counts[one.id]), f"rh:card.{one.id}")] for one in past]
    if weekly:
        rows += [[Choice(texts.series_button(t, one), f"rh:end.{one.id}") for one in weekly[:3]]]
    rows.append([Choice(str(texts.new_button(t)), "rh:new.0"), Choice(str(texts.to_menu(t)), "admin:")])
    return say(texts.list_head(t, any_found=bool(ahead or past or weekly)), *rows)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id`; only one's own, whatever number a button carries."""
    name, _, number = argument.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await list_mine(turn, "")
    return await verb(turn, int(number), "")


async def turn_page(turn: Turn, page: int, _more: str) -> Reply:
    return await list_mine(turn, str(page))


async def card(turn: Turn, reception_id: int, _more: str) -> Reply:
    return await _card(turn, await service.own(turn.session, reception_id, turn.person_id))


async def _card(turn: Turn, reception: Reception) -> Reply:
    t = turn.t
    bookings = await queries.bookings_of(turn.session, reception.id)
    free = rules.free(reception, {one.starts_at for one in bookings}, turn.now)
    rows: list[list[Choice]] = []
    if reception.cancelled_at is None:
        # A slip is set right by the other button; who isn't marked yet stands first.
        begun = sorted(
            (one for one in bookings if one.starts_at <= turn.now), key=lambda one: one.came is not None
        )
        rows += [
            [
                Choice(texts.came_button(t, one), f"rh:came.{one.id}"),
                Choice(str(texts.absent_button(t)), f"rh:absent.{one.id}"),
            ]
            for one in begun[:MOST_MARKS]
        ]
        if reception.ends_at > turn.now:
            rows.append([Choice(str(texts.cancel_button(t)), f"rh:cancel.{reception.id}")])
    rows.append([Choice(str(texts.to_list(t)), "rh:list")])
    over = reception.ends_at <= turn.now
    return say(texts.card(t, reception, bookings, None if over else len(free)), *rows)


async def _mark(turn: Turn, booking_id: int, *, came: bool) -> Reply:
    _, reception = await service.mark(turn.session, booking_id, turn.person_id, came=came, now=turn.now)
    return await _card(turn, reception)


async def came(turn: Turn, booking_id: int, _more: str) -> Reply:
    return await _mark(turn, booking_id, came=True)


async def absent(turn: Turn, booking_id: int, _more: str) -> Reply:
    return await _mark(turn, booking_id, came=False)


# Cancelling


@dataclass(frozen=True, slots=True)
class Waiting:
    """The day, and how many will be told."""

    reception: Reception
    booked: int


async def begin_cancel(turn: Turn, reception_id: int, _more: str) -> Reply:
    reception = await service.own(turn.session, reception_id, turn.person_id)
    if reception.cancelled_at is not None:
        raise Refused("receptions:cancelled")
    if reception.ends_at <= turn.now:
        raise Refused("receptions:over")
    return start_form(CANCEL.name, id=reception.id)


async def load_waiting(turn: Turn, answers: Answers) -> Waiting:
    reception = await service.own(turn.session, int(answers["id"]), turn.person_id)
    booked = await queries.bookings_of(turn.session, reception.id)
    return Waiting(reception, sum(one.starts_at > turn.now for one in booked))


async def finish_cancel(turn: Turn, answers: Answers) -> Reply:
    reception, booked = await service.cancel(
        turn.session, int(answers["id"]), turn.person_id, answers.get("reason"), turn.now
    )
    await notices.called_off(turn.session, reception, booked, turn.now)
    return say(texts.cancelled(turn.t, len(booked)), [Choice(str(texts.to_list(turn.t)), "rh:list")])


CANCEL = Form(
    name="reception_cancel",
    load=load_waiting,
    steps=(
        steps.words(
            "reason",
            lambda view: texts.ask_reason(view.t, view.data.reception, view.data.booked),
            longest=rules.LONGEST_MATTER,
            when=lambda view: view.data.booked > 0,
            optional=always,
        ),
        # Nobody is there to read a reason.
        Confirm(
            name="sure",
            text=lambda view: texts.ask_reason(view.t, view.data.reception, view.data.booked),
            button=lambda view: texts.cancel_button(view.t),
            when=lambda view: not view.data.booked,
        ),
    ),
    finish=finish_cancel,
    on_cancel=publishing.left,
)


async def ask_end(turn: Turn, series_id: int, _more: str) -> Reply:
    await service.check_may_hold(turn.session, turn.person_id)
    mine = {one.id: one for one in await queries.series_of(turn.session, turn.person_id)}
    if series_id not in mine:
        raise Refused("receptions:gone")
    yes = Choice(str(texts.end_button(turn.t)), f"rh:ended.{series_id}")
    return say(texts.ask_end(turn.t, mine[series_id]), [yes], [Choice(str(texts.to_list(turn.t)), "rh:list")])


async def end(turn: Turn, series_id: int, _more: str) -> Reply:
    await service.end_series(turn.session, series_id, turn.person_id, turn.now)
    return say(texts.ended(turn.t), [Choice(str(texts.to_list(turn.t)), "rh:list")])


VERBS: Mapping[str, Callable[[Turn, int, str], Awaitable[Reply]]] = {
    "page": turn_page,
    "new": publishing.begin,
    "card": card,
    "came": came,
    "absent": absent,
    "cancel": begin_cancel,
    "end": ask_end,
    "ended": end,
}
