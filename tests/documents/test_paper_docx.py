"""The Word file read back: styles one can edit by, whole text, the same bytes."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.documents.content import Bullets, Paragraph, Picture, Run, plain
from bot.documents.errors import BrokenPictureError
from bot.documents.paper import Facts, Heading, Numbered, PageBreak, Paper, Part, Pictures, Signature, Table
from bot.documents.paper_docx import render_paper_docx
from tests.documents.paper_samples import BLANKS, LONG_WORD, MINUTES, SPEECH, photograph
from tests.documents.samples import CODE, EMOJI


async def read(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(await render_paper_docx(paper)))


async def parts(*given: Part) -> Document:
    return await read(Paper("ky", MINUTES.date, "", parts=given))


def styled(document: Document, style: str) -> list[str]:
    """The texts of such paragraphs, with plain spaces."""
    texts = [line.text for line in document.paragraphs if line.style and line.style.name == style]
    return [text.replace("\u00a0", " ") for text in texts]


def cells(document: Document, table: int) -> list[list[str]]:
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in document.tables[table].rows]


def marks(document: Document, name: str) -> Iterator[str | None]:
    for element in document.element.iter(qn(name)):
        yield element.get(qn("w:val"))


async def test_minutes_have_real_styles() -> None:
    document = await read(MINUTES)
    assert styled(document, "Organisation") == [MINUTES.organisation]
    assert styled(document, "Title") == [MINUTES.title]
    assert styled(document, "Subtitle") == [MINUTES.subtitle]
    assert styled(document, "Number Line") == [MINUTES.number_line]
    assert styled(document, "Heading 1") == ["Күн тартиби", "Сүйлөгөндөр", "Чечим"]
    assert styled(document, "Heading 2") == ["Асанов Азамат"]
    assert styled(document, "List Number") == ["Бюджеттин долбоору", "Ар кандай", "Долбоор колдоого алынсын."]
    assert styled(document, "List Bullet") == ["64 үйгө суу күнү-түнү берилсин", "12 колонка орнотулсун"]
    assert styled(document, "Normal") == [SPEECH + "Толугу", "Протокол эки нускада түзүлдү."]


async def test_each_list_counts_from_one() -> None:
    document = await parts(*(Numbered((plain("а"), plain("б"))),) * 3)
    numbers = list(marks(document, "w:numId"))
    assert numbers[::2] == numbers[1::2]
    assert len(set(numbers)) == 3


async def test_a_table_is_a_table() -> None:
    document = await read(MINUTES)
    assert cells(document, 0) == [["Өткөн жери", "Маданият үйү, Ленин көчөсү, 5"], ["Катышты", "86 киши"]]
    assert cells(document, 1)[0] == ["№", "Багыт", "2027, сом"]
    assert cells(document, 1)[-1] == ["", "Жалпысы", "2 100 000"]
    table = document.tables[1]
    bold = [[run.bold for run in row.cells[1].paragraphs[0].runs] for row in table.rows]
    assert bold == [[True], [False], [False], [True]]
    assert {row.cells[2].paragraphs[0].alignment for row in table.rows} == {2}
    assert list(marks(document, "w:tblHeader")) == ["true"]
    assert len(list(marks(document, "w:cantSplit"))) == sum(len(table.rows) for table in document.tables)


async def test_all_widths_stay_on_the_page() -> None:
    document = await parts(
        Table(("№", LONG_WORD), (("1", LONG_WORD),), widths=(1, 9)), Facts(((LONG_WORD * 3, LONG_WORD),))
    )
    for table in document.tables:
        assert sum(column.width or 0 for column in table.columns) < Mm(170.1)


async def test_a_long_word_in_a_narrow_cell_breaks_between_syllables() -> None:
    document = await parts(Table(("№", "Сөз"), ((LONG_WORD, LONG_WORD),), widths=(1, 9)))
    narrow, wide = document.tables[0].rows[1].cells
    assert narrow.text == wide.text == LONG_WORD
    assert len(narrow._tc.findall(f".//{qn('w:softHyphen')}")) == 11
    assert not wide._tc.findall(f".//{qn('w:softHyphen')}")


async def test_photos_have_their_words() -> None:
    document = await read(MINUTES)
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        "Көрүү тактасы",
        "Дүкөндүн эшиги",
    ]
    wide, tall = document.inline_shapes
    assert wide.width / wide.height == pytest.approx(1.5, rel=0.01)
    assert tall.height / tall.width == pytest.approx(5 / 3, rel=0.01)
    assert cells(document, 2) == [["\nКөрүү тактасы", "\nДүкөндүн эшиги"]]


async def test_signatures_stay_with_the_last_words() -> None:
    document = await read(MINUTES)
    assert cells(document, 3) == [["Төрага", "", "А. Асанов"], ["Катчы", "", ""]]
    last = next(line for line in document.paragraphs if line.text.startswith("Протокол эки"))
    assert last.paragraph_format.keep_with_next
    rows = document.tables[3].rows
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows] == [True, False]


async def test_pages_are_counted_by_whoever_opens_the_file() -> None:
    section = (await read(MINUTES)).sections[0]
    for footer in (section.footer, section.first_page_footer):
        fields = [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))]
        assert fields == [" PAGE ", " NUMPAGES "]
        written = "".join(text.text or "" for text in footer._element.iter(qn("w:t")))
        assert written.replace("\u00a0", " ") == f"{MINUTES.footer}1-бет, баары 1"
    assert section.header.paragraphs[0].text == f"{MINUTES.organisation} · {MINUTES.title}"
    assert section.first_page_header.paragraphs[0].text == ""


@pytest.mark.parametrize(("language", "tag"), [("ky", "ky-KG"), ("ru", "ru-RU")])
async def test_the_file_says_what_it_is(language: str, tag: str) -> None:
    document = await read(replace(MINUTES, language=language))
    about = document.core_properties
    assert (about.title, about.author, about.language) == (MINUTES.title, MINUTES.organisation, language)
    assert [moment.date() for moment in (about.created, about.modified) if moment] == [date(2026, 12, 12)] * 2
    assert about.comments == ""
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {tag}
    section = document.sections[0]
    assert section.page_width == pytest.approx(Mm(210), rel=0.001)
    assert section.page_height == pytest.approx(Mm(297), rel=0.001)


async def test_the_same_paper_gives_the_same_bytes() -> None:
    first = await render_paper_docx(MINUTES)
    assert first == await render_paper_docx(MINUTES)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


async def test_blanks_leave_no_trace() -> None:
    document = await parts(*BLANKS, plain("Сөз"), *BLANKS)
    assert [line.text for line in document.paragraphs] == ["Сөз"]
    assert not document.tables
    assert [line.text for line in (await parts()).paragraphs] == []
    signed = await read(Paper("ky", MINUTES.date, "", signatures=(Signature("Төрага", ""),)))
    assert cells(signed, 0) == [["Төрага", "", ""]]


async def test_lines_break_where_they_were_broken() -> None:
    document = await parts(plain("а\nб"), Table(("в\nг",), (("д",),)))
    assert len(list(marks(document, "w:br"))) == 2


async def test_a_page_break_begins_a_page() -> None:
    document = await parts(plain("а"), PageBreak(), plain("б"))
    assert [element.get(qn("w:type")) for element in document.element.iter(qn("w:br"))] == ["page"]


async def test_a_link_keeps_its_address() -> None:
    document = await parts(Paragraph((Run("Отчёт: "), Run("бул жерде", bold=True, link="https://e.kg/суу"))))
    (link,) = document.paragraphs[-1].hyperlinks
    assert (link.text, link.address) == ("бул жерде", "https://e.kg/%D1%81%D1%83%D1%83")
    assert link.runs[0].bold


async def test_whatever_is_typed_is_there() -> None:
    for text in (CODE, '<&>"', "#[]*_", EMOJI, LONG_WORD * 6, "а\nб"):
        document = await read(
            Paper(
                "ky",
                MINUTES.date,
                text,
                parts=(Heading(text), plain(text), Bullets((plain(text),)), Table((text,), ((text,),))),
            )
        )
        for style in ("Title", "Heading 1", "Normal", "List Bullet"):
            assert styled(document, style) == [text]
        assert cells(document, 0) == [[text], [text]]


@settings(max_examples=20)
@example(text="".join(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x10FFFF))))
@given(text=st.text())
async def test_no_letter_breaks_the_file(text: str) -> None:
    text += "\x00\x0b\ufffe\ud800"
    paper = Paper(
        "ky",
        MINUTES.date,
        text,
        organisation=text,
        subtitle=text,
        parts=(plain(text), Facts(((text, text),)), Pictures((photograph(size=(9, 9), caption=text),))),
        signatures=(Signature(text, text),),
        footer=text,
        page_words=text,
    )
    assert await read(paper)


def as_jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "JPEG", **options)
    return out.getvalue()


def bare(jpeg: bytes) -> bytes:
    """Without the head most programs write first."""
    return jpeg[:2] + jpeg[4 + int.from_bytes(jpeg[4:6], "big") :]


@pytest.mark.parametrize("content", [as_jpeg(), bare(as_jpeg()), as_jpeg(exif=b"Exif\0\0broken")])
async def test_a_jpeg_of_any_camera_is_taken(content: bytes) -> None:
    assert len((await parts(Pictures((Picture(content, ""),)))).inline_shapes) == 1


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0\x00\x10"])
async def test_a_broken_picture_is_named(content: bytes) -> None:
    with pytest.raises(BrokenPictureError):
        await parts(Pictures((Picture(content, ""),)))
