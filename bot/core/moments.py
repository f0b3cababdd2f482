"""Days and times as people type them, in Kyrgyz and Russian."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS = {
    "бүгүн": 0,
    "бугун": 0,
    "сегодня": 0,
    "today": 0,
    "эртең": 1,
    "эртен": 1,
    "завтра": 1,
    "tomorrow": 1,
    "бүрсүгүнү": 2,
    "послезавтра": 2,
}
_MONTHS = {
    "январ": 1,
    "феврал": 2,
    "март": 3,
    "апрел": 4,
    "май": 5,
    "мая": 5,
    "мае": 5,
    "июн": 6,
    "июл": 7,
    "август": 8,
    "сентябр": 9,
    "октябр": 10,
    "ноябр": 11,
    "декабр": 12,
}
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2,4}))?(?![:\d])")
_NAMED = re.compile(r"\b(\d{1,2})[\s-]*([а-яөүң]{3,})")
_TIME = re.compile(r"(?<![\d.])(\d{1,2})[:.](\d{2})(?![\d.])")
_HOUR = re.compile(r"(?:\bв|саат|\bat)\s*(\d{1,2})\b|\b(\d{1,2})\s*(?:час|до\b|де\b|тө\b)")
DEFAULT_TIME = time(9, 0)


def read_moment(text: str, now: datetime, timezone: ZoneInfo) -> datetime | None:
    """`25.11 10:00`, `эртең саат 9`, `завтра в 18:30`, `10:00`; None when it isn't a moment.

    A day without a year is the next such day; a time without a day is today's, or tomorrow's once past.
    """
    today = now.astimezone(timezone).date()
    typed = text.casefold().strip()
    day, rest = _read_day(typed, today)
    at = _read_time(rest)
    if day is None and at is None:
        return None
    try:
        moment = datetime.combine(day or today, at or DEFAULT_TIME, timezone)
    except ValueError:
        return None
    return moment + timedelta(days=1) if day is None and moment <= now else moment


def _read_day(typed: str, today: date) -> tuple[date | None, str]:
    """The day and what is left of the text."""
    for word, days in _DAYS.items():
        if re.search(rf"\b{word}\b", typed):
            return today + timedelta(days=days), typed.replace(word, " ")
    if match := _NAMED.search(typed):
        month = next((n for stem, n in _MONTHS.items() if match.group(2).startswith(stem)), None)
        if month:
            return _date(int(match.group(1)), month, None, today), typed.replace(match.group(), " ", 1)
    if match := _NUMERIC.search(typed):
        day, month_number, year = match.groups()
        found = _date(int(day), int(month_number), year, today)
        if found:
            return found, typed.replace(match.group(), " ", 1)
    return None, typed


def _date(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _read_time(typed: str) -> time | None:
    match = _TIME.search(typed)
    hour, minute = (match.group(1), match.group(2)) if match else (None, "0")
    if match is None and (spoken := _HOUR.search(typed)):
        hour = spoken.group(1) or spoken.group(2)
    if hour is None and typed.strip().isdigit():
        hour = typed.strip()
    if hour is None or int(hour) > 23 or int(minute) > 59:
        return None
    return time(int(hour), int(minute))
