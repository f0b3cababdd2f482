"""What a camera writes into a photograph besides the picture: where it was taken, when, with whose telephone.

None of it belongs on a public paper. Only which side is up stays, or the photograph would lie on its side.
"""

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
# Exif and XMP, IPTC, comments; the JFIF head is written anew.
_NOTES = (0xE0, 0xE1, 0xED, 0xFE)
_START_OF_SCAN = 0xDA
# Chunks that change what is seen: the picture, its transparency, its colours.
_SEEN = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT")
_ORIENTATION = 0x0112
_TURNS = {3: 2, 4: 2, 5: 1, 6: 1, 7: 3, 8: 3}


def without_notes(content: bytes) -> bytes:
    """The same picture; one that is not as its format has it stays as it is."""
    try:
        if content.startswith(_JPEG):
            return _bare_jpeg(content)
        return _bare_png(content) if content.startswith(_PNG) else content
    except (struct.error, IndexError):
        return content


def quarter_turns(content: bytes) -> int:
    """How many, clockwise, until what was up is up."""
    try:
        return _TURNS.get(_side(content), 0) if content.startswith(_JPEG) else 0
    except (struct.error, IndexError):
        return 0


def _bare_jpeg(content: bytes) -> bytes:
    side = _side(content)
    kept = [segment for segment in _segments(content) if segment[1] not in _NOTES]
    return b"".join([_JPEG, _JFIF, _exif(side) if side != 1 else b"", *kept])


def _side(jpeg: bytes) -> int:
    exif = (segment[10:] for segment in _segments(jpeg) if segment[4:10] == b"Exif\0\0")
    return _orientation(next(exif, b""))


def _segments(content: bytes) -> Iterator[bytes]:
    """The last is all that is left, from the scan on."""
    at = 2
    while content[at + 1] != _START_OF_SCAN:
        if content[at + 1] == 0xFF:  # a fill byte
            at += 1
            continue
        length = 2 + struct.unpack_from(">H", content, at + 2)[0]
        yield content[at : at + length]
        at += length
    yield content[at:]


def _orientation(tiff: bytes) -> int:
    """1 to 8 (TIFF 6.0, p. 36); 1 where it isn't said."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        at = struct.unpack_from(f"{order}L", tiff, 4)[0]
        for entry in range(struct.unpack_from(f"{order}H", tiff, at)[0]):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHLH", tiff, at + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except (struct.error, KeyError):
        return 1
    return 1


def _exif(side: int) -> bytes:
    """An Exif segment that says nothing but which side is up."""
    directory = struct.pack(">2sHLHHHLHHL", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, side, 0, 0)
    return struct.pack(">2sH6s", b"\xff\xe1", 8 + len(directory), b"Exif\0\0") + directory


def _bare_png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(content):
        length, kind = struct.unpack_from(">L4s", content, at)
        if kind in _SEEN:
            kept.append(content[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)
