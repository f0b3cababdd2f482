"""Slides with tables and codes: nothing runs over the edge, nothing is lost, all is said aloud."""

import io
from datetime import date
from typing import Any

import pptx
import pytest
from pptx.util import Inches

from bot.documents.presentation import (
    BulletSlide,
    PictureSlide,
    Presentation,
    Slide,
    TableSlide,
    render_presentation,
)
from bot.documents.qr import qr_png

LONG = "жергиликтүү маанидеги маселелерди чечүүгө жергиликтүү жамаатты тартуу боюнча иш-чаралар"


def shown(*slides: Slide) -> Any:
    deck = render_presentation(Presentation("ky", date(2026, 12, 1), "Отчет", "2026", "Айыл", slides))
    return pptx.Presentation(io.BytesIO(deck))


def table(rows: int, words: str) -> TableSlide:
    return TableSlide("Таблица", ("№", "Милдет"), tuple((str(n), words) for n in range(rows)), (1, 8))


@pytest.mark.parametrize(("rows", "words"), [(2, "Кыска"), (8, "Кыска"), (8, LONG), (3, f"{LONG} " * 3)])
def test_a_table_keeps_every_word_and_takes_the_largest_letters_that_fit(rows: int, words: str) -> None:
    page = shown(table(rows, words)).slides[1]
    found = next(one.table for one in page.shapes if one.has_table)
    cells = [found.cell(place, 1).text_frame for place in range(rows + 1)]
    assert [cell.text for cell in cells[1:]] == [" ".join(words.split())] * rows
    size = cells[1].paragraphs[0].runs[0].font.size.pt
    assert size >= 10
    if len(words) < 10:
        assert size == 18
    # Noto Sans is about 0.56 as wide as high: the lines each cell then takes.
    width = found.columns[1].width / 914400 - 0.16
    lines = -(-len(words) * size * 0.56 / 72 // width)
    assert (rows * lines + 1) * size * 1.2 / 72 + (rows + 1) * 0.08 < 5.9


def test_rows_must_fit_their_head() -> None:
    with pytest.raises(ValueError, match="a cell and a width"):
        TableSlide("Таблица", ("№", "Милдет"), (("1",),), (1, 2))
    with pytest.raises(ValueError, match="a cell and a width"):
        TableSlide("Таблица", ("№", "Милдет"), (), (1,))


def test_a_code_is_described_for_who_hears_the_slide() -> None:
    link = "https://t.me/jarchy_bot"
    page = shown(PictureSlide("Жазыңыз", qr_png(link), link, ("Сканерлеңиз", "t.me/jarchy_bot"))).slides[1]
    picture = next(one for one in page.shapes if hasattr(one, "image"))
    assert picture._element.nvPicPr.cNvPr.get("descr") == link
    assert picture.left + picture.width < Inches(6.4)


def test_what_is_a_draft_says_so_at_the_foot() -> None:
    page = shown(BulletSlide("Маселелер", ("Суу", "Жол"), remark="Долбоор")).slides[1]
    assert "Долбоор" in [one.text_frame.text for one in page.shapes if one.has_text_frame]
