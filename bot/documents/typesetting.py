"""The one place that calls typst.

Values travel as JSON, so whatever a person typed prints literally; pictures travel as files in a folder
of their own, and nothing outside it can be read. A warning (an unknown font, say) is an error. The same
source gives the same bytes: the date is part of it.
"""

import asyncio
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, TypeVar

import typst

from bot.documents.errors import BrokenPictureError, TypesettingError
from bot.documents.letters import FONT_FOLDER, printable

TEMPLATES = Path(__file__).parent / "templates"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """A template's name and all that goes into it. `files` are read by the template under their names."""

    template: str
    title: str
    language: str
    made_on: date
    values: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)


async def render_pdf(source: Source) -> bytes:
    """A tagged PDF that a screen reader can read aloud (PDF/UA-1)."""
    tagged = partial(_compiled, kind="pdf", pdf_standards="ua-1")
    return (await asyncio.to_thread(_typeset, source, tagged))[0]


async def render_png(source: Source, *, ppi: float) -> list[bytes]:
    """One PNG per page."""
    return await asyncio.to_thread(_typeset, source, partial(_compiled, kind="png", ppi=ppi))


async def count_pages(source: Source) -> int:
    return await asyncio.to_thread(_typeset, source, _pages)


async def check_decodes(name: str, content: bytes) -> None:
    """Raises `BrokenPictureError` unless the typesetter can draw the picture."""
    probe = Source("picture", name, "en", date.min, {"name": name}, {name: content})
    try:
        await asyncio.to_thread(_typeset, probe, _pages)
    except TypesettingError as error:
        raise BrokenPictureError(str(error)) from error


def _typeset(source: Source, work: Callable[[typst.Compiler, Source], T]) -> T:
    with _folder(source) as folder:
        compiler = typst.Compiler(
            folder / f"{source.template}.typ",
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"values": json.dumps(_values(source), ensure_ascii=False)},
            package_path=folder,
            package_cache_path=folder,
        )
        try:
            return work(compiler, source)
        except RuntimeError as error:  # a query raises its plain parent, a compilation TypstError
            raise TypesettingError(getattr(error, "diagnostic", str(error))) from error


def _compiled(
    compiler: typst.Compiler, source: Source, *, kind: Literal["pdf", "png"], **options: Any
) -> list[bytes]:
    made_at = datetime.combine(source.made_on, time(), UTC)
    made, warnings = compiler.compile_with_warnings(format=kind, timestamp=made_at, **options)
    if warnings:
        raise TypesettingError("; ".join(warning.diagnostic for warning in warnings))
    return made if isinstance(made, list) else [made or b""]


def _pages(compiler: typst.Compiler, _source: Source) -> int:
    """Every template says its page count under the label `pages`."""
    return int(json.loads(compiler.query("<pages>", "value", one=True)))


@contextmanager
def _folder(source: Source) -> Iterator[Path]:
    """A folder with the templates and the source's files, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="paper-") as name:
        folder = Path(name)
        shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
        for file, content in source.files.items():
            (folder / file).write_bytes(content)
        yield folder


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[FONT_FOLDER], include_system_fonts=False, include_embedded_fonts=False)


def _values(source: Source) -> dict[str, Any]:
    about = {"title": source.title, "language": source.language, "made_on": source.made_on.isoformat()}
    return {name: _printable(value) for name, value in {**source.values, "document": about}.items()}


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {name: _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value
