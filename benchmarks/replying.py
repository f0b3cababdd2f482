"""Somebody taps while a broadcast runs: from our commit of the reply to the platform's answer."""

from benchmarks.bench import databases, quick, run, server, table

ALLOWANCES = (30, 1000)


def main() -> None:
    replies = 50 if quick() else 300
    rows = []
    with server() as running, databases() as made:
        for kind in made.kinds:
            for allowance in ALLOWANCES:
                # More than are sent meanwhile: the broadcast is still running when the last reply has gone.
                people = allowance * (replies // 10 + 5)
                p95 = {}
                for beside in (False, True):
                    running.start(0, slow=True)
                    result = run(
                        "replies",
                        url=running.url,
                        database=made.fresh(kind, people),
                        per_second=allowance,
                        replies=replies,
                        broadcast=beside,
                    )
                    p95[beside] = result["p95"]
                cells = [f"{p95[beside] * 1000:.0f} ms" for beside in (False, True)]
                rows.append([f"{kind}, {allowance} a second", *cells, f"{p95[True] / p95[False]:.2f}"])
    head = ("", "idle, p95", "beside a broadcast, p95", "times")
    table("Replies; the server answers after 20 to 60 ms", head, rows)


if __name__ == "__main__":
    main()
