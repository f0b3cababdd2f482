"""The paper in print: whole rows, heads repeated, nothing over the edge, signatures never alone."""

import shutil
import subprocess
from dataclasses import replace

import pytest

from bot.documents.content import Bullets, Paragraph, Picture, Run, plain
from bot.documents.errors import BrokenPictureError
from bot.documents.paper import Facts, Heading, Numbered, PageBreak, Paper, Part, Pictures, Signature, Table
from bot.documents.paper_pdf import count_paper_pages, render_paper_pdf, render_paper_png
from tests.documents.paper_samples import BLANKS, LONG_WORD, MINUTES, SPEECH, photograph
from tests.documents.samples import CODE, EMOJI, ENDLESS, insides, is_blank, opened

RIGHT_MARGIN = (0.935, 0, 1, 1)
LEFT_MARGIN = (0, 0, 0.115, 1)
BOTTOM_MARGIN = (0, 0.98, 1, 1)
# The grey of a table's head, which nothing else on a page has as its own.
HEAD_GREY = 235


def paper(*parts: Part, **rest: object) -> Paper:
    return replace(Paper("ky", MINUTES.date, "Протокол", parts=parts), **rest)  # type: ignore[arg-type]  # as given


async def pages(*parts: Part, **rest: object) -> list[bytes]:
    return await render_paper_png(paper(*parts, **rest), ppi=60)


def has_head(page: bytes) -> bool:
    """As many grey points as the row of a head has."""
    return opened(page).histogram()[HEAD_GREY] > 2000


async def test_minutes_are_tagged_for_those_who_listen() -> None:
    pdf = insides(await render_paper_pdf(MINUTES))
    assert pdf.startswith(b"%PDF")
    assert b"/Lang (ky)" in pdf or b"/Lang(ky)" in pdf
    for tag in (b"/Title", b"/H1", b"/H2", b"/Table", b"/TH", b"/TD", b"/LI", b"/Figure", b"/Alt"):
        assert tag in pdf
    assert b"https://e.kg/%D1%81%D1%83%D1%83?a=1&b=2" in pdf


async def test_the_same_paper_gives_the_same_bytes() -> None:
    assert await render_paper_pdf(MINUTES) == await render_paper_pdf(MINUTES)
    assert b"2026-12-12" in insides(await render_paper_pdf(MINUTES))


async def test_nothing_at_all_is_still_a_page() -> None:
    bare = Paper("ru", MINUTES.date, "")
    assert await count_paper_pages(bare) == 1
    assert await render_paper_pdf(bare)


async def test_blanks_leave_no_trace() -> None:
    assert await pages(*BLANKS, plain("Сөз"), *BLANKS) == await pages(plain("Сөз"))


async def test_a_page_break_begins_a_page() -> None:
    assert len(await pages(plain("а"), PageBreak(), plain("б"))) == 2


@pytest.mark.parametrize("text", [CODE, EMOJI, *ENDLESS, LONG_WORD * 6, f"{LONG_WORD} " * 9, '<&>"', "#[]*_"])
async def test_whatever_is_typed_prints_and_stays_on_the_page(text: str) -> None:
    rich = Paragraph((Run(text, bold=True), Run(text, italic=True, link="https://e.kg/" + text)))
    table = Table((text, text, "№"), ((text, "1", text), ("2", text, text)), widths=(6, 3, 1), total_row=True)
    parts = (
        Heading(text),
        rich,
        Bullets((rich,)),
        Numbered((rich,)),
        Facts(((text, text), ("", text))),
        table,
    )
    everything = paper(
        *parts,
        Pictures((photograph(caption=text), photograph(caption=text), photograph())),
        title=text,
        organisation=text,
        subtitle=text,
        number_line=text,
        signatures=(Signature(text, text), Signature("", text)),
        footer=text,
    )
    assert await render_paper_pdf(everything)
    for page in await render_paper_png(everything, ppi=60):
        assert is_blank(page, RIGHT_MARGIN)
        assert is_blank(page, LEFT_MARGIN)
        assert is_blank(page, BOTTOM_MARGIN)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")
async def test_code_in_the_text_is_text() -> None:
    pdf = await render_paper_pdf(paper(Facts(((CODE, "а"),)), Table((CODE,), (('#[]*_ <&>"',),)), title=CODE))
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()  # noqa: S607, ASYNC221
    letters = "".join(read.split())
    assert letters.count("".join(CODE.split())) == 3
    assert '#[]*_<&>"' in letters


