"""What is said, in no platform's types.

Texts are `Markup` in the few tags of `core.richtext`; a plain `str` is escaped when it is joined to
one, so what a person typed can't break a message.
"""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup


class AttachmentKind(enum.StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """A file on the platform's servers; `reference` is the platform's name for it."""

    kind: AttachmentKind
    reference: str
    name: str | None = None
    mime_type: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Location:
    latitude: float
    longitude: float


class Happening(enum.StrEnum):
    """What a person did besides writing; the last four, with the bot in a place."""

    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    JOINED = "joined"
    REMOVED = "removed"
    SILENCED = "silenced"
    MOVED = "moved"


class PlaceKind(enum.StrEnum):
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """A group or a channel as the platform shows it."""

    kind: PlaceKind
    address: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InMessage:
    """One thing that one person did.

    `external_id` is unique within the channel and makes repeats harmless. `text` is as typed; `rich` the
    same with its marks. `choice` is the payload of a tapped button and `tapped` the message it was on.
    `album` is shared by files that were sent together. `may_be_cut`: so long that the person's app may
    have sent the rest as a message of its own.

    `place` is set for what was done in a group or a channel; `address` is then the private one of who did
    it, empty where the platform doesn't tell. `moved_to`: the place's new address.
    """

    channel: str
    address: str
    external_id: str
    text: str | None = None
    rich: Markup | None = None
    choice: str | None = None
    tapped: str | None = None
    attachment: IncomingFile | None = None
    album: str | None = None
    may_be_cut: bool = False
    sent_at: datetime | None = None
    location: Location | None = None
    language_hint: str | None = None
    happening: Happening | None = None
    place: PlaceSeen | None = None
    moved_to: str | None = None

    @property
    def chat(self) -> str:
        """What is said in one chat is answered one after another."""
        return self.place.address if self.place else self.address


PAYLOAD_BYTES = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """A button under a message. With `url` it opens a page instead of answering.

    Raises ValueError for a payload that no platform would carry: that is a programming error, and told
    where the button is made it is met by every test, not by the first person who is shown it.
    """

    label: str
    payload: str = ""
    url: str | None = None

    def __post_init__(self) -> None:
        size = len(self.payload.encode())
        if size > PAYLOAD_BYTES:
            raise ValueError(f"a button's payload of {size} bytes: at most {PAYLOAD_BYTES} are allowed")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file (`core.files`) sent along."""

    kind: AttachmentKind
    file_id: int


Rows = tuple[tuple[Choice, ...], ...]


class Purpose(enum.StrEnum):
    """What a message is for: it decides by which template it is announced where words aren't free."""

    BULLETIN = "bulletin"
    HEARING = "hearing"
    SURVEY = "survey"
    REMINDER = "reminder"
    CASE = "case"
    NEWS = "news"
    WORK = "work"
    UPDATE = "update"


SUMMARY_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OutMessage:
    """One thing to say. `keyboard` is the standing menu: rows of labels, `()` removes it, None leaves it.

    `summary` is one plain line that announces it where only a template may be sent; else its first line.
    `counted` false: a typed number is an answer by itself, so the choices get none to be typed instead.
    """

    text: Markup
    choices: Rows = ()
    keyboard: tuple[tuple[str, ...], ...] | None = None
    attachments: tuple[Attachment, ...] = ()
    location: Location | None = None
    purpose: Purpose = Purpose.UPDATE
    summary: str | None = None
    counted: bool = True

    @property
    def in_short(self) -> str:
        """One plain line of at most `SUMMARY_LETTERS` letters; empty only where nothing is said."""
        lines = (Markup(line).striptags() for line in str(self.text).splitlines())  # noqa: S704 - a part of Markup
        first = self.summary or next((line for line in lines if line), "")
        line = " ".join(first.split())
        if len(line) <= SUMMARY_LETTERS:
            return line
        return line[: SUMMARY_LETTERS - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

    def to_json(self) -> dict[str, Any]:
        """The form it is stored in until it is sent; `from_json` reads it back."""
        body: dict[str, Any] = {"text": str(self.text)}
        if self.choices:
            body["choices"] = [[[c.label, c.payload, c.url] for c in row] for row in self.choices]
        if self.keyboard is not None:
            body["keyboard"] = [list(row) for row in self.keyboard]
        if self.attachments:
            body["attachments"] = [[a.kind.value, a.file_id] for a in self.attachments]
        if self.location:
            body["location"] = [self.location.latitude, self.location.longitude]
        if self.purpose is not Purpose.UPDATE:
            body["purpose"] = self.purpose.value
        if self.summary:
            body["summary"] = self.summary
        if not self.counted:
            body["counted"] = False
        return body

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "OutMessage":
        keyboard = body.get("keyboard")
        location = body.get("location")
        return cls(
            text=Markup(body["text"]),  # noqa: S704 - it was Markup when it was stored
            choices=tuple(tuple(Choice(*c) for c in row) for row in body.get("choices", ())),
            keyboard=None if keyboard is None else tuple(tuple(row) for row in keyboard),
            attachments=tuple(Attachment(AttachmentKind(k), i) for k, i in body.get("attachments", ())),
            location=Location(*location) if location else None,
            purpose=Purpose(body.get("purpose", Purpose.UPDATE)),
            summary=body.get("summary"),
            counted=body.get("counted", True),
        )
