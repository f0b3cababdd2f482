"""An invitation opened: who, as what, yes or no."""

from bot.areas.municipality import queries as municipality
from bot.areas.people import invitations
from bot.areas.people.dialogs.listing import to_work
from bot.areas.people.texts import invitations as texts
from bot.core.messages import Choice
from bot.core.routes import Reply, Turn, say


async def open_link(turn: Turn, secret: str) -> Reply:
    invitation = await invitations.open_invitation(turn.session, secret, turn.person_id, turn.now)
    districts = await municipality.list_districts(turn.session)
    district = next((d.name(turn.t.language) for d in districts if d.id == invitation.district_id), None)
    return say(
        texts.greeting(turn.t, invitation.name, invitation.role, district),
        [Choice(str(texts.yes_it_is_me(turn.t)), f"join:{secret}")],
        [Choice(str(texts.not_me(turn.t)), "notme:")],
    )


async def join(turn: Turn, secret: str) -> Reply:
    invitation = await invitations.accept_invitation(turn.session, secret, turn.person_id, turn.now)
    return say(texts.accepted(turn.t, invitation.role), [to_work(turn)])


async def not_me(turn: Turn, _argument: str) -> Reply:
    return say(texts.not_you(turn.t))
