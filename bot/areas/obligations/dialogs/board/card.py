"""The card of a duty, one of its periods, its history."""

from collections.abc import Awaitable, Callable

from sqlalchemy import select

from bot.areas.obligations import access, doing, fitting, showing
from bot.areas.obligations.access import Viewer
from bot.areas.obligations.board import Row, Standing
from bot.areas.obligations.dialogs.board import ground
from bot.areas.obligations.dialogs.planning import doors
from bot.areas.obligations.rules.state import FULFILLED, FactKind, State
from bot.areas.obligations.tags import ABOUT_OTHERS, AuditTag
from bot.areas.obligations.texts import card as texts
from bot.areas.obligations.texts import listing as list_texts
from bot.areas.obligations.texts import record as record_texts
from bot.areas.obligations.texts import states
from bot.core.audit import AuditEntry
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say

CardButtons = Callable[[Turn, Row, Viewer], Awaitable[list[list[Choice]]]]
"""Rows of buttons that another part of this area adds to a card."""

CARD_BUTTONS: tuple[CardButtons, ...] = (doors.on_card,)

IN_A_ROW = 4
HISTORY = 20
_SETTLED = FULFILLED | {State.WAIVED}


async def show(turn: Turn, argument: str) -> Reply:
    viewer = await access.viewer(turn.session, turn.person_id)
    row = await ground.row(turn, argument)
    names = await showing.names(turn.session, turn.t, row)
    text = texts.card(turn.t, row, names, ground.today(turn), await showing.answers(turn.session, row))
    return say(text, *await _buttons(turn, row, viewer))


async def _buttons(turn: Turn, row: Row, viewer: Viewer) -> list[list[Choice]]:
    t, number = turn.t, row.obligation.id
    rows: list[list[Choice]] = []
    first = [*_begin(turn, row, viewer)]
    if viewer.may_prove(row) and row.obligation.waived_at is None and row.standings:
        first.append(Choice(str(texts.prove_button(t)), _to_prove(row)))
    if first:
        rows.append(first)
    rows += _periods(turn, row)
    if len(row.standings) == 1 and (more := _of_period(turn, row, row.standings[0], viewer)):
        rows.append(more)
    rows.append([Choice(str(texts.pdf_button(t)), f"ob:pdf.{number}")])
    for add in CARD_BUTTONS:
        rows += await add(turn, row, viewer)
    rows.append(
        [
            Choice(str(texts.history_button(t)), f"ob:log.{number}"),
            Choice(str(list_texts.to_list(t)), f"ob:list.{row.obligation.year}"),
        ]
    )
    return rows


def _begin(turn: Turn, row: Row, viewer: Viewer) -> list[Choice]:
    """What to do, for who may do it and while something is to be done."""
    way = doing.doing_of(row.obligation.key)
    settled = all(one.judgement.state in _SETTLED for one in row.standings)
    if way is None or way[1] not in viewer.may or settled:
        return []
    return [Choice(str(texts.begin_button(turn.t, row.obligation.key)), way[0])]


def _to_prove(row: Row) -> str:
    """Straight on where there is one time; else it is asked for which."""
    if len(row.standings) == 1:
        return f"ob:tick.{row.standings[0].period.id}"
    return f"ob:when.{row.obligation.id}"


def _periods(turn: Turn, row: Row) -> list[list[Choice]]:
    if len(row.standings) == 1:
        return []
    recurrence = row.measure.recurrence if row.measure else None
    found = [
        Choice(
            f"{states.sign(one.judgement.state)} "
            f"{states.short_period(turn.t, recurrence, one.period.window)}",
            f"ob:per.{one.period.id}",
        )
        for one in row.standings
    ]
    return [found[place : place + IN_A_ROW] for place in range(0, len(found), IN_A_ROW)]


def _of_period(turn: Turn, row: Row, one: Standing, viewer: Viewer) -> list[Choice]:
    """Its ticks, and what belongs to it."""
    found = []
    if any(fact.kind is FactKind.TICK for fact in one.judgement.facts):
        found.append(Choice(str(texts.proofs_button(turn.t)), f"ob:ticks.{one.period.id}"))
    if viewer.keeps and fitting.kinds_for(row.obligation.key, own=row.obligation.own):
        found.append(Choice(str(texts.link_button(turn.t)), f"ob:links.{one.period.id}"))
    return found


async def show_period(turn: Turn, argument: str) -> Reply:
    viewer = await access.viewer(turn.session, turn.person_id)
    row, one = await ground.standing(turn, argument)
    names = await showing.names(turn.session, turn.t, row)
    rows = []
    if viewer.may_prove(row) and row.obligation.waived_at is None:
        rows.append([Choice(str(texts.prove_button(turn.t)), f"ob:tick.{one.period.id}")])
    if more := _of_period(turn, row, one, viewer):
        rows.append(more)
    return say(texts.period(turn.t, row, one, names), *rows, to_card(turn, row))


def to_card(turn: Turn, row: Row) -> list[Choice]:
    return [Choice(str(texts.to_card(turn.t)), f"ob:card.{row.obligation.id}")]


async def history(turn: Turn, argument: str) -> Reply:
    """What people did about it, the latest first."""
    await access.viewer(turn.session, turn.person_id)
    row = await ground.row(turn, argument)
    tags = [tag.value for tag in AuditTag if tag not in ABOUT_OTHERS]
    entries = (
        await turn.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_id == row.obligation.id, AuditEntry.tag.in_(tags))
            .order_by(AuditEntry.id.desc())
            .limit(HISTORY)
        )
    ).all()
    who = await showing.names_of(turn.session, {one.person_id for one in entries if one.person_id})
    lines = [
        texts.history_line(
            turn.t,
            turn.t.moment(one.at),
            who.get(one.person_id or 0),
            record_texts.audit_sentence(turn.t, one),
        )
        for one in entries
    ]
    return say(texts.history(turn.t, row, lines), to_card(turn, row))


VERBS = {"card": show, "per": show_period, "log": history}
