"""Lists whose rows say more than a button holds: whole and numbered above, a few words on the buttons."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.core.messages import Choice

# What a row of a list holds on the narrowest of the platforms.
LONGEST = 24


def lines(rows: Sequence[Markup | str], first: int = 1) -> Markup:
    """The rows whole, one to a line. `first`: the number that the first of them has."""
    numbered = enumerate(rows, start=first)
    return Markup("\n").join(Markup("<b>{}.</b> {}").format(number, row) for number, row in numbered)


def under(head: Markup, rows: Sequence[Markup | str], first: int = 1) -> Markup:
    """A list's heading with the rows below it; the heading alone where there are none."""
    return Markup("{}\n\n{}").format(head, lines(rows, first)) if rows else head


def label(number: int, words: Markup | str) -> str:
    """As much of a row as its button holds; a label is no Markup: it is shown as it is."""
    plain = words.unescape() if isinstance(words, Markup) else words
    return cut(f"{number}. {plain}")


def cut(words: str) -> str:
    """For a button below a text that says it whole."""
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def buttons(rows: Sequence[tuple[Markup | str, str]], first: int = 1) -> list[list[Choice]]:
    """One below another: the few words and the payload of each row."""
    return [[Choice(label(number, words), payload)] for number, (words, payload) in enumerate(rows, first)]
