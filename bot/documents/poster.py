"""A notice for a board: A4, in letters that elders read from a step and a half away.

The type is as large as it can be on the fewest sheets; nothing is ever cut.
"""

from dataclasses import dataclass, replace
from datetime import date

from bot.documents.content import Block, Picture, Scan, Section, block_values, lines, section_values, words
from bot.documents.pictures import check_picture
from bot.documents.qr import qr_svg
from bot.documents.typesetting import Source, check_decodes, count_pages, render_pdf, render_png

# Points of the running text. Below 15 pt a weak eye no longer reads it from 1.5 m: better a second sheet.
TYPE_SIZES = (28, 25, 22, 20, 18, 17, 16, 15)


@dataclass(frozen=True, slots=True)
class Poster:
    """`date` is that of the file, `date_line` what is printed; `footer` holds contacts and hours."""

    language: str
    date: date
    municipality: str
    title: str
    period: str = ""
    lead: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: tuple[str, ...] = ()
    date_line: str = ""
    scan: Scan | None = None
    picture: Picture | None = None


async def render_poster_pdf(poster: Poster) -> bytes:
    """Raises `BrokenPictureError` and `QrTooLongError`."""
    return await render_pdf(await _fitted(poster))


async def render_poster_png(poster: Poster, *, ppi: float = 150) -> list[bytes]:
    """One picture per sheet; raises as `render_poster_pdf`."""
    return await render_png(await _fitted(poster), ppi=ppi)


async def count_sheets(poster: Poster) -> int:
    return await count_pages(await _fitted(poster))


async def _fitted(poster: Poster) -> Source:
    """The poster in the largest type that needs no more sheets than the smallest."""
    source = await _source(poster)
    fewest = await count_pages(source)
    for size in TYPE_SIZES[:-1]:
        larger = replace(source, values={**source.values, "size": size})
        if await count_pages(larger) == fewest:
            return larger
    return source


async def _source(poster: Poster) -> Source:
    """In the smallest type."""
    values = {
        "municipality": words(poster.municipality),
        "title": words(poster.title),
        "period": words(poster.period),
        "lead": block_values(poster.lead),
        "sections": section_values(poster.sections),
        "footer": lines(poster.footer),
        "date_line": words(poster.date_line),
        "size": TYPE_SIZES[-1],
        "scan": _scan(poster.scan),
        "picture": None,
    }
    files = {"qr.svg": qr_svg(poster.scan.link, border=0)} if poster.scan else {}
    if poster.picture:
        name = f"picture.{check_picture(poster.picture.content)}"
        await check_decodes(name, poster.picture.content)
        files[name] = poster.picture.content
        values["picture"] = {"name": name, "description": words(poster.picture.description) or _name(poster)}
    return Source("poster", _name(poster), poster.language, poster.date, values, files)


def _scan(scan: Scan | None) -> dict[str, object] | None:
    if scan is None:
        return None
    return {"shown": words(scan.shown), "spoken": scan.link, "captions": lines(scan.captions)}


def _name(poster: Poster) -> str:
    """The title of the file, which must have one."""
    parts = lines((poster.municipality, poster.title, poster.period))
    return " · ".join(parts) or poster.date.isoformat()
