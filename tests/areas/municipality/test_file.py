"""The municipality's file: what is right is read, what is wrong is told with line and field, all at once."""

from datetime import time
from pathlib import Path

import pytest

from bot.areas.municipality.file import EXAMPLE, MistakenFile, MunicipalityFile, read_file, read_text

GOOD = """\
name: {ky: Миң-Булак}
villages:
  - key: ak
    name: {ky: Ак}
    population: 300
  - key: kara
    name: {ky: Кара, ru: Кара}
    population: 0
districts:
  - key: one
    name: {ky: Биринчи}
    parts:
      - village: ak
legal:
  monthly_bulletin_day: 20
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(MistakenFile) as caught:
        read_text(text, "town.yaml")
    return str(caught.value).splitlines()


def changed(old: str, new: str) -> list[str]:
    assert old in GOOD
    return mistakes(GOOD.replace(old, new, 1))


def test_the_example_is_right() -> None:
    parsed = read_file(EXAMPLE)
    assert len(parsed.villages) == 5
    assert all(300 <= village.population <= 3000 for village in parsed.villages)
    assert len(parsed.districts) == 3
    assert parsed.office_hours.closes == time(18, 0)


def test_what_is_left_out_has_a_value() -> None:
    parsed = read_text(GOOD, "town.yaml")
    assert parsed.time_zone == "Asia/Bishkek"
    assert parsed.legal.monthly_bulletin_day == 20
    assert parsed.legal.quiet_from == time(21, 0)
    assert parsed.districts[0].seats == 1
    assert parsed.districts[0].parts[0].streets is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "population: 300",
            "population: many",
            'town.yaml, line 5: villages[1].population must be a whole number, but is "many".',
        ),
        (
            "population: 300",
            "population: -1",
            "town.yaml, line 5: villages[1].population must be 0 or more, but is -1.",
        ),
        (
            "population: 300",
            "population: 3.5",
            "town.yaml, line 5: villages[1].population must be a whole number, but is 3.5.",
        ),
        (
            "    population: 0\n",
            "",
            "town.yaml, line 6: villages[2].population is missing.",
        ),
        (
            "population: 0",
            "populaton: 0\n    population: 0",
            'town.yaml, line 8: villages[2].populaton is unknown (did you mean "population"?).',
        ),
        (
            "name: {ky: Миң-Булак}",
            "name: Миң-Булак",
            "town.yaml, line 1: name must be a group of fields, each on its own indented line, "
            'but is "Миң-Булак".',
        ),
        (
            "name: {ky: Миң-Булак}",
            "name: {ru: Мин-Булак}",
            "town.yaml, line 1: name.ky is missing.",
        ),
        (
            "key: kara",
            "key: Кара",
            "town.yaml, line 6: villages[2].key must begin with a small Latin letter and hold only small "
            'Latin letters, digits, "-" and "_", but is "Кара".',
        ),
        (
            "key: kara",
            "key: ak",
            'town.yaml, line 6: villages[2].key must be unique, but "ak" is also the key of villages[1].',
        ),
        (
            "village: ak",
            "village: kar",
            'town.yaml, line 13: districts[1].parts[1].village names the village "kar", '
            'which is not in the list (did you mean "kara"?).',
        ),
        (
            "monthly_bulletin_day: 20",
            "monthly_bulletin_day: 31",
            "town.yaml, line 15: legal.monthly_bulletin_day must be 28 or less, but is 31.",
        ),
        (
            "monthly_bulletin_day: 20",
            "quiet_from: 9",
            'town.yaml, line 15: legal.quiet_from must be a time like "09:00", but is 9.',
        ),
        (
            "legal:",
            "time_zone: Asia/Bishkekk\nlegal:",
            'town.yaml, line 14: time_zone must be a time zone like "Asia/Bishkek", but is "Asia/Bishkekk".',
        ),
        (
            "legal:",
            "office_hours: {opens: 18:00, closes: 09:00}\nlegal:",
            "town.yaml, line 14: office_hours must close later than they open.",
        ),
        (
            "population: 0",
            "population: 0\n    population: 1",
            "town.yaml, line 9: villages[2].population is given twice, here and on line 8; keep one.",
        ),
        (
            "districts:\n",
            "districts: none\nold:\n",
            'town.yaml, line 9: districts must be a list, each entry beginning with "- ", but is "none".',
        ),
    ],
)
def test_a_mistake_names_file_line_and_field(old: str, new: str, told: str) -> None:
    assert told in changed(old, new)


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    told = mistakes(
        GOOD.replace("population: 300", "population: many")
        .replace("village: ak", "village: nowhere")
        .replace("monthly_bulletin_day: 20", "monthly_bulletin_day: 0")
        .replace("key: kara", "key: ak")
    )
    assert [line.split(":")[0] for line in told] == [f"town.yaml, line {number}" for number in (5, 6, 13, 15)]


SECOND = """\
  - key: two
    name: {ky: Экинчи}
    parts:
      - village: ak
"""


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        ("", "", True),
        ("        streets: [Манас]\n", "", True),
        ("", "        streets: [Манас]\n", True),
        ("        streets: [Манас]\n", "        streets: [Ала-Тоо, Манас]\n", True),
        ("        streets: [Манас]\n", "        streets: [Ала-Тоо]\n", False),
    ],
)
def test_a_village_lies_wholly_in_one_district(first: str, second: str, refused: bool) -> None:
    whole = "      - village: ak\n"
    text = GOOD.replace(whole, whole + first + SECOND + second)
    if not refused:
        assert len(read_text(text, "town.yaml").districts) == 2
        return
    (told,) = mistakes(text)
    assert "districts[2].parts[1].village" in told
    assert "districts[1] already holds it" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "town.yaml, line 1: is empty."),
        ("name: [", "town.yaml, line 1: this is not readable YAML"),
        ("name:\n\t- x", "town.yaml, line 2: this is not readable YAML"),
        ("name: \x01", "town.yaml: this is not readable YAML"),
        ("- a", "town.yaml, line 1: must be a group of fields"),
    ],
)
def test_what_is_no_such_file_is_told_plainly(text: str, told: str) -> None:
    assert mistakes(text)[0].startswith(told)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MistakenFile, match=r"town\.yaml: can't be read"):
        read_file(tmp_path / "town.yaml")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_bytes("name: Миң".encode("utf-16"))
    with pytest.raises(MistakenFile, match="UTF-8"):
        read_file(tmp_path / "town.yaml")


def test_the_mark_of_windows_editors_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text(GOOD, encoding="utf-8-sig")
    assert isinstance(read_file(tmp_path / "town.yaml"), MunicipalityFile)


def test_yaml_does_not_read_what_was_not_meant() -> None:
    text = GOOD.replace("{ky: Кара, ru: Кара}", "{ky: 0555, ru: no}") + "telephone: 0700112233\n"
    parsed = read_text(text, "town.yaml")
    assert (parsed.villages[1].name.ky, parsed.villages[1].name.ru) == ("0555", "no")
    assert parsed.telephone == "0700112233"
