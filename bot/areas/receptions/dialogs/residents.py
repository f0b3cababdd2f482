"""Residents see who receives when, book a time, and give it back."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.areas.people import queries as staff
from bot.areas.receptions import notices, queries, rules, service
from bot.areas.receptions.dialogs import steps
from bot.areas.receptions.models import NAME_LENGTH, Booking, Reception
from bot.areas.receptions.texts import public as texts
from bot.core import numbered
from bot.core.dialogs import words
from bot.core.dialogs.steps import Choose, Option
from bot.core.errors import Refused
from bot.core.messages import Choice
from bot.core.routes import Answers, Begin, Form, Reply, Turn, say, start_form

PAGE = 8
SAME = "="


async def list_public(turn: Turn, _argument: str) -> Reply:
    """What they have booked, then who receives."""
    t = turn.t
    mine = await queries.booked_by(turn.session, turn.person_id, turn.now)
    found = await queries.holders(turn.session, turn.now)
    rows = [[Choice(texts.mine_button(t, one), f"rc:mine.{one.id}")] for one, _ in mine]
    said = [texts.holder_row(t, one) for one in found]
    rows += [
        [Choice(numbered.label(number, one.name), f"rc:who.{one.person_id}")]
        for number, one in enumerate(found, start=1)
    ]
    return say(numbered.under(texts.list_head(t, any_found=bool(found), mine=bool(mine)), said), *rows)


async def act(turn: Turn, argument: str) -> Reply:
    """`verb.id` or `verb.id.page`; everything is looked at anew."""
    name, _, rest = argument.partition(".")
    number, _, more = rest.partition(".")
    verb = VERBS.get(name)
    if verb is None or not number.isdecimal():
        return await list_public(turn, "")
    return await verb(turn, int(number), more)


async def who(turn: Turn, holder_id: int, more: str) -> Reply:
    """The days of one holder."""
    name = await staff.name_of(turn.session, holder_id)
    if name is None or holder_id not in await queries.may_hold(turn.session):
        raise Refused("receptions:gone")
    t = turn.t
    ahead = await queries.ahead(turn.session, turn.now, holder_id)
    days = [(one, len(await _free(turn, one))) for one in ahead]
    open_days = [(one, free) for one, free in days if free]
    pages = max(1, -(-len(open_days) // PAGE))
    page = (int(more) if more.isdecimal() else 0) % pages
    shown = open_days[page * PAGE : (page + 1) * PAGE]
    rows = [[Choice(texts.day_button(t, one), f"rc:card.{one.id}")] for one, _ in shown]
    if pages > 1:
        rows.append([Choice(str(words.more(t, page + 1, pages)), f"rc:who.{holder_id}.{(page + 1) % pages}")])
    rows.append([Choice(str(texts.list_button(t)), "rc:list")])
    return say(texts.days_head(t, name, [texts.day_row(t, one, free) for one, free in shown]), *rows)


async def card(turn: Turn, reception_id: int, _more: str) -> Reply:
    reception = await service.open_reception(turn.session, reception_id, turn.now)
    t, free = turn.t, await _free(turn, reception)
    name = await staff.name_of(turn.session, reception.holder_id) or ""
    rows = [[Choice(str(texts.book_button(t)), f"rc:book.{reception.id}")]] if free else []
    rows.append([Choice(str(texts.list_button(t)), "rc:list")])
    return say(texts.card(t, reception, name, len(free)), *rows)


async def _free(turn: Turn, reception: Reception) -> list[datetime]:
    taken = {one.starts_at for one in await queries.bookings_of(turn.session, reception.id)}
    return rules.free(reception, taken, turn.now)


# What they booked


async def _mine(turn: Turn, booking_id: int) -> tuple[Booking, Reception]:
    """Raises `Refused` for what isn't theirs, as for what isn't there."""
    booking = await queries.find_booking(turn.session, booking_id)
    reception = await queries.find(turn.session, booking.reception_id) if booking else None
    if booking is None or reception is None or booking.person_id != turn.person_id:
        raise Refused("receptions:gone")
    if reception.cancelled_at is not None:
        raise Refused("receptions:cancelled")
    if booking.starts_at <= turn.now:
        raise Refused("receptions:over")
    return booking, reception


async def mine(turn: Turn, booking_id: int, _more: str) -> Reply:
    booking, reception = await _mine(turn, booking_id)
    name = await staff.name_of(turn.session, reception.holder_id) or ""
    leave = Choice(str(texts.give_back_button(turn.t)), f"rc:leave.{booking.id}")
    back = Choice(str(texts.list_button(turn.t)), "rc:list")
    return say(texts.mine(turn.t, reception, booking, name), [leave], [back])


async def ask_leave(turn: Turn, booking_id: int, _more: str) -> Reply:
    booking, _ = await _mine(turn, booking_id)
    yes = Choice(str(texts.sure_button(turn.t)), f"rc:left.{booking.id}")
    no = Choice(str(texts.keep_button(turn.t)), f"rc:mine.{booking.id}")
    # What keeps it stands where the finger is that tapped twice on a slow network.
    return say(texts.ask_give_back(turn.t, booking), [no], [yes])


async def leave(turn: Turn, booking_id: int, _more: str) -> Reply:
    await _mine(turn, booking_id)
    booking, reception = await service.give_back(turn.session, booking_id, turn.person_id, turn.now)
    await notices.changed(turn.session, reception, booking, turn.now, booked=False)
    return say(texts.given_back(turn.t), [Choice(str(texts.list_button(turn.t)), "rc:list")])


# Booking


@dataclass(frozen=True, slots=True)
class Offer:
    """Free times, and the name given last time."""

    slots: Sequence[Option]
    name: str | None


async def load_offer(turn: Turn, answers: Answers) -> Offer:
    reception = await queries.find(turn.session, int(answers["id"]))
    free = await _free(turn, reception) if reception else []
    slots = [Option(label, value) for label, value in texts.slot_options(turn.t, free)]
    return Offer(slots, await queries.last_name(turn.session, turn.person_id))


async def begin_booking(turn: Turn, reception_id: int, _more: str) -> Reply:
    reception = await service.open_reception(turn.session, reception_id, turn.now)
    if reception.holder_id == turn.person_id:
        raise Refused("receptions:own")
    booked = await queries.bookings_of(turn.session, reception_id)
    if any(one.person_id == turn.person_id for one in booked):
        raise Refused("receptions:twice")
    if not await _free(turn, reception):
        return await card(turn, reception_id, "")
    return start_form(BOOK.name, id=reception.id)


async def finish_booking(turn: Turn, answers: Answers) -> Reply:
    reception_id = int(answers["id"])
    # A button holds no name: names are longer than buttons may carry.
    last = await queries.last_name(turn.session, turn.person_id)
    name = last or "" if answers["name"] == SAME else answers["name"]
    try:
        booking = await service.book(
            turn.session,
            reception_id,
            turn.person_id,
            slot=datetime.fromtimestamp(int(answers["slot"]), UTC),
            name=name,
            matter=answers["matter"],
            now=turn.now,
        )
    except Refused as refused:
        reception = await queries.find(turn.session, reception_id)
        if refused.code == "receptions:taken" and reception and await _free(turn, reception):
            kept = {key: answers[key] for key in ("id", "name", "matter")}
            return Reply(begin=Begin(AGAIN.name, kept))
        raise
    reception = await service.open_reception(turn.session, reception_id, turn.now)
    await notices.changed(turn.session, reception, booking, turn.now, booked=True)
    holder = await staff.name_of(turn.session, reception.holder_id) or ""
    cannot = Choice(str(texts.give_back_button(turn.t)), f"rc:leave.{booking.id}")
    others = Choice(str(texts.list_button(turn.t)), "rc:list")
    return say(texts.booked(turn.t, reception, booking, holder), [cannot], [others])


async def left(turn: Turn, _answers: Answers) -> Reply:
    return say(words.cancelled(turn.t), [Choice(str(texts.list_button(turn.t)), "rc:list")])


BOOK = Form(
    name="reception_book",
    load=load_offer,
    steps=(
        Choose(
            name="slot",
            text=lambda view: texts.ask_slot(view.t),
            options=lambda view: view.data.slots,
            columns=4,
        ),
        steps.words("matter", lambda view: texts.ask_matter(view.t), longest=rules.LONGEST_MATTER),
        steps.words(
            "name",
            lambda view: texts.ask_name(view.t),
            longest=NAME_LENGTH,
            suggestions=lambda view: [Option(view.data.name, SAME)] if view.data.name else [],
        ),
    ),
    finish=finish_booking,
    on_cancel=left,
)

AGAIN = Form(
    name="reception_again",
    load=load_offer,
    steps=(
        Choose(
            name="slot",
            text=lambda view: texts.ask_another_slot(view.t),
            options=lambda view: view.data.slots,
            columns=4,
        ),
    ),
    finish=finish_booking,
    on_cancel=left,
)

VERBS: Mapping[str, Callable[[Turn, int, str], Awaitable[Reply]]] = {
    "who": who,
    "card": card,
    "book": begin_booking,
    "mine": mine,
    "leave": ask_leave,
    "left": leave,
}
