"""What is asked of every part of a request."""

from typing import Any

from bot.demo.whatsapp_emulator.errors import ApiError, missing, too_long

Part = dict[str, Any]


def part_of(holder: Part, key: str, name: str) -> Part:
    value = holder.get(key)
    if value is None:
        raise missing(name)
    if not isinstance(value, dict):
        raise ApiError(100, message=f"Param {name} must be a JSON object.")
    return value


def list_of(holder: Part, key: str, name: str) -> list[Any]:
    value = holder.get(key)
    if value is None:
        raise missing(name)
    if not isinstance(value, list):
        raise ApiError(100, message=f"Param {name} must be an array.")
    return value


def text_of(holder: Part, key: str, name: str, limit: int, *, required: bool = True) -> str:
    value = holder.get(key)
    if value is None and not required:
        return ""
    if value is None:
        raise missing(name)
    if not isinstance(value, str):
        raise ApiError(100, message=f"Param {name} must be a string.")
    if not value.strip():
        raise missing(name)
    if len(value) > limit:
        raise too_long(name, limit)
    return value


def only(holder: Part, name: str, *known: str) -> None:
    for key in holder:
        if key not in known:
            raise ApiError(100, message=f'Unexpected key "{key}" on param "{name}".')


def web_link(value: str, name: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ApiError(100, message=f"Param {name} is not a valid URI.")
    return value
