"""Those who are measured, each alone in its process: `python -m benchmarks.contestants NAME OPTIONS`."""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from benchmarks import ours, peers

Contestant = Callable[..., Awaitable[dict[str, Any]]]

CONTESTANTS: dict[str, Contestant] = {
    "ptb": peers.ptb,
    "ptb_limited": peers.ptb_limited,
    "aiogram": peers.aiogram,
    "aiogram_limited": peers.aiogram_limited,
    "aiogram_sleeping": peers.aiogram_sleeping,
    "bare": ours.bare,
    "broadcast": ours.broadcast,
    "expand": ours.expand_only,
    "expand_by_orm": peers.expand_by_orm,
    "replies": ours.replies,
}


async def _run(name: str, options: dict[str, Any]) -> dict[str, Any]:
    started, cpu = time.perf_counter(), time.process_time()
    result = await CONTESTANTS[name](**options)
    measured = {
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    return measured | result


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_run(sys.argv[1], json.loads(sys.argv[2])))))
