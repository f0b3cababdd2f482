"""Runs a web application inside our own event loop, without taking over the process's signals."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

# Requests that are still under way get this long; the whole stop has to end within two seconds.
STOP_SECONDS = 1
BACKLOG = 1024


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ending the process is its main's business."""
        yield


class WebServer:
    """`port` 0 takes a free one; `url` is known after `start`."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1", port: int = 0) -> None:
        self._host = host
        self._socket = _listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
            timeout_keep_alive=75,
            backlog=BACKLOG,
        )
        self._server = _Server(config)
        self._running: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self.port}"

    async def start(self) -> None:
        """Returns once connections are taken."""
        self._running = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        while not self._server.started:
            if self._running.done():
                await self._running
                raise RuntimeError("the web server ended before it began")
            await asyncio.sleep(0.002)

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._running:
            await self._running
        self._socket.close()


def _listen(host: str, port: int) -> socket.socket:
    """OSError names the address when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves the delay for small answers on: 40 ms for each request.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # Two may bind to one port; only one may listen.
        listening.listen(BACKLOG)
    except OSError as problem:
        listening.close()
        raise OSError(problem.errno, f"{problem.strerror}: {host}:{port}") from None
    listening.set_inheritable(True)
    return listening
