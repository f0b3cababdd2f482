"""Role x action x state over all that the office's buttons and forms can send, forged or not.

What each person is to the case is written down here by hand, so that a mistake in looking it up shows too.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.dialogs import office
from bot.areas.appeals.dialogs.office.cards import VERBS
from bot.areas.appeals.models import (
    Appeal,
    AppealEntry,
    AppealKind,
    AppealState,
    AuthorBlock,
    Outcome,
)
from bot.areas.appeals.rules import access
from bot.areas.appeals.rules.access import Action, Relation
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.contacts import Contact
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import InMessage
from bot.core.routes import Form, Reply, Turn
from bot.outbox.models import Delivery
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import revoke
from tests.areas.residents.chat import BISHKEK, Phone

_R = Relation
Attempt = Callable[[Turn], Awaitable[Reply]]
OFFICE_STATES = tuple(
    state
    for state in AppealState
    if state not in {AppealState.PLANNED, AppealState.COUNCIL, AppealState.DECLINED}
)
MANDATE_STATES = tuple(
    state
    for state in AppealState
    if state not in {AppealState.IN_HAND, AppealState.DISPUTED, AppealState.FORWARDED}
)
WHO: dict[str, frozenset[Relation]] = {
    "resident": frozenset(),
    "author": frozenset({_R.AUTHOR}),
    "handler": frozenset({_R.HANDLER, _R.DUTY}),
    "handler without duty": frozenset({_R.HANDLER}),
    "officer": frozenset({_R.DUTY}),
    "head": frozenset({_R.DUTY, _R.HEAD, _R.JUDGE}),
    "finance head": frozenset(),
    "chair": frozenset(),
    "secretary": frozenset(),
    "deputy": frozenset(),
    "administrator": frozenset(),
    "former officer": frozenset(),
    "former handler": frozenset(),
}
OF_MANDATES = {name: frozenset[Relation]() for name in WHO} | {
    "author": frozenset({_R.AUTHOR}),
    "deputy": frozenset({_R.DEPUTY}),
}
_ROLES = {
    "handler": Role.OFFICER,
    "handler without duty": Role.FINANCE_HEAD,
    "finance head": Role.FINANCE_HEAD,
    "chair": Role.COUNCIL_CHAIR,
    "secretary": Role.COUNCIL_SECRETARY,
    "administrator": Role.ADMINISTRATOR,
    "former officer": Role.OFFICER,
    "former handler": Role.OFFICER,
}
# Forms that belong to no case have tests of their own.
OF_NO_CASE = {"ap_find", "ap_enter", "ap_objection", "ap_day"}
SAID: dict[str, Any] = {"text": "сөз", "files": []}
FORMS: dict[str, tuple[Action, dict[str, Any]]] = {
    "ap_ask": (Action.ASK, {"question": SAID}),
    "ap_note": (Action.NOTE, {"note": SAID}),
    "ap_forward": (Action.FORWARD, {"whose": "Район", "telephone": None}),
    "ap_same": (Action.ASSIGN, {}),
    "ap_answer": (Action.CLOSE, {"outcome": Outcome.EXPLAINED.value, "text": "мындай сөз"}),
    "ap_uphold": (Action.DECIDE_DISPUTE, {"reason": "мындай сөз"}),
    "ap_reopen": (Action.DECIDE_DISPUTE, {"reason": "мындай сөз"}),
    "ap_block": (Action.BLOCK_AUTHOR, {"reason": "мындай сөз"}),
}
SAYS_NO = {"appeals:gone", "appeals:not_yours", "appeals:past"}


@dataclass
class Case:
    """One person before one case; nothing of what they try is kept. `plain` is what the table is asked of."""

    session: AsyncSession
    person: int
    number: int
    other: int
    other_number: str
    plain: Appeal
    before: tuple[Any, ...] = ()

    async def stands(self, state: AppealState) -> None:
        self.plain.state = state
        await self.session.execute(update(Appeal).where(Appeal.id == self.number).values(state=state))
        self.before = await self.seen()

    def turn(self) -> Turn:
        return Turn(
            session=self.session,
            contact=Contact(id=0, person_id=self.person, channel="telegram", address="0"),
            message=InMessage(channel="telegram", address="0", external_id="forged"),
            t=Translator("ky", BISHKEK),
            now=clock.now(),
            links=Links("jarchy_bot"),
        )

    async def tries(self, attempt: Attempt, *, allowed: bool) -> Reply | Refused:
        """What isn't allowed must change nothing by itself: only what is gets undone."""
        trying = await self.session.begin_nested() if allowed else None
        try:
            said: Reply | Refused = await attempt(self.turn())
            await self.session.flush()
        except Refused as refused:
            said = refused
        if trying:
            await trying.rollback()
        return said

    async def seen(self) -> tuple[Any, ...]:
        rows = (await self.session.execute(select(Appeal.__table__).order_by(Appeal.id))).all()
        counts = [
            select(func.count()).select_from(table).scalar_subquery()
            for table in (AppealEntry, AuthorBlock, Delivery)
        ]
        return (*map(tuple, rows), tuple((await self.session.execute(select(*counts))).one()))


async def person_of(desk: Desk, who: str) -> Phone:
    if who in {"resident", "author"}:
        return await desk.resident()
    if who in {"officer", "head"}:
        return desk.officer if who == "officer" else desk.head
    if who == "deputy":
        return await desk.deputy()
    return await desk.staff(_ROLES[who], name="Ким Болбосун")


