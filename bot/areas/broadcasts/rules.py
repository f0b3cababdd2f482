"""What may follow what, who may approve, and when a message may go; no session, no clock."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import after_quiet
from bot.areas.people.rules import Permission
from bot.core import richtext
from bot.core.errors import Refused
from bot.core.messages import Purpose

# The narrowest of the platforms: a text, a text under a file (UTF-16 units), a file that can be fetched.
# The seeds' own sign for what a person must fill in (001).
BLANK = "____"
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 5
LONGEST_REMARK = 500
REMIND_EVERY = timedelta(days=1)

_S = BroadcastState
UNSEEN = frozenset({_S.DRAFT, _S.RETURNED})
EDITABLE = UNSEEN | {_S.WAITING}
STOPPABLE = frozenset({_S.WAITING, _S.APPROVED, _S.SENDING})
DECIDED = frozenset({_S.APPROVED, _S.SENDING, _S.SENT})


_EDITORS = {
    BroadcastKind.BULLETIN: Permission.EDIT_BULLETIN,
    BroadcastKind.NOTICE: Permission.CALL_MEETING,
    BroadcastKind.SURVEY: Permission.RUN_SURVEY,
}
# What nobody may miss: it reaches also who turned its topic off, and goes to any address that works.
CRITICAL = frozenset({BroadcastKind.NOTICE, BroadcastKind.EMERGENCY})
# Their words follow from what they were made for, and change with it.
TIED = frozenset({BroadcastKind.NOTICE, BroadcastKind.SURVEY})


def edit_permission(kind: BroadcastKind) -> Permission:
    return _EDITORS.get(kind, Permission.COMPOSE_BROADCAST)


def is_made(kind: BroadcastKind) -> bool:
    """Whether an area made it, which alone knows how it may change."""
    return kind in _EDITORS


def stoppable(kind: BroadcastKind) -> frozenset[BroadcastState]:
    """A bulletin's draft can't be deleted; it is given up by stopping it."""
    return STOPPABLE | UNSEEN if kind is BroadcastKind.BULLETIN else STOPPABLE


def check_state(broadcast: Broadcast, allowed: frozenset[BroadcastState]) -> None:
    """Raises `Refused`: somebody was quicker, or the button is old."""
    if broadcast.state not in allowed:
        raise Refused("broadcasts:past", state=broadcast.state)


def check_resumable(broadcast: Broadcast) -> None:
    """Only what some have got already goes on; the rest is written anew. Raises `Refused`."""
    if broadcast.state is not _S.STOPPED or broadcast.started_at is None:
        raise Refused("broadcasts:past", state=broadcast.state)


def check_unsent(broadcast: Broadcast) -> None:
    """Raises `Refused` for one that some residents may have got."""
    if broadcast.started_at is not None:
        raise Refused("broadcasts:past", state=broadcast.state)


def check_other_person(author_id: int | None, approver_id: int) -> None:
    """A mass message is seen by two pairs of eyes, whatever roles one person holds. Raises `Refused`."""
    if author_id == approver_id:
        raise Refused("broadcasts:own")


def check_seen(broadcast: Broadcast, seen: str | None) -> None:
    """What is approved is what was looked at, not what it was changed to since. Raises `Refused`."""
    if seen is not None and seen != revision(broadcast):
        raise Refused("broadcasts:changed")


def check_text(text: str) -> None:
    """Raises `Refused` for an empty text and one that doesn't fit a message."""
    cleaned = richtext.clean(text)
    length = richtext.length(cleaned)
    if not richtext.plain(cleaned).strip():
        raise Refused("broadcasts:empty")
    if length > LONGEST_TEXT:
        raise Refused("broadcasts:too_long", excess=length - LONGEST_TEXT)


def check_texts(broadcast: Broadcast) -> None:
    """Both languages. Raises `Refused`."""
    check_text(broadcast.text_ky)
    if broadcast.text_ru:
        check_text(broadcast.text_ru)


def check_filled(broadcast: Broadcast) -> None:
    """A draft that opened by itself may have blanks for a person to fill. Raises `Refused` while it has."""
    if BLANK in broadcast.text_ky or BLANK in (broadcast.text_ru or ""):
        raise Refused("broadcasts:blank", blank=BLANK)


def check_reach(count: int) -> None:
    """Raises `Refused` for a message to nobody."""
    if not count:
        raise Refused("broadcasts:nobody")


def needs_reminder(broadcast: Broadcast, now: datetime) -> bool:
    """Whether who may approve is to be asked again: a day after they were asked last."""
    asked = broadcast.reminded_at or broadcast.submitted_at
    return broadcast.state is _S.WAITING and asked is not None and now - asked >= REMIND_EVERY


