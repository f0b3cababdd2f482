"""What the program knows, worded under each item of a report; the reporter says the rest."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.hearings import reporting
from bot.areas.hearings.reporting import LONGEST_PART, Known
from bot.areas.hearings.texts import reporting as texts
from bot.core.i18n import Translator


def draft(t: Translator, item: str, known: Known, more: Sequence[Markup] = ()) -> Markup | None:
    """None where nothing is known. `more`: what other areas know of it.

    What is more than an item may hold is told by its count: the reporter must be able to take it as it is.
    """
    lines = [*more, *_lines(t, item, known)]
    for shown in range(len(lines), -1, -1):
        rest = len(lines) - shown
        told = texts.bullets([*lines[:shown], *([texts.more_lines(t, rest)] if rest else [])])
        if len(told.unescape()) <= LONGEST_PART:
            return told if lines else None
    return None


def _lines(t: Translator, item: str, known: Known) -> list[Markup]:
    if item == "d2":
        return [texts.questions_line(t, known.questions, known.answered)] if known.questions else []
    if item in {"d3", "b5"}:
        return [texts.done_line(t, one) for one in known.done] + [
            texts.open_line(t, one) for one in known.open
        ]
    if item in {"d5", "l3"}:
        return [Markup("{}").format(headline) for headline in reporting.headlines(known)]
    if item == "l1":
        return _achievements(t, known)
    if item in {"l4", "b6"}:
        late = [one for one in known.open if one.due_on < known.until.astimezone(t.timezone).date()]
        return [texts.open_line(t, one) for one in late]
    if item in {"l5", "b7"}:
        return [texts.open_line(t, one) for one in known.open]
    return []


def _achievements(t: Translator, known: Known) -> list[Markup]:
    lines = [texts.done_line(t, one) for one in known.done]
    lines += [texts.meeting_line(t, one.meeting, one.came) for one in known.held]
    told = len(known.messages)
    if told or known.bulletins:
        lines.append(texts.informed_line(t, told, known.bulletins, known.subscribers))
    return lines
