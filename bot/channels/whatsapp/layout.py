"""An `OutMessage` laid out as the requests it takes, in order; nothing here talks to anyone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from bot.channels.files import FileFacts
from bot.channels.whatsapp import commands, interactive, limits, marks, words
from bot.channels.whatsapp.figures import notes, told
from bot.channels.whatsapp.interactive import Panel
from bot.channels.whatsapp.kinds import carried
from bot.core import richtext
from bot.core.channel import Permanent
from bot.core.messages import Attachment, AttachmentKind, Choice, OutMessage

TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me"})


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A stored file, and the type it is uploaded as."""

    attachment: Attachment
    mime_type: str


@dataclass(slots=True)
class Draft:
    """One request without its recipient. Of a file's `content` only the id is missing."""

    type: str
    content: dict[str, Any]
    file: FileToSend | None = None


def lay_out(message: OutMessage, files: Mapping[int, FileFacts]) -> list[Draft]:
    """Place, files, text with what can be tapped. `files` by their ids.

    `Permanent` when there is nothing to say or a file is not there; ValueError for a button that does
    nothing.
    """
    media, refused = _media(message.attachments, files)
    panels, extra = _panels(message)
    text = _joined(richtext.clean(str(message.text)), *refused, *extra)
    drafts = [*_place(message), *media]
    if not panels and len(media) == 1 and _is_caption(media[0], text):
        media[0].content["caption"] = marks.written(text).strip()
    else:
        drafts += _worded(text, panels)
    if not drafts:
        raise Permanent("empty")
    return drafts


def _place(message: OutMessage) -> list[Draft]:
    if message.location is None:
        return []
    place = {"latitude": message.location.latitude, "longitude": message.location.longitude}
    return [Draft("location", place)]


def _media(
    attachments: Sequence[Attachment], files: Mapping[int, FileFacts]
) -> tuple[list[Draft], list[Markup]]:
    """Each file is a message of its own; what WhatsApp refuses is told in words."""
    drafts: list[Draft] = []
    refused: list[Markup] = []
    for attachment in attachments:
        facts = files.get(attachment.file_id)
        if facts is None:
            raise Permanent("file_missing")
        way = carried(attachment.kind, facts.name, facts.mime_type, facts.size)
        if way is None:
            refused.append(words.not_carried(facts.name))
            continue
        content: dict[str, Any] = {"filename": facts.name} if way.type == "document" else {}
        if way.type == "audio" and attachment.kind is AttachmentKind.VOICE:
            content["voice"] = True
        drafts.append(Draft(way.type, content, FileToSend(attachment, way.mime_type)))
    return drafts, refused


def _panels(message: OutMessage) -> tuple[list[Panel], list[Markup]]:
    """What can be tapped, and the words that stand for what can't."""
    links = [choice for row in message.choices for choice in row if choice.url]
    replies, figures = told(message.choices, counted=message.counted)
    menu = interactive.menu_options(message.keyboard or ())
    if len(links) == 1 and not replies and not figures and (page := _page(links[0])):
        return [page, *interactive.lists((), menu)], [interactive.too_long(menu)]
    lines = [figures, _link_lines(links)]
    # Where the menu comes along it is the way to everything.
    named = [] if menu else commands.named(str(message.text), [choice for _, choice in replies])
    few = interactive.with_few(interactive.button_options(replies), named)
    if few:
        panels = [interactive.buttons(few), *interactive.lists((), menu)]
        return panels, [*lines, interactive.too_long(menu)]
    many = interactive.list_options(replies, notes(message.choices))
    if many and len(many) + len(named) <= limits.ROWS:
        many += named
    return interactive.lists(many, menu), [*lines, interactive.too_long([*many, *menu])]


def _page(choice: Choice) -> Panel | None:
    """A button that opens a page; Telegram's own are no pages on WhatsApp."""
    url, label = choice.url or "", " ".join(choice.label.split())
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_page = parts.scheme in {"http", "https"} and parts.hostname and parts.hostname not in TELEGRAM_HOSTS
    if not is_page or not limits.fits(label, limits.BUTTON_TITLE) or not limits.fits(url, limits.LINK):
        return None
    return Panel(
        {"name": "cta_url", "parameters": {"display_text": label, "url": url}}, "cta_url", words.OPEN_PAGE
    )


def _link_lines(links: Sequence[Choice]) -> Markup:
    return Markup("\n").join(
        Markup("{}: {}").format(" ".join(choice.label.split()), choice.url) for choice in links
    )


def _joined(*parts: Markup) -> Markup:
    return Markup("\n\n").join(part for part in parts if richtext.plain(part).strip())


def _is_caption(media: Draft, text: Markup) -> bool:
    return media.type != "audio" and limits.fits(marks.written(text).strip(), limits.CAPTION)


def _worded(text: Markup, panels: Sequence[Panel]) -> list[Draft]:
    """The text, its ending over the first panel; what is too long for there goes before."""
    if not panels:
        return [_text(piece) for piece in marks.pieces(text, limits.TEXT)]
    body = marks.written(text).strip()
    before: list[Draft] = []
    if not limits.fits(body, limits.BODY):
        head, body = marks.ending(text, limits.BODY)
        before = [_text(piece) for piece in marks.pieces(head, limits.TEXT)]
    first, *others = panels
    return [*before, _panel(first, body or first.body), *(_panel(panel, panel.body) for panel in others)]


def _text(piece: str) -> Draft:
    return Draft("text", {"body": piece, "preview_url": False})


def _panel(panel: Panel, body: str) -> Draft:
    return Draft("interactive", {"type": panel.type, "body": {"text": body}, "action": panel.action})
