"""Text and its entities as Telegram keeps them: cleaned, trimmed, with links and commands found."""

import re
from typing import Any

from bot.demo.telegram_emulator import utf16
from bot.demo.telegram_emulator.errors import bad_request
from bot.demo.telegram_emulator.html_text import Entity
from bot.demo.telegram_emulator.links import WrongLink, checked_link
from bot.demo.telegram_emulator.order import in_order

# What a bot may mark itself; Telegram finds the other kinds and ignores them when they are given.
MARKS = frozenset(
    (
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    )
)
FOUND = frozenset(
    ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
)
_NEEDED = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
# Inside these nothing else is found.
_OPAQUE = ("code", "pre", "text_link", "text_mention")
_DROPPED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_BLANK = " \n"

# Simpler than TDLib's own search, which knows every top-level domain; these find what people write.
_SEARCHES = (
    ("url", re.compile(r"(?<![\w@.-])(?:https?://|tg://|t\.me/|www\.)[^\s<>\"«»]+[^\s<>\"«».,;:!?)]")),
    ("email", re.compile(r"(?<![\w.@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/<>@])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}")),
)


def settle(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Both as Telegram keeps them."""
    text, entities = _trim(*_clean(text, entities))
    found = [entity for entity in find_entities(text) if not _covered(entity, entities)]
    return text, in_order(entities + found)


def find_entities(text: str) -> list[Entity]:
    """The commands, links, mentions and hashtags in a text."""
    taken: list[tuple[int, int]] = []
    entities = []
    for kind, pattern in _SEARCHES:
        for match in pattern.finditer(text):
            begin, end = match.span()
            if not any(begin < other_end and other_begin < end for other_begin, other_end in taken):
                taken.append((begin, end))
                offset = utf16.length(text[:begin])
                entities.append({"type": kind, "offset": offset, "length": utf16.length(match.group())})
    return sorted(entities, key=lambda entity: entity["offset"])


def check_entities(text: str, given: Any) -> list[Entity]:
    """The entities that a bot gave beside the text. Raises `ApiError`."""
    if not isinstance(given, list):
        raise bad_request("expected an Array of MessageEntity")
    kept = [_check_entity(entity) for entity in given]
    return [_check_place(text, entity) for entity in kept if entity["type"] in MARKS]


def _check_entity(entity: Any) -> Entity:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: Expected an Object")
    for name, kind in (("offset", int), ("length", int), ("type", str)):
        if not isinstance(entity.get(name), kind):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    if entity["type"] not in MARKS | FOUND:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    needed = _NEEDED.get(entity["type"])
    if needed and needed not in entity:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    return entity


def _check_place(text: str, entity: Entity) -> Entity:
    offset, end, longest = entity["offset"], entity["offset"] + entity["length"], utf16.length(text)
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if offset > longest:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if end > longest:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} "
            f"ends after the end of the text at UTF-16 offset {end}"
        )
    if entity["type"] != "text_link":
        return entity
    try:
        return entity | {"url": checked_link(entity["url"])}
    except WrongLink as problem:
        raise bad_request(f"entity URL '{entity['url']}' is invalid: {problem}") from None


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without what Telegram never shows; control letters become spaces."""
    gone = [utf16.length(text[: match.start()]) for match in _DROPPED.finditer(text)]
    moved = [_without(entity, gone) for entity in entities]
    return _CONTROL.sub(" ", _DROPPED.sub("", text)), [entity for entity in moved if entity["length"] > 0]


def _without(entity: Entity, gone: list[int]) -> Entity:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    before = sum(place < begin for place in gone)
    inside = sum(begin <= place < end for place in gone)
    return entity | {"offset": begin - before, "length": entity["length"] - inside}


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """No blanks behind the text, none before it up to the first entity."""
    text = text.rstrip(_BLANK)
    first = min((entity["offset"] for entity in entities), default=utf16.length(text))
    blanks = min(len(text) - len(text.lstrip(_BLANK)), first)
    text = text[blanks:]
    longest = utf16.length(text)
    moved = []
    for entity in entities:
        begin = entity["offset"] - blanks
        end = min(longest, begin + entity["length"])
        if end > begin:
            moved.append(entity | {"offset": begin, "length": end - begin})
    return text, moved


def _covered(found: Entity, entities: list[Entity]) -> bool:
    begin, end = found["offset"], found["offset"] + found["length"]
    return any(
        entity["type"] in _OPAQUE and entity["offset"] < end and begin < entity["offset"] + entity["length"]
        for entity in entities
    )
