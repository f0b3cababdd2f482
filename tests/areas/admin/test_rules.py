"""Which part of the record a button asks for."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.areas.admin.rules import SUBJECTS, Choosing, Period, begins_at, fingerprint, read_choosing
from tests.areas.residents.chat import BISHKEK

CHOOSINGS = some.builds(
    Choosing,
    page=some.integers(0, 99_999),
    person=some.none() | some.integers(0, 999_999_999),
    subject=some.none() | some.sampled_from(SUBJECTS),
    period=some.none() | some.sampled_from(Period),
)


@given(CHOOSINGS)
def test_a_button_carries_the_choosing_whole(choosing: Choosing) -> None:
    written = choosing.write()
    assert read_choosing(written) == choosing
    assert len(f"auditby:what.{written}".encode()) <= 64


@given(some.text())
def test_any_forged_button_is_read(written: str) -> None:
    choosing = read_choosing(written)
    assert choosing.subject in (None, *SUBJECTS)
    assert 0 <= choosing.page < 10**9


@pytest.mark.parametrize("written", ["", "0", "abc", "-1.-2.x.y", "٣.٤.king.century"])
def test_what_can_not_be_read_is_left_open(written: str) -> None:
    assert read_choosing(written) == Choosing()


@pytest.mark.parametrize(
    ("period", "day"), [(Period.TODAY, (11, 20)), (Period.WEEK, (11, 14)), (Period.MONTH, (10, 22))]
)
def test_a_time_begins_at_the_office_s_midnight(period: Period, day: tuple[int, int]) -> None:
    early = datetime(2026, 11, 20, 1, 30, tzinfo=BISHKEK)  # in UTC it is still the 19th
    assert begins_at(period, early, BISHKEK) == datetime(2026, *day, tzinfo=BISHKEK)


def test_a_fingerprint_tells_menus_apart() -> None:
    menu = [("admin", "Иш менюсу"), ("help", "Жардам")]
    assert fingerprint(menu) == fingerprint([*menu])
    assert len({fingerprint(menu), fingerprint(menu[::-1]), fingerprint(menu[:1]), fingerprint([])}) == 4
