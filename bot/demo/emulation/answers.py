"""Answers that are none of the platform's own."""

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_PAGE = "<html><head><title>{0} {1}</title></head><body><h1>{0} {1}</h1></body></html>"


class Dropped(Response):
    """The connection ends without an answer."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        # An answer that is begun and never ended makes the server cut the connection.
        headers = [(b"content-length", b"100")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def gateway_page(status: int) -> Response:
    """What a machine in between says when the platform does not answer."""
    return Response(_PAGE.format(status, "Bad Gateway"), status, media_type="text/html")
