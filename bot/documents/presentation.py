"""Slides for a projector, as a PowerPoint file: charts stay charts, to be changed by who presents them."""

import io
import math
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from bot.documents.letters import clean

# The earliest a ZIP can say: the same slides give the same bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ACCENT = "8F1D21"
_FONT = "Noto Sans"
_MOST_LETTERS = 220
_MOST_IN_CELL = 450
# Points of a table's letters, the largest that leave it on its slide; inches it may take.
_CELL_SIZES = (18, 16, 14, 12, 10)
_TABLE_HEIGHT = 5.4
_MOST_CATEGORIES = 14


@dataclass(frozen=True, slots=True)
class Series:
    """One bar for each of the slide's categories."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ChartSlide:
    """Horizontal bars; `percent`: the values are parts of one. `sentence` says what is to be seen."""

    title: str
    sentence: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool = True
    notes: str = ""

    def __post_init__(self) -> None:
        if any(len(one.values) != len(self.categories) for one in self.series):
            raise ValueError("a value for each category, no more")


@dataclass(frozen=True, slots=True)
class BulletSlide:
    """`remark` stands small at the foot."""

    title: str
    points: tuple[str, ...]
    notes: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class TableSlide:
    """Few rows of few words; `widths` are relative. Whoever has more rows makes more slides."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    notes: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.head) for row in (*self.rows, self.widths)):
            raise ValueError("a cell and a width for each column, no more")


@dataclass(frozen=True, slots=True)
class PictureSlide:
    """A square picture, a code to scan, beside what it is for; PNG or JPEG."""

    title: str
    picture: bytes
    description: str
    points: tuple[str, ...]
    notes: str = ""


Slide = ChartSlide | BulletSlide | TableSlide | PictureSlide


@dataclass(frozen=True, slots=True)
class Presentation:
    language: str
    date: date
    title: str
    subtitle: str
    organisation: str
    slides: tuple[Slide, ...]


def render_presentation(presentation: Presentation) -> bytes:
    """A PPTX, 16:9. Takes some tenths of a second: to be called in a thread."""
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    _set_properties(deck, presentation)
    _add_title(deck, presentation)
    for slide in presentation.slides:
        match slide:
            case ChartSlide():
                _add_chart(deck, slide)
            case BulletSlide():
                _add_bullets(deck, slide)
            case TableSlide():
                _add_table(deck, slide)
            case PictureSlide():
                _add_picture(deck, slide)
    return _saved(deck)


def _set_properties(deck: Any, presentation: Presentation) -> None:
    about = deck.core_properties
    made_at = datetime.combine(presentation.date, time(), UTC).replace(tzinfo=None)
    about.title = clean(presentation.title)[:255]
    about.author = about.last_modified_by = clean(presentation.organisation)[:255]
    about.created = about.modified = made_at
    about.language = presentation.language


def _blank(deck: Any, notes: str = "") -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    if notes:
        slide.notes_slide.notes_text_frame.text = clean(notes)
    return slide


def _add_title(deck: Any, presentation: Presentation) -> None:
    slide = _blank(deck)
    _write(slide.shapes.title, (0.8, 2.0, 11.7, 2.2), [presentation.title], 44, bold=True, colour=_ACCENT)
    box = slide.shapes.add_textbox(0, 0, 0, 0)
    _write(box, (0.8, 4.3, 11.7, 1.6), [presentation.subtitle, presentation.organisation], 24)


def _add_bullets(deck: Any, slide: BulletSlide) -> None:
    page = _blank(deck, slide.notes)
    _head(page, slide.title)
    box = page.shapes.add_textbox(0, 0, 0, 0)
    size = 26 if sum(map(len, slide.points)) < 420 and len(slide.points) < 8 else 20
    _write(box, (0.8, 1.7, 11.7, 5.0), [f"•  {point}" for point in slide.points], size, gap=10)
    if slide.remark:
        foot = page.shapes.add_textbox(0, 0, 0, 0)
        _write(foot, (0.8, 6.75, 11.7, 0.6), [slide.remark], 14, colour="666666")


def _add_table(deck: Any, slide: TableSlide) -> None:
    from pptx.util import Inches, Pt

    page = _blank(deck, slide.notes)
    _head(page, slide.title)
    frame = page.shapes.add_table(
        len(slide.rows) + 1, len(slide.head), Inches(0.8), Inches(1.5), Inches(11.7), Inches(0.5)
    )
    table = frame.table
    for column, width in enumerate(slide.widths):
        table.columns[column].width = Inches(11.7 * width / sum(slide.widths))
    size = next((one for one in _CELL_SIZES if _height(slide, one) <= _TABLE_HEIGHT), _CELL_SIZES[-1])
    for place, row in enumerate((slide.head, *slide.rows)):
        table.rows[place].height = Inches(0.42)
        for column, text in enumerate(row):
            _fill(table.cell(place, column), text, Pt(size), head=place == 0, striped=place % 2 == 0)


