"""Pure sums over the office's hours."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.areas.municipality.legal import LegalValues


def is_quiet(moment: datetime, legal: LegalValues, timezone: ZoneInfo) -> bool:
    """Whether `moment` falls into the hours in which nobody is disturbed."""
    at = moment.astimezone(timezone).time()
    if legal.quiet_from <= legal.quiet_until:
        return legal.quiet_from <= at < legal.quiet_until
    return at >= legal.quiet_from or at < legal.quiet_until


def after_quiet(moment: datetime, legal: LegalValues, timezone: ZoneInfo) -> datetime:
    """`moment` itself, or the end of the quiet hours that it falls into."""
    if not is_quiet(moment, legal, timezone):
        return moment
    local = moment.astimezone(timezone)
    end = local.replace(hour=legal.quiet_until.hour, minute=legal.quiet_until.minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)


def earliest_lawful_day(now: datetime, days: int, legal: LegalValues, timezone: ZoneInfo) -> date:
    """The first day for a meeting whose notice is written now and goes as soon as it may.

    `days` whole days lie between; or the meeting's own counts, where the municipality says so.
    """
    goes = after_quiet(now, legal, timezone).astimezone(timezone).date()
    return goes + timedelta(days=days + (0 if legal.notice_counts_meeting_day else 1))
