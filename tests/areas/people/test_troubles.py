"""A broken channel is told to the administrators once, over another channel of theirs."""

from markupsafe import Markup
from sqlalchemy import select

from bot.areas.people import jobs, service
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.contacts import Contact
from bot.core.messages import OutMessage, Purpose
from bot.outbox import troubles
from bot.outbox.models import Delivery
from tests.areas.people.office import OfficeTown
from tests.areas.residents.chat import Phone


async def also_on_whatsapp(office: OfficeTown, phone: Phone) -> str:
    """A second address; the person's first stays the preferred one."""
    address = f"w{phone.address}"
    async with office.database.session() as session:
        session.add(
            Contact(
                person_id=await office.person(phone),
                channel="whatsapp",
                address=address,
                primary=False,
                last_seen_at=clock.now(),
            )
        )
    return address


async def trouble(office: OfficeTown, channel: str, reason: str, *, by_receipt: bool = False) -> None:
    async with office.database.session() as session:
        await troubles.note(session, channel, reason, clock.now(), by_receipt=by_receipt)


async def told(office: OfficeTown, first: int = 0) -> list[tuple[str, str]]:
    """What was said since, to which address, after a tick."""
    await jobs.tell_troubles(office.tick())
    async with office.database.reading() as session:
        rows = await session.scalars(select(Delivery).where(Delivery.id > first).order_by(Delivery.id))
        return [(row.address, str(OutMessage.from_json(row.body or {}).text)) for row in rows]


async def last_delivery(office: OfficeTown) -> int:
    async with office.database.reading() as session:
        return max(await session.scalars(select(Delivery.id)), default=0)


async def test_each_administrator_hears_once_over_another_channel(either_office: OfficeTown) -> None:
    office = either_office
    both, one = await office.staff(Role.ADMINISTRATOR), await office.staff(Role.ADMINISTRATOR)
    await office.staff(Role.HEAD)
    address = await also_on_whatsapp(office, both)
    before = await last_delivery(office)

    await trouble(office, "telegram", "token_refused")
    ((to, text),) = await told(office, before)
    assert to == address
    assert "Telegram аркылуу эч нерсе кетпей жатат" in text
    assert ".env" in text
    await trouble(office, "telegram", "token_refused")
    assert len(await told(office, before)) == 1

    async with office.database.session() as session:
        await troubles.clear(session, "telegram")
    await trouble(office, "telegram", "token_refused")
    assert len(await told(office, before)) == 2, "a new trouble"
    await trouble(office, "whatsapp", "account_locked")
    assert {to for to, _ in (await told(office, before))[2:]} == {both.address, one.address}


async def test_of_money_the_head_hears_too_wherever_they_are(office: OfficeTown) -> None:
    administrator = await office.staff(Role.ADMINISTRATOR)
    head = await office.staff(Role.HEAD, language="Русский")
    before = await last_delivery(office)

    await trouble(office, "whatsapp", "money_limit")
    await trouble(office, "whatsapp", "payment", by_receipt=True)

    said = await told(office, before)
    assert [to for to, _ in said] in (
        [administrator.address, head.address, administrator.address],
        [head.address, administrator.address, administrator.address],
    )
    assert any("лимит платных сообщений" in text for _, text in said)
    assert "картаны текшериңиз" in said[-1][1]


async def test_what_colleagues_are_told_is_work(
    office: OfficeTown,
) -> None:
    head = await office.staff(Role.HEAD)
    resident = await office.town.resident()
    before = await last_delivery(office)

    async with office.database.session() as session:
        for phone, purpose in (
            (head, None),
            (resident, None),
            (head, Purpose.CASE),
            (resident, Purpose.CASE),
        ):
            await service.tell(
                session,
                await office.person(phone),
                lambda t: OutMessage(text=Markup("a")),
                clock.now(),
                purpose=purpose,
            )
    async with office.database.reading() as session:
        rows = await session.scalars(select(Delivery).where(Delivery.id > before).order_by(Delivery.id))
        told = [OutMessage.from_json(row.body or {}).purpose for row in rows]
    assert told == [Purpose.WORK, Purpose.UPDATE, Purpose.CASE, Purpose.CASE]
