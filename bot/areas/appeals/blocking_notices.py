"""Who is told when somebody's appeals are stopped: they themselves, and the head when they object."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.appeals.models import AuthorBlock
from bot.areas.appeals.texts import blocking as texts
from bot.areas.people import service as people
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage


async def blocked(session: AsyncSession, block: AuthorBlock, now: datetime) -> None:
    def message(t: Translator) -> OutMessage:
        choices = ((Choice(str(texts.object_button(t)), "apobject:"),),)
        return OutMessage(text=texts.you_are_blocked(t, block), choices=choices)

    await people.tell(session, block.person_id, message, now)


async def objected(session: AsyncSession, block: AuthorBlock, now: datetime) -> None:
    def message(t: Translator) -> OutMessage:
        choices = ((Choice(str(texts.decide_button(t)), f"apblock:card.{block.id}"),),)
        return OutMessage(text=texts.objected(t, block), choices=choices)

    await people.tell_all(session, Permission.OVERSEE_APPEALS, message, now)


async def lifted(session: AsyncSession, block: AuthorBlock, now: datetime) -> None:
    await people.tell(session, block.person_id, lambda t: OutMessage(text=texts.you_may_write(t)), now)


async def upheld(session: AsyncSession, block: AuthorBlock, now: datetime) -> None:
    await people.tell(session, block.person_id, lambda t: OutMessage(text=texts.it_stays(t, block)), now)