def check_files(sizes: Sequence[int | None]) -> None:
    """Sizes in bytes, None where a platform doesn't say. Raises `Refused`."""
    if len(sizes) > MOST_FILES:
        raise Refused("broadcasts:too_many_files")
    if any(size and size > LARGEST_FILE for size in sizes):
        raise Refused("broadcasts:file_too_big")


def check_in_time(broadcast: Broadcast, goes_at: datetime) -> None:
    """Raises `Refused` for what may not go that late."""
    if broadcast.send_by is not None and goes_at > broadcast.send_by:
        raise Refused("broadcasts:too_late", send_by=broadcast.send_by, kind=broadcast.kind)


def check_moment(send_at: datetime, now: datetime) -> None:
    """Raises `Refused` for the past."""
    if send_at < now:
        raise Refused("broadcasts:past_moment")


def check_no_bulletin(kind: BroadcastKind, code: str) -> None:
    """What would take a bulletin out of its own order. Raises `Refused(code)`."""
    if kind is BroadcastKind.BULLETIN:
        raise Refused(code)


def check_not_tied(kind: BroadcastKind) -> None:
    """Its words follow from the meeting or the survey it was made for. Raises `Refused`."""
    if kind in TIED:
        raise Refused("broadcasts:tied", kind=kind)


def check_no_survey(kind: BroadcastKind) -> None:
    """No survey is an emergency. Raises `Refused`."""
    if kind is BroadcastKind.SURVEY:
        raise Refused("broadcasts:tied", kind=kind)


def check_own_time(kind: BroadcastKind) -> None:
    """When a notice goes follows from the meeting it calls to. Raises `Refused`."""
    if kind is BroadcastKind.NOTICE:
        raise Refused("broadcasts:tied", kind=kind)


def stays_waiting(broadcast: Broadcast, by: int, *, may_approve: bool) -> bool:
    """Whether a new time leaves it waiting: an approver chooses one before approving, an author can't
    change what another is looking at."""
    return broadcast.state is _S.WAITING and may_approve and broadcast.author_id != by


def send_moment(broadcast: Broadcast, now: datetime, legal: LegalValues, timezone: ZoneInfo) -> datetime:
    """When an approved message goes: at its time, or now when that is past, but outside the quiet hours."""
    return after_quiet(max(broadcast.send_at or now, now), legal, timezone)


def moved_to(broadcast: Broadcast, legal: LegalValues, timezone: ZoneInfo) -> datetime | None:
    """The end of the quiet hours, when the time chosen lies in them."""
    if broadcast.send_at is None or broadcast.kind is BroadcastKind.EMERGENCY:
        return None
    moved = after_quiet(broadcast.send_at, legal, timezone)
    return moved if moved > broadcast.send_at else None


def rests(broadcast: Broadcast, now: datetime) -> bool:
    """Its sending was paused for the night, until `send_at`."""
    return broadcast.state is _S.SENDING and broadcast.send_at is not None and broadcast.send_at > now


def goes_other_way(broadcast: Broadcast) -> bool:
    """Whether it goes to another of a person's addresses when it did not come to the one they prefer."""
    return broadcast.kind in CRITICAL and broadcast.state in (_S.SENDING, _S.SENT)


def arrives_apart(texts: Iterable[str | None], attachments: Sequence[Sequence[Any]]) -> bool:
    """Whether the files and the text come as several messages: too long for a caption, or files of
    several kinds."""
    if not attachments:
        return False
    longest = max((richtext.length(richtext.clean(text)) for text in texts if text), default=0)
    return longest > LONGEST_CAPTION or len({kind for kind, _ in attachments}) > 1


def seal(broadcast: Broadcast) -> str:
    """A fingerprint of what was approved, for the evidence."""
    approved: list[Any] = [broadcast.text_ky, broadcast.text_ru, broadcast.attachments, broadcast.audience]
    approved.append(broadcast.topic.value)
    if broadcast.choices:
        approved.append(broadcast.choices)
    if broadcast.point:
        approved.append(broadcast.point)
    return hashlib.sha256(json.dumps(approved, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def revision(broadcast: Broadcast) -> str:
    """Which text, audience and time a button was under."""
    when = broadcast.send_at.isoformat() if broadcast.send_at else ""
    return hashlib.sha256(f"{seal(broadcast)} {when}".encode()).hexdigest()[:8]


def headline(text: str, limit: int = 120) -> str:
    """The first line, for lists and bulletins."""
    lines: Sequence[str] = richtext.plain(richtext.clean(text)).strip().splitlines()
    return richtext.shorten(lines[0].strip(), limit) if lines else ""


_PURPOSES = {
    BroadcastKind.BULLETIN: Purpose.BULLETIN,
    BroadcastKind.NOTICE: Purpose.HEARING,
    BroadcastKind.SURVEY: Purpose.SURVEY,
}


def purpose(kind: BroadcastKind) -> Purpose:
    """By which template it is announced where free words can't be said."""
    return _PURPOSES.get(kind, Purpose.NEWS)
