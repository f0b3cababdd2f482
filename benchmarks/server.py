"""A loopback Bot API in a process of its own: it answers sendMessage at once, or as strictly as Telegram."""

import asyncio
import json
import random
import sys
import time
from collections import deque
from contextlib import suppress

ANSWER = {
    "ok": True,
    "result": {
        "message_id": 7,
        "date": 1700000000,
        "chat": {"id": 1, "type": "private", "first_name": "Айгүл"},
        "text": "Саламатсызбы",
    },
}
JITTER_SECONDS = (0.02, 0.06)


def _http(status: str, body: object) -> bytes:
    text = json.dumps(body).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
    return head.encode() + text


_ACCEPTED = _http("200 OK", ANSWER)


class Gate:
    """Counts a sliding second; each request during a ban makes it longer. `per_second` 0: lets all pass."""

    def __init__(self) -> None:
        self.start(0, slow=False)

    def start(self, per_second: int, *, slow: bool) -> None:
        self.per_second = per_second
        self.slow = slow
        self.accepted: list[float] = []
        self.refused = 0
        self._window: deque[float] = deque()
        self._banned_until = 0.0

    def judge(self) -> int:
        """0, or the seconds of the ban."""
        now = time.monotonic()
        window = self._window
        while window and window[0] <= now - 1.0:
            window.popleft()
        if now < self._banned_until:
            self._banned_until += 1
        elif self.per_second and len(window) >= self.per_second:
            self._banned_until = now + 1
        else:
            if self.per_second:
                window.append(now)
            self.accepted.append(now)
            return 0
        self.refused += 1
        return int(self._banned_until - now) + 1

    def report(self) -> dict[str, float]:
        took = self.accepted[-1] - self.accepted[0] if len(self.accepted) > 1 else 0.0
        return {"accepted": len(self.accepted), "refused": self.refused, "took": took}


class Connection(asyncio.Protocol):
    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._end_of_request()) is not None:
            request, self._buffer = self._buffer[:end], self._buffer[end:]
            self._answer(request)

    def _end_of_request(self) -> int | None:
        head_end = self._buffer.find(b"\r\n\r\n")
        if head_end < 0:
            return None
        head = self._buffer[:head_end].lower()
        at = head.find(b"content-length:")
        if at >= 0:
            line_end = head.find(b"\r\n", at)
            length = int(head[at + 15 : line_end if line_end >= 0 else None])
            end = head_end + 4 + length
            return end if len(self._buffer) >= end else None
        if b"chunked" in head:
            last = self._buffer.find(b"0\r\n\r\n", head_end)
            return last + 5 if last >= 0 else None
        return head_end + 4

    def _answer(self, request: bytes) -> None:
        path = request[: request.find(b"\r\n")].split(b" ")[1]
        if path.startswith(b"/start"):
            _, _, per_second, slow = path.decode().split("/")
            self._gate.start(int(per_second), slow=slow == "slow")
            self._write(_http("200 OK", {}))
        elif path.startswith(b"/report"):
            self._write(_http("200 OK", self._gate.report()))
        else:
            self._send_message()

    def _send_message(self) -> None:
        wait = self._gate.judge()
        answer = _ACCEPTED
        if wait:
            refusal = {
                "ok": False,
                "error_code": 429,
                "description": f"Too Many Requests: retry after {wait}",
                "parameters": {"retry_after": wait},
            }
            answer = _http("429 Too Many Requests", refusal)
        if self._gate.slow:
            delay = random.uniform(*JITTER_SECONDS)  # noqa: S311 - jitter, not a secret
            asyncio.get_running_loop().call_later(delay, self._write, answer)
        else:
            self._write(answer)

    def _write(self, answer: bytes) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(answer)


async def _serve() -> None:
    gate = Gate()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(gate), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Ends when the one who started it closes its standard input.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve())
