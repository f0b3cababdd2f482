"""Which things people may link to which duty. Data, and two tiny questions."""

from collections.abc import Mapping

from bot.areas.hearings.models import MeetingKind
from bot.areas.initiatives.models import InitiativeKind
from bot.areas.obligations.facts import meetings
from bot.areas.obligations.facts.initiatives import DUTIES
from bot.areas.obligations.rules.state import FactKind

_K, _F = MeetingKind, FactKind
MEETINGS: Mapping[str, frozenset[MeetingKind]] = {
    "cal.1": frozenset({_K.BUDGET_HEARING, _K.PUBLIC_HEARING}),
    "cal.2": frozenset({_K.HEAD_REPORT, _K.VILLAGE_ASSEMBLY}),
    "cal.3": frozenset({_K.PROGRAMME_HEARING, _K.PUBLIC_HEARING}),
    "cal.4": frozenset({_K.BUDGET_HEARING, _K.PUBLIC_HEARING}),
    "cal.5": frozenset({_K.TARIFF_HEARING, _K.PUBLIC_HEARING}),
    "cal.6": frozenset({_K.DEPUTY_REPORT}),
    "plan.1.2": meetings.PRESENTING | {_K.OTHER},
    "plan.2.1": meetings.COMMUNITY | {_K.OTHER},
}
"""A hearing may be called as an ordinary one; whose report it is can't be told from an assembly."""
INITIATIVES: Mapping[str, InitiativeKind] = {key: kind for kind, (key, _) in DUTIES.items()}
_KINDS: Mapping[str, frozenset[FactKind]] = {
    "plan.1.5": frozenset({_F.BULLETIN}),
    "plan.3.1": frozenset({_F.QUESTIONNAIRE}),
    "plan.3.2": frozenset({_F.SURVEY}),
    "plan.3.3": frozenset({_F.PRESENTATION}),
    **dict.fromkeys(MEETINGS, frozenset({_F.MEETING})),
    **dict.fromkeys(INITIATIVES, frozenset({_F.INITIATIVE})),
}
# The office's own event may be a meeting, a survey, an initiative, a message.
_OWN = frozenset({_F.MEETING, _F.SURVEY, _F.INITIATIVE, _F.BULLETIN})


def kinds_for(key: str, *, own: bool) -> frozenset[FactKind]:
    """What may be linked to it."""
    return _OWN if own else _KINDS.get(key, frozenset())


def meeting_kinds(key: str, *, own: bool) -> frozenset[MeetingKind]:
    return frozenset(MeetingKind) if own else MEETINGS.get(key, frozenset())
