"""A message made of an approved template and the values of its variables."""

import re
from collections.abc import Callable
from typing import Any

from bot.demo.whatsapp_emulator.bodies.draft import Draft, MediaPart
from bot.demo.whatsapp_emulator.bodies.media import read_file
from bot.demo.whatsapp_emulator.chats import Button
from bot.demo.whatsapp_emulator.checks import Part, list_of, only, part_of, text_of
from bot.demo.whatsapp_emulator.errors import ApiError, NotEmulated, missing
from bot.demo.whatsapp_emulator.template_rules import LONGEST_TEMPLATE_BODY
from bot.demo.whatsapp_emulator.template_store import Template

LONGEST_VALUE = 32_768
LONGEST_PAYLOAD = 256
_UNFIT = re.compile(r"[\n\r\t]| {5,}")
_MEDIA = ("image", "document", "video")
Find = Callable[[str, str], Template | None]


def read_template(request: Part, find: Find) -> Draft:
    asked = part_of(request, "template", "template")
    only(asked, "template", "name", "language", "components", "namespace")
    name = text_of(asked, "name", "template['name']", 512)
    language = part_of(asked, "language", "template['language']")
    code = text_of(language, "code", "template['language']['code']", 20)
    template = _usable(find(name, code), name, code)
    given = _components(asked)
    header, media = _header(template, given.pop("header", []))
    body = _filled(template, "BODY", given.pop("body", []))
    if len(body) > LONGEST_TEMPLATE_BODY:
        raise ApiError(132005, f"body: {len(body)} characters exceed {LONGEST_TEMPLATE_BODY}")
    rows = [[_button(template, at, button, given)] for at, button in enumerate(template.buttons)]
    if given:
        raise ApiError(132000, f"{next(iter(given))}: the template has no such component")
    written = "\n".join(filter(None, [header, body]))
    return Draft(written, footer=template.text_of("FOOTER"), rows=rows, media=media, template=template)


def _usable(template: Template | None, name: str, code: str) -> Template:
    if template is None or template.status in {"PENDING", "REJECTED"}:
        raise ApiError(132001, f"template name ({name}) does not exist in {code}")
    if template.status == "PAUSED":
        raise ApiError(132015, f"template name ({name}) is paused due to low quality")
    if template.status == "DISABLED":
        raise ApiError(132016, f"template name ({name}) is disabled due to low quality")
    return template


def _components(asked: Part) -> dict[str, list[Any]]:
    """The values by the place they are for: header, body, or a button's number."""
    given: dict[str, list[Any]] = {}
    for component in list_of(asked, "components", "components") if "components" in asked else []:
        kind = str(component.get("type", "")).lower()
        if kind not in {"header", "body", "button"}:
            raise ApiError(100, message="Param type must be one of {HEADER, BODY, BUTTON}.")
        if kind == "button":
            if component.get("sub_type", "").lower() not in {"quick_reply", "url"}:
                raise NotEmulated(f"template button parameters of {component.get('sub_type')}")
            if not str(component.get("index", "")).isdecimal():
                raise missing("components['index']")
            kind = f"button {component['index']}"
        given[kind] = list_of(component, "parameters", "components['parameters']")
    return given


def _header(template: Template, parameters: list[Part]) -> tuple[str, MediaPart | None]:
    component = template.component("HEADER")
    form = str(component["format"]).lower() if component else "text"
    if form == "text":
        return _filled(template, "HEADER", parameters), None
    if len(parameters) != 1:
        raise _count("header", len(parameters), 1)
    if parameters[0].get("type") != form or form not in _MEDIA:
        raise ApiError(132012, f"header: Format mismatch, expected {form.upper()}")
    return "", read_file(part_of(parameters[0], form, f"header['{form}']"), form)


def _filled(template: Template, kind: str, parameters: list[Part]) -> str:
    place = kind.lower()
    variables = template.variables(kind)
    if len(parameters) != len(variables):
        raise _count(place, len(parameters), len(variables))
    values = [_value(parameter, place) for parameter in parameters]
    names = variables
    if template.parameter_format == "NAMED":
        names = [str(parameter.get("parameter_name", "")) for parameter in parameters]
        if set(names) != set(variables):
            raise ApiError(100, "Parameter name is missing or empty")
    else:
        names = sorted(variables, key=int)
    text = template.text_of(kind)
    by_name = dict(zip(names, values, strict=True))
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", lambda found: by_name[found[1]], text)


def _value(parameter: Part, place: str) -> str:
    if parameter.get("type") != "text":
        raise ApiError(132012, f"{place}: Format mismatch, expected TEXT, received {parameter.get('type')}")
    value = text_of(parameter, "text", f"{place}: text", LONGEST_VALUE)
    if _UNFIT.search(value):
        raise ApiError(
            132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
        )
    return value


def _button(template: Template, at: int, button: Part, given: dict[str, list[Any]]) -> Button:
    parameters = given.pop(f"button {at}", [])
    shown: Button = {"text": button["text"], "kind": "template", "row": at + 1}
    kind = str(button["type"]).upper()
    if kind == "QUICK_REPLY":
        payload = parameters[0].get("payload") if parameters else button["text"]
        if not isinstance(payload, str) or not 1 <= len(payload) <= LONGEST_PAYLOAD:
            raise ApiError(132012, f"buttons: payload of button {at} is missing or too long")
        return shown | {"callback_data": payload}
    if kind == "PHONE_NUMBER":
        return shown | {"url": f"tel:{button['phone_number']}"}
    link = str(button["url"])
    wanted = int("{{" in link)
    if len(parameters) != wanted:
        raise _count(f"button at index {at}", len(parameters), wanted)
    return shown | {"url": link.replace("{{1}}", _value(parameters[0], "button")) if wanted else link}


def _count(place: str, given: int, expected: int) -> ApiError:
    return ApiError(
        132000,
        f"{place}: number of localizable_params ({given}) does not match the expected number of params "
        f"({expected})",
    )
