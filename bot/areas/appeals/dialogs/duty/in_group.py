"""What is done in a group: the bot is brought there, a card is taken or opened.

Everything that is more than a line on the tapped button goes into the person's own chat.
"""

from dataclasses import replace

from markupsafe import Markup

from bot.areas.appeals import handling, service, showing
from bot.areas.appeals.dialogs.duty import choosing
from bot.areas.appeals.duty import groups
from bot.areas.appeals.models import Appeal
from bot.areas.appeals.rules.access import Action
from bot.areas.appeals.texts import duty as duty_texts
from bot.areas.appeals.texts import duty_cards as texts
from bot.areas.appeals.texts import office as office_texts
from bot.areas.people import service as people
from bot.core.errors import Refused
from bot.core.messages import Choice, Happening, OutMessage, PlaceKind
from bot.core.payloads import read_id
from bot.core.place_routes import PlaceReply, PlaceTurn


async def heard(turn: PlaceTurn, happening: Happening) -> PlaceReply:
    """Somebody on duty brought the bot here; of anybody else's groups nothing is said to anyone."""
    place, person_id = turn.place, turn.person_id
    if happening is not Happening.JOINED or place is None or person_id is None:
        return PlaceReply()
    if place.kind is not PlaceKind.GROUP or not await people.may(turn.session, person_id, groups.MAY):
        return PlaceReply()
    if place.used_for not in {None, groups.USE}:
        return PlaceReply()
    found = await groups.offer(turn.session, place, person_id, turn.now)
    use = Choice(str(duty_texts.label(turn.t)), f"dg:ask.{found.group.id}")
    return replace(await _ask(turn, person_id), use=use)


async def show(turn: PlaceTurn, _argument: str) -> PlaceReply:
    """/dutygroup typed in a group, answered in the person's own chat. Who isn't known is not answered."""
    if turn.person_id is None or turn.place is None:
        return PlaceReply()
    return await _ask(turn, turn.person_id)


async def _ask(turn: PlaceTurn, person_id: int) -> PlaceReply:
    if turn.place is None:
        return PlaceReply()
    found = await groups.offer(turn.session, turn.place, person_id, turn.now)
    if found.group.chosen_at is not None:
        said = await choosing.page(turn.session, person_id, turn.t, turn.links)
    else:
        said = await choosing.question(turn.session, turn.t, found)
    return PlaceReply(privately=(said,))


async def act(turn: PlaceTurn, argument: str) -> PlaceReply:
    """`take.id` or `open.id`; whoever tapped is asked about, wherever the card stands."""
    verb, _, rest = argument.partition(".")
    number = read_id(rest)
    if turn.person_id is None:
        return PlaceReply(toast=texts.duty_only(turn.t))
    if verb not in {"take", "open"} or number is None:
        raise Refused("appeals:gone")
    try:
        if verb == "take":
            appeal = await handling.take(turn.session, number, turn.person_id, turn.now)
            return await _bring(turn, turn.person_id, appeal, taken=True)
        appeal = await service.get(turn.session, number, turn.person_id, Action.NOTE)
        return await _bring(turn, turn.person_id, appeal, taken=False)
    except Refused as refused:
        # To whom it is hidden the group's card says no more than it says already.
        raise Refused("appeals:duty_only") if refused.code == "appeals:gone" else refused from None


async def _bring(turn: PlaceTurn, person_id: int, appeal: Appeal, *, taken: bool) -> PlaceReply:
    card: OutMessage = await showing.card(turn.session, appeal, person_id, turn.t, turn.now)
    if taken:
        card = replace(card, text=Markup("{}\n\n{}").format(office_texts.taken(turn.t), card.text))
    return PlaceReply(toast=texts.brought(turn.t, taken=taken), privately=(card,))
