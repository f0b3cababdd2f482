"""The sheet of a Word file and its styles: A4, the letters of offices here, large enough for an elder."""

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from bot.documents.docx_marks import mark, write, write_fields
from bot.documents.paper import Paper

# Every office has it, and it has ө, ү and ң.
FONT = "Times New Roman"
COLUMN = Mm(170)
_WIDE_COLUMN = Mm(257)
_BLACK = RGBColor(0, 0, 0)
_QUIET = RGBColor(0x55, 0x55, 0x55)
_ACCENT = RGBColor(0x8F, 0x1D, 0x21)
_COUNTRIES = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}
_FONT_USES = ("ascii", "hAnsi", "cs", "eastAsia")


def column_of(paper: Paper) -> int:
    """What is written on is so wide (EMU)."""
    return _WIDE_COLUMN if paper.landscape else COLUMN


def set_up(document: Document, paper: Paper) -> None:
    _set_styles(document)
    _set_language(document, _COUNTRIES.get(paper.language, paper.language))
    section = document.sections[0]
    _set_sheet(section, landscape=paper.landscape)
    _fill_edges(section, paper)


def _set_sheet(section: Section, *, landscape: bool) -> None:
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def _fill_edges(section: Section, paper: Paper) -> None:
    """Whose paper it is at the head of later pages; which page it is at the foot of all."""
    running = " · ".join(" ".join(line.split()) for line in (paper.organisation, paper.title) if line)
    write(section.header.paragraphs[0], running)
    _fill_foot(section.footer, paper)
    _fill_foot(section.first_page_footer, paper)


def _fill_foot(footer: _Footer, paper: Paper) -> None:
    line = footer.paragraphs[0]
    line.paragraph_format.tab_stops.add_tab_stop(Emu(column_of(paper)), WD_TAB_ALIGNMENT.RIGHT)
    write(line, f"{paper.footer}\t")
    write_fields(line, paper.page_words)


def _set_styles(document: Document) -> None:
    _style(document, "Normal", 13, after=6)
    _style(document, "Title", 18, bold=True, after=6, centred=True)
    _style(document, "Subtitle", 14, after=6, centred=True)
    for level, size in enumerate((15, 14, 13), start=1):
        _style(document, f"Heading {level}", size, bold=True, before=14, after=6)
    for name in ("List Bullet", "List Number"):
        _style(document, name, 13, after=4)
    for name in ("Header", "Footer"):
        _style(document, name, 10.5, colour=_QUIET)
    _style(document, "Caption", 11.5, after=6)
    document.styles["Header"].paragraph_format.tab_stops.clear_all()
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    _add_styles(document)


def _add_styles(document: Document) -> None:
    for name in ("Organisation", "Number Line", "Table Text", "Compact Text", "Approval", "Gap"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    _style(document, "Organisation", 14, bold=True, after=14, centred=True, colour=_ACCENT)
    _style(document, "Number Line", 13, after=12, centred=True)
    _style(document, "Table Text", 12, before=2, after=2)
    _style(document, "Compact Text", 9, before=1, after=1)
    _style(document, "Approval", 12, after=3)
    _style(document, "Gap", 6)


def _style(
    document: Document,
    name: str,
    size: float,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    centred: bool = False,
    colour: RGBColor = _BLACK,
) -> None:
    style = document.styles[name]
    _set_font(style)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = colour
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.1
    if centred:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_font(style: ParagraphStyle) -> None:
    """By its name, as the template's theme would prevail; and without its rules and wide letters."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for use in _FONT_USES:
        fonts.set(qn(f"w:{use}"), FONT)
    for path in (("w:pPr", "w:pBdr"), ("w:rPr", "w:spacing")):
        for unwanted in style.element.findall("/".join(map(qn, path))):
            unwanted.getparent().remove(unwanted)


def _set_language(document: Document, language: str) -> None:
    """Else every word would be underlined as misspelt English."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for lang in defaults.findall(qn("w:lang")):
        defaults.remove(lang)
    defaults.append(mark("w:lang", val=language, eastAsia=language, bidi="ar-SA"))
