"""A photograph on a public paper doesn't say where it was taken; the picture is the same."""

import io
import zipfile

import docx
import pytest
from PIL import Image, ImageChops, ImageOps, PngImagePlugin

from bot.documents.camera_notes import without_notes
from bot.documents.content import Picture
from bot.documents.paper import Paper, Pictures
from bot.documents.paper_docx import render_paper_docx
from bot.documents.paper_pdf import render_paper_pdf
from tests.documents.paper_samples import MINUTES

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture() -> Image.Image:
    image = Image.linear_gradient("L").resize((64, 48)).convert("RGB")
    image.paste("red", (0, 0, 16, 16))
    return image


def photograph(side: int) -> bytes:
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKER], notes[GPS] = (
        side,
        "Somebody's telephone",
        {1: "N", 2: (42.0, 20.0, 0.0)},
    )
    out = io.BytesIO()
    picture().save(out, "JPEG", exif=notes, comment=b"Somebody's house")
    return out.getvalue()


@pytest.mark.parametrize("side", range(1, 9))
def test_only_the_upper_side_is_still_known(side: int) -> None:
    before, after = (Image.open(io.BytesIO(it)) for it in (photograph(side), without_notes(photograph(side))))
    assert b"Somebody" in photograph(side)
    assert dict(after.getexif()) == ({} if side == 1 else {ORIENTATION: side})
    assert b"Somebody" not in without_notes(photograph(side))
    assert "comment" not in after.info
    turned = (ImageOps.exif_transpose(it) for it in (before, after))
    assert ImageChops.difference(*turned).getbbox() is None


def test_a_png_keeps_its_picture_alone() -> None:
    notes, out = PngImagePlugin.PngInfo(), io.BytesIO()
    notes.add_text("Author", "Somebody")
    picture().save(out, "PNG", pnginfo=notes, exif=b"Exif\0\0MM\0*Somebody")
    assert b"Somebody" in out.getvalue()
    assert b"Somebody" not in without_notes(out.getvalue())
    assert Image.open(io.BytesIO(without_notes(out.getvalue()))).tobytes() == picture().tobytes()


@pytest.mark.parametrize(("side", "turn"), [(1, None), (3, "10800000"), (6, "5400000"), (8, "16200000")])
async def test_word_turns_what_lies_on_its_side(side: int, turn: str | None) -> None:
    paper = Paper("ky", MINUTES.date, "", parts=(Pictures((Picture(photograph(side), "Такта"),)),))
    (shape,) = docx.Document(io.BytesIO(await render_paper_docx(paper))).inline_shapes
    assert shape._inline.graphic.graphicData.pic.spPr.xfrm.get("rot") == turn
    assert shape.width / shape.height == pytest.approx(64 / 48, rel=0.01)


@pytest.mark.parametrize("end", [0, 2, 3, 20, 200])
def test_what_is_broken_stays_for_others_to_refuse(end: int) -> None:
    assert without_notes(photograph(1)[:end]) is not None


async def test_papers_carry_no_notes() -> None:
    paper = Paper("ky", MINUTES.date, "Далил", parts=(Pictures((Picture(photograph(6), "Такта"),)),))
    assert b"Somebody" not in await render_paper_pdf(paper)
    with zipfile.ZipFile(io.BytesIO(await render_paper_docx(paper))) as archive:
        photos = [archive.read(name) for name in archive.namelist() if "media" in name]
    assert photos == [without_notes(photograph(6))]
