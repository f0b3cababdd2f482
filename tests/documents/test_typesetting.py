"""The typesetter's complaints are errors, and its papers see no file but their own."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from bot.documents import typesetting
from bot.documents.errors import TypesettingError
from bot.documents.typesetting import Source, render_pdf, render_png


def source(template: str, word: str = "сөз") -> Source:
    return Source(template, "Кабар", "ky", date(2026, 12, 1), {"word": word})


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    return tmp_path


async def test_an_unknown_font_is_an_error(templates: Path) -> None:
    (templates / "odd.typ").write_text('#set text(font: "No Such Font")\nx')
    with pytest.raises(TypesettingError, match="unknown font"):
        await render_png(source("odd"), ppi=30)


async def test_a_template_reads_no_file_outside_its_folder(templates: Path) -> None:
    secret = templates.parent / "secret.txt"
    secret.write_text("secret")
    (templates / "odd.typ").write_text('#read("../secret.txt")')
    with pytest.raises(TypesettingError):
        await render_pdf(source("odd"))


async def test_several_papers_at_once_are_as_one_after_the_other(templates: Path) -> None:
    (templates / "plain.typ").write_text('#set text(font: "Noto Sans")\n#json(bytes(sys.inputs.values)).word')
    one_by_one = [await render_png(source("plain", word), ppi=30) for word in ("суу", "жол", "жарык")]
    together = [render_png(source("plain", word), ppi=30) for word in ("суу", "жол", "жарык")]
    assert await asyncio.gather(*together) == one_by_one
