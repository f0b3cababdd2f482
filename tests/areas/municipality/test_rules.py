"""The quiet hours."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.rules import after_quiet, is_quiet

BISHKEK = ZoneInfo("Asia/Bishkek")
NIGHT = LegalValues()
NOON = LegalValues(quiet_from=time(12, 0), quiet_until=time(13, 0))


def at(hour: int, minute: int = 0, day: int = 10) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=BISHKEK)


@pytest.mark.parametrize(
    ("moment", "legal", "quiet"),
    [
        (at(20, 59), NIGHT, False),
        (at(21), NIGHT, True),
        (at(7, 59), NIGHT, True),
        (at(8), NIGHT, False),
        (at(12, 30), NOON, True),
        (at(13), NOON, False),
    ],
)
def test_quiet_hours(moment: datetime, legal: LegalValues, quiet: bool) -> None:
    assert is_quiet(moment.astimezone(UTC), legal, BISHKEK) is quiet


@pytest.mark.parametrize(
    ("moment", "after"),
    [(at(22), at(8, day=11)), (at(3), at(8)), (at(12), at(12))],
)
def test_what_waits_goes_when_they_end(moment: datetime, after: datetime) -> None:
    assert after_quiet(moment, NIGHT, BISHKEK) == after
