"""Choices and the standing menu as reply buttons and lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from bot.channels.whatsapp import ids, limits, words
from bot.channels.whatsapp.numbering import Numbered, with_number
from bot.core import standing_menu
from bot.core.messages import Choice


@dataclass(frozen=True, slots=True)
class Option:
    """What can be tapped: `label` is whole, `id` is what comes back, `number` may be typed instead.

    `note`: what a row says below a title that is whole.
    """

    label: str
    id: str
    number: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One message's buttons or list, and what stands as its text where there is no other."""

    action: dict[str, Any]
    type: str
    body: str


def button_options(choices: Sequence[Numbered]) -> list[Option] | None:
    """As reply buttons, where every label fits one and no two are alike; else None."""
    options = _options(choices, [_one_line(choice.label) for _, choice in choices])
    return options if not options or _fit_buttons(options) else None


def with_few(few: Sequence[Option] | None, more: Sequence[Option]) -> list[Option]:
    """`few` as buttons, with `more` beside them where there is room; none where they can't be buttons."""
    if few is None:
        return []
    both = [*few, *more]
    return both if _fit_buttons(both) else list(few)


def list_options(choices: Sequence[Numbered], notes: Mapping[Choice, str]) -> list[Option]:
    """As rows of lists, with the numbers that may be typed instead."""
    labels = [with_number(number, _one_line(choice.label)) for number, choice in choices]
    pairs = zip(_options(choices, labels), choices, strict=True)
    return [replace(option, note=notes.get(choice, "")) for option, (_, choice) in pairs]


def menu_options(keyboard: Sequence[Sequence[str]]) -> list[Option]:
    """What a tap says is the label, so the same label twice is one row."""
    labels, more = standing_menu.first_rows(keyboard)
    rows = [Option(_one_line(label), ids.of_label(label)) for label in labels]
    return [*rows, Option(words.MORE, more)] if more else rows


def too_long(options: Sequence[Option]) -> Markup:
    """The lines above a list for what its rows can't hold whole."""
    return Markup("\n").join(_line(option) for option in options if not _fits_row(option))


def buttons(options: Sequence[Option], body: str = words.CHOOSE) -> Panel:
    replies = [{"type": "reply", "reply": {"id": one.id, "title": one.label}} for one in options]
    return Panel({"buttons": replies}, "button", body)


def lists(choices: Sequence[Option], menu: Sequence[Option]) -> list[Panel]:
    """As many lists as it takes; the menu stands under the choices where both fit one list."""
    if choices and menu and len(choices) + len(menu) <= limits.ROWS:
        sections = [_section(choices, words.CHOICES_SECTION), _section(menu, words.MENU_SECTION)]
        return [_list(sections, words.OPEN_LIST, words.CHOOSE)]
    return [
        *_pages(choices, words.OPEN_LIST, words.CHOOSE),
        *_pages(menu, words.OPEN_MENU, words.MENU),
    ]


def _pages(options: Sequence[Option], button: str, body: str) -> list[Panel]:
    """One after another; the few that are left at the end of many are buttons, which need no opening."""
    panels: list[Panel] = []
    for start in range(0, len(options), limits.ROWS):
        page = options[start : start + limits.ROWS]
        title = f"{body} {_span(page)}".rstrip()
        if start and _fit_buttons(page):
            panels.append(buttons(page, title))
        else:
            panels.append(_list([_section(page)], button, title))
    return panels


def _span(page: Sequence[Option]) -> str:
    """Of the numbers on it; a menu has none."""
    first, last = page[0].number, page[-1].number
    if first is None or last is None:
        return ""
    return f"{first}–{last}" if first != last else str(first)


def _fit_buttons(options: Sequence[Option]) -> bool:
    labels = [option.label for option in options]
    fit = all(limits.fits(label, limits.BUTTON_TITLE) for label in labels)
    return fit and 0 < len(labels) <= limits.BUTTONS and len(set(labels)) == len(labels)


def _list(sections: list[dict[str, Any]], button: str, body: str) -> Panel:
    return Panel({"button": button, "sections": sections}, "list", body)


def _section(options: Sequence[Option], title: str | None = None) -> dict[str, Any]:
    titles = _unlike([limits.shorten(option.label, limits.ROW_TITLE) for option in options])
    rows = [_row(option, title) for option, title in zip(options, titles, strict=True)]
    return {"title": title, "rows": rows} if title else {"rows": rows}


def _row(option: Option, title: str) -> dict[str, str]:
    row = {"id": option.id, "title": title}
    if title != option.label:
        row["description"] = limits.shorten(option.label, limits.ROW_DESCRIPTION)
    elif option.note:
        row["description"] = limits.shorten(option.note, limits.ROW_DESCRIPTION)
    return row


def _fits_row(option: Option) -> bool:
    return limits.fits(option.label, limits.ROW_DESCRIPTION)


def _line(option: Option) -> Markup:
    if option.number is None:
        return Markup("• {}").format(option.label)
    number, _, words = option.label.partition(" ")
    return Markup("<b>{}</b> {}").format(number, words)


def _unlike(titles: list[str]) -> list[str]:
    """Meta refuses two rows of one title: the later ones are counted."""
    made: list[str] = []
    for title in titles:
        count, told = 1, title
        while told in made:
            count += 1
            tail = f" ({count})"
            told = limits.shorten(title, limits.ROW_TITLE - len(tail)) + tail
        made.append(told)
    return made


def _options(choices: Sequence[Numbered], labels: Sequence[str]) -> list[Option]:
    taken: set[str] = set()
    return [
        Option(label, ids.of_payload(choice.payload, taken), number)
        for (number, choice), label in zip(choices, labels, strict=True)
    ]


def _one_line(label: str) -> str:
    return " ".join(label.split())
