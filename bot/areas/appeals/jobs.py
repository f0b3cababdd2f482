"""The clockwork of appeals."""

from bot.areas.appeals.clockwork import handling
from bot.core.scheduling import Job

REMIND_EVERY_SECONDS = 60

jobs: tuple[Job, ...] = (
    Job(
        name="appeals_handling",
        every_seconds=REMIND_EVERY_SECONDS,
        run=handling.remind,
        next_due=handling.next_due,
    ),
)
