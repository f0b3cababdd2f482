"""A request's arguments, however they came: in the query, as a form, as JSON or in several parts."""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.demo.telegram_emulator.errors import bad_request

LARGEST_PART = 60 * 1024 * 1024
# How Telegram calls the JSON it could not read, where it does not use the argument's own name.
_JSON_NAMES = {
    "reply_markup": "reply keyboard markup JSON object",
    "reply_parameters": "reply parameters JSON object",
    "scope": "BotCommandScope JSON object",
    "menu_button": "menu button JSON object",
    "reaction": "reaction types JSON object",
}


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    content: bytes = field(repr=False)
    name: str
    mime_type: str


@dataclass(frozen=True)
class Arguments:
    values: dict[str, Any]
    uploads: dict[str, Upload]

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.uploads

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        value = self.values.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def real(self, name: str) -> float:
        """NaN, which compares with nothing, when it is no number."""
        try:
            return float(self.values.get(name, "nan"))
        except (TypeError, ValueError):
            return float("nan")

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str) -> Any:
        """A JSON value, given as such or as its text; None when it is missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except json.JSONDecodeError:
            raise bad_request(f"can't parse {_JSON_NAMES.get(name, f'{name} JSON object')}") from None

    def file(self, name: str) -> Upload | str:
        """An upload, or the id or address given instead."""
        if name in self.uploads:
            return self.uploads[name]
        value = self.text(name)
        if not value:
            raise bad_request(f"there is no {name} in the request")
        return self.attached(value)

    def attached(self, value: str) -> Upload | str:
        """What `attach://name` names; anything else as it is."""
        if not value.startswith("attach://"):
            return value
        upload = self.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return upload

    def within(self, values: dict[str, Any]) -> "Arguments":
        """A part of the request, such as one item of an album, with the same uploads."""
        return Arguments(values, self.uploads)


async def read_arguments(request: Request) -> Arguments:
    values: dict[str, Any] = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        values |= _read_json(await request.body())
    elif kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        async with request.form(max_part_size=LARGEST_PART) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    uploads[name] = await _read_upload(name, value)
                else:
                    values[name] = value
    return Arguments(values, uploads)


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body) if body else {}
    except ValueError:
        raise bad_request("can't parse request body as JSON") from None
    if not isinstance(read, dict):
        raise bad_request("expected an Object as the request body")
    return read


async def _read_upload(name: str, value: UploadFile) -> Upload:
    content = await value.read()
    return Upload(content, value.filename or name, value.content_type or "application/octet-stream")
