"""Questionnaires that come as files: what a chat can ask is read, the rest is refused with its row."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # has hints, but doesn't say so (no py.typed)
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.areas.surveys.questionnaire.content import Questionnaire, QuestionType
from bot.areas.surveys.questionnaire.spreadsheet import LARGEST_UNPACKED
from bot.areas.surveys.questionnaire.templates import load_templates
from bot.areas.surveys.questionnaire.xlsform import XlsFormRefused, read_xlsform
from bot.areas.surveys.questionnaire.xlsform.writing import write_xlsform

_T = QuestionType
HEAD = ("type", "name", "label::Кыргызча (ky)", "label::Русский (ru)")
Rows = Sequence[Sequence[Any]]


def book(survey: Rows, choices: Rows = (), settings: Rows = (), head: Sequence[str] = HEAD) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in (
        ("survey", (head, *survey)),
        ("choices", (("list_name", "name", "label::ky", "label::ru", "place"), *choices)),
        ("settings", settings),
    ):
        page = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(number, column, cell)
    made.close()
    return out.getvalue()


def problems(content: bytes) -> list[tuple[int | None, str]]:
    with pytest.raises(XlsFormRefused) as refused:
        read_xlsform(content)
    return [(one.row, one.code.removeprefix("surveys:")) for one in refused.value.problems]


LISTS = [
    ("yn", "yes", "Ооба", "Да"),
    ("yn", "no", "Жок", "Нет"),
    ("services", "water", "Суу", "Вода", "village"),
    ("services", "roads", "Жол", "Дороги", "town"),
    ("marks", "1", "Жаман", "Плохо"),
    ("marks", "2", "Орто", "Средне"),
    ("marks", "3", "Жакшы", "Хорошо"),
]


def test_every_kind_a_chat_can_ask() -> None:
    head = (
        *HEAD,
        "required",
        "relevant",
        "constraint",
        "constraint_message::ky",
        "calculation",
        "parameters",
    )
    survey = [
        ("start", "start"),
        ("note", "hello", "Саламатсызбы", "Здравствуйте"),
        ("select_one yn", "has", "Суу барбы?", "Есть вода?", "yes"),
        ("begin group", "inside", "", "", "", "${has} = 'yes'"),
        ("integer", "hours", "Канча саат?", "Сколько часов?", "true()", "", ". <= 24", "24төн ашпайт"),
        ("decimal", "price", "Баасы?", "Цена?", "", "${hours} > 3"),
        ("end group",),
        ("select_multiple services", "what", "Эмне керек?", "Что нужно?"),
        ("select_one services or_other", "first", "Биринчиси?", "Первое?"),
        ("rank services", "order", "Ирети?", "Порядок?"),
        ("range", "mark", "Баа", "Оценка", "", "", "", "", "", "start=1 end=5 step=1"),
        ("text", "why", "Эмне үчүн?", "Почему?", "", "${mark} < 3"),
        ("date", "since", "Качан?", "Когда?"),
        ("image", "photo", "Сүрөт", "Снимок"),
        ("geopoint", "where", "Кайда?", "Где?"),
        ("audio", "voice", "Айтыңыз", "Скажите"),
        ("calculate", "twice", "", "", "", "", "", "", "${mark} * 2"),
    ]
    made = read_xlsform(book(survey, LISTS, [("form_title",), ("Суу жана жол",)], head))
    kinds = {one.name: one.type for one in made.questions}
    assert made.title == {"ky": "Суу жана жол"}
    assert kinds == {
        "hello": _T.NOTE,
        "has": _T.YES_NO,
        "hours": _T.NUMBER,
        "price": _T.NUMBER,
        "what": _T.SEVERAL,
        "first": _T.ONE,
        "first_other": _T.TEXT,
        "order": _T.RANK,
        "mark": _T.SCALE,
        "why": _T.TEXT,
        "since": _T.DATE,
        "photo": _T.PHOTO,
        "where": _T.PLACE,
        "voice": _T.VOICE,
        "twice": _T.CALCULATION,
    }
    by = made.by_name
    assert by["has"].required
    assert not by["price"].required
    assert by["price"].relevant == "(${has} = 'yes') and (${hours} > 3)"
    assert by["hours"].constraint_message == {"ky": "24төн ашпайт"}
    assert by["what"].options[0].label == {"ky": "Суу", "ru": "Вода"}
    assert by["first"].options[-1].name == "other"
    assert list(by["mark"].steps) == [1, 2, 3, 4, 5]


def test_a_likert_list_is_a_scale_with_its_ends() -> None:
    survey = [("select_one marks", "mark", "Баа", "Оценка", "likert")]
    mark = read_xlsform(book(survey, LISTS, head=(*HEAD, "appearance"))).by_name["mark"]
    assert (mark.type, list(mark.steps)) == (_T.SCALE, [1, 2, 3])
    assert mark.low_label == {"ky": "Жаман", "ru": "Плохо"}
    assert mark.high_label == {"ky": "Жакшы", "ru": "Хорошо"}


def test_a_choice_filter_reads_its_columns() -> None:
    survey = [("select_one services", "what", "Эмне?", "Что?", "place = 'town'")]
    what = read_xlsform(book(survey, LISTS, head=(*HEAD, "choice_filter"))).by_name["what"]
    assert what.options[1].columns == {"place": "town"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("begin repeat", "many", "Ар бири", "Каждый"), "form_type"),
        (("geotrace", "way", "Жол", "Путь"), "form_type"),
        (("barcode", "code", "Код", "Код"), "form_type"),
        (("dateTime", "when", "Качан", "Когда"), "form_type"),
        (("select_one_from_file towns.csv", "town", "Шаар", "Город"), "form_type"),
        (("select_one nolist", "x", "Эмне", "Что"), "form_list"),
        (("text", "x", "Саламатсызбы, ${name}", "Здравствуйте"), "form_words_refer"),
        (("text", "x", "Эмне", "Что", "if(1, 2)"), "form_required"),
        (("text", "x", "Эмне", "Что", "", "${later} = 1"), "form_refers"),
        (("text", "x", "Эмне", "Что", "", "${x} = 1"), "form_refers"),
        (("text", "x", "Эмне", "Что", "", "pulldata('a', 'b')"), "form_function"),
        (("text", "x", "Эмне", "Что", "", "${ = "), "form_expression"),
        (("text", "1x", "Эмне", "Что"), "form_name"),
        (("text", "", "Эмне", "Что"), "form_name"),
        (("text", "x"), "form_no_words"),
        (("end group",), "form_group"),
        (("begin group", "g"), "form_group"),
        (("text", "first", "Эмне", "Что"), "form_name_twice"),
    ],
)
def test_what_a_chat_cannot_do_is_refused_with_its_row(row: Sequence[str], code: str) -> None:
    head = (*HEAD, "required", "relevant")
    survey = [("text", "first", "Биринчи", "Первый"), row, ("text", "later", "Кийинки", "Потом")]
    assert (3, code) in problems(book(survey, LISTS, head=head))


def test_all_problems_are_told_at_once() -> None:
    survey = [("barcode", "a", "А", "А"), ("text", "b", "Б", "Б"), ("geoshape", "c", "В", "В")]
    assert [row for row, _ in problems(book(survey))] == [2, 4]


@pytest.mark.parametrize("column", ["trigger", "default", "image", "media::image"])
def test_a_column_that_changes_the_meaning_is_refused(column: str) -> None:
    found = problems(book([("text", "a", "А", "А", "x")], head=(*HEAD, column)))
    assert (2, "form_column") in found


def test_languages_in_many_spellings() -> None:
    head = ("Type", "Name", "Label:: Кыргызча", "label::russian", "Label::English (en)")
    made = read_xlsform(book([("text", "a", "Суу", "Вода", "Water")], head=head))
    assert made.questions[0].label == {"ky": "Суу", "ru": "Вода"}
    bare = read_xlsform(book([("text", "a", "Суу")], head=("type", "name", "label")))
    assert bare.questions[0].label == {"ky": "Суу"}


@pytest.mark.parametrize("slug", load_templates())
def test_what_is_written_reads_back(slug: str) -> None:
    """Scales' labels and what belongs together have no place in the standard."""
    content = load_templates()[slug]
    back = read_xlsform(write_xlsform(content, [("Түшүндүрмө", "Пояснение")]))
    assert [(one.name, one.type, one.label, one.relevant, one.top, one.role) for one in back.questions] == [
        (one.name, one.type, one.label, one.relevant, one.top, one.role) for one in content.questions
    ]
    assert back.title == content.title


