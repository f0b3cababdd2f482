"""From an audience to its deliveries: one statement beside objects added one by one."""

from benchmarks.bench import databases, middle, quick, run, table

PEOPLE = 100_000


def main() -> None:
    times = 1 if quick() else 3
    rows = []
    with databases() as made:
        for kind in made.kinds:
            ours = [run("expand", database=made.fresh(kind, PEOPLE)) for _ in range(times)]
            objects = [run("expand_by_orm", database=made.fresh(kind, PEOPLE)) for _ in range(times)]
            took, plain = middle(ours, "took"), middle(objects, "took")
            grown = middle(objects, "peak_mb") - middle(ours, "peak_mb")
            rows.append([kind, f"{took:.2f} s", f"{plain:.1f} s", f"{plain / took:.0f}", f"{grown:.0f} MB"])
    head = ("", "ours", "added by ORM", "times as fast", "less memory")
    table(f"{PEOPLE:,} recipients", head, rows)


if __name__ == "__main__":
    main()
