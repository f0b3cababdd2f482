"""A holder publishes hours: on one day or every week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from markupsafe import Markup

from bot.areas.municipality import queries as municipality
from bot.areas.receptions import queries, rules, service
from bot.areas.receptions.dialogs import steps
from bot.areas.receptions.models import PLACE_LENGTH
from bot.areas.receptions.service import Hours
from bot.areas.receptions.texts import holding as texts
from bot.core.dialogs import words
from bot.core.dialogs.calendar import PickDay, PickTime
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Accepted, Choose, Confirm, Heard, Option, Outcome, Rejected
from bot.core.messages import Choice
from bot.core.routes import Answers, Form, Reply, Turn, say, start_form

ONCE, WEEKLY = "once", "weekly"
_OPENS = tuple(time(hour) for hour in (8, 9, 10, 11, 13, 14, 15, 16))
_CLOSES = tuple(time(hour) for hour in (10, 11, 12, 13, 15, 16, 17, 18))


@dataclass(frozen=True, slots=True)
class Usual:
    """Places of theirs before, and the office's address."""

    places: tuple[str, ...]


async def begin(turn: Turn, _number: int, _more: str) -> Reply:
    await service.check_may_hold(turn.session, turn.person_id)
    return start_form(PUBLISH.name)


async def load_usual(turn: Turn, _answers: Answers) -> Usual:
    known = [one.place for one in await queries.ahead(turn.session, turn.now, turn.person_id)]
    office = await municipality.get_municipality(turn.session)
    address = office.address(turn.t.language) if office else None
    found = dict.fromkeys([*known, *([address] if address else [])])
    return Usual(tuple(found)[:3])


def _place(said: str, usual: Usual) -> str:
    """A button holds only the number of a place: addresses are longer than buttons may carry."""
    known = {f"#{number}": place for number, place in enumerate(usual.places)}
    return known.get(said, said)


def _today(view: View) -> date:
    return view.now.astimezone(view.t.timezone).date()


def _time(view: View, name: str) -> time:
    return time.fromisoformat(view.answers[name])


class _Opens(PickTime):
    def accept(self, view: View, heard: Heard) -> Outcome:
        said = super().accept(view, heard)
        if isinstance(said, Rejected):
            return said
        day = date.fromisoformat(view.answers["day"])
        starts_at = datetime.combine(day, time.fromisoformat(said.value), view.t.timezone)
        return said if starts_at > view.now else Rejected(texts.opens_past(view.t))


class _Closes(PickTime):
    def accept(self, view: View, heard: Heard) -> Outcome:
        said = super().accept(view, heard)
        if isinstance(said, Accepted) and time.fromisoformat(said.value) <= _time(view, "opens"):
            return Rejected(texts.closes_wrong(view.t, _time(view, "opens")))
        return said


def _minutes(view: View) -> list[Option]:
    """Only what fits between the hours."""
    length = _length(_time(view, "opens"), _time(view, "closes"))
    fit = [count for count in rules.SLOT_MINUTES if timedelta(minutes=count) <= length]
    return [Option(texts.minutes(view.t, count), str(count)) for count in fit or rules.SLOT_MINUTES[:1]]


def _length(opens: time, closes: time) -> timedelta:
    return timedelta(hours=closes.hour - opens.hour, minutes=closes.minute - opens.minute)


def _preview(view: View) -> Markup:
    opens, closes = _time(view, "opens"), _time(view, "closes")
    return texts.preview(
        view.t,
        weekly=view.answers["repeat"] == WEEKLY,
        day=date.fromisoformat(view.answers["day"]),
        opens=opens,
        closes=closes,
        slots=_length(opens, closes) // timedelta(minutes=int(view.answers["minutes"])),
        place=_place(view.answers["place"], view.data),
    )


async def finish(turn: Turn, answers: Answers) -> Reply:
    hours = Hours(
        date.fromisoformat(answers["day"]),
        time.fromisoformat(answers["opens"]),
        time.fromisoformat(answers["closes"]),
        int(answers["minutes"]),
        _place(answers["place"], await load_usual(turn, answers)),
    )
    if answers["repeat"] == WEEKLY:
        zone = turn.t.timezone
        count = len(await service.publish_weekly(turn.session, turn.person_id, hours, turn.now, zone))
    else:
        await service.publish(turn.session, turn.person_id, hours, turn.now, turn.t.timezone)
        count = 1
    return say(texts.published(turn.t, count), [Choice(str(texts.to_list(turn.t)), "rh:list")])


async def left(turn: Turn, _answers: Answers) -> Reply:
    return say(words.cancelled(turn.t), [Choice(str(texts.to_list(turn.t)), "rh:list")])


PUBLISH = Form(
    name="reception_publish",
    load=load_usual,
    steps=(
        Choose(
            name="repeat",
            text=lambda view: texts.ask_repeat(view.t),
            options=lambda view: [
                Option(str(texts.once(view.t)), ONCE),
                Option(str(texts.weekly(view.t)), WEEKLY),
            ],
        ),
        PickDay(
            name="day",
            text=lambda view: texts.ask_day(view.t, weekly=view.answers["repeat"] == WEEKLY),
            first=_today,
            last=lambda view: _today(view) + rules.FURTHEST - timedelta(days=1),
            explain=lambda view, _refused: texts.day_wrong(view.t),
        ),
        _Opens(name="opens", text=lambda view: texts.ask_opens(view.t), suggestions=lambda _view: _OPENS),
        _Closes(
            name="closes",
            text=lambda view: texts.ask_closes(view.t),
            suggestions=lambda view: [one for one in _CLOSES if one > _time(view, "opens")],
        ),
        Choose(name="minutes", text=lambda view: texts.ask_minutes(view.t), options=_minutes, columns=2),
        steps.words(
            "place",
            lambda view: texts.ask_place(view.t),
            longest=PLACE_LENGTH,
            suggestions=lambda view: [
                Option(place, f"#{number}") for number, place in enumerate(view.data.places)
            ],
        ),
        Confirm(name="sure", text=_preview, button=lambda view: texts.publish_button(view.t)),
    ),
    finish=finish,
    on_cancel=left,
)
