"""Who is told what: who forwards, and the office that keeps the groups."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import BroadcastKind
from bot.areas.groups import queries
from bot.areas.groups.models import ForwarderOffer, VillageGroup
from bot.areas.groups.queries import Packed
from bot.areas.groups.rules import Way
from bot.areas.groups.texts import forwarding as texts
from bot.areas.groups.texts import packs as pack_texts
from bot.areas.groups.texts import registry as registry_texts
from bot.areas.people import queries as staff
from bot.areas.people import service as people
from bot.core.i18n import Translator
from bot.core.messages import Choice, OutMessage, Purpose, Rows
from bot.core.places import Place

MOST_BUTTONS = 8


# To who forwards


async def hand(
    session: AsyncSession,
    found: Sequence[Packed],
    person_id: int,
    content: Sequence[OutMessage],
    way: Way,
    now: datetime,
) -> None:
    """What is to be forwarded, and under it one message with buttons for each group."""
    urgent = found[0].broadcast.kind is BroadcastKind.EMERGENCY
    for message in content:
        await people.tell(session, person_id, _as_it_is(message), now, urgent=urgent)
    for one in found:
        await people.tell(session, person_id, _handed(one, way), now, urgent=urgent)


def _work(text: Markup, rows: Rows = ()) -> OutMessage:
    return OutMessage(text=text, choices=rows, purpose=Purpose.WORK)


def _as_it_is(message: OutMessage) -> people.Message:
    return lambda _t: replace(message, purpose=Purpose.WORK)


def _handed(one: Packed, way: Way) -> people.Message:
    return lambda t: handed(t, one, way)


def handed(t: Translator, one: Packed, way: Way) -> OutMessage:
    """What stands under it."""
    return _work(pack_texts.to_forward(t, one, way), pack_rows(t, one.pack.id, way.share))


def pack_rows(t: Translator, pack_id: int, share: str | None, *, again: bool = False) -> Rows:
    rows: list[tuple[Choice, ...]] = []
    if share:
        rows.append((Choice(str(pack_texts.share_button(t)), url=share),))
    rows.append((Choice(str(pack_texts.done_button(t)), f"pk:y.{pack_id}"),))
    if again:
        rows.append((Choice(str(pack_texts.again_button(t)), f"pk:again.{pack_id}"),))
    rows.append((Choice(str(pack_texts.later_button(t)), f"pk:later.{pack_id}"),))
    rows.append((Choice(str(pack_texts.cannot_button(t)), f"pk:no.{pack_id}"),))
    return tuple(rows)


async def remind(session: AsyncSession, one: Packed, now: datetime) -> None:
    if one.pack.forwarder_id is None:
        return
    urgent = one.broadcast.kind is BroadcastKind.EMERGENCY

    def message(t: Translator) -> OutMessage:
        return _work(pack_texts.reminder(t, one), pack_rows(t, one.pack.id, None, again=True))

    await people.tell(session, one.pack.forwarder_id, message, now, urgent=urgent)


async def do_not_forward(session: AsyncSession, one: Packed, person_id: int, now: datetime) -> None:
    """At once, also at night: who wakes up to two messages must see this one too."""

    def message(t: Translator) -> OutMessage:
        return _work(pack_texts.do_not_forward(t, one))

    await people.tell(session, person_id, message, now, urgent=True)


async def ended_by_office(session: AsyncSession, group: VillageGroup, now: datetime) -> None:
    if group.forwarder_id is None:
        return
    name = group.name
    await people.tell(session, group.forwarder_id, lambda t: _work(texts.ended_by_office(t, name)), now)


async def asked(
    session: AsyncSession, group: VillageGroup, offer: ForwarderOffer, by: int, now: datetime
) -> None:
    who, name, members, number = await staff.name_of(session, by) or "", group.name, group.members, offer.id

    def message(t: Translator) -> OutMessage:
        rows = (
            (Choice(str(texts.yes_button(t)), f"fw:ok.{number}"),),
            (Choice(str(texts.no_button(t)), f"fw:nok.{number}"),),
        )
        return _work(texts.question(t, name, members, asks=who), rows)

    if offer.person_id is not None:
        await people.tell(session, offer.person_id, message, now)


# To the office


async def answered(
    session: AsyncSession, group: VillageGroup, offer: ForwarderOffer, now: datetime, *, yes: bool
) -> None:
    """Who asked."""
    name, who = group.name, offer.name

    def message(t: Translator) -> OutMessage:
        words = texts.agreed if yes else texts.refused
        return _work(words(t, who, name), _to_group(t, group.id))

    if offer.created_by is not None:
        await people.tell(session, offer.created_by, message, now)


async def forwarder_stopped(session: AsyncSession, group: VillageGroup, now: datetime) -> None:
    """Also of who deleted their data: their name isn't said."""
    name, number = group.name, group.id
    await _office(session, now, lambda t: _work(texts.stopped(t, name), _to_group(t, number)))


