"""An `OutMessage` laid out as the requests it takes, in order; nothing here talks to anyone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from bot.channels.telegram.keyboards import inline_keyboard, reply_keyboard
from bot.core import richtext
from bot.core.channel import Permanent
from bot.core.messages import Attachment, AttachmentKind, OutMessage

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
ALBUM_MOST = 10

MEDIA_METHODS = {
    AttachmentKind.PHOTO: "sendPhoto",
    AttachmentKind.DOCUMENT: "sendDocument",
    AttachmentKind.VOICE: "sendVoice",
}


@dataclass(slots=True)
class Draft:
    """One request without its chat. Several files are an album, which can carry no buttons."""

    method: str
    fields: dict[str, Any]
    files: tuple[Attachment, ...] = ()

    @property
    def is_album(self) -> bool:
        return len(self.files) > 1


def lay_out(message: OutMessage) -> list[Draft]:
    """Place, files, text: the buttons then stand under the last. `Permanent` when there is nothing to say."""
    text = richtext.clean(str(message.text))
    has_text = bool(richtext.plain(text).strip())
    drafts = [*_place(message), *_media(message.attachments)]
    if has_text and _fits_as_caption(message, drafts, text):
        _add_caption(drafts[-1], text)
    elif has_text:
        drafts.extend(_texts(text))
    if not drafts:
        raise Permanent("empty")
    _add_markup(drafts, message)
    return drafts


def _place(message: OutMessage) -> list[Draft]:
    if message.location is None:
        return []
    place = {"latitude": message.location.latitude, "longitude": message.location.longitude}
    return [Draft("sendLocation", place)]


def _texts(text: Markup) -> list[Draft]:
    return [
        Draft(
            "sendMessage",
            {"text": str(piece), "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}},
        )
        for piece in richtext.split(text, TEXT_UNITS)
    ]


def _media(attachments: Sequence[Attachment]) -> list[Draft]:
    """Photos that follow each other become albums, documents too; a voice message stands alone."""
    drafts: list[Draft] = []
    for kind, same in groupby(attachments, key=lambda attachment: attachment.kind):
        files = tuple(same)
        most = 1 if kind is AttachmentKind.VOICE else ALBUM_MOST
        drafts.extend(_media_draft(kind, files[start : start + most]) for start in range(0, len(files), most))
    return drafts


def _media_draft(kind: AttachmentKind, files: tuple[Attachment, ...]) -> Draft:
    if len(files) > 1:
        return Draft("sendMediaGroup", {}, files)
    # Without this Telegram makes a video or an animation of some documents, under another kind of reference.
    fields = {"disable_content_type_detection": True} if kind is AttachmentKind.DOCUMENT else {}
    return Draft(MEDIA_METHODS[kind], fields, files)


def _fits_as_caption(message: OutMessage, drafts: list[Draft], text: Markup) -> bool:
    media = [draft for draft in drafts if draft.files]
    if len(media) != 1 or richtext.length(text) > CAPTION_UNITS:
        return False
    has_markup = bool(message.choices) or message.keyboard is not None
    return not (media[0].is_album and has_markup)


def _add_caption(draft: Draft, text: Markup) -> None:
    draft.fields |= {"caption": str(text), "parse_mode": "HTML"}


def _add_markup(drafts: list[Draft], message: OutMessage) -> None:
    """Buttons under the last request; a standing menu too, or with the first where there are both."""
    able = [draft for draft in drafts if not draft.is_album]
    wanted: list[tuple[int, dict[str, Any]]] = []
    if message.choices:
        wanted.append((-1, inline_keyboard(message.choices)))
    if message.keyboard is not None:
        wanted.append((0 if message.choices else -1, reply_keyboard(message.keyboard)))
    if len(wanted) > len(able):
        raise ValueError("more keyboards than requests that can carry one")
    for position, markup in wanted:
        able[position].fields["reply_markup"] = markup
