"""PostgreSQL's own programs, called without a password where others could see it."""

import os
import shutil
import subprocess

from bot.operations.engines import sync_url
from bot.operations.failures import OperationFailed
from bot.operations.redaction import Redactor


def run_tool(name: str, database_url: str | None, *arguments: str) -> str:
    """What the program printed; OperationFailed with its own words when it failed."""
    program = shutil.which(name)
    if program is None:
        raise OperationFailed(
            f"{name} is not installed on this machine. Install PostgreSQL's client programs, "
            "of the server's version or newer (on Debian: apt install postgresql-client)."
        )
    environment = dict(os.environ)
    options = list(arguments)
    password = None
    if database_url:
        url = sync_url(database_url)
        password = url.password
        options.append(f"--dbname={url.set(drivername='postgresql', password=None).render_as_string()}")
        if password:
            environment["PGPASSWORD"] = password
    # The program is found by its fixed name, and nothing goes through a shell.
    done = subprocess.run([program, *options], env=environment, capture_output=True, check=False)  # noqa: S603 - as above
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip()
        raise OperationFailed(f"{name} failed: {Redactor([password] if password else [])(words)}")
    return done.stdout.decode(errors="replace")
