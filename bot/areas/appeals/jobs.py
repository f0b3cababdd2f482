"""The clockwork of appeals."""

from bot.areas.appeals.clockwork import handling, rechecks
from bot.core.scheduling import Job

REMIND_EVERY_SECONDS = 60
RECHECK_EVERY_SECONDS = 300

jobs: tuple[Job, ...] = (
    Job(
        name="appeals_handling",
        every_seconds=REMIND_EVERY_SECONDS,
        run=handling.remind,
        next_due=handling.next_due,
    ),
    Job(
        name="appeal_rechecks",
        every_seconds=RECHECK_EVERY_SECONDS,
        run=rechecks.run,
        next_due=rechecks.next_due,
    ),
)
