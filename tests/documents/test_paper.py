"""What of a paper is printed, whoever prints it."""

import pytest

from bot.documents.content import Paragraph, Run, plain
from bot.documents.letters import clean
from bot.documents.paper import Facts, Heading, PageBreak, Paper, Part, Signature, Table
from bot.documents.preparation import prepared
from tests.documents.paper_samples import BLANKS, MINUTES


def parts(*given: Part) -> tuple[Part, ...]:
    return prepared(Paper("ky", MINUTES.date, "Протокол", parts=given), clean).parts


def test_nothing_empty_is_left() -> None:
    assert parts(*BLANKS) == ()
    assert parts(*BLANKS, plain(" Сөз\x00 "), *BLANKS) == (plain("Сөз"),)
    assert parts(Facts((("а", ""), (" б ", " 1 ")))) == (Facts((("б", "1"),)),)


def test_a_row_of_blanks_stays_to_be_filled_in() -> None:
    assert parts(Table(("Аты", "Колу"), ((" ", ""),))) == (Table(("Аты", "Колу"), (("", ""),)),)


def test_a_paragraph_keeps_its_marks() -> None:
    marked = Paragraph((Run("Суу ", bold=True), Run("жол", link="https://e.kg")))
    assert parts(marked) == (marked,)


def test_no_step_between_headings_is_missing() -> None:
    levels = [
        part.level
        for part in parts(*(Heading("а", level) for level in (3, 2, 9, 9, 9, 1, 0)))
        if isinstance(part, Heading)
    ]
    assert levels == [1, 2, 3, 3, 3, 1, 1]


def test_page_breaks_stand_only_between_parts() -> None:
    one, other, new = plain("а"), plain("б"), PageBreak()
    assert parts(new, one, new, *BLANKS, other, new) == (one, new, other)


def test_nobody_signs_nameless_for_nothing() -> None:
    paper = Paper("ky", MINUTES.date, "", signatures=(Signature(" ", "\n"), Signature("Катчы", "")))
    assert prepared(paper, clean).signatures == (Signature("Катчы", ""),)


@pytest.mark.parametrize(("row", "widths"), [(("а",), ()), (("а", "б"), (1,)), (("а", "б"), (1, 0))])
def test_a_table_out_of_shape_is_refused(row: tuple[str, ...], widths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="2 columns"):
        Table(("№", "Багыт"), (row,), widths)


def test_a_file_is_never_nameless() -> None:
    assert MINUTES.name() == MINUTES.title
    assert Paper("ky", MINUTES.date, " ", organisation="Айыл өкмөтү").name() == "Айыл өкмөтү"
    assert Paper("ky", MINUTES.date, "").name() == "2026-12-12"
