"""Which message goes to which group, when who forwards is reminded, what may be typed; pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.areas.broadcasts.models import Broadcast, BroadcastKind, BroadcastState
from bot.areas.groups.models import LINK_LENGTH, NAME_LENGTH, Pack, PackState, VillageGroup
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import after_quiet
from bot.core.errors import Refused

OUT = frozenset({BroadcastState.SENDING, BroadcastState.SENT})
# What began longer ago than this before we looked is past: a notice from before an outage misleads.
FRESH = timedelta(days=2)
# After so long nobody is asked any more to forward it.
PACK_DAYS = timedelta(days=7)
MOST_MEMBERS = 100_000

_K = BroadcastKind
ALWAYS = frozenset({_K.BULLETIN, _K.NOTICE, _K.EMERGENCY, _K.SURVEY})


def wants(group: VillageGroup, kind: BroadcastKind) -> bool:
    """Ordinary news only where staff said so."""
    return kind in ALWAYS or group.news


def concerns(villages: Collection[int], meant: Collection[int] | None) -> bool:
    """Whether a group of these villages, none meaning all, is meant. `meant` None: everybody is."""
    return meant is None or not villages or bool(set(villages) & set(meant))


def first_reminder(kind: BroadcastKind, now: datetime, legal: LegalValues, zone: ZoneInfo) -> datetime:
    """When who was handed it, or asked for more time, is reminded."""
    if kind is _K.EMERGENCY:
        return now + timedelta(minutes=legal.group_emergency_reminder_minutes)
    if kind is _K.NOTICE:
        return after_quiet(now + timedelta(hours=legal.group_notice_reminder_hours), legal, zone)
    return next_morning(now, legal.group_reminder_time, zone)


def next_morning(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), at, zone)


def members_due(told_at: datetime, asked_at: datetime | None, now: datetime, months: int) -> bool:
    """The number is a quarter old, and nobody was asked for it since."""
    last = max(told_at, asked_at or told_at)
    return now - last >= timedelta(days=30 * months)


# The areas' own public links; `home` is the action that opens what a message was made for.
_LINKS: Mapping[str, str] = {"meeting": "h", "survey": "s"}


def link_payload(broadcast: Broadcast) -> str | None:
    """What a reader answers or sees by the message's link; None where there is nothing but its text."""
    name, _, rest = (broadcast.home or "").partition(":")
    number = rest.rpartition(".")[2]
    return f"{_LINKS[name]}_{number}" if name in _LINKS and number.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody forwards: `native`, who reads it in WhatsApp itself; `files` come with the text; `share`
    is the link that opens WhatsApp with the text.
    """

    native: bool
    files: bool
    share: str | None


def check_name(name: str) -> str:
    """Raises `Refused`."""
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused("groups:name_missing")
    if len(tidy) > NAME_LENGTH:
        raise Refused("groups:long", longest=NAME_LENGTH)
    return tidy


def check_members(text: str) -> int:
    """As people write numbers: «1 230». Raises `Refused`."""
    digits = "".join(text.split())
    if not re.fullmatch(r"[0-9]{1,6}", digits) or not 1 <= int(digits) <= MOST_MEMBERS:
        raise Refused("groups:number")
    return int(digits)


def check_link(text: str) -> str:
    """A group's invitation. Raises `Refused`."""
    link = text.strip()
    if not re.fullmatch(r"https?://\S+", link) or len(link) > LINK_LENGTH:
        raise Refused("groups:link")
    return link


def check_open(group: VillageGroup) -> None:
    """Raises `Refused`."""
    if group.closed_at is not None:
        raise Refused("groups:closed")


def check_may_take_back(pack: Pack, by: int, now: datetime, zone: ZoneInfo) -> None:
    """Raises `Refused`: what others have read in reports since isn't unsaid by one tap."""
    settled_at = pack.settled_at
    own = pack.state is PackState.FORWARDED and pack.settled_by == by
    if not own or settled_at is None or settled_at.astimezone(zone).date() != now.astimezone(zone).date():
        raise Refused("groups:stands")


def check_waiting(pack: Pack) -> None:
    """Raises `Refused`: it is done, or must not be done any more."""
    if pack.state is PackState.FORWARDED:
        raise Refused("groups:done")
    if pack.state is not PackState.WAITING:
        raise Refused("groups:stopped" if pack.state is PackState.STOPPED else "groups:past")
