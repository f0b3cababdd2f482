"""A colleague's chat gets its own command menu, and loses it with the last role."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select, update

from bot.areas.admin.entries import Commands
from bot.areas.admin.jobs import menus_job
from bot.areas.admin.models import ChatMenu
from bot.areas.people import roles
from bot.areas.people.models import Role
from bot.areas.residents.dialogs import menu_commands
from bot.areas.residents.jobs import sweep_departed
from bot.core import clock
from bot.core.channel import Permanent, Retryable, SendFailure
from bot.core.contacts import Contact
from tests.areas.people.office import OfficeTown, words
from tests.areas.residents.chat import Phone


class Menus:
    """What a platform shows; `fails` is raised at the next call."""

    def __init__(self, office: OfficeTown) -> None:
        self._office = office
        self._job = menus_job(office.office, menu_commands, {"telegram": self.give})
        self.calls: list[str] = []
        self.shown: dict[str, Sequence[tuple[str, str]]] = {}
        self.fails: SendFailure | None = None

    async def give(self, address: str, commands: Commands) -> None:
        self.calls.append(address)
        if self.fails:
            failure, self.fails = self.fails, None
            raise failure
        self.shown[address] = commands

    async def tick(self) -> None:
        await self._job.run(self._office.tick())

    def names(self, phone: Phone) -> list[str]:
        return [name for name, _ in self.shown.get(phone.address, ())]


@pytest.fixture
def menus(office: OfficeTown) -> Menus:
    return Menus(office)


async def revoke(office: OfficeTown, phone: Phone, role: Role) -> None:
    person_id = await office.person(phone)
    by = await office.person(await office.staff(Role.ADMINISTRATOR))
    async with office.database.session() as session:
        await roles.revoke_role(session, person_id, role, by, clock.now())


async def test_each_colleague_sees_their_own_commands_before_everybody_s(
    office: OfficeTown, menus: Menus
) -> None:
    head, deputy = await office.staff(Role.HEAD), await office.staff(Role.DEPUTY)
    aigul = await office.town.resident()
    await menus.tick()
    everybody = [name for name, _ in menu_commands(words("ky"))]
    assert menus.names(head) == ["admin", "people", "figures", "audit", *everybody]
    assert menus.names(deputy) == ["admin", "figures", *everybody]
    assert aigul.address not in menus.calls


async def test_a_colleague_on_whatsapp_has_no_menu_to_be_given(office: OfficeTown, menus: Menus) -> None:
    """Its addresses are longer than the table's, which only ever holds Telegram's."""
    head, deputy = await office.staff(Role.HEAD), await office.staff(Role.DEPUTY)
    long = "KG." + "1" * 137
    async with office.database.session() as session:
        await session.execute(
            update(Contact).where(Contact.address == deputy.address).values(channel="whatsapp", address=long)
        )
    await menus.tick()
    assert menus.calls == [head.address]
    async with office.database.session() as session:
        assert [one.channel for one in await session.scalars(select(ChatMenu))] == ["telegram"]


async def test_nothing_is_sent_twice(office: OfficeTown, menus: Menus) -> None:
    head = await office.staff(Role.HEAD)
    await menus.tick()
    await menus.tick()
    assert menus.calls == [head.address]


async def test_another_role_and_another_language_give_another_menu(office: OfficeTown, menus: Menus) -> None:
    phone = await office.staff(Role.DEPUTY)
    await menus.tick()
    await office.join(phone, Role.HEAD)
    await menus.tick()
    assert "audit" in menus.names(phone)
    await phone.write("/language")
    await phone.tap("Русский")
    await menus.tick()
    assert ("admin", "Рабочее меню сотрудника") in menus.shown[phone.address]


async def test_staff_commands_vanish_with_the_last_role(office: OfficeTown, menus: Menus) -> None:
    officer = await office.staff(Role.OFFICER)
    await menus.tick()
    await revoke(office, officer, Role.OFFICER)
    await menus.tick()
    assert menus.shown[officer.address] == ()
    calls = len(menus.calls)
    await menus.tick()
    assert len(menus.calls) == calls


async def test_what_failed_is_tried_again(office: OfficeTown, menus: Menus) -> None:
    head = await office.staff(Role.HEAD)
    menus.fails = Retryable("network")
    await menus.tick()
    assert menus.names(head) == []
    await menus.tick()
    assert "admin" in menus.names(head)


async def test_a_chat_that_is_gone_is_not_tried_for_ever(office: OfficeTown, menus: Menus) -> None:
    await office.staff(Role.HEAD)
    menus.fails = Permanent("chat_not_found")
    await menus.tick()
    await menus.tick()
    assert len(menus.calls) == 1


async def test_a_blocked_chat_gets_its_menu_when_it_is_back(office: OfficeTown, menus: Menus) -> None:
    head = await office.staff(Role.HEAD)
    await head.block()
    await menus.tick()
    assert menus.calls == []
    await head.unblock()
    await menus.tick()
    assert "admin" in menus.names(head)


async def test_a_deleted_colleague_s_menu_vanishes_even_after_their_address(
    office: OfficeTown, menus: Menus
) -> None:
    officer = await office.staff(Role.OFFICER)
    await menus.tick()
    await officer.write("/mydata")
    await officer.tap("Баарын өчүрүү")
    await officer.tap("Ооба, өчүрүңүз")
    await sweep_departed(office.tick())
    await menus.tick()
    assert menus.shown[officer.address] == ()
    async with office.database.reading() as session:
        assert not (await session.scalars(select(ChatMenu))).all(), "no address is left"


async def test_a_channel_without_menus_is_left_alone(office: OfficeTown) -> None:
    await office.staff(Role.HEAD)
    await menus_job(office.office, menu_commands, {}).run(office.tick())
    async with office.database.reading() as session:
        assert not (await session.scalars(select(ChatMenu))).all()
