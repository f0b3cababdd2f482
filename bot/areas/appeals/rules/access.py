"""Who may do what with whose appeal, and when: the one table. Services ask it; buttons only follow it."""

import enum
from collections.abc import Collection

from bot.areas.appeals.models import Appeal, AppealKind, AppealState
from bot.core.errors import Refused


class Relation(enum.StrEnum):
    """What somebody is to one appeal; a person may be several things.

    `NEIGHBOUR`: a resident of a mandate's district, and the mandate is open to all. `READER`: anybody, of
    a mandate open to all. `KEEPER`: the council, of an open mandate whose deputy serves no more in its
    district; they see nothing of it but its number. `CHAIR`: the council's chair, of what was disputed where
    no head is there to decide but who wrote or answered it. `JUDGE`: who decides the dispute, be it the head
    or the chair. Who is nothing to it can't even learn that it exists.
    """

    AUTHOR = "author"
    HANDLER = "handler"
    DUTY = "duty"
    HEAD = "head"
    DEPUTY = "deputy"
    COUNCIL = "council"
    NEIGHBOUR = "neighbour"
    READER = "reader"
    KEEPER = "keeper"
    CHAIR = "chair"
    JUDGE = "judge"


class Action(enum.StrEnum):
    READ = "read"
    SEE_AUTHOR = "see_author"
    # the author
    REPLY = "reply"
    WITHDRAW = "withdraw"
    DISPUTE = "dispute"
    TELL_WHETHER_IT_WORKS = "tell_whether_it_works"
    # the office
    TAKE = "take"
    ASSIGN = "assign"
    ASK = "ask"
    NOTE = "note"
    SORT = "sort"
    FORWARD = "forward"
    CLOSE = "close"
    DECIDE_DISPUTE = "decide_dispute"
    BLOCK_AUTHOR = "block_author"
    # a mandate
    PLAN = "plan"
    HAND_TO_COUNCIL = "hand_to_council"
    ANSWER_MANDATE = "answer_mandate"
    DECLINE = "decline"
    SUPPORT = "support"
    HIDE = "hide"
    HAND_OVER = "hand_over"


_R, _A, _S = Relation, Action, AppealState

OPEN = frozenset({_S.NEW, _S.IN_HAND, _S.ASKED, _S.PLANNED, _S.COUNCIL, _S.DISPUTED})
ENDED = frozenset(AppealState) - OPEN
BEING_HANDLED = frozenset({_S.NEW, _S.IN_HAND, _S.ASKED})
_ANY = frozenset(AppealState)

_OFFICE = frozenset({_R.HANDLER, _R.DUTY, _R.HEAD})
_DEPUTY_SIDE = frozenset({_R.DEPUTY})

# Action: who, of which kind (True: mandates, False: the rest, None: both), in which states.
MATRIX: dict[Action, tuple[frozenset[Relation], bool | None, frozenset[AppealState]]] = {
    _A.READ: (frozenset(Relation) - {_R.KEEPER}, None, _ANY),
    _A.SEE_AUTHOR: (frozenset({_R.AUTHOR, *_OFFICE, _R.DEPUTY, _R.CHAIR}), None, _ANY),
    _A.REPLY: (frozenset({_R.AUTHOR}), None, OPEN),
    _A.WITHDRAW: (frozenset({_R.AUTHOR}), None, OPEN - {_S.DISPUTED}),
    # Also that it is nobody else's: to pass an appeal on ends it as an answer does.
    _A.DISPUTE: (frozenset({_R.AUTHOR}), False, frozenset({_S.CLOSED, _S.FORWARDED})),
    _A.TELL_WHETHER_IT_WORKS: (frozenset({_R.AUTHOR}), False, frozenset({_S.CLOSED})),
    _A.TAKE: (frozenset({_R.DUTY, _R.HEAD}), False, BEING_HANDLED),
    _A.ASSIGN: (_OFFICE, False, BEING_HANDLED),
    _A.ASK: (frozenset({_R.HANDLER, _R.HEAD, _R.DEPUTY}), None, OPEN - {_S.DISPUTED}),
    _A.NOTE: (_OFFICE | {_R.CHAIR}, False, _ANY),
    _A.SORT: (_OFFICE | _DEPUTY_SIDE, None, _ANY),
    _A.FORWARD: (_OFFICE, False, BEING_HANDLED),
    _A.CLOSE: (frozenset({_R.HANDLER, _R.HEAD}), False, BEING_HANDLED),
    _A.DECIDE_DISPUTE: (frozenset({_R.JUDGE}), False, frozenset({_S.DISPUTED})),
    _A.BLOCK_AUTHOR: (frozenset({_R.HEAD, _R.DUTY}), False, _ANY),
    _A.PLAN: (_DEPUTY_SIDE, True, frozenset({_S.NEW, _S.ASKED, _S.PLANNED})),
    _A.HAND_TO_COUNCIL: (_DEPUTY_SIDE, True, frozenset({_S.NEW, _S.ASKED, _S.PLANNED})),
    _A.ANSWER_MANDATE: (
        frozenset({_R.DEPUTY, _R.COUNCIL}),
        True,
        frozenset({_S.NEW, _S.ASKED, _S.PLANNED, _S.COUNCIL}),
    ),
    _A.DECLINE: (_DEPUTY_SIDE, True, frozenset({_S.NEW, _S.ASKED, _S.PLANNED})),
    _A.SUPPORT: (frozenset({_R.NEIGHBOUR}), True, frozenset({_S.NEW, _S.ASKED, _S.PLANNED, _S.COUNCIL})),
    _A.HIDE: (frozenset({_R.AUTHOR}), True, _ANY),
    _A.HAND_OVER: (frozenset({_R.KEEPER}), True, OPEN),
}


def is_allowed(appeal: Appeal, relations: Collection[Relation], action: Action) -> bool:
    who, mandate, states = MATRIX[action]
    kind_fits = mandate is None or mandate is (appeal.kind is AppealKind.MANDATE)
    return bool(who & set(relations)) and kind_fits and appeal.state in states


def allowed(appeal: Appeal, relations: Collection[Relation]) -> frozenset[Action]:
    return frozenset(action for action in Action if is_allowed(appeal, relations, action))


def check(appeal: Appeal, relations: Collection[Relation], action: Action) -> None:
    """Raises `Refused`: `appeals:gone` to who is nothing to it, so that guessing teaches nothing;
    `appeals:not_yours` to who may see it but not do this; `appeals:past` when it has gone on since.
    """
    if not relations:
        raise Refused("appeals:gone")
    who, mandate, _ = MATRIX[action]
    if not who & set(relations) or (
        mandate is not None and mandate is not (appeal.kind is AppealKind.MANDATE)
    ):
        raise Refused("appeals:not_yours")
    if not is_allowed(appeal, relations, action):
        raise Refused("appeals:past", state=appeal.state)


def check_mandate(appeal: Appeal) -> None:
    """For pages that tell of mandates only. Raises `Refused("appeals:gone")`."""
    if appeal.kind is not AppealKind.MANDATE:
        raise Refused("appeals:gone")
