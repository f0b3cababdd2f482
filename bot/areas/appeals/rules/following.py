"""What an author sees of their appeal, and how long they may say that the answer doesn't hold."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.areas.appeals.models import Appeal, AppealEntry, AppealKind, AppealState, EntryKind, Outcome

# Recommended: time enough to see whether it holds; the seeds are silent.
DISPUTE_WITHIN = timedelta(days=30)
# Answered, or said to be somebody else's.
DISPUTABLE = frozenset({AppealState.CLOSED, AppealState.FORWARDED})


def disputable_until(appeal: Appeal, history: Sequence[AppealEntry]) -> datetime | None:
    """Until when the author may dispute the answer; None when they can't (any more): once is all.

    To say «no» when they are asked whether a repair holds isn't that once: they were asked.
    """
    if appeal.kind is AppealKind.MANDATE or appeal.state not in DISPUTABLE or not appeal.closed_at:
        return None
    return None if was_disputed(history) else appeal.closed_at + DISPUTE_WITHIN


def was_disputed(history: Sequence[AppealEntry]) -> bool:
    return any(one.kind is EntryKind.DISPUTED for one in history)


def may_dispute(appeal: Appeal, history: Sequence[AppealEntry], now: datetime) -> bool:
    until = disputable_until(appeal, history)
    return until is not None and now < until


def recheck_at(appeal: Appeal, days: int) -> datetime | None:
    """When the author is asked whether a repair holds; None for what isn't told to be repaired."""
    repaired = appeal.state is AppealState.CLOSED and appeal.outcome is Outcome.REPAIRED
    return appeal.closed_at + timedelta(days=days) if repaired and appeal.closed_at else None


IN_HAND = frozenset({EntryKind.TAKEN, EntryKind.ASSIGNED})


# Of a note: whose number it is handled together with, or None when it goes its own way again.
JOINED = "joined_to"


def public(history: Sequence[AppealEntry]) -> list[AppealEntry]:
    """Without the office's notes, and without who in it gave the appeal to whom: it is in hand, once.

    That it is handled together with another is the author's to know, whose the other is is not.
    """
    taken = [one for one in history if one.kind in IN_HAND][:1]
    return [one for one in history if _is_public(one) and (one.kind not in IN_HAND or one in taken)]


def _is_public(entry: AppealEntry) -> bool:
    return entry.kind is not EntryKind.NOTE or JOINED in entry.about
