"""What one recipient of a very large broadcast costs beside one of a small, and how much memory it takes."""

from benchmarks.bench import Databases, Result, Server, databases, middle, quick, run, server, table

IN_FLIGHT = 64
SMALL = 10_000


def _send(server: Server, databases: Databases, kind: str, count: int) -> Result:
    server.start()
    database = databases.fresh(kind, count)
    options: Result = {"database": database, "per_second": None, "in_flight": IN_FLIGHT}
    return run("broadcast", url=server.url, count=count, **options)


def main() -> None:
    few = quick()
    large = 100_000 if few else 1_000_000
    rows = []
    with server() as running, databases() as made:
        for kind in made.kinds:
            small = [_send(running, made, kind, SMALL) for _ in range(1 if few else 5)]
            one = _send(running, made, kind, large)
            before, after = middle(small, "took") / SMALL, one["took"] / large
            rows.append(
                [
                    kind,
                    f"{before * 1e6:.0f} µs, {middle(small, 'peak_mb'):.0f} MB",
                    f"{after * 1e6:.0f} µs, {one['peak_mb']:.0f} MB",
                    f"{after / before:.2f}",
                ]
            )
    head = ("", f"each of {SMALL:,}", f"each of {large:,}", "times the cost")
    table("Growing", head, rows)


if __name__ == "__main__":
    main()