# Hostile files


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def changed(content: bytes, member: str, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, new if name == member else old.read(name))
    return out.getvalue()


GOOD = book([("text", "a", "А", "А")])
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_no_table"),
        (b"name,label\n1,2", "file_no_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_locked"),
        (archive(**{"word__document.xml": b"<x/>"}), "file_no_table"),
        (archive(**{"xl__workbook.xml": b"\0" * (LARGEST_UNPACKED + 1)}), "file_bomb"),
        (archive(**{"xl__workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "file_bomb"),
        (archive(**{"xl__workbook.xml": b"<x/>"}), "file_broken"),
        (GOOD[: len(GOOD) // 2], "file_no_table"),
        (
            changed(
                GOOD, SHEET, b'<worksheet><sheetData><row r="1"><c r="XFD1"/></row></sheetData></worksheet>'
            ),
            "file_columns",
        ),
        (
            changed(
                GOOD,
                SHEET,
                b'<worksheet><sheetData><row r="1048576"><c r="A1048576"/></row></sheetData></worksheet>',
            ),
            "file_rows",
        ),
        # Nothing says where these cells stand, and all the same they ask for a table of billions.
        (
            changed(
                GOOD,
                SHEET,
                b"<worksheet><sheetData><row>"
                + b"<c><v>1</v></c>" * 100_000
                + b"</row>"
                + b"<row/>" * 500_000
                + b"<row><c><v>1</v></c></row></sheetData></worksheet>",
            ),
            "file_bomb",
        ),
        # A blank longer than what is looked at in one piece.
        (
            changed(
                GOOD,
                SHEET,
                b"<worksheet><sheetData><!--"
                + b"x" * (256 * 1024 - 300)
                + b"--><row><c r"
                + b" " * 400
                + b'="XFD1048576"><v>1</v></c></row>'
                + b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
            ),
            "file_bomb",
        ),
        (
            changed(
                GOOD,
                "xl/sharedStrings.xml",
                b'<sst count="99999999999" uniqueCount="99999999999"><si/></sst>',
            ),
            "file_bomb",
        ),
        (
            changed(
                GOOD,
                SHEET,
                b'<worksheet><sheetData><row r="20000"><c r="WB20000"><v>1</v></c></row><row r="1">'
                b'<c r="A1"><v>1</v></c></row></sheetData></worksheet>',
            ),
            "file_bomb",
        ),
        (book([]), "form_no_survey"),
        (book([("text", f"q{n}", "А", "А") for n in range(10_000)]), "form_too_long"),
        (book([("text", f"q{n}", "А", "А") for n in range(300)]), "form_too_long"),
        (book([("begin group", f"g{n}") for n in range(500)]), "form_group"),
    ],
)
def test_hostile_files_get_a_sentence(content: bytes, code: str) -> None:
    assert code in {found for _, found in problems(content)}


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    page = made.add_worksheet("survey")
    for column, cell in enumerate(("type", "name", "label")):
        page.write(0, column, cell)
    page.write_string(1, 0, "text")
    page.write_string(1, 1, "a")
    page.write_formula(1, 2, "=1+1", value="эки")
    made.close()
    assert read_xlsform(out.getvalue()).questions[0].label == {"ky": "эки"}


CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "text",
            "select_one yn",
            "begin group",
            "end group",
            "range",
            "calculate",
            "${a} = 1",
            "yes",
            "a",
            "yn",
        ]
    ),
    st.integers(),
)


