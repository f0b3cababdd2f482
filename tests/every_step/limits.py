"""What the platforms allow, by their own words (`channels.md` of the project's notes), held against requests.

Written out here and not taken from the channels: this is what they are measured by.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.channels.files import FileFacts
from bot.channels.telegram import payloads as telegram
from bot.channels.whatsapp import ids as whatsapp_ids
from bot.channels.whatsapp import layout as whatsapp
from bot.core import richtext, standing_menu
from bot.core.dialogs import engine
from bot.core.dialogs.steps import NOTHING
from bot.core.messages import AttachmentKind, Choice, OutMessage
from bot.core.typed_numbers import numbered_choices

_MARKS = re.compile("[*_~`∗＿∼']")
_FIRST_SIGNS = re.compile(r"^[\W_]+")


def on_telegram(message: OutMessage) -> Iterator[str]:
    """What is wrong with it there."""
    drafts = telegram.lay_out(message)
    for draft in drafts:
        yield from _telegram_request(draft)
    said = [richtext.plain(_markup(draft)) for draft in drafts]
    buttons = [button for draft in drafts for button in _inline(draft)]
    labels = [button["text"] for button in buttons]
    menus = [draft.fields.get("reply_markup", {}).get("keyboard", ()) for draft in drafts]
    labels += [button["text"] for menu in menus for row in menu for button in row]
    yield from _told(message, [*said, *labels])
    reached = {button.get("callback_data") or button.get("url") for button in buttons}
    yield from (f"out of reach: {one!r}" for one in _wanted(message) - reached)


def _telegram_request(draft: telegram.Draft) -> Iterator[str]:
    fields = draft.fields
    for name, most in (("text", 4096), ("caption", 1024)):
        size = _units(richtext.plain(_field(fields, name)))
        if size > most:
            yield f"{name} of {size} units: {most} are allowed"
    if draft.method == "sendMessage" and not richtext.plain(_field(fields, "text")).strip():
        yield "an empty text"
    buttons = list(_inline(draft))
    if len(buttons) > 100:
        yield f"{len(buttons)} buttons: 100 are allowed"
    for button in buttons:
        data = button.get("callback_data")
        if not button["text"].strip():
            yield "a button without words"
        if data is not None and not 1 <= len(data.encode()) <= 64:
            yield f"callback data of {len(data.encode())} bytes: {data!r}"
    if any(len(row) > 8 for row in fields.get("reply_markup", {}).get("inline_keyboard", ())):
        yield "a row of more than 8 buttons"


def _field(fields: dict[str, Any], name: str) -> Any:
    return richtext.clean(fields.get(name, ""))


def _markup(draft: telegram.Draft) -> Any:
    return richtext.clean(f"{draft.fields.get('text', '')}\n{draft.fields.get('caption', '')}")


def _inline(draft: telegram.Draft) -> Iterator[dict[str, str]]:
    for row in draft.fields.get("reply_markup", {}).get("inline_keyboard", ()):
        yield from row


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


# WhatsApp

_MIME_TYPES = {
    AttachmentKind.PHOTO: ("photo.jpg", "image/jpeg"),
    AttachmentKind.VOICE: ("voice.ogg", "audio/ogg; codecs=opus"),
    AttachmentKind.DOCUMENT: ("paper.pdf", "application/pdf"),
}


def on_whatsapp(message: OutMessage) -> Iterator[str]:
    """What is wrong with it there."""
    files = {one.file_id: FileFacts(*_MIME_TYPES[one.kind], 20_000) for one in message.attachments}
    said: list[str] = []
    reached: set[str | None] = set()
    for draft in whatsapp.lay_out(message, files):
        content = draft.content
        if draft.type == "text":
            said.append(content["body"])
            yield from _within("text", content["body"], 4096)
        elif draft.type == "interactive":
            yield from _interactive(content, said, reached)
        elif "caption" in content:
            said.append(content["caption"])
            yield from _within("caption", content["caption"], 1024)
    keyboard = message.keyboard or ()
    labels, more = standing_menu.first_rows(keyboard)
    yield from _told(replace(message, keyboard=(tuple(labels),)), said)
    reached |= _typed(message, said)
    links = {choice.url for row in message.choices for choice in row if choice.url}
    reached |= {link for link in links if any(link in one for one in said)}
    wanted = _wanted(message) | set(labels)
    if more:
        # A long menu's last row brings the rest of it.
        rest = standing_menu.after(keyboard, more.removeprefix(standing_menu.MENU))
        reached |= {label for row in rest for label in row}
        wanted |= {more, *(label for row in keyboard for label in row)}
    yield from (f"out of reach: {one!r}" for one in wanted - reached)


def _typed(message: OutMessage, said: Sequence[str]) -> set[str]:
    """What a number that is told stands for: it may be typed instead of a tap."""
    told = {int(number) for one in said for number in re.findall(r"\d+", one) if len(number) < 4}
    return {
        payload
        for number, payload in numbered_choices(message.choices, counted=message.counted).items()
        if number in told
    }


def _interactive(content: dict[str, Any], said: list[str], reached: set[str | None]) -> Iterator[str]:
    """`said` and `reached` are filled with what it says and what its buttons lead to."""
    said.append(content["body"]["text"])
    yield from _within("body", content["body"]["text"], 1024)
    for name in ("header", "footer"):
        if name in content:
            yield from _within(name, content[name]["text"], 60)
    action = content["action"]
    if content["type"] == "cta_url":
        reached.add(action["parameters"]["url"])
        said.append(action["parameters"]["display_text"])
        yield from _within("title of a page's button", action["parameters"]["display_text"], 20)
        return
    if content["type"] == "button":
        rows = [one["reply"] for one in action["buttons"]]
        yield from _count("reply buttons", len(rows), 3)
        yield from (fault for row in rows for fault in _within("title", row["title"], 20))
    else:
        rows = [row for section in action["sections"] for row in section["rows"]]
        yield from _list(action, rows)
    titles = [row["title"] for row in rows]
    if len(set(titles)) < len(titles):
        yield f"two of the same title: {titles}"
    if len({row["id"] for row in rows}) < len(rows):
        yield "two of the same id"
    for row in rows:
        said += [row["title"], row.get("description", "")]
        reached |= {one for one in whatsapp_ids.read(row["id"]) if one}


def _list(action: dict[str, Any], rows: Sequence[dict[str, str]]) -> Iterator[str]:
    yield from _within("list button", action["button"], 20)
    yield from _count("rows of a list", len(rows), 10)
    for section in action["sections"]:
        if len(action["sections"]) > 1 or "title" in section:
            yield from _within("title of a section", section.get("title", ""), 24)
    for row in rows:
        yield from _within("title of a row", row["title"], 24)
        yield from _within("id of a row", row["id"], 200)
        if "description" in row:
            yield from _within("description of a row", row["description"], 72)


def _within(name: str, text: str, most: int) -> Iterator[str]:
    if not text.strip() or _units(text) > most:
        yield f"{name} of {_units(text)} units: 1 to {most} are allowed: {text[:80]!r}"


def _count(name: str, count: int, most: int) -> Iterator[str]:
    if not 1 <= count <= most:
        yield f"{count} {name}: 1 to {most} are allowed"


# On every platform


def _wanted(message: OutMessage) -> set[str | None]:
    return {choice.payload or choice.url for row in message.choices for choice in row if not _is_idle(choice)}


def _is_idle(choice: Choice) -> bool:
    """Of a calendar: it only stands there to be read, or keeps a place free."""
    tapped = engine.read_payload(choice.payload)
    return tapped is not None and tapped.value == NOTHING


def _told(message: OutMessage, said: Sequence[str]) -> Iterator[str]:
    """Whether each label's whole words stand somewhere in what is said, also where the area cut it itself."""
    everything = _plain(said)
    labels = [choice.label for row in message.choices for choice in row if not _is_idle(choice)]
    labels += [label for row in message.keyboard or () for label in row]
    for label in labels:
        whole = _FIRST_SIGNS.sub("", label).strip()
        if _plain([whole]) not in everything:
            yield f"cut: {label!r} stands nowhere whole"
        if whole.endswith("…"):
            begun = re.sub(r"^[\W\d_]+", "", whole).rstrip("…").strip()
            if not re.search(re.escape(_plain([begun])) + r"(?!…)\S* ?\S", everything):
                yield f"cut: {label!r} is whole nowhere"


def _plain(texts: Iterable[str]) -> str:
    """One line, without the marks that WhatsApp reads and what stands for them."""
    return " ".join(_MARKS.sub("", " ".join(texts)).split())
