"""What may follow what, who may approve, and when a message may go; no session, no clock."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import after_quiet
from bot.areas.people.rules import Permission
from bot.core import richtext
from bot.core.errors import Refused

LONGEST_TEXT = 4096
LARGEST_FILE = 20 * 1024 * 1024
MOST_FILES = 5

EDITABLE = frozenset({BroadcastState.DRAFT, BroadcastState.WAITING, BroadcastState.RETURNED})
STOPPABLE = frozenset({BroadcastState.WAITING, BroadcastState.APPROVED, BroadcastState.SENDING})


def edit_permission(kind: BroadcastKind) -> Permission:
    return Permission.EDIT_BULLETIN if kind is BroadcastKind.BULLETIN else Permission.COMPOSE_BROADCAST


def check_state(broadcast: Broadcast, allowed: frozenset[BroadcastState]) -> None:
    """Raises `Refused`: somebody was quicker, or the button is old."""
    if broadcast.state not in allowed:
        raise Refused("broadcasts:past", state=broadcast.state)


def check_other_person(author_id: int | None, approver_id: int) -> None:
    """A mass message is seen by two pairs of eyes, whatever roles one person holds. Raises `Refused`."""
    if author_id == approver_id:
        raise Refused("broadcasts:own")


def check_text(text: str) -> None:
    """Raises `Refused` for an empty text and one that doesn't fit a message."""
    length = richtext.length(richtext.clean(text))
    if not richtext.plain(richtext.clean(text)).strip():
        raise Refused("broadcasts:empty")
    if length > LONGEST_TEXT:
        raise Refused("broadcasts:too_long", excess=length - LONGEST_TEXT)


def check_moment(send_at: datetime, now: datetime) -> None:
    """Raises `Refused` for the past."""
    if send_at < now:
        raise Refused("broadcasts:past_moment")


def send_moment(broadcast: Broadcast, now: datetime, legal: LegalValues, timezone: ZoneInfo) -> datetime:
    """When an approved message goes: at its time or now, but outside the quiet hours."""
    return after_quiet(max(broadcast.send_at or now, now), legal, timezone)


def seal(broadcast: Broadcast) -> str:
    """A fingerprint of what was approved, for the evidence."""
    approved: list[Any] = [broadcast.text_ky, broadcast.text_ru, broadcast.attachments, broadcast.audience]
    approved.append(broadcast.topic.value)
    return hashlib.sha256(json.dumps(approved, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def headline(text: str, limit: int = 120) -> str:
    """The first line, for lists and bulletins."""
    lines: Sequence[str] = richtext.plain(richtext.clean(text)).strip().splitlines()
    return richtext.shorten(lines[0].strip(), limit) if lines else ""
