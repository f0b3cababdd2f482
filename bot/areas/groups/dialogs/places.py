"""A group or a channel on Telegram: the bot is brought there, what it is for is asked in one's own chat."""

from bot.areas.groups import queries, service
from bot.areas.groups.queries import MAY
from bot.areas.groups.texts import registry as texts
from bot.areas.people import service as people
from bot.core.messages import Choice, Happening, OutMessage
from bot.core.place_routes import PlaceReply, PlaceTurn


async def heard(turn: PlaceTurn, happening: Happening) -> PlaceReply:
    """Somebody of the office brought the bot here; of anybody else's places nothing is said to anyone."""
    place, person_id = turn.place, turn.person_id
    if happening is not Happening.JOINED or place is None or person_id is None:
        return PlaceReply()
    if place.used_for is not None or not await people.may(turn.session, person_id, MAY):
        return PlaceReply()
    return await _ask(turn)


async def show(turn: PlaceTurn, _argument: str) -> PlaceReply:
    """/groups typed in a group, answered in the person's own chat. Who isn't known is not answered."""
    if turn.person_id is None or turn.place is None:
        return PlaceReply()
    await people.check_may(turn.session, turn.person_id, MAY)
    group = await queries.group_at(turn.session, turn.place.id)
    if group is not None:
        open_it = Choice(str(texts.open_button(turn.t)), f"vg:c.{group.id}")
        said = OutMessage(text=texts.place_opened(turn.t, group.name), choices=((open_it,),))
        return PlaceReply(privately=(said,))
    return await _ask(turn)


async def _ask(turn: PlaceTurn) -> PlaceReply:
    if turn.place is None or turn.person_id is None:
        return PlaceReply()
    await service.offer_place(turn.session, turn.place, turn.person_id, turn.now)
    number = turn.place.id
    yes = Choice(str(texts.place_yes(turn.t)), f"vg:place.{number}")
    no = Choice(str(texts.place_no(turn.t)), f"vg:noplace.{number}")
    said = OutMessage(text=texts.place_question(turn.t, turn.place.title), choices=((yes,), (no,)))
    use = Choice(str(texts.place_yes(turn.t)), f"vg:use.{number}")
    return PlaceReply(privately=(said,), use=use)
