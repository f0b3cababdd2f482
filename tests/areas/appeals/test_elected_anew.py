"""A deputy elected anew in another district: what the old one's voters gave doesn't follow silently."""

from sqlalchemy import update

from bot.areas.appeals.clockwork.mandates import mandate_job
from bot.areas.municipality import queries as municipality
from bot.areas.municipality.models import District
from bot.areas.people.models import Role
from bot.areas.people.roles import grant_role
from bot.core import clock
from tests.areas.appeals.desk import Desk
from tests.areas.residents.chat import Phone

WORDS = "Мектепке жол керек"


async def elect(desk: Desk, phone: Phone, district: str) -> None:
    """As an accepted invitation does."""
    async with desk.database.session() as session:
        found = await municipality.find_district(session, district)
        assert found is not None
        await grant_role(
            session,
            await desk.person(phone),
            Role.DEPUTY,
            name="Эркин Садыков",
            district_id=found.id,
            by=None,
            now=clock.now(),
        )


async def no_meeting(*_: object) -> None:
    return None


async def test_it_stays_while_open_is_listed_and_handed_over_by_the_council(either_desk: Desk) -> None:
    desk = either_desk
    deputy, author = await desk.deputy(), await desk.voter()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    successor = await desk.deputy("Мирлан Осмонов")
    mandate = await desk.mandate(author, deputy, open_to_all=False, name="Айбек Бекпаев")
    desk.jobs = (mandate_job(no_meeting),)
    await desk.tick(minutes=1)
    assert mandate.number not in await secretary.write("/council")
    await elect(desk, deputy, "ak-terek")
    await desk.tick(minutes=1)
    assert "депутаты жок калды" in await desk.all_told(secretary)
    assert "депутатсыз калды" in await desk.all_told(successor)
    assert mandate.number in await successor.write("/mandates")
    assert WORDS not in await successor.tap_payload(f"dm:card.{mandate.id}"), "it isn't theirs yet"
    assert WORDS in await deputy.tap_payload(f"dm:card.{mandate.id}"), "who knows the matter goes on"
    assert mandate.number in await secretary.write("/council")
    await secretary.tap_payload(f"mc:hand.{mandate.id}")
    assert "Эркин Садыков" not in str(secretary.buttons)
    await secretary.tap("Мирлан")
    told = await desk.told(successor)
    assert WORDS in told
    assert "Сизге өткөрүлдү" in told, "it is no new one"
    assert "Сиздин округдун депутаты эмес" in await desk.told(author)
    assert WORDS not in await deputy.tap_payload(f"dm:card.{mandate.id}")
    read = await desk.all_told(secretary)
    assert WORDS not in read
    assert "Айбек" not in read
    assert mandate.number not in await secretary.write("/council")


async def test_it_is_told_once_and_what_is_answered_is_not_listed(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    await desk.mandate(author, deputy)
    await elect(desk, deputy, "ak-terek")
    desk.jobs = (mandate_job(no_meeting),)
    for _ in range(3):
        await desk.tick(minutes=1)
    assert (await desk.all_told(secretary)).count("депутаты жок калды") == 1
    await deputy.tap_payload("dm:answer.1")
    await deputy.tap("Аткарылды")
    await deputy.write("Жол тегизделди")
    await deputy.tap("Өткөрүп жиберүү")
    await secretary.receive()
    assert "жок калды" not in await secretary.write("/council")


async def test_of_a_district_that_is_no_more_any_deputy_may_take_it_into_theirs(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    mandate = await desk.mandate(author, deputy)
    await elect(desk, deputy, "ak-terek")
    async with desk.database.session() as session:
        await session.execute(update(District).where(District.key == "manas").values(retired=True))
    await secretary.tap_payload(f"mc:hand.{mandate.id}")
    await secretary.tap("Эркин Садыков")
    found = await desk.find(mandate.id)
    async with desk.database.reading() as session:
        ak_terek = await municipality.find_district(session, "ak-terek")
    assert ak_terek is not None
    assert (found.deputy_id, found.district_id) == (await desk.person(deputy), ak_terek.id)
    assert "жок калды" not in await secretary.write("/council")


async def test_what_the_former_deputy_promised_is_told_to_the_next(desk: Desk) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    successor = await desk.deputy("Мирлан Осмонов")
    mandate = await desk.mandate(author, deputy)
    await deputy.tap_payload(f"dm:plan.{mandate.id}")
    await deputy.write("Шагыл төгүлөт")
    await deputy.write("20.12")
    await elect(desk, deputy, "ak-terek")
    await secretary.tap_payload(f"mc:hand.{mandate.id}")
    await secretary.tap("Мирлан")
    assert "убада кылган: «Шагыл төгүлөт», мөөнөтү: 20-декабрь" in await desk.told(successor)


async def test_who_hands_over_is_told_who_has_to_invite_when_there_is_nobody_to_hand_it_to(
    desk: Desk,
) -> None:
    deputy, author = await desk.deputy(), await desk.voter()
    secretary = await desk.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    mandate = await desk.mandate(author, deputy)
    await elect(desk, deputy, "ak-terek")
    assert "администратор" in await secretary.tap_payload(f"mc:hand.{mandate.id}")