async def out_of_reach(session: AsyncSession, group: VillageGroup, now: datetime) -> None:
    name, who, number = group.name, group.forwarder_name, group.id

    def message(t: Translator) -> OutMessage:
        return _work(texts.out_of_reach(t, name, who), _to_group(t, number))

    await _office(session, now, message)


async def place_trouble(session: AsyncSession, group: VillageGroup, place: Place, now: datetime) -> None:
    number, trouble, name = group.id, place.trouble, group.name

    def message(t: Translator) -> OutMessage:
        return _work(texts.place_trouble(t, name, trouble), _to_group(t, number))

    await _office(session, now, message)


async def post_failed(session: AsyncSession, one: Packed, now: datetime) -> None:
    await _office(session, now, lambda t: _work(pack_texts.post_failed(t, one)))


async def declined(session: AsyncSession, one: Packed, by: int, now: datetime) -> None:
    who = one.group.forwarder_name if by == one.group.forwarder_id else await staff.name_of(session, by)

    def message(t: Translator) -> OutMessage:
        open_it = Choice(str(pack_texts.open_button(t)), f"pk:o.{one.pack.id}")
        return _work(pack_texts.declined(t, one, who), ((open_it,),))

    await _office(session, now, message, urgent=one.broadcast.kind is BroadcastKind.EMERGENCY)


async def not_forwarded(session: AsyncSession, found: Sequence[Packed], now: datetime) -> None:
    """All of one message, after the last reminder."""

    def message(t: Translator) -> OutMessage:
        rows = [
            (Choice(pack_texts.group_button(one.group.name), f"pk:o.{one.pack.id}"),)
            for one in found[:MOST_BUTTONS]
        ]
        return _work(pack_texts.not_forwarded(t, found), tuple(rows))

    await _office(session, now, message, urgent=found[0].broadcast.kind is BroadcastKind.EMERGENCY)


async def ask_members(session: AsyncSession, groups: Sequence[VillageGroup], now: datetime) -> None:
    named = [(group.id, group.name, group.members) for group in groups]

    def message(t: Translator) -> OutMessage:
        rows = [
            (Choice(registry_texts.members_button(name, members), f"vg:members.{number}"),)
            for number, name, members in named[:MOST_BUTTONS]
        ]
        rows.append((Choice(str(registry_texts.staff_label(t)), "vg:"),))
        return _work(registry_texts.ask_members_again(t), tuple(rows))

    await _office(session, now, message)


def _to_group(t: Translator, group_id: int) -> Rows:
    return ((Choice(str(registry_texts.open_button(t)), f"vg:c.{group_id}"),),)


async def _office(
    session: AsyncSession, now: datetime, message: people.Message, *, urgent: bool = False
) -> None:
    for person_id in await queries.office(session):
        await people.tell(session, person_id, message, now, urgent=urgent)
