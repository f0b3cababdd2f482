"""A questionnaire to be filled in with a pen: boxes, lines to write on, a number on every page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from bot.documents.content import lines, words
from bot.documents.qr import qr_svg
from bot.documents.typesetting import Source, count_pages, render_pdf

Kind = Literal["note", "choices", "rank", "scale", "text", "number", "date"]
_SHORT = 26


@dataclass(frozen=True, slots=True)
class Choice:
    """`code` is printed small beside the box: who types the paper in types it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuestion:
    """`condition` stands above: whom it is for. `marks`, `low`, `high` are a scale's; `lines` a text's."""

    kind: Kind
    label: str
    number: str = ""
    hint: str = ""
    condition: str = ""
    options: tuple[Choice, ...] = ()
    marks: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    lines: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireForm:
    """One copy for each of `numbers`; printed on both sides, copies of several pages share no sheet.

    `link` goes into the code. `date_words`: under the boxes for day, month and year.
    """

    language: str
    date: date
    organisation: str
    title: str
    intro: tuple[str, ...]
    questions: tuple[PaperQuestion, ...]
    thanks: str
    footer: str
    link: str
    scan_words: str
    number_words: str
    numbers: tuple[str, ...]
    page_words: str = "{page} / {pages}"
    date_words: tuple[str, str, str] = ("", "", "")


async def render_questionnaire_form(form: QuestionnaireForm) -> bytes:
    """A PDF; raises `QrTooLongError`."""
    pages = await count_pages(_source(replace(form, numbers=form.numbers[:1]), 1))
    return await render_pdf(_source(form, pages))


def _source(form: QuestionnaireForm, pages: int) -> Source:
    values = {
        "organisation": words(form.organisation),
        "title": words(form.title),
        "intro": lines(form.intro),
        "questions": [_question(one) for one in form.questions],
        "thanks": words(form.thanks),
        "footer": words(form.footer),
        "scan": words(form.scan_words) or form.link,
        "number_words": words(form.number_words),
        "numbers": list(form.numbers),
        "pages_of_copy": pages,
        "page_words": form.page_words,
        "date_words": [words(one) for one in form.date_words],
    }
    files = {"qr.svg": qr_svg(form.link, border=0)}
    name = words(form.title) or words(form.organisation) or form.date.isoformat()
    return Source("questionnaire", name, form.language, form.date, values, files)


def _question(one: PaperQuestion) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "label": words(one.label),
        "number": one.number,
        "hint": words(one.hint),
        "condition": words(one.condition),
        "options": [{"code": option.code, "label": words(option.label)} for option in one.options],
        "columns": _columns([option.label for option in one.options]),
        "marks": list(one.marks),
        "low": words(one.low),
        "high": words(one.high),
        "lines": one.lines,
    }


def _columns(labels: Sequence[str]) -> int:
    longest = max(map(len, labels), default=0)
    if len(labels) in {2, 3} and longest <= _SHORT // 2:
        return len(labels)
    if len(labels) >= 6 and longest <= _SHORT // 2:
        return 3
    return 2 if len(labels) >= 4 and longest <= 2 * _SHORT else 1
