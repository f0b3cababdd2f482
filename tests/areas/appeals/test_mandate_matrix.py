"""Role x button x state over mandates: hidden, open to all, and passed on to the council; forged or not.

What each person is to the mandate is written down by hand, as in `test_matrix`, whose town this uses.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from bot.areas.appeals.dialogs.mandates import council, deputy, forms, residents
from bot.areas.appeals.dialogs.mandates import routes as mandates
from bot.areas.appeals.models import Appeal, AppealEntry, AppealState, EntryKind, Outcome
from bot.areas.appeals.rules import access
from bot.areas.appeals.rules.access import Action, Relation
from bot.core import clock
from bot.core.errors import Refused
from bot.core.routes import Reply, Turn
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.test_matrix import SAYS_NO, WHO, Attempt, Case, code, ended, standing_before

_R = Relation
HIDDEN = {who: frozenset[Relation]() for who in WHO} | {
    "author": frozenset({_R.AUTHOR}),
    "deputy": frozenset({_R.DEPUTY}),
}
OPEN = {who: found | {_R.READER} for who, found in HIDDEN.items()}
PASSED = HIDDEN | {who: frozenset({_R.COUNCIL}) for who in ("chair", "secretary", "head")}

# What a button asks of whom; None: who has that page, in every state.
OWN, COUNCILS = frozenset({_R.DEPUTY}), frozenset({_R.COUNCIL})
Needs = Action | frozenset[Relation]
BUTTONS: dict[str, Needs] = {
    "dm:card.{id}": OWN,
    "dm:files.{id}": OWN,
    "dm:sort.{id}": OWN,
    "dm:topic.{id}.water": OWN,
    "dm:plan.{id}": Action.PLAN,
    "dm:answer.{id}": Action.ANSWER_MANDATE,
    "dm:ask.{id}": Action.ASK,
    "dm:council.{id}": Action.HAND_TO_COUNCIL,
    "dm:decline.{id}": Action.DECLINE,
    "mc:card.{id}": COUNCILS,
    "mc:answer.{id}": Action.ANSWER_MANDATE,
    "mc:hand.{id}": Action.HAND_OVER,
    "mc:to.{id}.{person}": Action.HAND_OVER,
    "md:card.{id}": Action.READ,
    "md:files.{id}": Action.READ,
    "md:where.{id}": Action.READ,
    "md:support.{id}": Action.SUPPORT,
    "md:unsupport.{id}": Action.SUPPORT,
    "md:hide.{id}": Action.HIDE,
    "md:show.{id}": Action.HIDE,
}
FORMS: dict[str, tuple[Action, dict[str, Any]]] = {
    "mandate_plan": (Action.PLAN, {"text": "сөз", "day": "2026-12-25"}),
    "mandate_answer": (Action.ANSWER_MANDATE, {"text": "сөз", "outcome": Outcome.DONE.value}),
    "mandate_question": (Action.ASK, {"text": "сөз"}),
    "mandate_proposal": (Action.HAND_TO_COUNCIL, {"text": "сөз"}),
    "mandate_decline": (Action.DECLINE, {"text": "сөз"}),
}
# Pages and lists of one's own, and what begins with no mandate.
OF_NO_MANDATE = {"district", "districts", "list", "draft", "day"}


async def tapped(payload: str, turn: Turn) -> Reply:
    name, _, argument = payload.partition(":")
    return await mandates.actions[name](turn, argument)


def attempts(case: Case) -> Iterator[tuple[str, Needs, Attempt]]:
    for pattern, needs in BUTTONS.items():
        payload = pattern.format(id=case.number, person=case.person)
        yield payload, needs, partial(tapped, payload)
    for form in mandates.forms:
        if form.name in FORMS:
            action, answers = FORMS[form.name]
            yield form.name, action, partial(ended, form, {"id": case.number} | answers)


def may(case: Case, relations: frozenset[Relation], needs: Needs) -> bool:
    if isinstance(needs, frozenset):
        return bool(needs & relations)
    return access.is_allowed(case.plain, relations, needs)


def judge(
    case: Case, relations: frozenset[Relation], said: Reply | Refused, *, allowed: bool, what: str
) -> None:
    where = f"{what} in {case.plain.state}"
    if allowed:
        assert not isinstance(said, Refused) or said.code not in SAYS_NO, where
    elif relations:
        assert isinstance(said, Refused), where
        assert said.code in SAYS_NO - {"appeals:gone"}, where
    else:
        assert code(said) == ("appeals:gone", {}), f"{where} tells that it exists"


async def check(case: Case, relations: frozenset[Relation]) -> None:
    for pattern in BUTTONS:
        missing = await case.tries(partial(tapped, pattern.format(id=99999, person=1)), allowed=False)
        assert code(missing) == ("appeals:gone", {}), pattern
    for state in AppealState:
        await case.stands(state)
        now = relations - {_R.READER} if state is AppealState.WITHDRAWN else relations
        for what, needs, attempt in attempts(case):
            allowed = may(case, now, needs)
            judge(case, now, await case.tries(attempt, allowed=allowed), allowed=allowed, what=what)
        assert await case.seen() == case.before, state


@pytest.mark.parametrize("who", ["resident", "author", "head", "secretary", "deputy"])
async def test_nobody_does_more_to_a_hidden_mandate_than_the_table_says(desk: Desk, who: str) -> None:
    async with standing_before(desk, who, mandate=True) as case:
        await check(case, HIDDEN[who])


@pytest.mark.parametrize("who", ["resident", "author", "chair", "deputy"])
async def test_nobody_does_more_to_one_open_to_all_than_the_table_says(desk: Desk, who: str) -> None:
    async with standing_before(desk, who, mandate=True) as case:
        await case.session.execute(update(Appeal).where(Appeal.id == case.number).values(open_to_all=True))
        await check(case, OPEN[who])


@pytest.mark.parametrize("who", ["resident", "chair", "deputy"])
async def test_nobody_does_more_to_one_passed_on_than_the_table_says(desk: Desk, who: str) -> None:
    async with standing_before(desk, who, mandate=True) as case:
        case.session.add(
            AppealEntry(
                appeal_id=case.number, kind=EntryKind.PASSED_ON, at=clock.now(), attachments=[], about={}
            )
        )
        await case.session.flush()
        await check(case, PASSED[who])


def test_no_button_and_no_form_is_forgotten() -> None:
    tried = {payload.partition(".")[0] for payload in BUTTONS}
    there = {f"dm:{verb}" for verb in deputy.VERBS} | {f"md:{verb}" for verb in residents.VERBS}
    assert there - tried == {
        f"{page}:{verb}" for page in ("dm", "md") for verb in OF_NO_MANDATE if f"{page}:{verb}" in there
    }
    assert {name for name in tried if name.startswith("mc:")} == {"mc:card", "mc:answer", "mc:hand", "mc:to"}
    assert council.act is mandates.actions["mc"]
    of_mandates = (forms.PLAN, forms.ANSWER, forms.QUESTION, forms.PROPOSAL, forms.DECLINE)
    assert {form.name for form in of_mandates} == set(FORMS)
