"""Files under ids as Meta gives them, with the kinds and sizes that it takes."""

import hashlib
import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.demo.emulation.pictures import picture_size
from bot.demo.whatsapp_emulator.errors import ApiError, no_such_object

MEGABYTE = 1024 * 1024
_WORD = "application/vnd.openxmlformats-officedocument"
# developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
TYPES: dict[str, tuple[str, ...]] = {
    "audio": ("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"),
    "document": (
        "application/vnd.ms-powerpoint",
        "application/msword",
        f"{_WORD}.wordprocessingml.document",
        f"{_WORD}.presentationml.presentation",
        f"{_WORD}.spreadsheetml.sheet",
        "application/pdf",
        "text/plain",
        "application/vnd.ms-excel",
    ),
    "image": ("image/jpeg", "image/png"),
    "sticker": ("image/webp",),
    "video": ("video/mp4", "video/3gpp"),
}
LARGEST = {
    "audio": 16 * MEGABYTE,
    "document": 100 * MEGABYTE,
    "image": 5 * MEGABYTE,
    "sticker": MEGABYTE // 2,
    "video": 16 * MEGABYTE,
}
# Of what was uploaded, and of what a person sent.
UPLOADED_DAYS, RECEIVED_DAYS = 30, 7
URL_MINUTES = 5
FIRST_MEDIA = 1_013_859_600_000_001


@dataclass(frozen=True)
class KeptFile:
    """`kind` is what the phone shows: photo, document, voice, audio, video, sticker."""

    kind: str
    file_id: str
    content: bytes = field(repr=False)
    name: str
    mime_type: str
    owner: str
    gone_at: datetime

    @property
    def size(self) -> tuple[int, int]:
        return picture_size(self.content) or (0, 0)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class Files:
    def __init__(self) -> None:
        self._files: dict[str, KeptFile] = {}
        self._numbers = itertools.count(FIRST_MEDIA)

    def upload(self, owner: str, content: bytes, name: str, mime_type: str, now: datetime) -> KeptFile:
        """Raises `ApiError` where Meta takes no such file."""
        base = base_type(mime_type)
        form = next((form for form, types in TYPES.items() if base in types), None)
        if form is None:
            allowed = ", ".join(itertools.chain(*TYPES.values()))
            raise ApiError(
                100,
                message=f"Param file must be a file with one of the following types: {allowed}. "
                f"Received file of type '{base}'.",
            )
        if not content:
            raise ApiError(100, message="Param file must be a non-empty file.")
        trouble = unfit(form, mime_type, content)
        if trouble:
            raise ApiError(131053, trouble)
        return self.keep(owner, shown_kind(form, base), content, name, base, now, UPLOADED_DAYS)

    def keep(
        self,
        owner: str,
        kind: str,
        content: bytes,
        name: str,
        mime_type: str,
        now: datetime,
        days: int = RECEIVED_DAYS,
    ) -> KeptFile:
        file_id = str(next(self._numbers))
        kept = KeptFile(kind, file_id, content, name, mime_type, owner, now + timedelta(days=days))
        self._files[file_id] = kept
        return kept

    def find(self, owner: str, file_id: str, now: datetime) -> KeptFile | None:
        kept = self._files.get(file_id)
        return kept if kept and kept.owner == owner and now < kept.gone_at else None

    def get(self, owner: str, file_id: str, now: datetime) -> KeptFile:
        kept = self.find(owner, file_id, now)
        if kept is None:
            raise no_such_object(file_id)
        return kept

    def delete(self, file_id: str) -> None:
        del self._files[file_id]


def base_type(mime_type: str) -> str:
    return mime_type.partition(";")[0].strip().lower()


def shown_kind(form: str, mime_type: str) -> str:
    """What the app makes of an upload."""
    if form == "audio":
        return "voice" if base_type(mime_type) in {"audio/ogg", "audio/opus"} else "audio"
    return "photo" if form == "image" else form


def unfit(form: str, mime_type: str, content: bytes) -> str | None:
    """Why the file can't be sent in that form, in Meta's words."""
    base = base_type(mime_type)
    if base not in TYPES[form]:
        return f"Unsupported {form.title()} mime type {base}. Please use one of: {', '.join(TYPES[form])}."
    if len(content) > LARGEST[form]:
        return f"{form.title()} file size of {len(content)} bytes exceeds the limit of {LARGEST[form]} bytes."
    if form == "image" and picture_size(content) is None:
        return "Image file could not be processed: its content is not a valid image."
    return None
