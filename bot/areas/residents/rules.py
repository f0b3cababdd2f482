"""Pure decisions about consent, villages, codes and leaving."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core.errors import Refused

QUIET_AFTER_RETURN = timedelta(minutes=10)
CODE_LENGTH = 6
CODE_VALID = timedelta(minutes=15)
MOST_WRONG_CODES = 5
WAIT_AFTER_WRONG = timedelta(hours=1)
# So long whoever gave a code may part again from the phone that joined by it.
PARTING_OPEN = timedelta(days=30)


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


def next_try(wrong: int, since: datetime | None, now: datetime) -> datetime | None:
    """When somebody who typed so many wrong codes may type one again; None: now."""
    if since is None or wrong < MOST_WRONG_CODES:
        return None
    ends = since + WAIT_AFTER_WRONG
    return ends if ends > now else None


def is_code(text: str) -> bool:
    return len(text) == CODE_LENGTH and text.isascii() and text.isdecimal()


def tidy_code(text: str) -> str:
    """As people write it: «123 456», «123-456»."""
    return "".join(sign for sign in text if sign not in " -\u00a0")