def _height(slide: TableSlide, size: int) -> float:
    """About how many inches the table takes in this size, a letter being more than half as wide as high."""
    inch = 72 / (size * 0.6)

    def tall(row: tuple[str, ...]) -> float:
        lines = [
            math.ceil(len(cell) / (inch * 11.7 * width / sum(slide.widths)) + 0.2)
            for cell, width in zip(row, slide.widths, strict=True)
        ]
        return max(lines) * size * 1.25 / 72 + 0.1

    return sum(tall(row) for row in (slide.head, *slide.rows))


def _fill(cell: Any, text: str, size: Any, *, head: bool, striped: bool) -> None:
    from pptx.util import Inches

    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.fill.solid()
    cell.fill.fore_color.rgb = _colour(_ACCENT if head else "F3EDED" if striped else "FFFFFF")
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = _short(text, _MOST_IN_CELL)
    run.font.size, run.font.bold, run.font.name = size, head, _FONT
    run.font.color.rgb = _colour("FFFFFF" if head else "222222")


def _add_picture(deck: Any, slide: PictureSlide) -> None:
    from pptx.util import Inches

    page = _blank(deck, slide.notes)
    _head(page, slide.title)
    shown = page.shapes.add_picture(
        io.BytesIO(slide.picture), Inches(0.8), Inches(1.7), Inches(5.0), Inches(5.0)
    )
    shown.name = _short(slide.description, 120)
    shown._element.nvPicPr.cNvPr.set("descr", clean(slide.description))
    box = page.shapes.add_textbox(0, 0, 0, 0)
    _write(box, (6.4, 1.9, 6.1, 4.8), list(slide.points), 26, gap=14)


def _add_chart(deck: Any, slide: ChartSlide) -> None:
    from pptx.util import Inches

    page = _blank(deck, slide.notes)
    _head(page, slide.title)
    box = page.shapes.add_textbox(0, 0, 0, 0)
    _write(box, (0.8, 1.5, 11.7, 0.8), [slide.sentence], 20)
    shown = slide.categories[:_MOST_CATEGORIES]
    frame = page.shapes.add_chart(
        _chart_type(), Inches(0.8), Inches(2.3), Inches(11.7), Inches(4.9), _chart_data(slide, shown)
    )
    _style(frame.chart, slide, len(shown))


def _chart_type() -> Any:
    from pptx.enum.chart import XL_CHART_TYPE

    return XL_CHART_TYPE.BAR_CLUSTERED


def _chart_data(slide: ChartSlide, shown: tuple[str, ...]) -> Any:
    from pptx.chart import data as chart_data

    data: Any = _untyped(chart_data.CategoryChartData)(number_format="0%" if slide.percent else "#,##0")
    data.categories = [_short(one, 60) for one in shown]
    for series in slide.series:
        data.add_series(clean(series.name), series.values[: len(shown)])
    return data


def _style(chart: Any, slide: ChartSlide, count: int) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    size = Pt(18 if count <= 7 else 13)
    chart.font.size, chart.font.name = size, _FONT
    chart.has_title = False
    chart.has_legend = len(slide.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    # The first category on top, as it is read.
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.fill.background()
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.font.size = size
    plot.data_labels.number_format = "0%" if slide.percent else "#,##0"
    plot.data_labels.number_format_is_linked = False
    for place, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _colour(_ACCENT if place == 0 else "B8B8B8")


def _head(page: Any, title: str) -> None:
    size = 30 if len(title) < 90 else 24
    _write(page.shapes.title, (0.8, 0.35, 11.7, 1.15), [title], size, bold=True, colour=_ACCENT)


def _write(
    shape: Any,
    box: tuple[float, float, float, float],
    texts: list[str],
    size: int,
    *,
    bold: bool = False,
    colour: str = "222222",
    gap: int = 4,
) -> None:
    """`box`: left, top, width, height in inches."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    shape.left, shape.top, shape.width, shape.height = (Inches(one) for one in box)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    for place, text in enumerate(one for one in texts if one):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(gap)
        run = paragraph.add_run()
        run.text = _short(text, _MOST_LETTERS)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FONT
        run.font.color.rgb = _colour(colour)


def _untyped(thing: Any) -> Any:
    """The library tells its types only in part."""
    return thing


def _colour(code: str) -> Any:
    from pptx.dml import color

    return _untyped(color.RGBColor).from_string(code)


def _short(text: str, limit: int) -> str:
    tidy = " ".join(clean(text).split())
    return tidy if len(tidy) <= limit else tidy[: limit - 1].rstrip() + "…"


def _saved(deck: Any) -> bytes:
    made, fixed = io.BytesIO(), io.BytesIO()
    deck.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
