"""Forms for the pen: all that is asked is on the page, whole, and each copy on its own sheets."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from bot.documents.questionnaire_form import (
    Choice,
    PaperQuestion,
    QuestionnaireForm,
    _source,
    render_questionnaire_form,
)
from bot.documents.typesetting import count_pages, render_png
from tests.documents.samples import CODE, EMOJI, ENDLESS, is_blank, read_qr

LINK = "https://t.me/kyzylsuu_jarchy_bot?start=s_12"
NUMBERS = ("12-0001-9", "12-0002-4", "12-0003-5")
MARGINS = ((0, 0, 0.07, 1), (0.93, 0, 1, 1))
ABOVE_THE_FOOT = (0, 0.938, 1, 0.947)
SHORT = (
    PaperQuestion(
        kind="choices", label="Суу барбы?", number="1", options=(Choice("1", "Ооба"), Choice("2", "Жок"))
    ),
    PaperQuestion(kind="scale", label="Баа", number="2", marks=("1", "2", "3"), low="Жаман", high="Жакшы"),
    PaperQuestion(kind="date", label="Качан?", number="3"),
    PaperQuestion(kind="number", label="Канча?", number="4"),
    PaperQuestion(
        kind="rank", label="Эмне керек?", number="5", options=(Choice("1", "Жол"), Choice("2", "Жарык"))
    ),
    PaperQuestion(kind="note", label="Эми жыйындар жөнүндө."),
    PaperQuestion(kind="text", label="Сунуш", number="6", condition="5-суроого жооп берсеңиз:"),
)
FORM = QuestionnaireForm(
    language="ky",
    date=date(2026, 11, 20),
    organisation="Кызыл-Суу айыл өкмөтү",
    title="Суу кызматы",
    intro=("Пикириңиз керек.",),
    questions=SHORT,
    thanks="Рахмат!",
    footer="Үкөккө салыңыз. Акыркы күнү: 10-декабрь",
    link=LINK,
    scan_words="Телефон үчүн код",
    number_words="Анкета №",
    numbers=NUMBERS,
    date_words=("күнү", "айы", "жылы"),
)
LONG = "Бул суроону жазган адам баарын түшүндүргүсү келген. "
TALL = PaperQuestion(
    kind="choices",
    label=LONG * 28 + "аягы",
    number="1",
    options=tuple(Choice(str(i), f"{LONG * 2}№{i}жооп") for i in range(1, 31)),
)


async def pages_of(form: QuestionnaireForm, ppi: float = 40) -> list[bytes]:
    one = await count_pages(_source(replace(form, numbers=form.numbers[:1]), 1))
    return await render_png(_source(form, one), ppi=ppi)


def text_of(pdf: bytes) -> str:
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()  # noqa: S603


async def test_short_forms_take_a_page_each_and_none_between() -> None:
    assert len(await pages_of(FORM)) == 3


@pytest.mark.parametrize("times", [4, 6, 8, 10])
async def test_copies_of_several_pages_begin_on_a_sheet_of_their_own(times: int) -> None:
    """Longer and longer forms: whatever they take, the next copy begins on an odd page."""
    form = replace(FORM, questions=SHORT * times)
    one = len(await pages_of(replace(form, numbers=NUMBERS[:1])))
    assert one > 1
    drawn = await pages_of(form)
    sheets = one + one % 2
    assert len(drawn) == 2 * sheets + one
    blank = [place for place, page in enumerate(drawn) if is_blank(page, (0, 0, 1, 1))]
    assert blank == ([one, sheets + one] if one % 2 else [])


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")
async def test_each_page_bears_its_number_and_counts_within_its_copy() -> None:
    read = text_of(await render_questionnaire_form(replace(FORM, questions=SHORT * 4)))
    pages = read.split("\f")[:-1]
    numbered = [next((one for one in NUMBERS if one in page), None) for page in pages]
    each = numbered.count(NUMBERS[0])
    assert each > 1
    assert [one for one in numbered if one] == [one for one in NUMBERS for _ in range(each)]
    assert f"1/{each}" in pages[0].replace(" ", "")
    assert f"{each}/{each}" in pages[each - 1].replace(" ", "")
    assert [("Рахмат!" in page) for page in pages[:each]] == [False] * (each - 1) + [True]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")
async def test_a_question_longer_than_a_page_is_printed_whole() -> None:
    form = replace(FORM, questions=(TALL, *SHORT), numbers=NUMBERS[:1])
    read = "".join(text_of(await render_questionnaire_form(form)).split())
    assert (LONG * 28 + "аягы").replace(" ", "") in read
    for option in TALL.options:
        assert option.label.replace(" ", "") in read
    for page in await pages_of(form):
        assert is_blank(page, ABOVE_THE_FOOT)


@pytest.mark.parametrize("text", [CODE, EMOJI, *ENDLESS])
async def test_whatever_is_typed_stays_on_the_page(text: str) -> None:
    options = tuple(Choice(str(i), text) for i in range(1, 5))
    pattern = PaperQuestion(
        kind="note", label=text, number="1", hint=text, condition=text, options=options, low=text, high=text
    )
    questions = tuple(
        replace(pattern, kind=kind, marks=("1", "2")) for kind in ("choices", "rank", "scale", "text", "note")
    )
    form = replace(FORM, title=text, organisation=text, intro=(text,), questions=questions, footer=text[:60])
    for page in await pages_of(form):
        for margin in MARGINS:
            assert is_blank(page, margin)


async def test_the_code_is_read_from_a_photo_of_any_copy() -> None:
    for page in await pages_of(FORM, ppi=150):
        assert read_qr(page, 800) == LINK
