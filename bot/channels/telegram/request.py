"""HTTP for the Bot API over aiohttp: quick, and honest about what may have arrived.

The token is a part of every URL, so no text of an HTTP error leaves this file: failures are named anew.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.timeouts import USUAL, Timeouts
from bot.channels.uploads import Upload, form

JSON_HEADERS = {"Content-Type": "application/json"}
# Below what servers grant, so that we hardly ever write to a connection that the other side just closed.
KEEP_ALIVE_SECONDS = 15.0
LARGEST_ANSWER = 25 * 1024 * 1024


class NotSent(NetworkError):  # noqa: N818 - named for what happened, as core.channel does
    """There was no connection: Telegram surely has not seen the request."""


class AnswerLost(NetworkError):  # noqa: N818 - as above
    """The connection died after the request was sent: it may have been done."""


@dataclass(frozen=True, slots=True)
class _Call:
    """Stands in for `RequestData` where the body is ready or only the files are to be joined."""

    body: bytes | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)


class AiohttpRequest(BaseRequest):
    """PTB's connection to Telegram. Opens at the first request, closes for good with `shutdown`."""

    def __init__(self, *, connections: int = 256, timeouts: Timeouts = USUAL) -> None:
        self._connections = connections
        self._timeouts = timeouts
        self._plain = timeouts.limits()
        self._media = timeouts.limits(write=timeouts.media)
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    @property
    def read_timeout(self) -> float | None:
        return self._timeouts.read

    async def initialize(self) -> None:
        self._closed = False

    async def shutdown(self) -> None:
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(self, url: str, body: bytes) -> Any:
        """A request whose JSON is ready; the result as Telegram sent it, built into nothing."""
        return await self.post(url, _as_data(_Call(body=body)))

    async def upload(self, url: str, fields: Mapping[str, str], files: Mapping[str, Upload]) -> Any:
        """A request that carries files."""
        return await self.post(url, _as_data(_Call(fields=fields, files=files)))

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer. Raises `NotSent`, `AnswerLost` or PTB's `TimedOut`."""
        data, carries_files = _data_of(request_data)
        timeout = self._media if carries_files else self._plain
        given = {
            "read": read_timeout,
            "write": write_timeout,
            "connect": connect_timeout,
            "pool": pool_timeout,
        }
        asked = {name: value for name, value in given.items() if value is not BaseRequest.DEFAULT_NONE}
        if asked:
            usual = {"write": self._timeouts.media} if carries_files else {}
            timeout = self._timeouts.limits(**usual | asked)
        headers = JSON_HEADERS if isinstance(data, bytes) else None
        try:
            async with self._open().request(
                method, url, data=data, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                if (response.content_length or 0) > LARGEST_ANSWER:
                    raise NetworkError("the answer is too large")
                return response.status, await response.read()
        except (aiohttp.ClientError, OSError) as error:
            failure = _named_anew(error)
        # Outside the handler, else the original with its URL would stay behind as the context.
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Raises `TelegramError` without the text, which PTB's own would put into the log."""
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError:
            pass  # raised below, where the text is no longer in reach
        raise TelegramError("Invalid server response")

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise NotSent("the connection was closed")
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "identity"},
                skip_auto_headers=("Accept",),
            )
        return self._session


class PollingRequest(AiohttpRequest):
    """For getUpdates: PTB ends its polling for ever at a 401 or 404; a gateway's hiccup must not do that."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, answer = await super().do_request(*args, **kwargs)
        if status in (401, 404):
            raise NetworkError(f"Telegram does not know the token ({status})")
        return status, answer


def _as_data(call: _Call) -> RequestData:
    # `post` only hands it on to `do_request`; PTB's own class can't carry a ready body.
    return cast(RequestData, call)


def _data_of(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, bool]:
    """The body, and whether it carries files."""
    if request_data is None:
        return None, False
    if isinstance(request_data, _Call):
        if request_data.body is not None:
            return request_data.body, False
        return form(request_data.fields, request_data.files), True
    if request_data.contains_files:
        files = {name: _upload_of(part) for name, part in request_data.multipart_data.items()}
        return form(request_data.json_parameters, files), True
    return orjson.dumps(request_data.parameters), False


def _upload_of(part: Any) -> Upload:
    name, content, mime_type = part
    return Upload(name, mime_type, content.read() if isinstance(content, io.IOBase) else content)


def _named_anew(error: Exception) -> TelegramError:
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSent(str(error))  # it names the host and what the system said, never the path
    if isinstance(error, aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL):
        return NotSent(f"not connected: {type(error).__name__}")
    if isinstance(error, TimeoutError):
        return TimedOut()
    return AnswerLost(f"the connection was lost: {type(error).__name__}")
