"""Papers: numbered, printed, typed in quickly, counted once."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # has hints, but doesn't say so (no py.typed)
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bot.areas.surveys.models import Answer, Response
from bot.areas.surveys.papers import entry_sheet
from bot.areas.surveys.questionnaire import flow
from bot.areas.surveys.questionnaire.content import Question, Questionnaire, QuestionType, Value
from bot.areas.surveys.questionnaire.spreadsheet import read_sheets
from bot.areas.surveys.results import Origin
from bot.areas.surveys.rules import paper_numbers, quick_entry
from bot.areas.surveys.texts import forms as texts
from bot.core import files
from bot.core.errors import Refused
from bot.core.files import StoredFile, set_content
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.press import send_file
from tests.areas.residents.chat import BISHKEK
from tests.areas.surveys.forms import questionnaires
from tests.areas.surveys.station import Station, question, words

_T = QuestionType
TODAY = date(2026, 11, 20)
PAPER = Questionnaire(
    title=words("Кагаз"),
    questions=(
        question("mark", _T.SCALE),
        question("why", _T.TEXT, required=False, belongs_to="mark", relevant="${mark} < 3"),
        question("water", _T.YES_NO),
        question("source", _T.ONE, options="river well", relevant="${water} = 'no'"),
        question("need", _T.SEVERAL, options="a b c"),
        question("order", _T.RANK, options="r s t", top=2),
        question("hours", _T.NUMBER, low=0, high=24),
        question("since", _T.DATE, required=False),
        question("photo", _T.PHOTO, required=False),
        question("wish", _T.TEXT, required=False),
    ),
)


@given(st.integers(1, 99_999), st.integers(1, paper_numbers.MOST_PAPERS))
def test_a_number_reads_back(survey: int, serial: int) -> None:
    number = paper_numbers.make_number(survey, serial)
    assert paper_numbers.read_number(number, survey) == serial
    assert paper_numbers.read_number(number.partition("-")[2], survey) == serial


@given(st.integers(1, 999), st.integers(1, paper_numbers.MOST_PAPERS), st.data())
def test_a_slip_of_the_finger_is_noticed(survey: int, serial: int, data: st.DataObject) -> None:
    short = paper_numbers.make_number(survey, serial).partition("-")[2].replace("-", "")
    place = data.draw(st.integers(0, len(short) - 1))
    digit = data.draw(st.sampled_from([one for one in "0123456789" if one != short[place]]))
    wrong = short[:place] + digit + short[place + 1 :]
    swapped = [
        short[:i] + short[i + 1] + short[i] + short[i + 2 :]
        for i in range(len(short) - 1)
        if short[i] != short[i + 1]
    ]
    for mistyped in [wrong, *swapped]:
        with pytest.raises(Refused):
            paper_numbers.read_number(f"{mistyped[:-1]}-{mistyped[-1]}", survey)


@given(
    st.integers(1, 99_999), st.integers(1, paper_numbers.MOST_PAPERS), st.sampled_from(["", " ", ".", "–"])
)
def test_a_number_reads_back_however_its_parts_are_set_apart(survey: int, serial: int, between: str) -> None:
    number = paper_numbers.make_number(survey, serial)
    parts = number.split("-")
    assert paper_numbers.read_number(between.join(parts), survey) == serial
    assert paper_numbers.read_number(between.join(parts[1:]), survey) == serial
    assert paper_numbers.read_number(f"№ {number}", survey) == serial


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_number_without_its_last_digit_is_never_another_papers(survey: int, serial: int) -> None:
    for typed in (str(serial), f"{serial:04}"):
        with pytest.raises(Refused):
            paper_numbers.read_number(typed, survey)


def test_a_line_is_read() -> None:
    typed = quick_entry.read_entry(PAPER, "31-7 2 жок 1 1,3 2>1 3,5 05.01.2020 | суу ылай | рахмат", TODAY)
    assert typed.number == "31-7"
    assert typed.answers == {
        "mark": 2,
        "why": {"text": "суу ылай"},
        "water": "no",
        "source": "river",
        "need": ["a", "c"],
        "order": ["s", "r"],
        "hours": 3.5,
        "since": "2020-01-05",
        "wish": {"text": "рахмат"},
    }


def test_blanks_around_a_comma_shift_no_answer() -> None:
    typed = quick_entry.read_entry(PAPER, "31-7 5 1 1, 3 2 > 1 7 -", TODAY)
    assert typed.answers["need"] == ["a", "c"]
    assert typed.answers["order"] == ["s", "r"]


def test_half_a_ranking_is_taken() -> None:
    assert quick_entry.read_entry(PAPER, "31-7 5 1 1 3 7 -", TODAY).answers["order"] == ["t"]


def test_what_is_left_empty_and_left_out() -> None:
    typed = quick_entry.read_entry(PAPER, "31-7 5 1 - - 7 -", TODAY)
    assert typed.answers == {"mark": 5, "water": "yes", "hours": 7}


def test_a_dash_for_a_question_passed_over_shifts_nothing() -> None:
    typed = quick_entry.read_entry(PAPER, "31-7 5 1 - 1,3 2>1 7 -", TODAY)
    assert typed == quick_entry.read_entry(PAPER, "31-7 5 1 1,3 2>1 7 -", TODAY)


@pytest.mark.parametrize(
    ("line", "code", "name"),
    [
        ("", "entry_empty", None),
        ("31-7", "entry_short", "mark"),
        ("31-7 6", "entry_wrong", "mark"),
        ("31-7 5 балким", "entry_wrong", "water"),
        ("31-7 5 1 1,4", "entry_wrong", "need"),
        ("31-7 5 1 1,1", "entry_wrong", "need"),
        ("31-7 5 1 1 1>2 25", "entry_wrong", "hours"),
        ("31-7 5 1 1 1>2 nan", "entry_wrong", "hours"),
        ("31-7 5 1 1 1>2 1_0", "entry_wrong", "hours"),
        ("31-7 5 1 1 1>2 1e1", "entry_wrong", "hours"),
        ("31-7 5 1 1 1>2>3 7", "entry_wrong", "order"),
        ("31-7 " + "9" * 5000, "entry_wrong", "mark"),
        ("31-7 5 2 " + "9" * 5000, "entry_wrong", "source"),
        ("31-7 5 1 1 1>2 7 31.02.2020", "entry_wrong", "since"),
        ("31-7 5 1 1 1>2 7 - 3", "entry_more", None),
        ("31-7 5 1 1 1>2 7 - | сөз | дагы", "entry_more", None),
    ],
)
def test_the_first_sign_that_is_not_understood_is_named(line: str, code: str, name: str | None) -> None:
    with pytest.raises(Refused) as refused:
        quick_entry.read_entry(PAPER, line, TODAY)
    assert refused.value.code == f"surveys:{code}"
    assert name is None or refused.value.data["question"].name == name


def drawn_answer(data: st.DataObject, one: Question) -> tuple[str, Value]:
    """What is typed, and what it stands for."""
    if not one.required and data.draw(st.booleans()):
        return "-", None
    places = range(1, len(one.options) + 1)
    match one.type:
        case _T.TEXT:
            said = data.draw(st.text("суу жол,;>-1", min_size=1, max_size=20).map(str.strip))
            return (said, {"text": said}) if said not in {"", *quick_entry.EMPTY} else ("-", None)
        case _T.ONE:
            place = data.draw(st.sampled_from(places))
            return str(place), one.options[place - 1].name
        case _T.SEVERAL:
            chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, unique=True))
            return ",".join(map(str, chosen)), [one.options[place - 1].name for place in chosen]
        case _T.RANK:
            order = data.draw(st.permutations(places))[: flow.to_rank(one, one.options)]
            return ">".join(map(str, order)), [one.options[place - 1].name for place in order]
        case _T.YES_NO:
            return data.draw(st.sampled_from([("1", "yes"), ("ооба", "yes"), ("нет", "no"), ("2", "no")]))
        case _T.SCALE:
            mark = data.draw(st.sampled_from(one.steps))
            return str(mark), mark
        case _T.DATE:
            day = data.draw(st.dates(date(1900, 1, 1)))
            return f"{day.day}.{day.month:02}.{day.year}", day.isoformat()
    number = data.draw(st.sampled_from([0, 2, 7.5, 9]))
    return str(number).replace(".", ","), number


@given(questionnaires(), st.data())
def test_what_is_typed_for_any_answers_reads_back_the_same(
    content: Questionnaire, data: st.DataObject
) -> None:
    answers: dict[str, Value] = {}
    signs = ["31-7"]
    words_typed: list[str] = []
    for one in content.asked:
        if not flow.applies(one, flow.settle(content, answers, TODAY), TODAY):
            continue
        sign, value = drawn_answer(data, one)
        (words_typed if one.type is _T.TEXT else signs).append(sign)
        if value is not None:
            answers[one.name] = value
    line = " | ".join([data.draw(st.sampled_from([" ", "\n", "  "])).join(signs), *words_typed])
    assert quick_entry.read_entry(content, line, TODAY).answers == answers


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        typed = quick_entry.read_entry(PAPER, line, TODAY)
    except Refused:
        return
    settled = flow.settle(PAPER, typed.answers, TODAY)
    assert settled == dict(typed.answers)


def test_a_table_holds_every_paper_and_lists_longer_than_a_rule() -> None:
    names = " ".join(f"o{place}" for place in range(100))
    content = Questionnaire(title=words("Көп"), questions=(question("many", _T.ONE, options=names),))
    numbers = [paper_numbers.make_number(7, serial) for serial in range(1, 3_001)]
    villages = [f"Узун-Аттуу-Айыл {place}, жогорку" for place in range(40)]
    book = entry_sheet.write_sheet(Translator("ky", BISHKEK), content, numbers, villages)
    rows = read_sheets(book)[texts.sheet_name(Translator("ky", BISHKEK)).casefold()]
    assert [row[0] for row in rows[2:]] == numbers
    assert rows[0][:3] == ["number", "village", "many"]
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        rules = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "lists!$A$1:$A$40" in rules
    assert "lists!$B$1:$B$100" in rules
    lists = read_sheets(book)["lists"]
    assert [row[0] for row in lists[:40]] == villages
    assert [row[1] for row in lists] == [str(code) for code in range(1, 101)]


async def printed(station: Station, number: int, copies: str = "10") -> None:
    officer = station.officer
    await officer.tap_payload(f"survey:papers.{number}")
    await officer.tap("Басуу үчүн")
    await officer.tap(copies)
    await officer.tap("Русский")


async def last_file(station: Station) -> bytes:
    attachment = next(
        seen.message.attachments[0] for seen in reversed(station.officer.seen) if seen.message.attachments
    )
    async with station.database.reading() as session:
        content = await files.read_content(session, attachment.file_id)
    assert content is not None
    return content


async def test_printed_typed_and_counted_once(either_station: Station) -> None:
    station = either_station
    number = await station.opened(PAPER, anonymous=True)
    officer = station.officer
    await printed(station, number)
    assert (await last_file(station)).startswith(b"%PDF")
    assert (await station.survey()).printed == 10
    paper = paper_numbers.make_number(number, 3)
    legend = await officer.tap_payload(f"survey:type.{number}")
    assert "1 A, 2 B, 3 C" in legend
    assert "1 A, 2 B, 3 C" not in await officer.tap("Миң-Булак"), "said once, not under every mistake"
    told = await officer.write(f"{paper} 4 1 1,3 1>2 7 - | жол жок")
    assert f"{paper} алынды" in told
    assert "Кийинки кагазды" in told
    assert "мурун киргизилген" in await officer.write(f"{paper} 4 1 1,3 1>2 7 -")
    assert "болбойт" in await officer.write(f"{paper[:-1]}{(int(paper[-1]) + 1) % 10} 4 1 1 1>2 7 -")
    unknown = paper_numbers.make_number(number, 11)
    assert "даярдалган эмес" in await officer.write(f"{unknown} 4 1 1 1>2 7 -")
    assert "белгиси жок" in await officer.write(f"{paper_numbers.make_number(number, 4)} 4")
    await officer.write("0 5 2 1 2 3>1 2 -")  # somebody answered aloud
    assert "1 кагаз киргизилди" in await officer.tap("Акыркысы ушул"), "back where one came from"
    found = {one.origin: one for one in await station.all(Response)}
    assert found[Origin.PAPER].paper == 3
    assert found[Origin.PAPER].person_id is None
    assert found[Origin.STAFF].paper is None
    answers = {
        one.question: one.item or one.text or one.number
        for one in await station.all_of(Answer)
        if one.response_id == found[Origin.STAFF].id
    }
    assert answers["water"] == "no"
    assert (await station.results(number)).responses == 2


async def test_a_mistyped_paper_is_taken_out_again(station: Station) -> None:
    number = await station.opened(PAPER)
    await printed(station, number)
    officer = station.officer
    await officer.tap_payload(f"survey:type.{number}")
    await officer.tap("Белгисиз")
    paper = paper_numbers.make_number(number, 1)
    await officer.write(f"{paper} 4 1 1,3 1>2 7 -")
    await officer.tap("Кайра алып салуу")
    assert not await station.all(Response)
    assert not await station.all_of(Answer)
    await officer.tap_payload(f"survey:type.{number}")
    await officer.tap("Белгисиз")
    assert "алынды" in await officer.write(f"{paper} 5 1 1,3 1>2 7 -")


async def test_papers_are_typed_in_after_the_end_too(station: Station) -> None:
    number = await station.opened(PAPER)
    await printed(station, number)
    await station.close(number)
    officer = station.officer
    await officer.tap_payload(f"survey:type.{number}")
    await officer.tap("Кара-Суу")
    assert "алынды" in await officer.write(f"{paper_numbers.make_number(number, 1)} 5 1 1,3 1>2 7 -")


async def sent(station: Station, number: int, content: bytes) -> str:
    await station.officer.tap_payload(f"survey:sendsheet.{number}")
    await send_file(station.officer, AttachmentKind.DOCUMENT, f"table-{len(content)}")
    async with station.database.session() as session:
        set_content(await session.get_one(StoredFile, (await station.all(StoredFile))[-1].id), content)
    await station.tick()
    await station.officer.receive()
    return str(station.officer.seen[-1].message.text)


def filled(template: bytes, rows: dict[int, list[str]]) -> bytes:
    """The table with some rows filled in, as a spreadsheet program would save it."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(0).to_python()
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Кагаздар")
    for place, row in enumerate(sheet):
        cells = [str(cell) for cell in row]
        if place in rows:
            cells[1:] = rows[place]
        for column, cell in enumerate(cells):
            page.write(place, column, cell)
    book.close()
    return out.getvalue()


