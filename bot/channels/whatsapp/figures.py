"""Many numbers to choose from, above all a calendar's days: they stand in the text and are typed.

As rows of lists a month would be four messages, and its empty places rows of their own.
"""

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from bot.channels.whatsapp import limits, words
from bot.channels.whatsapp.numbering import Numbered, answers, bare_number, does_nothing, numbered
from bot.core.messages import Choice, Rows

Notes = Mapping[Choice, str]


def told(choices: Rows, *, counted: bool = True) -> tuple[list[Numbered], Markup]:
    """What is left to be tapped, and the lines for what isn't: a calendar's month, and the many numbers."""
    replies = numbered(answers(choices), counted=counted)
    own = {choice for number, choice in replies if number and number == bare_number(choice.label)}
    figures = own if len(replies) > limits.ROWS and len(own) > limits.BUTTONS else frozenset[Choice]()
    for_the_eye = [_names(row) for row in choices if any(does_nothing(choice) for choice in row)]
    head = next((name for names in for_the_eye for name in names if name), "")
    lines = [Markup("<b>{}</b>").format(head)] if head else []
    if figures:
        lines += [_line(row, figures, for_the_eye) for row in choices if figures.intersection(row)]
        lines.append(Markup("{}").format(words.WRITE_NUMBER))
    return [one for one in replies if one[1] not in figures], Markup("\n").join(lines)


def notes(choices: Rows) -> Notes:
    """What a row says below its title: the weekday of a day, and what a sign alone means."""
    headings = [_names(row) for row in choices]
    found: dict[Choice, str] = {}
    for row in choices:
        columns = _columns(row, headings)
        for place, choice in enumerate(row):
            day = columns[place] if columns and bare_number(choice.label) else ""
            if note := day or words.SIGNS.get(choice.label.strip(), ""):
                found[choice] = note
    return found


def _names(row: Sequence[Choice]) -> list[str]:
    """What only stands there to be read; empty for signs, which say nothing without their row."""
    labels = [" ".join(choice.label.split()) if does_nothing(choice) else "" for choice in row]
    return [label if any(letter.isalnum() for letter in label) else "" for label in labels]


def _line(row: Sequence[Choice], figures: Collection[Choice], headings: Sequence[Sequence[str]]) -> Markup:
    """«Дш–Жк: 7 8 9…»: the first's and the last's column are named where there are such names."""
    places = [place for place, choice in enumerate(row) if choice in figures]
    columns = _columns(row, headings)
    days = " ".join(" ".join(row[place].label.split()) for place in places)
    if columns is None:
        return Markup("{}").format(days)
    first, last = columns[places[0]], columns[places[-1]]
    span = first if len(places) == 1 else f"{first}–{last}"
    return Markup("{}: {}").format(span, days)


def _columns(row: Sequence[Choice], headings: Sequence[Sequence[str]]) -> Sequence[str] | None:
    return next((names for names in headings if len(names) == len(row) and all(names)), None)