@settings(max_examples=40)
@given(st.lists(st.lists(CELLS, max_size=8), max_size=6), st.lists(st.lists(CELLS, max_size=4), max_size=4))
def test_any_cells_give_a_questionnaire_or_problems(survey: Rows, choices: Rows) -> None:
    head = (*HEAD, "required", "relevant", "constraint", "calculation")
    clean = [[str(c) if isinstance(c, int) else c for c in row] for row in survey]
    try:
        made = read_xlsform(book(clean, [[str(c) for c in row] for row in choices], head=head))
    except XlsFormRefused as refused:
        assert refused.problems  # noqa: PT017 - both ends are right
    else:
        assert Questionnaire.from_json(made.to_json()) == made


@settings(max_examples=40)
@given(st.binary(max_size=400))
def test_any_bytes_get_a_sentence(content: bytes) -> None:
    with pytest.raises(XlsFormRefused):
        read_xlsform(content)


@pytest.mark.parametrize(("kind", "most"), [("rank", 30), ("select_one", 100)])
def test_more_choices_than_fit_are_refused(kind: str, most: int) -> None:
    rows = [("many", f"o{n}", f"Жооп {n}", f"Ответ {n}") for n in range(most + 1)]
    survey = [(f"{kind} many", "a", "Кайсынысы?", "Что?")]
    assert problems(book(survey, rows)) == [(2, "form_many_options")]
    assert len(read_xlsform(book(survey, rows[:-1])).questions[0].options) == most


def test_a_title_that_fits_no_message_is_refused() -> None:
    long = book([("text", "a", "А", "А")], settings=[("form_title",), ("Аталыш " * 40,)])
    assert problems(long) == [(None, "form_words_long")]


def test_a_condition_cannot_leave_the_brackets_of_its_group() -> None:
    head = (*HEAD, "relevant")
    survey = [
        ("text", "a", "А", "А"),
        ("begin group", "g", "", "", "${a} = 'x'"),
        ("text", "b", "Б", "Б", "1) or (1"),
        ("end group",),
    ]
    assert problems(book(survey, head=head)) == [(4, "form_expression")]
