"""Within an allowance, as strict as Telegram's.

The server counts a sliding second, lengthens the ban with each early request, and answers after some
tens of milliseconds. What counts is what it accepted.
"""

from benchmarks.bench import Databases, Result, Server, databases, quick, run, server, table

ALLOWANCES = (30, 1000)
IN_FLIGHT = 64
PEERS = {
    "PTB with its AIORateLimiter": "ptb_limited",
    "aiogram with aiolimiter": "aiogram_limited",
    "aiogram's documented loop: send, sleep": "aiogram_sleeping",
}
HEAD = ("", "of the allowance", "refused (429)", "of one core")


def _ours(server: Server, databases: Databases, kind: str, allowance: int, seconds: int) -> list[str]:
    count = allowance * seconds
    database = databases.fresh(kind, count)
    server.start(allowance, slow=True)
    result = run("broadcast", url=server.url, count=count, database=database, per_second=allowance)
    return _row(f"ours, durable, {kind}", server.report(), result["cpu_share"], allowance, 0)


def _peer(server: Server, name: str, allowance: int, seconds: int) -> list[str]:
    server.start(allowance, slow=True)
    options: Result = {"in_flight": IN_FLIGHT, "per_second": allowance, "seconds": seconds}
    result = run(PEERS[name], url=server.url, count=10**6, **options)
    return _row(name, server.report(), result["cpu"] / result["seconds"], allowance, seconds)


def _row(name: str, report: Result, cpu_share: float, allowance: int, seconds: int) -> list[str]:
    rate = (report["accepted"] - 1) / max(report["took"], seconds)
    return [name, f"{rate / allowance:.1%}", f"{report['refused']:,}", f"{cpu_share:.0%}"]


def main() -> None:
    seconds = 5 if quick() else 30
    with server() as running, databases() as made:
        for allowance in ALLOWANCES:
            rows = [_ours(running, made, kind, allowance, seconds) for kind in made.kinds]
            rows += [_peer(running, name, allowance, seconds) for name in PEERS]
            table(f"An allowance of {allowance} a second", HEAD, rows)


if __name__ == "__main__":
    main()
