"""The machine and what lies on it. These looks block; they run in a thread."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.core import clock
from bot.operations.backup import list_backups
from bot.operations.doctor.findings import Finding, fail, ok, warn
from bot.operations.engines import is_sqlite, sqlite_path
from bot.operations.migrate.upgrading import current_revisions, pending
from bot.settings import Settings

LITTLE_SPACE = 1 << 30
NO_SPACE = 100 << 20
BACKUP_AGE = timedelta(hours=36)
_SET_UP = "Run `jarchy init FILE.yaml` first."


def database(settings: Settings) -> Finding:
    url = settings.database_url.get_secret_value()
    if is_sqlite(url) and not sqlite_path(url).exists():
        return fail("database", f"there is none at {sqlite_path(url).absolute()}", _SET_UP)
    current_revisions(url)
    kind = f"SQLite, {sqlite_path(url).absolute()}" if is_sqlite(url) else "PostgreSQL"
    return ok("database", f"{kind}, answers")


def migrations(settings: Settings, folder: Path) -> Finding:
    left = pending(settings.database_url.get_secret_value(), folder)
    if left:
        return warn(
            "migrations", f"{len(left)} to do: {', '.join(left)}", "`jarchy run` does them; back up first."
        )
    return ok("migrations", "none to do")


def disk(settings: Settings) -> Finding:
    """Where the data grows: beside the SQLite file, else where the backups go."""
    url = settings.database_url.get_secret_value()
    wanted = sqlite_path(url).absolute().parent if is_sqlite(url) else settings.backup_folder.absolute()
    folder = _nearest_existing(wanted)
    if not os.access(folder, os.W_OK | os.X_OK):
        return fail("disk", f"{folder} can't be written to", "Give the folder to the bot's user with chown.")
    free = shutil.disk_usage(folder).free
    what = f"{free / (1 << 30):.1f} GB free in {folder}"
    if free < NO_SPACE:
        return fail("disk", what, "Make space now: without any, nothing more is taken in.")
    return warn("disk", what, "Make space.") if free < LITTLE_SPACE else ok("disk", what)


def backups(settings: Settings) -> Finding:
    """Only those that lie where the settings say."""
    folder = settings.backup_folder.absolute()
    made = list_backups(folder)
    if not made:
        return warn("backups", f"none in {folder}", "Run `jarchy backup` every night; deploy/ has a timer.")
    newest = made[-1][0]
    when = f"the newest is of {newest:%Y-%m-%d %H:%M} UTC"
    if clock.now() - newest > BACKUP_AGE:
        return warn("backups", when, "Look why `jarchy backup` no longer runs: journalctl -u jarchy-backup.")
    return ok("backups", when)


def time_zone(settings: Settings) -> Finding:
    # Kyrgyzstan has kept one time all year since 2005; older tables say otherwise.
    if datetime(2026, 7, 1, tzinfo=ZoneInfo("Asia/Bishkek")).utcoffset() != timedelta(hours=6):
        return fail("time zone", "the tables of time zones are wrong or old", "Reinstall the package tzdata.")
    return ok("time zone", f"{settings.timezone}, now {clock.now().astimezone(settings.zone):%Y-%m-%d %H:%M}")


def _nearest_existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.is_dir())
