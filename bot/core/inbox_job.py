"""The tick that forgets what arrived long ago."""

from datetime import timedelta

from bot.core import inbox
from bot.core.scheduling import Job, Tick

# Telegram offers an update again for a day at most.
KEPT = timedelta(days=7)


async def forget_handled(tick: Tick) -> None:
    async with tick.database.session() as session:
        await inbox.forget_handled(session, tick.now - KEPT)


forgetting_job = Job(name="forget_inbox", every_seconds=3600, run=forget_handled)
