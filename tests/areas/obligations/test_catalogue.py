"""The documents' rows as data: whole, sourced, with a place for every blank."""

import re
from zoneinfo import ZoneInfo

import pytest

from bot.areas.obligations.catalogue import ROLES, Duty, calendar, measures, plan, standing
from bot.areas.obligations.texts import documents
from bot.core.i18n import Translator


def test_every_row_of_the_documents_is_there() -> None:
    assert [one.number for one in calendar().measures] == ["1", "2", "3", "4", "5", "6"]
    plan_rows = ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3"]
    assert [one.number for one in plan().measures] == plan_rows
    assert [one.source for one in standing().measures] == ["002 §4.4", "004 §2.5"]
    assert len(measures()) == 20


def test_each_row_says_where_it_stands() -> None:
    for one in measures().values():
        assert re.fullmatch(r"000, row \d|00[124] §[\d.]+", one.source), one.key


@pytest.mark.parametrize(
    ("written", "kyrgyz", "russian"),
    [
        (
            "000, row 4",
            "милдеттүү иш-чаралардын календары, 4-сап",
            "календарь обязательных мероприятий, строка 4",
        ),
        (
            "001 §1.4, 004 §2.2",
            "иш-чаралар планы, 1.4; коомдук-коммуникациялык стратегия, 2.2",
            "план мероприятий, 1.4; общественно-коммуникационная стратегия, 2.2",
        ),
        ("002 §4.4", "отчет берүү регламенти, 4.4", "регламент отчётности, 4.4"),
    ],
)
def test_people_read_the_documents_names(written: str, kyrgyz: str, russian: str) -> None:
    zone = ZoneInfo("Asia/Bishkek")
    assert documents.source(Translator("ky", zone), written) == kyrgyz
    assert documents.source(Translator("ru", zone), written) == russian


def test_both_tables_have_the_documents_columns() -> None:
    assert len(calendar().columns) == 6
    assert [one.key for one in plan().columns][-1] == "note"
    assert [goal.number for goal in plan().goals] == [1, 2, 3]


def test_somebody_of_the_office_answers_for_every_row() -> None:
    for one in measures().values():
        assert any(responsible.role for responsible in one.responsibles), one.key
    assert set(Duty) - set(ROLES) == {
        Duty.BUDGET_COMMISSION,
        Duty.SEDP_WORKING_GROUP,
        Duty.SERVICE_PROVIDERS,
    }


def test_short_names_fit_a_button_and_differ() -> None:
    for language in ("ky", "ru"):
        names = [one.short(language) for one in measures().values()]
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= 30


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_short_name_fits_a_row_of_a_list_with_its_light(language: str) -> None:
    """24 letters on the narrowest platform, two of them for the light."""
    long = [one.short(language) for one in measures().values() if len(one.short(language)) > 22]
    assert not long
