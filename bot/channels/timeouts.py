"""How long we wait for a platform."""

from dataclasses import asdict, dataclass

import aiohttp


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds. `media` is for writing a request that carries files, `pool` for a free connection."""

    connect: float = 5.0
    read: float = 15.0
    write: float = 10.0
    media: float = 60.0
    pool: float = 5.0

    def limits(self, **others: float | None) -> aiohttp.ClientTimeout:
        """With `others` in place of ours; None is without limit.

        aiohttp has no limit of its own for writing, so all of a request together is limited.
        """
        wait: dict[str, float | None] = asdict(self) | others
        connect, pool = wait["connect"], wait["pool"]
        parts = (connect, pool, wait["write"], wait["read"])
        return aiohttp.ClientTimeout(
            total=_sum(*parts), connect=_sum(connect, pool), sock_connect=connect, sock_read=wait["read"]
        )


USUAL = Timeouts()


def _sum(*parts: float | None) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None
