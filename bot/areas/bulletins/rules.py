"""When bulletins are due and about which days; pure sums over calendar and clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.areas.bulletins.models import BulletinKind
from bot.areas.municipality.legal import LegalValues
from bot.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Issue:
    """One bulletin that is due: the days it tells of (both included) and the moment it goes out."""

    kind: BulletinKind
    period_start: date
    period_end: date
    publish_at: datetime

    def draft_at(self, legal: LegalValues) -> datetime:
        """When its draft opens."""
        return self.publish_at - timedelta(days=legal.bulletin_draft_days_before)


def span(issue: Issue, timezone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of the period and the first one after it."""
    after = issue.period_end + timedelta(days=1)
    start, end = (datetime.combine(day, time(), timezone) for day in (issue.period_start, after))
    return start, end


def month_before(day: date) -> tuple[date, date]:
    """First and last day of the calendar month before that of `day`."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def quarter_before(day: date) -> tuple[date, date]:
    """First and last day of the calendar quarter before that of `day`."""
    first_month = (day.month - 1) // 3 * 3 + 1
    last = date(day.year, first_month, 1) - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last


def monthly_issue(year: int, month: int, legal: LegalValues, timezone: ZoneInfo) -> Issue:
    """The one that goes out in this month, about the month before (001 §1.5)."""
    day = date(year, month, legal.monthly_bulletin_day)
    return Issue(BulletinKind.MONTHLY, *month_before(day), _at(day, legal, timezone))


def quarterly_issue(year: int, month: int, legal: LegalValues, timezone: ZoneInfo) -> Issue | None:
    """The one that goes out in the first month of a quarter, about the quarter before (001 §1.3, 1.4)."""
    if month % 3 != 1:
        return None
    day = date(year, month, legal.quarterly_bulletin_day)
    return Issue(BulletinKind.QUARTERLY, *quarter_before(day), _at(day, legal, timezone))


def issues_around(now: datetime, legal: LegalValues, timezone: ZoneInfo) -> list[Issue]:
    """Every issue of the months around `now`, the earliest first: some past, some still ahead."""
    today = now.astimezone(timezone).date()
    found: list[Issue] = []
    for year, month in _months(today, back=3, ahead=4):
        found.append(monthly_issue(year, month, legal, timezone))
        quarterly = quarterly_issue(year, month, legal, timezone)
        if quarterly:
            found.append(quarterly)
    return sorted(found, key=lambda issue: (issue.publish_at, issue.kind.value))


def issues_to_open(now: datetime, since: datetime, legal: LegalValues, timezone: ZoneInfo) -> list[Issue]:
    """Those whose draft should be open now, of three months back; the earliest first.

    A municipality that began with us at `since` isn't asked for what was due before; one that was down
    for longer still opens every bulletin it missed: a person decides which of them appear late.
    """
    return [
        issue
        for issue in issues_around(now, legal, timezone)
        if issue.draft_at(legal) <= now and issue.publish_at >= since
    ]


def next_opening(now: datetime, legal: LegalValues, timezone: ZoneInfo) -> datetime:
    """The next moment at which a draft opens."""
    openings = (issue.draft_at(legal) for issue in issues_around(now, legal, timezone))
    return min(moment for moment in openings if moment > now)


ESCALATION = "escalation"
OVERDUE = "overdue:"
# Time enough for the head to find out why, and for somebody to write and approve it still.
ESCALATE_BEFORE = timedelta(hours=4)
_WEEK = 7


def step_moments(publish_at: datetime, legal: LegalValues) -> list[tuple[str, datetime]]:
    """Each step's name and moment until publishing: ten, three and one day before, and hours before."""
    days = sorted(set(legal.bulletin_reminder_days_before), reverse=True)
    steps = [(f"before:{count}", publish_at - timedelta(days=count)) for count in days]
    return [*steps, (ESCALATION, publish_at - ESCALATE_BEFORE)]


def is_past(publish_at: datetime, now: datetime) -> bool:
    """Whether its time has gone by."""
    return now >= publish_at


def check_closable(publish_at: datetime, now: datetime, *, undecided: bool) -> None:
    """Only what should have appeared and nobody approved is given up. Raises `Refused`."""
    if not undecided or not is_past(publish_at, now):
        raise Refused("bulletins:not_closable")


def due_step(publish_at: datetime, now: datetime, legal: LegalValues, timezone: ZoneInfo) -> str | None:
    """The latest step whose moment has come; after an outage one, not all that were missed.

    From the day after on a bulletin is overdue anew each day, and after a week each week.
    """
    days = (now - publish_at).days
    if days >= 1:
        day = publish_at.astimezone(timezone).date() + timedelta(
            days=days if days < _WEEK else days - days % 7
        )
        return f"{OVERDUE}{day.isoformat()}"
    past = [name for name, moment in step_moments(publish_at, legal) if moment <= now]
    return past[-1] if past else None


def next_step(publish_at: datetime, now: datetime, legal: LegalValues) -> datetime | None:
    """When the next step's moment comes, the first day overdue included."""
    moments = [moment for _, moment in step_moments(publish_at, legal)]
    return min((m for m in (*moments, publish_at + timedelta(days=1)) if m > now), default=None)


def days_left(publish_at: datetime, now: datetime, timezone: ZoneInfo) -> int:
    """Calendar days from today to the day it goes out."""
    return (publish_at.astimezone(timezone).date() - now.astimezone(timezone).date()).days


def is_late(publish_at: datetime, sent_at: datetime, timezone: ZoneInfo) -> bool:
    """Late is another day than the rules name; an hour's delay on the day itself is not."""
    return sent_at.astimezone(timezone).date() > publish_at.astimezone(timezone).date()


def _at(day: date, legal: LegalValues, timezone: ZoneInfo) -> datetime:
    return datetime.combine(day, legal.bulletin_hour, timezone)


def _months(day: date, *, back: int, ahead: int) -> Iterator[tuple[int, int]]:
    count = day.year * 12 + day.month - 1
    for number in range(count - back, count + ahead + 1):
        yield number // 12, number % 12 + 1
