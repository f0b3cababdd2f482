"""A request's arguments, however they came: in the query, as a form, as JSON or in several parts."""

import json
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.demo.telegram_emulator.errors import bad_request


class Upload:
    """A file that came with the request."""

    def __init__(self, content: bytes, name: str, mime_type: str) -> None:
        self.content = content
        self.name = name
        self.mime_type = mime_type


class Arguments:
    def __init__(self, values: dict[str, Any], uploads: dict[str, Upload]) -> None:
        self._values = values
        self.uploads = uploads

    def __contains__(self, name: str) -> bool:
        return name in self._values or name in self.uploads

    def text(self, name: str, default: str = "") -> str:
        value = self._values.get(name)
        return default if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self._values.get(name, default))
        except (TypeError, ValueError):
            raise bad_request(f'can\'t parse "{name}" as an integer') from None

    def flag(self, name: str) -> bool:
        return str(self._values.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str) -> Any:
        """A JSON value, given as such or as its text; None when it is missing."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except json.JSONDecodeError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def file(self, name: str) -> Upload | str:
        """An upload, or the id or address given instead."""
        if name in self.uploads:
            return self.uploads[name]
        value = self.text(name)
        if value.startswith("attach://"):
            attached = self.uploads.get(value.removeprefix("attach://"))
            if attached is None:
                raise bad_request("file not found in the request")
            return attached
        if not value:
            raise bad_request(f"there is no {name} in the request")
        return value

    def attached(self, value: str) -> Upload | str:
        return Arguments({"it": value}, self.uploads).file("it")


async def read_arguments(request: Request) -> Arguments:
    values: dict[str, Any] = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        body = await request.body()
        values |= json.loads(body) if body else {}
    elif kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        async with request.form(max_part_size=60 * 1024 * 1024) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    content = await value.read()
                    mime = value.content_type or "application/octet-stream"
                    uploads[name] = Upload(content, value.filename or name, mime)
                else:
                    values[name] = value
    return Arguments(values, uploads)
