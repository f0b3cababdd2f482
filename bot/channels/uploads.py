"""Files on their way up: multipart forms."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send. A name may be in any alphabet."""

    name: str
    mime_type: str
    content: bytes = field(repr=False)


def form(fields: Mapping[str, str], files: Mapping[str, Upload]) -> aiohttp.FormData:
    """`quote_fields` would turn Cyrillic names into percent signs that platforms show as they are."""
    made = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
    for name, value in fields.items():
        made.add_field(name, value)
    for name, upload in files.items():
        made.add_field(
            name,
            io.BytesIO(upload.content),
            filename=_CONTROL.sub("_", upload.name),
            content_type=_CONTROL.sub("", upload.mime_type) or "application/octet-stream",
        )
    return made
