"""Files with real bytes, under ids as Telegram gives them: one for each kind and bot."""

import hashlib
import secrets
import struct
from dataclasses import dataclass
from typing import Any

from bot.demo.telegram_emulator.errors import ApiError, bad_request

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
_NAMES = {"photo": "Photo", "document": "Document", "voice": "VoiceNote", "audio": "Audio", "video": "Video"}


@dataclass(frozen=True)
class KeptFile:
    kind: str
    file_id: str
    unique_id: str
    content: bytes
    name: str
    mime_type: str
    owner: str

    @property
    def path(self) -> str:
        return f"{self.kind}s/{self.unique_id}"


class Files:
    def __init__(self) -> None:
        self._files: dict[str, KeptFile] = {}

    def keep(self, owner: str, kind: str, content: bytes, name: str, mime_type: str) -> KeptFile:
        """`owner` is the bot's token: another bot can't use the id."""
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > LARGEST_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        if kind == "photo":
            if len(content) > LARGEST_PHOTO:
                raise bad_request("file is too big")
            picture_size(content)
        unique = hashlib.sha256(kind.encode() + content).hexdigest()[:16]
        kept = KeptFile(kind, f"{kind}-{secrets.token_urlsafe(12)}", unique, content, name, mime_type, owner)
        self._files[kept.file_id] = kept
        return kept

    def find(self, owner: str, file_id: str) -> KeptFile:
        kept = self._files.get(file_id)
        if kept is None or kept.owner != owner:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return kept

    def find_as(self, owner: str, file_id: str, kind: str) -> KeptFile:
        kept = self.find(owner, file_id)
        if kept.kind != kind:
            raise bad_request(f"can't use file of type {_NAMES[kept.kind]} as {_NAMES[kind]}")
        return kept

    def by_path(self, owner: str, path: str) -> KeptFile | None:
        return next((f for f in self._files.values() if f.path == path and f.owner == owner), None)


def describe(kept: KeptFile) -> dict[str, Any]:
    """The field of a message that holds this file."""
    common = {"file_id": kept.file_id, "file_unique_id": kept.unique_id, "file_size": len(kept.content)}
    if kept.kind == "photo":
        width, height = picture_size(kept.content)
        return {"photo": [common | {"width": width, "height": height}]}
    if kept.kind == "voice":
        return {"voice": common | {"duration": 3, "mime_type": kept.mime_type}}
    if kept.kind in {"audio", "video"}:
        size = {"width": 320, "height": 240} if kept.kind == "video" else {}
        return {kept.kind: common | size | {"duration": 3, "mime_type": kept.mime_type}}
    return {"document": common | {"file_name": kept.name, "mime_type": kept.mime_type}}


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; anything else is no photo to Telegram."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) > 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"\xff\xd8"):
        found = _jpeg_size(content)
        if found:
            return found
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        length = struct.unpack(">H", content[position + 2 : position + 4])[0]
        if marker in {0xC0, 0xC1, 0xC2}:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None
