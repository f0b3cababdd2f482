"""The marks of WordprocessingML that python-docx has no words for (ECMA-376 part 1, §17)."""

import re
from collections.abc import Callable

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.documents.letters import SOFT_HYPHEN

_SIGNS = {"\n": "w:br", "\t": "w:tab", SOFT_HYPHEN: "w:softHyphen", "\u2011": "w:noBreakHyphen"}
_QUARTER = 90 * 60_000  # in 60 000ths of a degree
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def mark(name: str, **attributes: str) -> BaseOxmlElement:
    """An element such as `w:shd`, whose attributes are of its namespace too."""
    made: BaseOxmlElement = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def write(paragraph: Paragraph, text: str) -> Run:
    """Typed text; line breaks, and hyphens that do more than a letter, are marks here."""
    run = paragraph.add_run()
    for piece in re.split(f"([{''.join(_SIGNS)}])", text):
        if piece in _SIGNS:
            run._r.append(mark(_SIGNS[piece]))
        else:
            run.add_text(piece)
    return run


def write_fields(paragraph: Paragraph, template: str) -> None:
    """Text in which `{page}` and `{pages}` are counted by whoever opens the file."""
    for piece in re.split(r"(\{pages?\})", template):
        if piece in _FIELDS:
            _write_field(paragraph, _FIELDS[piece])
        elif piece:
            write(paragraph, piece)


def _write_field(paragraph: Paragraph, name: str) -> None:
    field = mark("w:fldSimple", instr=f" {name} ")
    run = paragraph.add_run("1")
    paragraph._p.append(field)
    field.append(run._r)


def write_link(paragraph: Paragraph, text: str, address: str) -> Run:
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = mark("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = write(paragraph, text)
    run.font.underline = True
    paragraph._p.append(link)
    link.append(run._r)
    return run


def count_anew(document: Document, paragraph: Paragraph) -> Callable[[Paragraph], None]:
    """What numbers lines of this one's style from one; else a list would go on where the last ended."""
    numbering = document.part.numbering_part.element
    style = paragraph.style
    inherited = style.element.pPr.numPr.numId.val  # type: ignore[union-attr]  # a list style of the template has it
    abstract = numbering.num_having_numId(inherited).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)

    def count(item: Paragraph) -> None:
        properties = item._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number.numId

    return count


def repeat_head(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(mark("w:tblHeader", val="true"))


def keep_whole(row: _Row) -> None:
    """The row goes to the next page rather than break."""
    row._tr.get_or_add_trPr().append(mark("w:cantSplit", val="true"))


def shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(mark("w:shd", val="clear", color="auto", fill=colour))


def underline(cell: _Cell) -> None:
    borders = mark("w:tcBorders")
    borders.append(mark("w:bottom", val="single", sz="6", space="0", color="000000"))
    cell._tc.get_or_add_tcPr().append(borders)


def describe(picture: BaseOxmlElement, description: str) -> None:
    """What is read aloud in place of the picture; and no blank beside it."""
    picture.docPr.set("descr", description)
    picture.set("distL", "0")
    picture.set("distR", "0")


def turn(picture: BaseOxmlElement, quarters: int) -> None:
    """Clockwise about its middle, as Word itself turns what it shows; it overlooks what the camera noted."""
    if not quarters:
        return
    picture.graphic.graphicData.pic.spPr.xfrm.set("rot", str(quarters * _QUARTER))
    beyond = (picture.extent.cx - picture.extent.cy) // 2 if quarters % 2 else 0
    across, along = str(max(0, -beyond)), str(max(0, beyond))
    edge = OxmlElement("wp:effectExtent", attrs={"l": across, "t": along, "r": across, "b": along})
    picture.extent.addnext(edge)


def widths(table: Table, shares: tuple[float, ...], column: int) -> None:
    """Columns as wide as these parts of `column` (EMU), whatever is in them."""
    table.autofit = False
    for at, share in enumerate(shares):
        table.columns[at].width = Emu(int(column * share))
        for cell in table.columns[at].cells:
            cell.width = Emu(int(column * share))
