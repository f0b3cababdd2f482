"""The clockwork of appeals."""

from bot.core.scheduling import Job

jobs: tuple[Job, ...] = ()
