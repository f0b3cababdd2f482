"""Days and times as people type them, in Kyrgyz and Russian. What isn't understood wholly isn't guessed."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_TIME = time(9, 0)

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
    "бурсугуну": 2,
    "послезавтра": 2,
    "кечээ": -1,
    "вчера": -1,
    "yesterday": -1,
}
_WEEKDAYS = (
    ("дүйшөмбү", "дуйшомбу", "понедельник"),
    ("шейшемби", "вторник"),
    ("шаршемби", "среда", "среду"),
    ("бейшемби", "четверг"),
    ("жума", "пятница", "пятницу"),
    ("ишемби", "суббота", "субботу"),
    ("жекшемби", "воскресенье"),
)
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
_YEAR = r"(?:[-\s]*(?:ж\b|г\b|жылы|жыл|года|год)\.?)?"
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMERIC = re.compile(rf"\b(\d{{1,2}})[./-](\d{{1,2}})(?:[./-](\d{{4}}|\d{{2}}))?(?![\d:]){_YEAR}")
_NAMED = re.compile(
    rf"\b(\d{{1,2}})[\s-]*({'|'.join(_MONTHS)})[а-я]*(?:[\s,.-]*(\d{{4}})(?![\d:]){_YEAR})?", re.UNICODE
)
_RELATIVE = re.compile(
    r"(?:через\s+)?(\d{1,2})\s*(?:(мүнөттөн|минут[уы]?)|(сааттан|час(?:а|ов)?)|(күндөн|день|дня|дней))"
    r"(\s+кийин)?"
)
_TIME = re.compile(r"(?<![\d.:])(\d{1,2})(?:[:.](\d{2}))?(?![\d.:])\s*-?\s*(?:[дт][аеоө]\b)?")
_PARTS = (
    ("morning", re.compile(r"\bэрте[ңн]\s+менен\b|\bутром\b|\bутра\b")),
    ("afternoon", re.compile(r"\bтүштөн\s+кийин\b|\bкүндүз\b|\bднём\b|\bднем\b|\bдня\b")),
    ("evening", re.compile(r"\bкечинде\b|\bкечки\b|\bкеч\b|\bвечером\b|\bвечера\b")),
)
_FILLERS = re.compile(r"\b(?:в|во|на|к|саат|часов|часа|час|күнү|at|on)\b|[\s,.–-]+")


def read_moment(text: str, now: datetime, timezone: ZoneInfo) -> datetime | None:
    """`25.11 10:00`, `эртең саат 9`, `завтра в 6 вечера`, `жума 14:00`, `2 сааттан кийин`; None for the rest.

    A day without a year is the next such day; a time without a day is today's, or tomorrow's once past.
    """
    typed = text.casefold().strip()
    if later := _read_relative(typed, now):
        return later
    today = now.astimezone(timezone).date()
    part, typed = _take_part(typed)
    day, rest = _take_day(typed, today)
    at, rest = _take_time(rest, part)
    if _FILLERS.sub("", rest) or (day is None and at is None) or (part and at is None):
        return None
    moment = datetime.combine(day or today, at or DEFAULT_TIME, timezone)
    if moment > now:
        return moment
    if day is None:
        return moment + timedelta(days=1)
    # «жума 10:00» on a Friday at noon is next week's.
    return moment + timedelta(days=7) if _weekday(typed) else moment


def read_day(text: str, now: datetime, timezone: ZoneInfo) -> date | None:
    """`25.11`, `25-ноябрь`, `эртең`, `в пятницу`; None for the rest. Without a year: the next such day."""
    typed = text.casefold().strip()
    day, rest = _take_day(typed, now.astimezone(timezone).date())
    return None if _FILLERS.sub("", rest) else day


def read_time(text: str) -> time | None:
    """`10:00`, `10.30`, `саат 10`, `в 6 вечера`; None for the rest."""
    part, typed = _take_part(text.casefold().strip())
    at, rest = _take_time(typed, part)
    return None if _FILLERS.sub("", rest) else at


def _read_relative(typed: str, now: datetime) -> datetime | None:
    match = _RELATIVE.fullmatch(typed)
    if match is None or not (typed.startswith("через") or match.group(5)):
        return None
    count = int(match.group(1))
    if match.group(2):
        return now + timedelta(minutes=count)
    return now + (timedelta(hours=count) if match.group(3) else timedelta(days=count))


def _take_part(typed: str) -> tuple[str | None, str]:
    """The part of the day, and what is left: «эртең менен» is no tomorrow."""
    for name, pattern in _PARTS:
        if pattern.search(typed):
            return name, pattern.sub(" ", typed, count=1)
    return None, typed


def _take_day(typed: str, today: date) -> tuple[date | None, str]:
    """The day and what is left; a date that isn't in the calendar is left where it is."""
    for word, days in _DAYS.items():
        if re.search(rf"\b{word}\b", typed):
            return today + timedelta(days=days), re.sub(rf"\b{word}\b", " ", typed, count=1)
    if found := _weekday(typed):
        number, word = found
        return today + timedelta(days=(number - today.weekday()) % 7), typed.replace(word, " ", 1)
    for match, parts in _dates_in(typed):
        if day := _date(*parts, today):
            return day, typed.replace(match.group(), " ", 1)
    return None, typed


def _weekday(typed: str) -> tuple[int, str] | None:
    """Its number from Monday and the word that names it, the day's own suffixes included."""
    for number, words in enumerate(_WEEKDAYS):
        if match := re.search(rf"\b(?:{'|'.join(words)})(?:\s+күнү)?\b", typed):
            return number, match.group()
    return None


def _dates_in(typed: str) -> list[tuple[re.Match[str], tuple[int, int, str | None]]]:
    """The dates written out: day, month and year, in calendars or not."""
    found: list[tuple[re.Match[str], tuple[int, int, str | None]]] = []
    if match := _ISO.search(typed):
        found.append((match, (int(match[3]), int(match[2]), match[1])))
    if match := _NAMED.search(typed):
        found.append((match, (int(match[1]), _MONTHS[match[2]], match[3])))
    if match := _NUMERIC.search(typed):
        found.append((match, (int(match[1]), int(match[2]), match[3])))
    return found


def _date(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _take_time(typed: str, part: str | None) -> tuple[time | None, str]:
    """The time and what is left; an hour that no clock shows is left where it is."""
    match = _TIME.search(typed)
    if match is None:
        return None, typed
    hour, minute = _on_the_clock(int(match[1]), part), int(match[2] or 0)
    if hour > 23 or minute > 59:
        return None, typed
    return time(hour, minute), typed.replace(match.group(), " ", 1)


def _on_the_clock(hour: int, part: str | None) -> int:
    """«6 вечера» is 18, «2 дня» 14, but «11 дня» is 11."""
    last_small = {"afternoon": 6, "evening": 11}.get(part or "", 0)
    return hour + 12 if 1 <= hour <= last_small else hour
