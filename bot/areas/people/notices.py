"""Who hears of roles that were given and taken back."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.people import queries, service
from bot.areas.people.models import Invitation, Role, RoleGrant
from bot.areas.people.texts import invitations as invitation_texts
from bot.areas.people.texts import people as people_texts
from bot.areas.people.texts import troubles as trouble_texts
from bot.core import clock
from bot.core.i18n import Translator
from bot.core.joining import Joining
from bot.core.messages import OutMessage, Purpose
from bot.outbox import troubles
from bot.outbox.money import MONEY_LIMIT


async def joined(session: AsyncSession, invitation: Invitation, person_id: int, now: datetime) -> None:
    """The heads and the one who invited, each once; not the newcomer."""
    name, role = invitation.name, invitation.role

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=invitation_texts.somebody_joined(t, name, role))

    told = await service.tell_all(session, [Role.HEAD], message, now, except_person=person_id)
    inviter = invitation.created_by
    if inviter is not None and inviter not in (*told, person_id):
        await service.tell(session, inviter, message, now)


async def role_taken(session: AsyncSession, person_id: int, role: Role, by: int, now: datetime) -> None:
    """The one who held it, and the heads; not the one who took it."""
    name = await queries.name_of(session, person_id) or ""
    still_staff = bool(await queries.roles_of(session, person_id))

    def to_them(t: Translator) -> OutMessage:
        return OutMessage(text=people_texts.lost_role(t, role, still_staff=still_staff))

    def to_heads(t: Translator) -> OutMessage:
        return OutMessage(text=people_texts.somebody_lost_role(t, name, role))

    if person_id != by:
        await service.tell(session, person_id, to_them, now)
    heads = [head for head in await queries.holders_of(session, Role.HEAD) if head not in (by, person_id)]
    for head in heads:
        await service.tell(session, head, to_heads, now)


async def became_one(session: AsyncSession, one: Joining, held: Mapping[Role, RoleGrant]) -> None:
    """Two colleagues are one person from now on: the others who give roles must know."""
    names = [await queries.name_of(session, person_id) or "" for person_id in (one.stays, one.goes)]

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=people_texts.became_one(t, names, [role for role in Role if role in held]))

    found = await queries.holders_of(session, Role.HEAD, Role.ADMINISTRATOR)
    for person_id in found:
        if person_id not in (one.stays, one.goes):
            await service.tell(session, person_id, message, one.now)


async def left(session: AsyncSession, person_id: int) -> None:
    """Of staff who delete their data: else nobody would know why nothing is approved any more."""
    roles = await queries.roles_of(session, person_id)
    name = await queries.name_of(session, person_id) or ""

    def message(t: Translator) -> OutMessage:
        return OutMessage(text=people_texts.somebody_left(t, name, [role for role in Role if role in roles]))

    if roles:
        who = [Role.HEAD, Role.ADMINISTRATOR]
        await service.tell_all(session, who, message, clock.now(), except_person=person_id)


async def told_of_troubles(session: AsyncSession, now: datetime) -> int:
    """Who looks after the program hears of each trouble of a channel once, and what to do; how many troubles.

    Over another channel of theirs where nothing goes over this one: what waits there would come when
    it is over. A spent limit is the head's business too.
    """
    found = await troubles.untold(session)
    for trouble in found:
        trouble.told_at = now
        spent = trouble.reason == MONEY_LIMIT
        whom = [Role.ADMINISTRATOR, Role.HEAD] if spent else [Role.ADMINISTRATOR]
        message = partial(_of_trouble, trouble.channel, trouble.reason, trouble.since)
        for person_id in await queries.holders_of(session, *whom):
            silent = not (spent or trouble.by_receipt)
            told = await service.tell(
                session, person_id, message, now, urgent=silent, besides=trouble.channel
            )
            if told is None and not silent:
                await service.tell(session, person_id, message, now)
    return len(found)


def _of_trouble(channel: str, reason: str, since: datetime, t: Translator) -> OutMessage:
    return OutMessage(text=trouble_texts.trouble(t, channel, reason, since), purpose=Purpose.WORK)