async def test_a_long_word_in_a_narrow_cell_breaks_between_syllables() -> None:
    def narrow(cell: str) -> Table:
        return Table(("А", "Б"), ((cell, "б"),), widths=(1, 4))

    assert await pages(narrow(LONG_WORD)) == await pages(narrow("жоопкерчилик‐\nтүүлүгүбүздөгү‐\nлөрдөн"))
    assert await pages(narrow("күнүмдүк")) != await pages(narrow("күнүм-\nдүк"))


async def test_the_head_of_a_table_stands_on_each_of_its_pages() -> None:
    people = Table(("№", "Аты-жөнү"), tuple((str(number), "Асанов А.") for number in range(120)), (1, 6))
    sheets = await pages(people)
    assert len(sheets) == 4
    assert all(map(has_head, sheets))


async def test_a_row_goes_to_the_next_page_whole() -> None:
    text = (plain(SPEECH),) * 8
    first, second = await pages(*text, Table(("Суроо", "Жооп"), (("Суу", SPEECH * 6),)))
    assert not has_head(first)
    assert has_head(second)


async def test_a_row_longer_than_a_page_runs_on() -> None:
    sheets = await pages(Table(("№", "Сөз"), (("1", SPEECH * 40),), (1, 4)))
    assert len(sheets) > 2
    assert not any(is_blank(sheet, (0.3, 0.8, 0.9, 0.9)) for sheet in sheets[:-1])


@pytest.mark.parametrize("count", range(8, 16))
async def test_nobody_signs_an_empty_page(count: int) -> None:
    """The last words stand above the signatures: a line of text reaches further right than a name."""
    sheets = await pages(*(plain(SPEECH),) * count, signatures=(Signature("Төрага", "А. Асанов"),) * 3)
    assert not is_blank(sheets[-1], (0.8, 0.06, 0.93, 0.12))


async def test_a_long_last_word_begins_where_it_stands() -> None:
    first, *_ = await pages(plain(SPEECH * 40), signatures=(Signature("Төрага", ""),))
    assert not is_blank(first, (0.2, 0.5, 0.9, 0.6))


async def test_later_pages_say_whose_they_are() -> None:
    named = await pages(plain("а"), PageBreak(), plain("б"), organisation="Айыл өкмөтү")
    unnamed = await pages(plain("а"), PageBreak(), plain("б"), title="")
    assert not is_blank(named[1], (0.1, 0.02, 0.9, 0.06))
    assert is_blank(unnamed[1], (0.1, 0.02, 0.9, 0.06))


@pytest.mark.parametrize("count", [1, 2, 4, 5, 7])
async def test_photos_stay_on_the_page(count: int) -> None:
    sizes = [(600, 400), (300, 900), (1500, 100), (90, 1600), (50, 50)]
    pictures = tuple(photograph("PNG", sizes[i % 5], "") for i in range(count))
    assert await render_paper_pdf(paper(Pictures(pictures)))
    for page in await pages(Pictures(pictures)):
        assert is_blank(page, RIGHT_MARGIN)
        assert is_blank(page, (0, 0.97, 1, 1))


async def test_a_broken_picture_is_named() -> None:
    broken = Picture(photograph().content[:300], "")
    with pytest.raises(BrokenPictureError):
        await render_paper_pdf(paper(Pictures((photograph(), broken))))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")
async def test_the_heading_of_a_tables_part_never_stands_alone_at_the_foot_of_a_page() -> None:
    rows = [
        (f"Максат {at}", "") if at % 4 == 0 else (str(at), "сөз " * (at * 7 % 23 + 1)) for at in range(120)
    ]
    bands = frozenset(at for at in range(120) if at % 4 == 0)
    pdf = await render_paper_pdf(paper(Table(("№", "Иш"), tuple(rows), (1, 4), bands=bands)))
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)  # noqa: S607, ASYNC221
    pages = [one.split("\n") for one in read.stdout.decode().split("\f") if one.strip()]
    assert len(pages) > 3
    for page in pages:
        *_, last, _number = [line for line in page if line.strip()]
        assert "Максат" not in last
