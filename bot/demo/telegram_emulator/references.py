"""Character references as TDLib reads them: numbers and four names; the semicolon may be missing."""

import re

_REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*))")
_NAMES = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_LAST_CODE = 0x10FFFF
_LONGEST_NUMBER = 10


def decode_reference(source: bytes, position: int) -> tuple[int, int] | None:
    """The letter's code and the place behind the reference; None when it stays as it is written."""
    match = _REFERENCE.match(source, position)
    if match is None:
        return None
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        code = ord(_NAMES.get(name, "\0"))
    elif match.end() - position >= _LONGEST_NUMBER:
        return None
    else:
        code = int(hexadecimal or b"0", 16) if hexadecimal is not None else int(decimal or b"0")
    if code == 0 or code >= _LAST_CODE:
        return None
    end = match.end()
    return code, end + (source[end : end + 1] == b";")
