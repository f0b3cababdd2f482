"""What happens in groups and channels: the bot comes and goes, staff give commands and tap buttons."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core import contacts, places, richtext
from bot.core.contacts import Contact, StopReason
from bot.core.dialogs import words
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.links import Links
from bot.core.messages import Happening, InMessage, OutMessage
from bot.core.place_routes import PlaceReply, PlaceTurn
from bot.core.places import Place, PlaceTrouble
from bot.core.routes import Routes

_TROUBLES = {Happening.REMOVED: PlaceTrouble.REMOVED, Happening.SILENCED: PlaceTrouble.SILENCED}
_OUT_OF_REACH = (StopReason.BLOCKED, StopReason.GONE)

Enqueue = Callable[[AsyncSession, Contact, OutMessage, str | None], Awaitable[None]]


class InPlaces:
    """Touches no dialog and makes nobody known: a stranger in a group stays one."""

    def __init__(
        self,
        *,
        routes: Routes,
        enqueue: Enqueue,
        word: Callable[[Translator, Refused], Markup],
        timezone: ZoneInfo,
        links: Links,
    ) -> None:
        self._routes = routes
        self._enqueue = enqueue
        self._word = word
        self._timezone = timezone
        self._links = links

    async def hear(self, session: AsyncSession, message: InMessage, now: datetime) -> str | None:
        """What is to be said on the tapped button, to who tapped it and nobody else."""
        contact = await contacts.known(session, message.channel, message.address) if message.address else None
        language = contact.person.language if contact else None
        turn = PlaceTurn(
            session=session,
            place=None,
            contact=contact,
            message=message,
            t=Translator(language or message.language_hint, self._timezone),
            now=now,
            links=self._links,
        )
        reply = await self._guarded(turn)
        toast = reply.toast
        if reply.privately:
            if contact is None or contact.stop_reason in _OUT_OF_REACH:
                toast = words.open_our_chat(turn.t)
            else:
                for said in reply.privately:
                    await self._enqueue(session, contact, said, None)
        return richtext.plain(toast) if toast else None

    async def _guarded(self, turn: PlaceTurn) -> PlaceReply:
        """A refusal undoes what its use case had begun; it is told to who asked, never to the place."""
        happened = await self._note(turn)
        try:
            async with turn.session.begin_nested():
                return await self._answer(turn, happened)
        except Refused as refused:
            if turn.contact:
                await turn.session.refresh(turn.contact)
            said = self._word(turn.t, refused)
        if turn.message.choice is not None:
            return PlaceReply(toast=said)
        return PlaceReply(privately=(OutMessage(text=said),) if turn.contact else ())

    async def _note(self, turn: PlaceTurn) -> Happening | None:
        """Remember where the bot is; what changed by it."""
        message, seen = turn.message, turn.message.place
        if seen is None:
            raise ValueError("this did not happen in a place")
        if message.happening is Happening.MOVED:
            turn.place = await places.move(
                turn.session, message.channel, seen.address, message.moved_to or ""
            )
            return Happening.MOVED
        turn.place = await places.find(turn.session, message.channel, seen.address)
        if message.choice is not None:
            return None
        new = turn.place is None
        turn.place = await places.meet(turn.session, message.channel, seen, turn.now)
        return _changed(turn.place, message.happening, turn.now, new=new)

    async def _answer(self, turn: PlaceTurn, happened: Happening | None) -> PlaceReply:
        message = turn.message
        if message.choice is not None:
            name, _, argument = message.choice.partition(":")
            handler = self._routes.place_actions.get(name)
            return await handler(turn, argument) if handler else PlaceReply(toast=words.not_here(turn.t))
        if message.happening is not None:
            heard = [await hear(turn, message.happening) for hear in self._routes.place_news if happened]
            return _together(turn, heard)
        head, _, argument = (message.text or "").strip().removeprefix("/").partition(" ")
        handler = self._routes.place_commands.get(head.partition("@")[0].lower())
        return await handler(turn, argument.strip()) if handler else PlaceReply()


def _together(turn: PlaceTurn, heard: Sequence[PlaceReply]) -> PlaceReply:
    uses = [one.use for one in heard if one.use]
    if len(uses) > 1 and turn.place is not None:
        text = words.what_for(turn.t, turn.place.title)
        return PlaceReply(privately=(OutMessage(text=text, choices=tuple((use,) for use in uses)),))
    return PlaceReply(privately=tuple(said for one in heard for said in one.privately))


def _changed(place: Place, happening: Happening | None, now: datetime, *, new: bool) -> Happening | None:
    before = place.trouble
    if happening is Happening.JOINED:
        places.note_well(place)
        return happening if new or before else None
    if happening in _TROUBLES:
        places.note_trouble(place, _TROUBLES[happening], now)
        return happening if before != place.trouble else None
    return None
