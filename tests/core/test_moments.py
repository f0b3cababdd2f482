"""Days and times as people type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.moments import read_moment

BISHKEK = ZoneInfo("Asia/Bishkek")
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # noon in Bishkek, a Friday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("25.11 10:00", "2026-11-25 10:00"),
        ("25.11.2026 10.30", "2026-11-25 10:30"),
        ("1.1 9:00", "2027-01-01 09:00"),
        ("эртең 9:00", "2026-11-21 09:00"),
        ("Эртең саат 18", "2026-11-21 18:00"),
        ("завтра в 9", "2026-11-21 09:00"),
        ("сегодня 18:30", "2026-11-20 18:30"),
        ("25-ноябрь 14:00", "2026-11-25 14:00"),
        ("25 ноября в 14", "2026-11-25 14:00"),
        ("18:00", "2026-11-20 18:00"),
        ("9:00", "2026-11-21 09:00"),
        ("бүгүн 15:00", "2026-11-20 15:00"),
        ("25.11", "2026-11-25 09:00"),
    ],
)
def test_what_people_type_is_understood(typed: str, meant: str) -> None:
    found = read_moment(typed, NOW, BISHKEK)
    assert found is not None
    assert found.astimezone(BISHKEK).strftime("%Y-%m-%d %H:%M") == meant


@pytest.mark.parametrize("typed", ["салам", "", "31.02 10:00", "25:00", "99.99"])
def test_what_is_no_moment_is_not_guessed(typed: str) -> None:
    assert read_moment(typed, NOW, BISHKEK) is None
