"""Telegram counts text in UTF-16 code units."""


def length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def cut(text: str, offset: int, count: int) -> str:
    """The part of the text that an entity covers."""
    return units(text)[offset * 2 : (offset + count) * 2].decode("utf-16-le", "replace")
