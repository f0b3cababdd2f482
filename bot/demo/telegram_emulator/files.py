"""Files with real bytes, under ids as Telegram gives them: another for each kind, size and bot."""

import hashlib
import itertools
import secrets
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from bot.demo.emulation.pictures import picture_size, tiny_png
from bot.demo.telegram_emulator.errors import ApiError, bad_request

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
# Telegram refuses photos whose sides add up to more, or that are too narrow.
LARGEST_SIDES = 10_000
LARGEST_RATIO = 20
THUMBNAIL_SIDE = 90
_NAMES = {
    "photo": "Photo",
    "document": "Document",
    "voice": "VoiceNote",
    "audio": "Audio",
    "video": "Video",
}
_ENDINGS = {"photo": ".jpg", "voice": ".oga", "audio": ".mp3", "video": ".mp4"}
_WRONG_ID = "wrong file identifier/HTTP URL specified"


@dataclass(frozen=True)
class KeptFile:
    """`owner` is the token of the bot for which the id is good."""

    kind: str
    file_id: str
    unique_id: str
    content: bytes = field(repr=False)
    name: str
    mime_type: str
    owner: str
    path: str
    smaller: "KeptFile | None" = None

    @property
    def size(self) -> tuple[int, int]:
        return picture_size(self.content) or (0, 0)

    def ids(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }


class Files:
    def __init__(self) -> None:
        self._files: dict[str, KeptFile] = {}
        self._numbers = itertools.count()

    def keep(self, owner: str, kind: str, content: bytes, name: str, mime_type: str) -> KeptFile:
        """Raises `ApiError` where Telegram would not take the file."""
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > LARGEST_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        smaller = None
        if kind == "photo":
            _check_photo(content)
            smaller = self._thumbnail(owner, content)
        return self._put(owner, kind, content, name, mime_type, smaller)

    def find(self, owner: str, file_id: str) -> KeptFile:
        kept = self._files.get(file_id)
        if kept is None or kept.owner != owner:
            raise bad_request(_WRONG_ID)
        return kept

    def find_as(self, owner: str, file_id: str, kind: str) -> KeptFile:
        """The file to be sent as `kind`."""
        if file_id.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        kept = self.find(owner, file_id)
        if kept.kind != kind:
            raise bad_request(f"can't use file of type {_NAMES[kept.kind]} as {_NAMES[kind]}")
        return kept

    def by_path(self, owner: str, path: str) -> KeptFile | None:
        return next((f for f in self._files.values() if f.path == path and f.owner == owner), None)

    def _thumbnail(self, owner: str, content: bytes) -> KeptFile | None:
        """A lesser size of a photo, as Telegram offers; a bot that takes the first size gets this one."""
        width, height = picture_size(content) or (0, 0)
        if max(width, height) <= THUMBNAIL_SIDE:
            return None
        scale = THUMBNAIL_SIDE / max(width, height)
        small = tiny_png(max(1, round(width * scale)), max(1, round(height * scale)))
        return self._put(owner, "photo", small, "photo.jpg", "image/jpeg", None)

    def _put(
        self, owner: str, kind: str, content: bytes, name: str, mime_type: str, smaller: KeptFile | None
    ) -> KeptFile:
        unique = hashlib.sha256(kind.encode() + content).hexdigest()[:16]
        path = f"{kind}s/file_{next(self._numbers)}{_ENDINGS.get(kind) or _ending(name)}"
        file_id = f"{kind[:2].upper()}{secrets.token_urlsafe(24)}"
        kept = KeptFile(kind, file_id, unique, content, name, mime_type, owner, path, smaller)
        self._files[file_id] = kept
        return kept


def describe(kept: KeptFile, **more: Any) -> dict[str, Any]:
    """The field of a message that holds this file; `more` are its duration, title and the like."""
    if kept.kind == "photo":
        return {"photo": [_photo_size(size) for size in (kept.smaller, kept) if size]}
    fields = kept.ids() | {"mime_type": kept.mime_type}
    if kept.kind in {"voice", "audio", "video"}:
        fields["duration"] = more.pop("duration", 0)
    if kept.kind == "video":
        fields |= {"width": more.pop("width", 0) or 320, "height": more.pop("height", 0) or 240}
    if kept.kind != "voice":
        fields["file_name"] = kept.name
    return {kept.kind: fields | {name: value for name, value in more.items() if value}}


def _ending(name: str) -> str:
    ending = PurePath(name).suffix
    return ending if ending.isascii() else ".bin"


def _photo_size(kept: KeptFile) -> dict[str, Any]:
    width, height = kept.size
    return kept.ids() | {"width": width, "height": height}


def _check_photo(content: bytes) -> None:
    if len(content) > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; "
            f"the maximum size is {LARGEST_PHOTO} bytes"
        )
    size = picture_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > LARGEST_SIDES or max(size) > LARGEST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