async def test_a_table_of_papers_is_taken_whole_or_not_at_all(either_station: Station) -> None:
    station = either_station
    number = await station.opened(PAPER)
    await printed(station, number)
    await station.officer.tap_payload(f"survey:sheet.{number}")
    template = await last_file(station)
    explained = CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(1).to_python()
    assert not any("|" in str(cell) for row in explained for cell in row), "words have a cell of their own"
    good = ["Миң-Булак", "2", "ылай", "2", "1", "1, 3", "3>1", "7,5", "", "рахмат"]
    wrong = ["Токтогул", "9", "", "", "", "", "", "", "", ""]
    told = await sent(station, number, filled(template, {2: good, 4: wrong}))
    assert "5-сап" in told
    assert "«Токтогул» деген айыл жок" in told
    assert not await station.all(Response)
    assert "2 кагаз алынды" in await sent(station, number, filled(template, {2: good, 5: good}))
    assert [one.paper for one in sorted(await station.all(Response), key=lambda r: r.paper)] == [1, 4]
    answers = {one.question for one in await station.all_of(Answer)}
    assert answers == {"mark", "why", "water", "source", "need", "order", "hours", "wish"}
    assert "мурун киргизилген" in await sent(station, number, filled(template, {2: good}))
    assert "сурамжылоонуку эмес" in await sent(station, number, filled(template, {0: ["x"] * 10}))
    assert "Excel файлы" in await sent(station, number, b"no table")
    # What is typed in isn't offered again.
    await station.officer.tap_payload(f"survey:sheet.{number}")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(await last_file(station))).get_sheet_by_index(0)
    assert len(sheet.to_python()) == 2 + 8


async def test_the_box_is_counted(station: Station) -> None:
    number = await station.opened(PAPER)
    await station.officer.tap_payload(f"survey:box.{number}")
    assert "25 анкета" in await station.officer.write("25")
    assert "Үкөктө 25 анкета" in await station.officer.tap_payload(f"survey:card.{number}")
    assert (await station.results(number)).in_box == 25
