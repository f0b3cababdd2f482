"""The clockwork of obligations."""

from bot.areas.obligations.clockwork import digest, opening
from bot.core.scheduling import Job

EVERY_SECONDS = 60

jobs = (
    Job(
        name="obligation_years",
        every_seconds=EVERY_SECONDS,
        run=opening.open_years,
        next_due=opening.next_opening,
    ),
    Job(
        name="obligation_digest",
        every_seconds=EVERY_SECONDS,
        run=digest.remind,
        next_due=digest.next_due,
    ),
)
