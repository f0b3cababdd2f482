"""WhatsApp's marks: *bold*, _italic_, ~struck~, `code` and ```monospaced```, as its app shows them."""

import re
from collections.abc import Callable
from html import escape

# A mark opens before a letter and closes behind one, and never in the middle of a word.
_MARKED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)((?:(?!\1)[^\n])*?(?!\1)\S)\1(?!\w)")
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]»*_~]")
_TAGS = {"*": "b", "_": "i", "~": "s"}
_KEPT = "\ue000{}\ue001"
_KEPT_FORM = re.compile("\ue000(\\d+)\ue001")


def without_marks(text: str) -> str:
    """The words alone, as a person reads them."""
    return _written(text, str, lambda _mark, words: words, lambda words: words, lambda link: link)


def as_html(text: str) -> str:
    """Safe to put into a page: every letter is escaped before a mark becomes a tag."""
    return _written(
        text,
        lambda words: escape(words, quote=True),
        lambda mark, words: f"<{_TAGS[mark]}>{words}</{_TAGS[mark]}>",
        lambda words: f"<code>{words}</code>",
        lambda link: f'<a href="{link}">{link}</a>',
    )


def _written(
    text: str,
    letters: Callable[[str], str],
    marked: Callable[[str, str], str],
    code: Callable[[str], str],
    link: Callable[[str], str],
) -> str:
    kept: list[str] = []

    def keep(written: str) -> str:
        kept.append(written)
        return _KEPT.format(len(kept) - 1)

    # What the private letters stand for here must not be forged by a sender.
    written = text.replace("\ue000", "").replace("\ue001", "")
    written = _CODE.sub(lambda found: keep(code(letters(found[1] or found[2]))), written)
    written = letters(_LINK.sub(lambda found: keep(link(letters(found[0]))), written))
    before = ""
    while before != written:
        before = written
        written = _MARKED.sub(lambda found: marked(found[1], found[2]), written)
    return _KEPT_FORM.sub(lambda found: kept[int(found[1])], written)
