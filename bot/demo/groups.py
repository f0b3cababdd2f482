"""The sample's village groups: three on WhatsApp, one waiting for a bulletin, and a channel on Telegram."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.broadcasts.models import Broadcast, BroadcastKind
from bot.areas.groups import composing, forwarding, packs, queries, service
from bot.areas.groups.models import ForwarderOffer, GroupPlace, PackRound, VillageGroup
from bot.areas.municipality import queries as municipality
from bot.areas.people import queries as staff
from bot.areas.people.models import Role
from bot.areas.residents.models import Resident
from bot.core import places
from bot.core.links import Links
from bot.core.messages import PlaceKind, PlaceSeen
from bot.demo.telegram_emulator.chats import Chat
from bot.outbox.models import Delivery

CHANNEL = "Миң-Булак жаңылыктары"
# Name, village, members.
WHATSAPP = (
    ("Миң-Булак айылы", "ming-bulak", 486),
    ("Кара-Суу кошуналар", "kara-suu", 231),
    ("Ак-Терек айылы", "ak-terek", 174),
)


class GroupSeeder:
    """What waits to be forwarded leads by `links` to the bot."""

    def __init__(self, session: AsyncSession, zone: ZoneInfo, now: datetime, links: Links) -> None:
        self._session = session
        self._zone = zone
        self._now = now
        self._links = links
        self._long_ago = now - timedelta(days=60)

    async def fill(self, channel: Chat) -> None:
        """The officer has forwarded to the first; the deputy has the second in hand."""
        officer = (await staff.holders_of(self._session, Role.OFFICER))[0]
        deputy = (await staff.holders_of(self._session, Role.DEPUTY))[0]
        first, second, third = [await self._whatsapp(officer, *one) for one in WHATSAPP]
        await self._forwards(first, officer, officer)
        await self._forwards(second, deputy, officer)
        resident = await self._session.scalar(
            # The first is Ольга, who hasn't written for long and is nobody's forwarder.
            select(Resident.person_id).order_by(Resident.person_id).offset(1).limit(1)
        )
        await self._invited(third, resident or officer, officer)
        await self._telegram(officer, channel)
        await self._bulletin(first, second, officer, deputy)
        for number in await queries.to_make(self._session, self._now):
            # What went out yesterday went to groups in the old way.
            self._session.add(PackRound(broadcast_id=number, made_at=self._now, pictures={}))

    async def _whatsapp(self, by: int, name: str, village: str, members: int) -> VillageGroup:
        found = await municipality.find_village(self._session, village)
        return await service.open_group(
            self._session,
            by,
            self._long_ago,
            name=name,
            villages=[found.id] if found else [],
            members=members,
            bilingual=False,
            news=False,
        )

    async def _forwards(self, group: VillageGroup, person_id: int, officer: int) -> None:
        """What the two told each other of it they have read long ago."""
        before = await self._last_delivery()
        offer = await forwarding.ask_person(self._session, group.id, person_id, officer, self._long_ago)
        if offer is not None:
            await forwarding.answer(self._session, offer, person_id, self._long_ago, yes=True)
        await self._session.execute(delete(Delivery).where(Delivery.id > before))

    async def _invited(self, group: VillageGroup, person_id: int, officer: int) -> None:
        before = await self._last_delivery()
        await forwarding.invite(self._session, group.id, "Айгүл эже", officer, self._long_ago)
        offer = await self._session.scalar(select(ForwarderOffer).where(ForwarderOffer.group_id == group.id))
        if offer is not None:
            await forwarding.answer(self._session, offer, person_id, self._long_ago, yes=True)
        await self._session.execute(delete(Delivery).where(Delivery.id > before))

    async def _last_delivery(self) -> int:
        return await self._session.scalar(select(Delivery.id).order_by(Delivery.id.desc()).limit(1)) or 0

    async def _telegram(self, by: int, channel: Chat) -> None:
        seen = PlaceSeen(PlaceKind.CHANNEL, str(channel.id), CHANNEL)
        place = await places.meet(self._session, "telegram", seen, self._long_ago)
        self._session.add(GroupPlace(place_id=place.id, offered_by=by, offered_at=self._long_ago))
        await self._session.flush()
        # Registered today: what was told before doesn't come there.
        await service.open_group(
            self._session,
            by,
            self._now,
            name=CHANNEL,
            villages=[],
            members=940,
            bilingual=True,
            news=True,
            place_id=place.id,
        )

    async def _bulletin(self, done: VillageGroup, waits: VillageGroup, officer: int, deputy: int) -> None:
        """The last one, two days ago: one has forwarded it, the other has just been handed it."""
        told = await self._session.scalar(
            select(Broadcast)
            .where(Broadcast.kind == BroadcastKind.BULLETIN)
            .order_by(Broadcast.started_at.desc())
            .limit(1)
        )
        if told is None:
            return
        pictures = await composing.pictures(self._session, told, ("ky",), self._links, self._zone)
        await packs.make(self._session, told, pictures, self._now)
        for one in await queries.packs_of(self._session, told.id):
            if one.group.id == done.id:
                await packs.confirm(self._session, one.pack.id, officer, self._now)
            elif one.group.id == waits.id:
                await packs.hand(self._session, [one], deputy, self._links, self._now, self._zone)
            else:
                await self._session.delete(one.pack)
