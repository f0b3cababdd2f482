"""Adding an event of the office's own to the year, and removing it."""

from typing import Any

from bot.areas.obligations import own_events, planning
from bot.areas.obligations.catalogue import Months, Recurrence, Rule, calendar
from bot.areas.obligations.dialogs.planning import screens, steps
from bot.areas.obligations.models.obligation import TITLE_LENGTH
from bot.areas.obligations.own_events import Draft
from bot.areas.obligations.texts import own_events as texts
from bot.areas.obligations.texts import planning as planning_texts
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Choose, Confirm, Option, always
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.routes import Answers, Form, Reply, Turn, say

OTHER = "other"
RULES = (Rule.WINDOWS, Rule.HALF_YEARLY, Rule.QUARTERLY, Rule.MONTHLY, Rule.AS_NEEDED)
ONCE, YEARLY = "once", "yearly"


def _what(view: View) -> list[Option]:
    known = [Option(str(texts.example(view.t, one.slug)), one.slug) for one in calendar().examples]
    return [*known, Option(str(texts.other(view.t)), OTHER)]


def _is_other(view: View) -> bool:
    return view.answers.get("what") == OTHER


def _has_months(view: View) -> bool:
    return view.answers.get("rule") == Rule.WINDOWS.value


def _months(view: View) -> list[Option]:
    return [Option(texts.month(view.t, one), str(one)) for one in range(1, 13)]


def _later_months(view: View) -> list[Option]:
    first = int(view.answers.get("first") or 1)
    return [Option(texts.month(view.t, one), str(one)) for one in range(first, 13)]


def _every_year(view: View) -> list[Option]:
    return [Option(str(texts.this_year(view.t)), ONCE), Option(str(texts.every_year(view.t)), YEARLY)]


async def _finish(turn: Turn, answers: Answers) -> Reply:
    year = int(answers["year"])
    draft = _draft(turn.t, answers)
    found = await own_events.add(turn.session, turn.person_id, year, draft, turn.now)
    row = await planning.row(turn.session, found.id)
    shown = await screens.show_row(turn, found.id)
    today = turn.now.astimezone(turn.t.timezone).date()
    past = bool(row.periods) and all(one.closes_on < today for one in row.periods)
    return say(texts.added(turn.t, row.title(turn.t.language), past=past)).then(shown)


def _draft(t: Translator, answers: Answers) -> Draft:
    example = next((one for one in calendar().examples if one.slug == answers["what"]), None)
    return Draft(
        slug=example.slug if example else None,
        title_ky=example.ky if example else str(answers["title"]),
        title_ru=example.ru if example else answers.get("title_ru"),
        recurrence=_recurrence(t, answers),
        every_year=answers["yearly"] == YEARLY,
    )


def _recurrence(t: Translator, answers: Answers) -> Recurrence:
    rule = Rule(answers["rule"])
    first = int(answers.get("first") or 1)
    last = int(answers.get("last") or first)
    if last < first:
        # An older button of the last month.
        raise Refused("obligations:months")
    windows: tuple[Any, ...] = ()
    if rule is Rule.WINDOWS:
        windows = (Months(first_month=first, last_month=last),)
    cells = {one: texts.cell(t.in_language(one), rule, first, last) for one in ("ky", "ru")}
    return Recurrence(rule=rule, windows=windows, **cells)


async def _left(turn: Turn, answers: Answers) -> Reply:
    return await screens.show_year(turn, int(answers["year"]))


OWN = Form(
    name="plan_own",
    steps=(
        Choose(name="what", text=lambda view: texts.ask_what(view.t), options=_what),
        steps.words("title", lambda view: texts.ask_title(view.t), TITLE_LENGTH, when=_is_other),
        steps.words(
            "title_ru",
            lambda view: texts.ask_title_ru(view.t),
            TITLE_LENGTH,
            when=_is_other,
            optional=always,
        ),
        Choose(
            name="rule",
            text=lambda view: texts.ask_rule(view.t),
            options=lambda view: [Option(str(texts.rule(view.t, one)), one.value) for one in RULES],
        ),
        Choose(
            name="first",
            text=lambda view: texts.ask_first_month(view.t),
            options=_months,
            columns=3,
            when=_has_months,
        ),
        Choose(
            name="last",
            text=lambda view: texts.ask_last_month(view.t),
            options=_later_months,
            columns=3,
            when=_has_months,
        ),
        Choose(name="yearly", text=lambda view: texts.ask_every_year(view.t), options=_every_year),
    ),
    finish=_finish,
    on_cancel=_left,
)


# Removing


async def _removed(turn: Turn, answers: Answers) -> Reply:
    year = await own_events.remove(turn.session, turn.person_id, int(answers["id"]), turn.now)
    return say(texts.removed(turn.t)).then(await screens.show_year(turn, year))


async def _kept(turn: Turn, answers: Answers) -> Reply:
    return await screens.show_row(turn, int(answers["id"]))


async def _load(turn: Turn, answers: Answers) -> str:
    return (await planning.row(turn.session, int(answers["id"]))).title(turn.t.language)


REMOVE = Form(
    name="plan_remove",
    load=_load,
    steps=(
        Confirm(
            name="sure",
            text=lambda view: texts.sure_to_remove(view.t, view.data),
            button=lambda view: planning_texts.remove_button(view.t),
        ),
    ),
    finish=_removed,
    on_cancel=_kept,
)
