"""Quarters and years in the payload of a button: `2026q4`, `2026q0` for the whole year."""

import re
from datetime import date

from bot.areas.obligations.rules.span import Span, quarter_of
from bot.core.routes import Turn

_CODE = re.compile(r"(20\d\d)q([0-4])", re.ASCII)


def code(span: Span) -> str:
    return f"{span.year}q{span.quarter}"


def read(turn: Turn, text: str) -> Span:
    """Whatever isn't one is this quarter."""
    match = _CODE.fullmatch(text)
    return Span(int(match[1]), int(match[2])) if match else quarter_of(today(turn))


def is_over(turn: Turn, span: Span) -> bool:
    return span.last < today(turn)


def today(turn: Turn) -> date:
    return turn.now.astimezone(turn.t.timezone).date()
