"""Pure decisions about consent, villages and leaving."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core.errors import Refused

QUIET_AFTER_RETURN = timedelta(minutes=10)


def is_current(given_version: int | None, version_in_force: int) -> bool:
    """Whether a consent still covers what is asked today; a newer text must be agreed to anew."""
    return given_version is not None and given_version >= version_in_force


def check_removable(village_id: int, followed: Collection[int]) -> None:
    """Raises `Refused`: a resident follows at least one village."""
    if village_id in followed and len(followed) == 1:
        raise Refused("residents:last_village")


def may_be_swept(since: datetime, last_seen: datetime, now: datetime) -> bool:
    """A deleted person's address goes at once, unless they wrote again and may be beginning anew."""
    return last_seen <= since or last_seen <= now - QUIET_AFTER_RETURN
