"""Serves a web application inside our own event loop; starts and stops in milliseconds.

The app's own server waits in tenths of a second, which hundreds of tests would pay for.
"""

import asyncio
import socket

import uvicorn
from starlette.types import ASGIApp

# Requests still under way get this long to end.
STOP_SECONDS = 1.0
BACKLOG = 1024


class QuickServer:
    """`port` 0 takes a free one. No signal handlers, no log of its own, nothing running in between."""

    def __init__(self, app: ASGIApp, port: int = 0, host: str = "127.0.0.1") -> None:
        # asyncio turns Nagle's delay off only where the protocol is named; else each answer takes 40 ms.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((host, port))
        except OSError:
            self._socket.close()
            raise
        self.url = f"http://{host}:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="critical",
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_keep_alive=75,
                backlog=BACKLOG,
            )
        )

    async def start(self) -> None:
        """Returns once connections are taken."""
        config = self._server.config
        config.load()
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup(sockets=[self._socket])

    async def stop(self) -> None:
        state = self._server.server_state
        for listening in self._server.servers:
            listening.close()
        for connection in list(state.connections):
            connection.shutdown()
        if state.tasks:
            await asyncio.wait(set(state.tasks), timeout=STOP_SECONDS)
        for task in list(state.tasks):
            task.cancel()
        # Closed transports tell their protocols one turn of the loop later.
        await asyncio.sleep(0)
        for listening in self._server.servers:
            await asyncio.wait_for(listening.wait_closed(), STOP_SECONDS)
        self._socket.close()
