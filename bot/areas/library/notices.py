"""Who asked hears when it is there; who keeps the library hears once a week what is to be done."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.library import asking
from bot.areas.library.catalogue import Section
from bot.areas.library.models import Version
from bot.areas.library.queries import Shelf
from bot.areas.library.texts import keeping as keeping_texts
from bot.areas.library.texts import public as texts
from bot.areas.people import service as people
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage

MOST_BUTTONS = 6


async def appeared(
    session: AsyncSession, section: Section, version: Version, now: datetime, *, was_missing: bool
) -> int:
    """Returns how many are told. A hidden section can't be opened, so nobody is called to it."""
    if section.hidden:
        return 0
    asked = await asking.take_fulfilled(session, version, now, was_missing=was_missing)

    def message(t: Translator) -> OutMessage:
        there = Choice(str(texts.open_button(t)), f"info:card.{section.key}")
        return OutMessage(text=texts.appeared(t, section, version), choices=((there,),))

    told = [await people.tell(session, person_id, message, now) for person_id in asked]
    return sum(one is not None for one in told)


async def digest(
    session: AsyncSession, person_id: int, due: Sequence[Shelf], months: int, now: datetime
) -> None:
    """One message, whatever the number of sections."""

    def message(t: Translator) -> OutMessage:
        rows = [
            (Choice(keeping_texts.section_button(t, one), f"lib:card.{one.key}"),)
            for one in sorted(due, key=lambda one: -one.waiting)[:MOST_BUTTONS]
        ]
        rows.append((Choice(str(keeping_texts.digest_button(t)), "lib:list.0"),))
        return OutMessage(text=keeping_texts.digest(t, due, months), choices=tuple(rows))

    await people.tell(session, person_id, message, now)
