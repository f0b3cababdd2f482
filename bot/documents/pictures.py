"""Photographs that go onto a paper: looked at before they are typeset."""

import struct

from bot.documents.errors import BrokenPictureError

# A photograph of any phone passes; a "decompression bomb" of a few kilobytes does not.
MAX_PIXELS = 60_000_000

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Start-of-frame markers hold the size; C4, C8 and CC are other things (ITU-T T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def check_picture(content: bytes) -> str:
    """The file ending typst knows it by; raises `BrokenPictureError`."""
    return _known(content)[0]


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels; raises `BrokenPictureError`."""
    return _known(content)[1]


def _known(content: bytes) -> tuple[str, tuple[int, int]]:
    try:
        ending, (width, height) = _ending_and_size(content)
    except (struct.error, IndexError) as error:
        raise BrokenPictureError("the picture ends before its size") from error
    if not 0 < width * height <= MAX_PIXELS:
        raise BrokenPictureError(f"a picture of {width} x {height} is not printed")
    return ending, (width, height)


def _ending_and_size(content: bytes) -> tuple[str, tuple[int, int]]:
    if content.startswith(_PNG):
        return "png", struct.unpack_from(">LL", content, 16)
    if content.startswith(_JPEG):
        return "jpg", _jpeg_size(content)
    raise BrokenPictureError("neither JPEG nor PNG")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 1 if marker == 0xFF else 2 + struct.unpack_from(">H", content, at + 2)[0]
    raise BrokenPictureError("a JPEG without a frame")
