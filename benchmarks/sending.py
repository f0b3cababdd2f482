"""As fast as it goes: a durable broadcast beside bare loops, against a server that answers at once."""

from benchmarks.bench import Databases, Result, Server, databases, middle, quick, run, server, table

IN_FLIGHT = 64


def rounds(server: Server, databases: Databases, count: int, times: int) -> dict[str, list[Result]]:
    """Interleaved, so that a noisy neighbour disturbs all alike."""
    found: dict[str, list[Result]] = {}
    for _ in range(times):
        for name, result in _one_round(server, databases, count):
            found.setdefault(name, []).append(result)
    return found


def _one_round(server: Server, databases: Databases, count: int) -> list[tuple[str, Result]]:
    server.start()
    url = server.url
    slow = max(200, count // 20)
    results = [
        ("(a) PTB as it comes, 10 in flight", run("ptb", url=url, count=slow * 3, in_flight=10)),
        ("(a) PTB as it comes, 64 in flight", run("ptb", url=url, count=slow, in_flight=IN_FLIGHT)),
        ("(b) aiogram, 64 in flight", run("aiogram", url=url, count=count, in_flight=IN_FLIGHT)),
    ]
    for kind in databases.kinds:
        database = databases.fresh(kind, count)
        result = run(
            "broadcast", url=url, count=count, database=database, per_second=None, in_flight=IN_FLIGHT
        )
        results.append((f"(c) our durable broadcast, {kind}", result))
    database = databases.fresh("sqlite", 1)
    results.append(
        (
            "(d) ours without the outbox",
            run("bare", url=url, count=count, in_flight=IN_FLIGHT, database=database),
        )
    )
    return results


def main() -> None:
    few = quick()
    with server() as running, databases() as made:
        found = rounds(running, made, 4_000 if few else 50_000, 1 if few else 5)
    rates = {name: middle(results, "rate") for name, results in found.items()}
    peers = [name for name in rates if name[:3] in {"(a)", "(b)", "(d)"}]
    rows = [
        [name, f"{rate:,.0f}", *(f"{rate / rates[peer]:.2f}" for peer in peers)]
        for name, rate in rates.items()
    ]
    table("Sending", ["", "messages/s", *(f"x {peer}" for peer in peers)], rows)


if __name__ == "__main__":
    main()
