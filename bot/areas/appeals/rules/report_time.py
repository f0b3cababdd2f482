"""When deputies report to their voters (000 row 6, 002 §1.7), and when they are reminded of it. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import earliest_lawful_day

WEEK = 7


@dataclass(frozen=True, slots=True)
class Window:
    """Reminders begin; the month of reports begins; its last day."""

    begins: date
    month: date
    ends: date


def window(year: int, legal: LegalValues) -> Window:
    month = date(year, legal.deputy_report_month, 1)
    begins = month - timedelta(days=legal.deputy_report_reminder_days_before)
    return Window(begins, month, month + relativedelta(months=1, days=-1))


def next_begin(today: date, legal: LegalValues) -> date:
    """From when on the day is chosen next."""
    this = window(today.year, legal)
    return this.begins if today < this.begins else window(today.year + 1, legal).begins


def earliest(now: datetime, legal: LegalValues, zone: ZoneInfo) -> date:
    """The first day for which a report meeting can still be called lawfully (002 §2.5)."""
    return earliest_lawful_day(now, legal.report_notice_days, legal, zone)


def week(today: date, legal: LegalValues) -> str | None:
    """Which weekly reminder today's is, `report.2026.3`; None outside of the time."""
    now = window(today.year, legal)
    if not now.begins <= today <= now.ends:
        return None
    return f"report.{today.year}.{(today - now.begins).days // WEEK}"


def missed_year(today: date, legal: LegalValues) -> int | None:
    """The year whose month of reports ended in the month before; None in all other months."""
    earlier = today - relativedelta(months=1)
    return earlier.year if earlier.month == legal.deputy_report_month else None


def a_year_before(moment: datetime) -> datetime:
    return moment - relativedelta(years=1)
