"""When a notice is lawful (002 §2.5). Days are those of the municipality's calendar.

The seed says «5 күндөн кечиктирбестен», no later than five days before. We read it strictly: so many
whole days lie between, the day of sending not counted nor the day of the meeting, which is not whole
when people sit down. Who calls a meeting by this reading is in time by every other one too; a
municipality whose lawyers count the meeting's day says so in its file (`notice_counts_meeting_day`).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.areas.hearings.kinds import KINDS
from bot.areas.hearings.models import MeetingKind
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import earliest_lawful_day


@dataclass(frozen=True, slots=True)
class Notice:
    """What the law asks of one meeting: `days` of notice, the `last_day` for it, the moment to `send_by`."""

    days: int
    last_day: date
    send_by: datetime


def required(kind: MeetingKind, starts_at: datetime, legal: LegalValues, zone: ZoneInfo) -> Notice:
    days = notice_days(kind, legal)
    meeting_day = starts_at.astimezone(zone).date()
    last = last_lawful_day(meeting_day, days, counts_meeting_day=legal.notice_counts_meeting_day)
    return Notice(days, last, last_moment(last, legal, zone))


def notice_days(kind: MeetingKind, legal: LegalValues) -> int:
    days: int = getattr(legal, KINDS[kind].notice)
    return days


def last_lawful_day(meeting_day: date, days: int, *, counts_meeting_day: bool = False) -> date:
    """The last day on which the notice may go, so that `days` whole days follow it before the meeting's."""
    return meeting_day - timedelta(days=days + (0 if counts_meeting_day else 1))


def last_moment(day: date, legal: LegalValues, zone: ZoneInfo) -> datetime:
    """Nobody is woken for it: the day ends for notices where the evening's quiet hours begin."""
    midnight = datetime.combine(day + timedelta(days=1), time(), zone)
    evening = datetime.combine(day, legal.quiet_from, zone)
    return evening if legal.quiet_from > legal.quiet_until else midnight


def earliest_day(kind: MeetingKind, now: datetime, legal: LegalValues, zone: ZoneInfo) -> date:
    """The first lawful day for a notice that is written now, and goes as soon as it may."""
    return earliest_lawful_day(now, notice_days(kind, legal), legal, zone)


def is_in_time(kind: MeetingKind, day: date, now: datetime, legal: LegalValues, zone: ZoneInfo) -> bool:
    """Whether a meeting on that day can still be called lawfully."""
    return day >= earliest_day(kind, now, legal, zone)


def due_alarm(send_by: datetime, now: datetime, legal: LegalValues) -> int | None:
    """The alarm that is due for a notice not yet out, in hours before it is too late; the most urgent one."""
    if now >= send_by:
        return None
    left = send_by - now
    return min((h for h in legal.notice_alarm_hours if left <= timedelta(hours=h)), default=None)


def missed(send_by: datetime | None, now: datetime) -> bool:
    return send_by is not None and now > send_by
