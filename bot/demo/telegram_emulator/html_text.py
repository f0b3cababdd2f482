"""Reads HTML as Telegram does: which tags it knows, how it complains, how it counts."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.demo.telegram_emulator.errors import ApiError, bad_request

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?")
_START = re.compile(
    r"<([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w./:%?&=#+~@,;-]+))?)*)\s*>"
)
_END = re.compile(r"</([a-zA-Z][\w-]*)\s*>")
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+))?")


@dataclass
class _Open:
    name: str
    begins: int
    attributes: dict[str, str] = field(default_factory=dict)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self.open: list[_Open] = []

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        while self.position < len(self.source):
            self._step()
        if self.open:
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return self.text, self.entities

    def _step(self) -> None:
        letter = self.source[self.position]
        if letter == "&":
            self._reference()
        elif letter == "<":
            self._tag()
        else:
            self.text += letter
            self.position += 1

    def _reference(self) -> None:
        match = _REFERENCE.match(self.source, self.position)
        if match is None:
            self.text += "&"
            self.position += 1
            return
        hexadecimal, decimal, name = match.groups()
        self.text += _NAMED[name] if name else chr(int(hexadecimal, 16) if hexadecimal else int(decimal))
        self.position = match.end()

    def _tag(self) -> None:
        if self.source.startswith("</", self.position):
            self._end_tag()
        else:
            self._start_tag()

    def _start_tag(self) -> None:
        match = _START.match(self.source, self.position)
        if match is None:
            begun = re.match(r"<([^\s>]*)", self.source[self.position :])
            found = begun.group(1) if begun else ""
            if found and found.lower() in _TYPES:
                raise _unparsed(f"Unclosed start tag at byte offset {self._offset()}")
            raise _unparsed(f'Unsupported start tag "{found}" at byte offset {self._offset()}')
        name = match.group(1).lower()
        attributes = {
            a.group(1).lower(): _unquoted(a.group(2) or "") for a in _ATTRIBUTE.finditer(match.group(2))
        }
        if name not in _TYPES:
            raise _unparsed(f'Unsupported start tag "{name}" at byte offset {self._offset()}')
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {self._offset()}')
        self.open.append(_Open(name, utf16(self.text), attributes))
        self.position = match.end()

    def _end_tag(self) -> None:
        match = _END.match(self.source, self.position)
        name = match.group(1).lower() if match else ""
        if match is None or not self.open:
            raise _unparsed(f"Unexpected end tag at byte offset {self._offset()}")
        last = self.open.pop()
        if name != last.name:
            raise _unparsed(
                f"Unmatched end tag at byte offset {self._offset()}, "
                f'expected "</{last.name}>", found "</{name}>"'
            )
        self._close(last)
        self.position = match.end()

    def _close(self, tag: _Open) -> None:
        length = utf16(self.text) - tag.begins
        if length == 0:
            return
        entity: dict[str, Any] = {"type": _TYPES[tag.name], "offset": tag.begins, "length": length}
        if tag.name == "a":
            url = tag.attributes.get("href") or self.text
            if not re.match(r"(https?|tg|mailto|tel):", url):
                return  # Telegram drops links it can't open
            entity["url"] = url
        if tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _offset(self) -> int:
        return len(self.source[: self.position].encode())


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text and its entities, trimmed as Telegram trims."""
    text, entities = _Reader(source).read()
    return trim(text, entities)


def trim(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Without the blanks around it; entities moved and cut accordingly."""
    begins = utf16(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    ends = utf16(text)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - begins)
        stop = min(ends, entity["offset"] + entity["length"] - begins)
        if stop > start:
            moved.append(entity | {"offset": start, "length": stop - start})
    return text, sorted(moved, key=lambda e: (e["offset"], -e["length"]))


def write_html(text: str, entities: list[dict[str, Any]]) -> str:
    """What a phone shows, as HTML for the demo's page."""
    units = text.encode("utf-16-le")
    marks: dict[int, list[tuple[int, int, str]]] = {}
    for entity in entities:
        opening, closing = _tags(entity)
        if opening:
            begin, end = entity["offset"], entity["offset"] + entity["length"]
            marks.setdefault(begin, []).append((1, -end, opening))
            marks.setdefault(end, []).append((0, -begin, closing))
    written, last = "", 0
    for place in [*sorted(marks), len(units) // 2]:
        written += _escape(units[last * 2 : place * 2].decode("utf-16-le"))
        written += "".join(mark for _, _, mark in sorted(marks.get(place, [])))
        last = place
    return written


def _tags(entity: dict[str, Any]) -> tuple[str, str]:
    name = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre"}
    if entity["type"] == "text_link":
        return f'<a href="{_escape(entity["url"])}">', "</a>"
    tag = name.get(entity["type"])
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _unquoted(value: str) -> str:
    inner = value[1:-1] if value[:1] in {'"', "'"} else value
    return inner.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _unparsed(words: str) -> ApiError:
    return bad_request(f"can't parse entities: {words}")
