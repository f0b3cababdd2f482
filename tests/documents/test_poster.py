"""The poster: one sheet where it can, more where it must, and nothing lost on the way."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from bot.documents.content import Bullets, Paragraph, Picture, Run, Section, plain
from bot.documents.errors import BrokenPictureError, QrTooLongError
from bot.documents.poster import Poster, count_sheets, render_poster_pdf, render_poster_png
from tests.documents.samples import CODE, EMOJI, ENDLESS, POSTER, SCAN, WATER, insides, is_blank, read_qr

RIGHT_MARGIN = (0.93, 0, 1, 1)
LEFT_MARGIN = (0, 0, 0.07, 1)


def photograph(kind: str, size: tuple[int, int] = (600, 400)) -> Picture:
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, kind)
    return Picture(out.getvalue(), "Жаңы түтүк")


async def test_a_normal_bulletin_is_one_tagged_sheet_with_letters_one_can_search() -> None:
    pdf = insides(await render_poster_pdf(POSTER))
    assert await count_sheets(POSTER) == 1
    assert pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang (ky)" in pdf or b"/Lang(ky)" in pdf
    for letter in "өүң":
        assert f"<{ord(letter):04X}>".encode() in pdf.upper()


async def test_a_link_keeps_its_address() -> None:
    linked = Paragraph((Run("отчёт", link="https://e.kg/2027-суу?a=1&b=2-в"),))
    pdf = insides(await render_poster_pdf(replace(POSTER, lead=(linked,))))
    assert b"https://e.kg/2027-%D1%81%D1%83%D1%83?a=1&b=2-%D0%B2" in pdf


async def test_the_same_poster_gives_the_same_bytes() -> None:
    assert await render_poster_pdf(POSTER) == await render_poster_pdf(POSTER)
    assert b"2026-12-01" in insides(await render_poster_pdf(POSTER))


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
async def test_the_qr_is_read_from_a_small_photo_of_the_poster(language: str) -> None:
    (png,) = await render_poster_png(replace(POSTER, language=language))
    assert read_qr(png, 600) == SCAN.link


@pytest.mark.parametrize(("count", "sheets"), [(0, {1}), (1, {1}), (3, {1}), (6, {2}), (40, range(7, 12))])
async def test_long_bulletins_continue_on_more_sheets(count: int, sheets: object) -> None:
    poster = replace(POSTER, sections=(WATER,) * count)
    pages = await render_poster_png(poster, ppi=40)
    assert len(pages) in sheets  # type: ignore[operator]
    assert all(is_blank(page, RIGHT_MARGIN) and is_blank(page, LEFT_MARGIN) for page in pages)
    assert not any(is_blank(page, (0, 0.1, 1, 1)) for page in pages)


async def test_one_very_long_section_runs_on() -> None:
    wall = Section("Отчёт", (plain("Суу түтүктөрү алмаштырылгандыгы 9:00–17:00. " * 400),))
    assert await count_sheets(replace(POSTER, sections=(wall,))) >= 3


@pytest.mark.parametrize("text", [CODE, EMOJI, *ENDLESS])
async def test_whatever_is_typed_prints_and_stays_on_the_page(text: str) -> None:
    paragraph = Paragraph((Run(text, bold=True), Run(text, italic=True, link="https://e.kg/" + text)))
    poster = Poster(
        "ky",
        date(2026, 12, 1),
        municipality=text,
        title=text,
        period=text,
        lead=(paragraph,),
        sections=(Section(text, (paragraph, Bullets((paragraph,)))), Section(), Section("🎉", (plain(" "),))),
        footer=(text,),
        date_line=text,
        scan=replace(SCAN, shown=text, captions=(text, text)),
    )
    assert await render_poster_pdf(poster)
    for page in await render_poster_png(poster, ppi=60):
        assert is_blank(page, RIGHT_MARGIN)
        assert is_blank(page, LEFT_MARGIN)
        assert is_blank(page, (0, 0.975, 1, 1))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")
async def test_code_in_the_text_is_text() -> None:
    pdf = await render_poster_pdf(replace(POSTER, sections=(Section("Өзүңүз", (plain(CODE),)),)))
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()  # noqa: S607, ASYNC221
    letters = "".join(read.split())
    assert "".join(CODE.split()) in letters
    assert "Өзүңүз" in letters


async def test_long_words_of_a_title_stay_whole() -> None:
    """A word that would break at one size is set in a smaller one."""
    title = "Жоопкерчиликтүүлөрдүн отчёту"
    pages = await render_poster_png(Poster("ky", date(2026, 12, 1), "", title), ppi=40)
    two_lines = await render_poster_png(Poster("ky", date(2026, 12, 1), "", title.replace(" ", "\n")), ppi=40)
    assert pages == two_lines


async def test_empty_sections_leave_no_rule_behind() -> None:
    padded = replace(
        POSTER, sections=(Section(), *POSTER.sections, Section("🎉", (Bullets(()), plain("\n"))))
    )
    assert await render_poster_png(padded) == await render_poster_png(POSTER)


async def test_many_contacts_are_not_cut() -> None:
    poster = replace(POSTER, footer=tuple(f"Телефон {number}" for number in range(60)))
    pages = await render_poster_png(poster, ppi=60)
    assert len(pages) == 3
    assert read_qr((await render_poster_png(poster))[0], 800) == SCAN.link
    assert all(is_blank(page, (0, 0.97, 1, 1)) for page in pages)


async def test_what_is_read_aloud_is_never_missing() -> None:
    unnamed = replace(photograph("PNG"), description="🎉")
    assert await render_poster_pdf(replace(POSTER, picture=unnamed, scan=replace(SCAN, shown="🎉")))


async def test_a_poster_of_a_title_alone() -> None:
    assert len(await render_poster_png(Poster("ru", date(2026, 12, 1), "", "Сход"))) == 1
    assert await render_poster_pdf(Poster("ru", date(2026, 12, 1), "", ""))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(600, 400), (300, 900), (1500, 100)])
async def test_a_picture_is_printed_whole(kind: str, size: tuple[int, int]) -> None:
    for poster in (POSTER, replace(POSTER, lead=())):
        with_picture = replace(poster, picture=photograph(kind, size))
        page, *_ = await render_poster_png(with_picture, ppi=60)
        assert is_blank(page, RIGHT_MARGIN)
        assert page != (await render_poster_png(poster, ppi=60))[0]
        assert await render_poster_pdf(with_picture)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x10",
        b"\x89PNG\r\n\x1a\n",
        photograph("PNG").content[:200],
        photograph("JPEG").content[:300],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
async def test_a_broken_picture_is_named(content: bytes) -> None:
    with pytest.raises(BrokenPictureError):
        await render_poster_pdf(replace(POSTER, picture=Picture(content, "")))


async def test_a_picture_that_would_unpack_to_gigabytes_is_refused() -> None:
    small = photograph("PNG").content
    huge = small[:16] + (40_000).to_bytes(4, "big") * 2 + small[24:]
    with pytest.raises(BrokenPictureError, match="40000"):
        await render_poster_png(replace(POSTER, picture=Picture(huge, "")))


async def test_a_link_too_long_for_a_wall_is_named() -> None:
    with pytest.raises(QrTooLongError):
        await render_poster_pdf(replace(POSTER, scan=replace(SCAN, link="https://e.kg/" + "a" * 500)))


async def test_a_long_text_with_a_photo_has_the_whole_width() -> None:
    """Beside the photo stands only what is about as tall; else every sheet would be half empty."""
    news = Bullets((plain("Токтогул көчөсүндө 1,8 км ичүүчү суу түтүгү алмаштырылды"),) * 14)
    poster = replace(POSTER, lead=(news,), sections=(), picture=photograph("JPEG"))
    last = (await render_poster_png(poster, ppi=40))[-1]
    assert not is_blank(last, (0.6, 0.1, 0.93, 0.3))
