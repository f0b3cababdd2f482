"""Messages to be answered with a tap: reply buttons, lists, a link, a place asked for."""

from collections.abc import Callable
from typing import Any

from bot.demo.whatsapp_emulator.bodies.draft import Draft, MediaPart
from bot.demo.whatsapp_emulator.bodies.media import LONGEST_LINK, read_file
from bot.demo.whatsapp_emulator.chats import Button
from bot.demo.whatsapp_emulator.checks import Part, list_of, only, part_of, text_of, web_link
from bot.demo.whatsapp_emulator.errors import NotEmulated, missing, wrong

LONGEST_BODY = 1024
LONGEST_SHORT = 60
LONGEST_LABEL = 20
MOST_BUTTONS, LONGEST_BUTTON_ID = 3, 256
MOST_ROWS, LONGEST_ROW, LONGEST_DESCRIPTION, LONGEST_ROW_ID = 10, 24, 72, 200
_BODY = "interactive['body']['text']"
_NOT_EMULATED = {"product", "product_list", "catalog_message", "flow", "address_message", "carousel"}


def read_interactive(request: Part) -> Draft:
    interactive = part_of(request, "interactive", "interactive")
    only(interactive, "interactive", "type", "header", "body", "footer", "action")
    kind = str(interactive.get("type"))
    if kind in _NOT_EMULATED:
        raise NotEmulated(f"interactive {kind}")
    if kind not in _ACTIONS:
        raise wrong(f"Interactive type {kind!r} is not supported")
    header, media = _header(interactive, kind)
    body = part_of(interactive, "body", "interactive['body']")
    words = text_of(body, "text", _BODY, LONGEST_BODY)
    footer = ""
    if "footer" in interactive:
        part = part_of(interactive, "footer", "interactive['footer']")
        footer = text_of(part, "text", "interactive['footer']['text']", LONGEST_SHORT)
    action = part_of(interactive, "action", "interactive['action']")
    rows, label = _ACTIONS[kind](action)
    return Draft("\n".join(filter(None, [header, words])), footer, rows, label, media)


def _header(interactive: Part, kind: str) -> tuple[str, MediaPart | None]:
    if "header" not in interactive:
        return "", None
    header = part_of(interactive, "header", "interactive['header']")
    form = header.get("type")
    if form == "text":
        return text_of(header, "text", "interactive['header']['text']", LONGEST_SHORT), None
    if kind == "list" or form not in {"image", "document", "video"}:
        raise wrong(f"Header type {form!r} is not supported for interactive type {kind!r}")
    return "", read_file(part_of(header, form, f"interactive['header']['{form}']"), form)


Rows = tuple[list[list[Button]], str | None]


def _buttons(action: Part) -> Rows:
    only(action, "interactive['action']", "buttons")
    buttons = list_of(action, "buttons", "interactive['action']['buttons']")
    if not 1 <= len(buttons) <= MOST_BUTTONS:
        raise wrong(f"Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: {MOST_BUTTONS}")
    replies = []
    for button in buttons:
        if not isinstance(button, dict) or button.get("type") != "reply":
            raise wrong("Button type is invalid. Supported type: reply")
        replies.append(part_of(button, "reply", "interactive['action']['buttons']['reply']"))
    for reply in replies:
        _sized(reply, "title", "Button title", LONGEST_LABEL)
        _sized(reply, "id", "Button id", LONGEST_BUTTON_ID)
        if reply["id"] != reply["id"].strip():
            raise wrong("Button id can't have leading or trailing spaces")
    _unique([reply["id"] for reply in replies], "button id")
    _unique([reply["title"] for reply in replies], "button title")
    return [[_reply(reply, "button", number)] for number, reply in enumerate(replies, 1)], None


def _list(action: Part) -> Rows:
    only(action, "interactive['action']", "button", "sections")
    label = _sized(action, "button", "List button label", LONGEST_LABEL)
    sections = list_of(action, "sections", "interactive['action']['sections']")
    if not 1 <= len(sections) <= MOST_ROWS:
        raise wrong(f"Invalid sections count. Min allowed sections: 1, Max allowed sections: {MOST_ROWS}")
    rows = []
    for section in sections:
        only(section, "section", "title", "rows")
        if len(sections) > 1 and not section.get("title"):
            raise wrong("Section title is required when there is more than one section")
        if "title" in section:
            _sized(section, "title", "Section title", LONGEST_ROW)
        own = list_of(section, "rows", "interactive['action']['sections']['rows']")
        if not own:
            raise wrong("A section must have at least one row")
        rows += own
    if len(rows) > MOST_ROWS:
        raise wrong(f"Total row count exceed max allowed count: {MOST_ROWS}")
    for row in rows:
        only(row, "row", "id", "title", "description")
        _sized(row, "id", "Row id", LONGEST_ROW_ID)
        _sized(row, "title", "Row title", LONGEST_ROW)
        if row.get("description") is not None:
            _sized(row, "description", "Row description", LONGEST_DESCRIPTION, least=0)
    _unique([row["id"] for row in rows], "row id")
    return [[_reply(row, "row", number)] for number, row in enumerate(rows, 1)], label


def _link(action: Part) -> Rows:
    if action.get("name") != "cta_url":
        raise missing("interactive['action']['name']")
    given = part_of(action, "parameters", "interactive['action']['parameters']")
    only(given, "interactive['action']['parameters']", "display_text", "url")
    label = _sized(given, "display_text", "Button display text", LONGEST_LABEL)
    link = text_of(given, "url", "interactive['action']['parameters']['url']", LONGEST_LINK)
    web_link(link, "interactive['action']['parameters']['url']")
    return [[{"text": label, "url": link, "kind": "link", "row": 1}]], None


def _place(action: Part) -> Rows:
    if action.get("name") != "send_location":
        raise missing("interactive['action']['name']")
    return [[{"text": "📍", "request_location": True, "kind": "place", "row": 1}]], None


_ACTIONS: dict[Any, Callable[[Part], Rows]] = {
    "button": _buttons,
    "list": _list,
    "cta_url": _link,
    "location_request_message": _place,
}


def _reply(reply: Part, kind: str, number: int) -> Button:
    button = {"text": reply["title"], "callback_data": reply["id"], "kind": kind, "row": number}
    return button | ({"description": reply["description"]} if reply.get("description") else {})


def _sized(part: Part, key: str, name: str, limit: int, least: int = 1) -> str:
    value = part.get(key)
    if value is None:
        raise missing(name)
    if not isinstance(value, str) or not least <= len(value.strip()) or len(value) > limit:
        raise wrong(f"{name} length invalid. Min length: {least}, Max length: {limit}")
    return value


def _unique(values: list[str], name: str) -> None:
    if len(set(values)) < len(values):
        raise wrong(f"Duplicate {name} found. Each {name} must be unique")
