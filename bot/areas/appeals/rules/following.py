"""How long, and how often, an author may say that the answer doesn't hold."""

from datetime import datetime, timedelta

from bot.areas.appeals.models import Appeal, AppealKind, AppealState, Outcome

# Recommended: time enough to see whether it holds; the seeds are silent.
DISPUTE_WITHIN = timedelta(days=30)


def disputable_until(appeal: Appeal) -> datetime | None:
    """Until when the author may dispute the answer; None when they can't (any more): once is all."""
    office = appeal.kind is not AppealKind.MANDATE
    if not office or appeal.state is not AppealState.CLOSED or appeal.disputed_at or not appeal.closed_at:
        return None
    return appeal.closed_at + DISPUTE_WITHIN


def may_dispute(appeal: Appeal, now: datetime) -> bool:
    until = disputable_until(appeal)
    return until is not None and now < until


def recheck_at(appeal: Appeal, days: int) -> datetime | None:
    """When the author is asked whether a repair holds; None for what wasn't repaired or was told already."""
    repaired = appeal.state is AppealState.CLOSED and appeal.outcome is Outcome.REPAIRED
    if not repaired or appeal.works_again is not None or not appeal.closed_at:
        return None
    return appeal.closed_at + timedelta(days=days)
