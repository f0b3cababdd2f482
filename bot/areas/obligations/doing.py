"""With which button each duty is begun, and which kind of meeting it is where it is one. Data."""

from collections.abc import Mapping

from bot.areas.hearings.models import MeetingKind
from bot.areas.people.rules import Permission

MEETINGS: Mapping[str, MeetingKind] = {
    "cal.1": MeetingKind.BUDGET_HEARING,
    "cal.2": MeetingKind.HEAD_REPORT,
    "cal.3": MeetingKind.PROGRAMME_HEARING,
    "cal.4": MeetingKind.BUDGET_HEARING,
    "cal.5": MeetingKind.TARIFF_HEARING,
    "cal.6": MeetingKind.DEPUTY_REPORT,
    # Any assembly or hearing will do for these two; the assembly is the usual one.
    "plan.1.2": MeetingKind.VILLAGE_ASSEMBLY,
    "plan.2.1": MeetingKind.VILLAGE_ASSEMBLY,
}
"""Rows that are fulfilled by meeting: their last day to act leaves room for the lawful notice."""

_OWN_MEETINGS: Mapping[str, MeetingKind] = {
    "own.greening_meeting": MeetingKind.OTHER,
    "own.youth_forum": MeetingKind.OTHER,
    "own.local_kurultai": MeetingKind.KURULTAI,
}
"""Of the office's own events, those that the note of 000 names; a second one in a year ends in its number."""

_ELSEWHERE: Mapping[str, tuple[str, Permission]] = {
    "plan.1.1": ("bcnew:", Permission.COMPOSE_BROADCAST),
    "plan.1.3": ("bulletins:", Permission.RECORD_DISTRIBUTION),
    "plan.1.4": ("bulletins:", Permission.RECORD_DISTRIBUTION),
    "plan.1.5": ("bulletins:", Permission.EDIT_BULLETIN),
    "plan.2.2": ("ini:new.0", Permission.KEEP_INITIATIVES),
    "plan.2.3": ("ini:", Permission.KEEP_INITIATIVES),
    "plan.2.4": ("ini:new.0", Permission.KEEP_INITIATIVES),
    "plan.3.1": ("forms:", Permission.RUN_SURVEY),
    "plan.3.2": ("surveys:", Permission.RUN_SURVEY),
    "plan.3.3": ("surveys:", Permission.RUN_SURVEY),
    "str.2.5": ("lib:card.issues", Permission.KEEP_LIBRARY),
}


def meeting_of(key: str) -> MeetingKind | None:
    """None where nobody need be called together."""
    return MEETINGS.get(key) or _OWN_MEETINGS.get(key) or _OWN_MEETINGS.get(key.rpartition(".")[0])


def doing_of(key: str) -> tuple[str, Permission] | None:
    """The payload of the button that begins it and who may; None: it is done outside and ticked."""
    kind = meeting_of(key)
    if kind is not None:
        return f"mtnew:kind.{kind.value}", Permission.CALL_MEETING
    return _ELSEWHERE.get(key)
