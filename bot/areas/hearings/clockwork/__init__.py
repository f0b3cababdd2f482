"""What the clock does around meetings besides their notices; each thing once, and looked at anew before."""

from collections.abc import Awaitable, Callable

import structlog

from bot.areas.hearings import queries, service
from bot.areas.hearings.clockwork import afterwards, before
from bot.areas.hearings.clockwork.moment import Moment
from bot.areas.hearings.models import Meeting, MeetingState
from bot.areas.municipality import queries as municipality
from bot.core.scheduling import Tick

log = structlog.get_logger()

Step = Callable[[Moment, Meeting], Awaitable[None]]

AHEAD: tuple[Step, ...] = (before.remind_of_tasks, before.remind_of_report)
CALLED: tuple[Step, ...] = (before.draw_up_lists, before.open_door, before.end)
HELD: tuple[Step, ...] = (
    afterwards.ask_for_protocol,
    afterwards.ask_for_replies,
    afterwards.ask_for_results,
    afterwards.remind_of_decisions,
    afterwards.remind_of_unsent,
)


async def look_at_meetings(tick: Tick) -> None:
    """Every meeting in a transaction of its own: one that fails must not hold up the others."""
    async with tick.database.reading() as session:
        numbers = [meeting.id for meeting in await queries.in_hand(session, tick.now)]
        legal = await municipality.get_legal(session)
    for number in numbers:
        try:
            async with tick.database.session() as session:
                moment = Moment(session, tick.now, tick.timezone, legal, tick.links)
                meeting = await service.take(session, number)
                for step in _steps(moment, meeting):
                    await step(moment, meeting)
        except Exception:
            log.exception("meeting_not_looked_at", meeting=number)
    tick.wake()


def _steps(moment: Moment, meeting: Meeting) -> tuple[Step, ...]:
    if meeting.state is MeetingState.HELD:
        # What is owed is asked for in the office's hours.
        return HELD if moment.morning else ()
    called = CALLED if meeting.state is MeetingState.CALLED else ()
    return (*AHEAD, *called) if moment.now < meeting.starts_at else called
