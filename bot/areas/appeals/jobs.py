"""The clockwork of appeals."""

from bot.areas.appeals.clockwork import duty, handling, rechecks
from bot.core.scheduling import Job

REMIND_EVERY_SECONDS = 60
RECHECK_EVERY_SECONDS = 300
DUTY_EVERY_SECONDS = 5

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
    Job(name="duty_group", every_seconds=DUTY_EVERY_SECONDS, run=duty.run, next_due=duty.next_due),
)