@asynccontextmanager
async def standing_before(desk: Desk, who: str, *, mandate: bool = False) -> AsyncIterator[Case]:
    phone = await person_of(desk, who)
    author = phone if who == "author" else await desk.voter()
    deputy = phone if who == "deputy" else await desk.deputy("Башка Депутат")
    if mandate:
        if who == "author":
            author = await desk.voter()
        case = await desk.mandate(author, deputy, open_to_all=False)
        phone = author if who == "author" else phone
    else:
        case = await desk.appeal(author, "Көчөдө суу жок")
    other = await desk.appeal(await desk.resident(), "Таштанды чогулуп калды")
    person = await desk.person(phone)
    handler = person if "handler" in who else await desk.person(await desk.staff(Role.OFFICER, name="Дагы"))
    if who.startswith("former"):
        await revoke(desk, phone)
    async with desk.database.session() as session:
        if not mandate:
            await session.execute(update(Appeal).where(Appeal.id == case.id).values(handler_id=handler))
        plain = Appeal(kind=case.kind, state=case.state)
        yield Case(session, person, case.id, other.id, other.number, plain)
        await session.rollback()


def attempts(case: Case) -> Iterator[tuple[str, Action, Attempt]]:
    """Every button on a card, what more may be behind its id, and the last tap of every form."""
    number = case.number
    buttons = [(f"{verb}.{number}", action) for verb, (action, _) in VERBS.items()]
    buttons += [
        (f"give.{number}.{case.person}", Action.ASSIGN),
        (f"topic.{number}.water", Action.SORT),
        (f"same.{number}.{case.other}", Action.ASSIGN),
        (f"same.{number}.number", Action.ASSIGN),
        (f"same.{number}.part", Action.ASSIGN),
    ]
    for payload, action in buttons:
        yield payload, action, partial(tapped, payload)
    for form in office.routes.forms:
        if form.name not in OF_NO_CASE:
            action, answers = FORMS[form.name]
            given = {"id": number, "number": case.other_number} | answers
            yield form.name, action, partial(ended, form, given)


async def tapped(payload: str, turn: Turn) -> Reply:
    return await office.routes.actions["ap"](turn, payload)


async def ended(form: Form, answers: dict[str, Any], turn: Turn) -> Reply:
    """It was begun while it was still allowed."""
    return await form.finish(turn, answers)


def code(said: Reply | Refused) -> tuple[str, dict[str, Any]] | None:
    return (said.code, said.data) if isinstance(said, Refused) else None


async def check(case: Case, relations: frozenset[Relation], states: tuple[AppealState, ...]) -> None:
    missing = await case.tries(partial(tapped, "card.99999"), allowed=False)
    assert code(missing) == ("appeals:gone", {})
    for state in states:
        await case.stands(state)
        for what, action, attempt in attempts(case):
            allowed = access.is_allowed(case.plain, relations, action)
            said = await case.tries(attempt, allowed=allowed)
            judge(case, relations, said, allowed=allowed, what=what)
        assert await case.seen() == case.before, state


def judge(
    case: Case, relations: frozenset[Relation], said: Reply | Refused, *, allowed: bool, what: str
) -> None:
    where = f"{what} in {case.plain.state}"
    joins = what in {f"same.{case.number}.{case.other}", "ap_same"}
    if allowed and joins and not relations & {_R.DUTY, _R.HEAD}:
        # Their own case they may join, but to the other they are nothing.
        assert code(said) == ("appeals:gone", {}), where
    elif allowed:
        assert not isinstance(said, Refused) or said.code not in SAYS_NO, where
    elif relations:
        assert isinstance(said, Refused), where
        assert said.code in SAYS_NO - {"appeals:gone"}, where
    else:
        assert code(said) == ("appeals:gone", {}), f"{where} tells that it exists"


@pytest.mark.parametrize("who", WHO)
async def test_nobody_does_more_to_an_appeal_than_the_table_says(desk: Desk, who: str) -> None:
    async with standing_before(desk, who) as case:
        await check(case, WHO[who], OFFICE_STATES)


@pytest.mark.parametrize("who", ["resident", "author", "officer", "head", "chair", "deputy"])
async def test_the_office_has_no_hand_in_mandates(desk: Desk, who: str) -> None:
    async with standing_before(desk, who, mandate=True) as case:
        assert case.plain.kind is AppealKind.MANDATE
        await check(case, OF_MANDATES[who], MANDATE_STATES)


def test_no_form_is_forgotten() -> None:
    assert {form.name for form in office.routes.forms} == set(FORMS) | OF_NO_CASE


async def test_a_forged_button_gets_the_words_of_a_missing_case(desk: Desk) -> None:
    """Through the phone, letter by letter."""
    appeal = await desk.appeal(await desk.resident())
    stranger = await desk.resident()
    for verb in VERBS:
        there = await stranger.tap_payload(f"ap:{verb}.{appeal.id}")
        assert there == await stranger.tap_payload(f"ap:{verb}.99999")
        assert "кайрылуу жок" in there
    assert await stranger.write(f"/cases {appeal.number}") == await stranger.write("/cases 26-9999-6")


@pytest.mark.parametrize("payload", ["ap:", "ap:take", "ap:take.", "ap:take.x", "ap:nothing.1", "ap:take.²"])
async def test_a_button_that_makes_no_sense_shows_the_list(desk: Desk, payload: str) -> None:
    await desk.appeal(await desk.resident())
    assert "Жаңы" in await desk.officer.tap_payload(payload)
