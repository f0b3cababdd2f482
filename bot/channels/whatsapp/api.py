"""The Cloud API over aiohttp: quick, and honest about what may have arrived.

Failures are named here, so that neither an address with its token nor the words of a person that Meta
repeats leave this file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson

from bot.channels.timeouts import USUAL, Timeouts
from bot.channels.uploads import Upload, form
from bot.core.channel import OutcomeUnknown, Permanent, Retryable

API_URL = "https://graph.facebook.com/v23.0"
# Below what servers grant, so that we hardly ever write to a connection that the other side just closed.
KEEP_ALIVE_SECONDS = 15.0
LARGEST_ANSWER = 4 * 1024 * 1024
_JSON = {"Content-Type": "application/json"}
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class ApiRefusal(Exception):  # noqa: N818 - named for what happened, as core.channel does
    """Meta answered that it won't. `details` may repeat what was sent: it is read here, never shown."""

    def __init__(self, status: int, code: int | None = None, subcode: int | None = None, details: str = ""):
        super().__init__(f"refused: status {status}, code {code}")
        self.status = status
        self.code = code
        self.subcode = subcode
        self.details = details


@dataclass(frozen=True, slots=True)
class Account:
    """Whose number it is. `account_id` is needed for templates only."""

    token: str = field(repr=False)
    phone_id: str
    account_id: str | None = None
    api_url: str = API_URL


class GraphApi:
    """One connection pool; opens at the first request, closes for good with `close`."""

    def __init__(self, account: Account, *, timeouts: Timeouts = USUAL, connections: int = 128) -> None:
        self.account = account
        self._root = account.api_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {account.token}"}
        self._plain = timeouts.limits()
        self._media = timeouts.limits(write=timeouts.media)
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def send(self, body: bytes) -> str:
        """The platform's id of the new message."""
        answer = await self._ask("POST", f"{self._root}/{self.account.phone_id}/messages", data=body)
        try:
            return str(answer["messages"][0]["id"])
        except (KeyError, IndexError, TypeError):
            raise OutcomeUnknown("bad_answer") from None

    async def upload(self, upload: Upload) -> str:
        """What Meta calls the file from now on, for thirty days."""
        fields = {"messaging_product": "whatsapp", "type": upload.mime_type}
        url = f"{self._root}/{self.account.phone_id}/media"
        data = form(fields, {"file": upload})
        answer = await self._ask("POST", url, data=data, timeout=self._media)
        if not answer.get("id"):
            raise Retryable("bad_answer")  # a file that went up twice disturbs nobody
        return str(answer["id"])

    async def get(self, path: str, **query: str) -> Mapping[str, Any]:
        return await self._ask("GET", f"{self._root}/{path}", params=query)

    async def post(self, path: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        return await self._ask("POST", f"{self._root}/{path}", data=orjson.dumps(fields))

    async def download(self, url: str, most: int) -> bytes:
        """From an address that Meta gave; the token is shown there too."""
        found = bytearray()
        async with _Named(), self._request("GET", url, timeout=self._media) as response:
            if response.status >= 400:
                raise ApiRefusal(response.status)
            async for chunk in response.content.iter_chunked(1 << 16):
                found += chunk
                if len(found) > most:
                    raise Permanent("file_too_big")
        return bytes(found)

    async def close(self) -> None:
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _ask(self, method: str, url: str, **options: Any) -> Mapping[str, Any]:
        async with _Named(), self._request(method, url, **options) as response:
            status, raw = response.status, await response.content.read(LARGEST_ANSWER)
        try:
            answer = orjson.loads(raw)
        except orjson.JSONDecodeError:
            answer = None
        if status >= 400 or not isinstance(answer, dict) or "error" in answer:
            raise _refusal(status, answer)
        return answer

    def _request(self, method: str, url: str, **options: Any) -> Any:
        if isinstance(options.get("data"), bytes):
            options["headers"] = _JSON
        return self._open().request(method, url, **{"timeout": self._plain} | options)

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise Retryable("unreachable")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=self._headers,
            )
        return self._session


class _Named:
    """Gives failures of the network our names; the library's own texts hold the address."""

    async def __aenter__(self) -> None:
        return

    async def __aexit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, _NOT_SENT):
            raise Retryable("unreachable") from None
        if isinstance(error, TimeoutError):
            raise OutcomeUnknown("timeout") from None
        if isinstance(error, aiohttp.ClientError | OSError):
            raise OutcomeUnknown("connection_lost") from None


def _refusal(status: int, answer: Any) -> ApiRefusal:
    error = answer.get("error") if isinstance(answer, dict) else None
    if not isinstance(error, dict):
        return ApiRefusal(status)
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else data
    return ApiRefusal(
        status,
        _number(error.get("code")),
        _number(error.get("error_subcode")),
        f"{error.get('message') or ''} {details or ''}",
    )


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
