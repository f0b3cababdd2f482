"""Reads HTML as Telegram's TDLib does: which tags it knows, how it complains, how it counts.

It works on bytes, since complaints name byte offsets; a NUL stands behind the text, as in TDLib.
"""

from dataclasses import dataclass
from typing import Any, NoReturn

from bot.demo.telegram_emulator import utf16
from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.links import WrongLink, checked_link, linked_user
from bot.demo.telegram_emulator.order import in_order
from bot.demo.telegram_emulator.references import decode_reference

TYPES = {
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
_ARGUMENTS = {("a", "href"), ("code", "class"), ("span", "class"), ("tg-emoji", "emoji-id")}
_PREFIXES = {"code": "language-", "span": "tg-"}
_SPACES = frozenset(b" \t\r\n\0\x0b")
_END = 0
_LESS, _GREATER, _SLASH, _EQUALS, _AMPERSAND = b"<>/=&"
_QUOTES = frozenset(b"\"'")
_NAME_ENDS = _SPACES | _QUOTES | frozenset(b"=>/")
_LARGEST_EMOJI_ID = 2**63 - 1

Entity = dict[str, Any]


@dataclass
class _Open:
    name: str
    argument: str
    offset: int
    begins: int


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source.replace("\0", "").encode("utf-8", "surrogatepass") + b"\0"
        self.position = 0
        self.result = bytearray()
        self.entities: list[Entity] = []
        self.open: list[_Open] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.position < len(self.source) - 1:
            self._step()
        if self.open:
            _complain(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        for entity in self.entities:
            entity.pop("argument", None)
        return self._text(), in_order(self.entities)

    def _text(self) -> str:
        # References may spell halves of a surrogate pair; together they are a letter, alone an error.
        joined = self.result.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        try:
            return joined.decode("utf-16-le")
        except UnicodeDecodeError:
            raise bad_request(
                "can't parse entities: Text contains invalid Unicode characters after decoding HTML "
                "entities, check for unmatched surrogate code units"
            ) from None

    def _written(self) -> int:
        return utf16.length(self.result.decode("utf-8", "surrogatepass"))

    def _step(self) -> None:
        if self.source[self.position] == _AMPERSAND and self._reference(self.result):
            return
        if self.source[self.position] != _LESS:
            self.result.append(self.source[self.position])
            self.position += 1
        elif self.source[self.position + 1] == _SLASH:
            self._end_tag()
        else:
            self._start_tag()

    def _reference(self, into: bytearray) -> bool:
        found = decode_reference(self.source, self.position)
        if found is None:
            return False
        code, self.position = found
        into += chr(code).encode("utf-8", "surrogatepass")
        return True

    # start tags

    def _start_tag(self) -> None:
        begin = self.position
        self.position += 1
        name = self._until(_SPACES | {_GREATER}).lower()
        if self._here() == _END:
            _complain(f"Unclosed start tag at byte offset {begin}")
        if name not in TYPES:
            _complain(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument = ""
        while self._here() != _GREATER:
            self._skip_spaces()
            if self._here() == _GREATER:
                break
            argument = self._attribute(name, begin, argument)
        if name == "span" and argument != "spoiler":
            _complain(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(name, argument, self._written(), len(self.result)))
        self.position += 1

    def _attribute(self, tag: str, begin: int, argument: str) -> str:
        """Reads one attribute; gives what the tag's argument is after it."""
        attribute = self._until(_NAME_ENDS)
        if not attribute:
            _complain(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        expandable = tag == "blockquote" and attribute == "expandable"
        if self._here() != _EQUALS:
            self._check_not_ended(f'Unclosed start tag "{tag}" at byte offset {begin}')
            return "1" if expandable else argument
        self.position += 1
        self._skip_spaces()
        self._check_not_ended(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self._here() in _QUOTES else self._token()
        self._check_not_ended(f"Unclosed start tag at byte offset {begin}")
        prefix = _PREFIXES.get(tag, "")
        if (tag, attribute) in _ARGUMENTS and value.startswith(prefix):
            return value.removeprefix(prefix)
        return "1" if expandable else argument

    def _token(self) -> str:
        begin = self.position
        while chr(self._here()).isascii() and (chr(self._here()).isalnum() or self._here() in b".-"):
            self.position += 1
        if self._here() not in _SPACES and self._here() != _GREATER:
            _complain(f"Unexpected end of name token at byte offset {begin}")
        return self.source[begin : self.position].decode().lower()

    def _quoted(self) -> str:
        quote = self._here()
        self.position += 1
        value = bytearray()
        while self._here() not in {quote, _END}:
            if self._here() != _AMPERSAND or not self._reference(value):
                value.append(self._here())
                self.position += 1
        if self._here() == quote:
            self.position += 1
        return value.decode("utf-8", "replace")

    # end tags

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open:
            _complain(f"Unexpected end tag at byte offset {begin}")
        self.position += 2
        name = self._until(_SPACES | {_GREATER}).lower()
        self._skip_spaces()
        if self._here() != _GREATER:
            _complain(f"Unclosed end tag at byte offset {begin}")
        last = self.open.pop()
        if name and name != last.name:
            _complain(
                f'Unmatched end tag at byte offset {begin}, expected "</{last.name}>", found "</{name}>"'
            )
        self._close(last)
        self.position += 1

    def _close(self, tag: _Open) -> None:
        length = self._written() - tag.offset
        if length == 0:
            return
        entity: Entity = {"type": TYPES[tag.name], "offset": tag.offset, "length": length}
        if tag.name == "a":
            self._close_link(entity, tag)
        elif tag.name in {"pre", "code"}:
            self._close_code(entity, tag)
        else:
            if tag.name == "tg-emoji":
                entity["custom_emoji_id"] = _emoji_id(tag.argument)
            if tag.name == "blockquote" and tag.argument:
                entity["type"] = "expandable_blockquote"
            self.entities.append(entity)

    def _close_link(self, entity: Entity, tag: _Open) -> None:
        url = tag.argument or self.result[tag.begins :].decode("utf-8", "replace")
        user = linked_user(url)
        if user is not None:
            self.entities.append(entity | {"type": "text_mention", "user_id": user})
            return
        try:
            self.entities.append(entity | {"url": checked_link(url)})
        except WrongLink:
            return  # the words stay, the link goes: TDLib does not complain here

    def _close_code(self, entity: Entity, tag: _Open) -> None:
        """`pre` and `code` around the same words are one block, with a language if `code` names one."""
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        if same and tag.name == "pre" and last["type"] == "code" and last.get("argument"):
            last |= {"type": "pre", "language": last["argument"]}
        elif same and tag.name == "code" and last["type"] == "pre" and tag.argument:
            last["language"] = tag.argument
        else:
            self.entities.append(entity | ({"argument": tag.argument} if tag.name == "code" else {}))

    # letters

    def _here(self) -> int:
        return self.source[self.position]

    def _until(self, ends: frozenset[int] | set[int]) -> str:
        begin = self.position
        while self._here() not in ends:
            self.position += 1
        return self.source[begin : self.position].decode("utf-8", "replace")

    def _skip_spaces(self) -> None:
        while self._here() != _END and self._here() in _SPACES:
            self.position += 1

    def _check_not_ended(self, complaint: str) -> None:
        if self._here() == _END:
            _complain(complaint)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text and its entities, not yet trimmed. Raises `ApiError` in TDLib's words."""
    return _Reader(source).read()


def _emoji_id(argument: str) -> str:
    if not argument.isdecimal() or not 0 < int(argument) <= _LARGEST_EMOJI_ID:
        _complain("Invalid custom emoji identifier specified")
    return argument


def _complain(words: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {words}")
