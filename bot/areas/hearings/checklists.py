"""What a report has to tell, item by item, as 002 orders it. Data, no decisions."""

from collections.abc import Mapping

from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import MeetingKind

CHECKLISTS: Mapping[str, tuple[str, ...]] = {
    # 002 §3.5: a deputy to the voters.
    "deputy": ("d1", "d2", "d3", "d4", "d5"),
    # 002 §5.1: issues of local significance.
    "local_issues": ("l1", "l2", "l3", "l4", "l5"),
    # 002 §5.2: budget and municipal property.
    "budget_property": ("b1", "b2", "b3", "b4", "b5", "b6", "b7"),
    # 002 §5.3: social and economic development, social protection.
    "development": ("s1", "s2", "s3", "s4", "s5", "s6", "s7"),
}


def items_of(kind: MeetingKind) -> list[str]:
    """All items of a report, in their order; none where nothing is reported."""
    return [item for name in KINDS[kind].checklists for item in CHECKLISTS[name]]
