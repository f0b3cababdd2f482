"""Coming to the office and leaving it, by talking, in Kyrgyz and in Russian."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.areas.people.models import Role
from bot.areas.people.tags import AuditTag
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.messages import AttachmentKind
from tests.areas.people.office import OfficeTown
from tests.areas.residents.chat import Phone

FOR_STAFF = "Бул бөлүм укугу бар кызматкерлер үчүн"


async def invite(inviter: Phone, role: str, name: str) -> str:
    """Walks the form in Kyrgyz; the deep link's payload as it stands in the message."""
    await inviter.write("/invite")
    await inviter.tap(role)
    said = await inviter.write(name)
    assert name in said
    return said.partition("?start=")[2].split()[0]


# Coming


async def test_an_officer_is_invited_and_comes(office: OfficeTown) -> None:
    administrator = await office.staff(Role.ADMINISTRATOR, "Жолдош Админов")
    head = await office.staff(Role.HEAD, "Асан Токтогулов")
    payload = await invite(administrator, "жооптуу кызматкер", "Бакыт Асанов")
    message = administrator.seen[-1].message
    assert [a.kind for a in message.attachments] == [AttachmentKind.PHOTO]
    assert "23-ноябрь, 2026-ж., 12:00" in message.text
    assert "Бакыт Асанов: жооптуу кызматкер" in await administrator.write("/people")

    officer = await office.town.resident()
    greeting = await officer.write(f"/start {payload}")
    assert "Саламатсызбы, <b>Бакыт Асанов</b>!" in greeting
    assert "жооптуу кызматкер" in greeting
    assert "баян даярдайсыз" in greeting
    assert await office.roles(officer) == frozenset()
    assert "Эми милдетиңиз: <b>жооптуу кызматкер</b>" in await officer.tap("Ооба, менмин")
    assert await office.roles(officer) == {Role.OFFICER}
    for told in (administrator, head):
        await told.receive()
        assert "Бакыт Асанов чакырууну кабыл алды" in told.seen[-1].message.text
    assert "Иш менюсу" in await officer.tap("Иш менюсу")


async def test_a_newcomer_is_led_through_the_welcome_to_the_role(office: OfficeTown) -> None:
    payload = await office.invitation(Role.DEPUTY, "Нурлан Бакытов")
    deputy = office.town.phone()
    await deputy.write(f"/start {payload}")
    await deputy.tap("Русский")
    greeting = await deputy.tap("Даю согласие")
    assert "Здравствуйте, <b>Нурлан Бакытов</b>!" in greeting
    assert "Манасский избирательный округ №1" in greeting
    assert "Теперь Ваша роль: <b>депутат</b>" in await deputy.tap("Да, это я")
    assert await office.roles(deputy) == {Role.DEPUTY}


async def test_the_whole_way_in_russian(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD, "Асан Токтогулов", "Русский")
    await head.write("/people")
    await head.tap("Пригласить")
    assert "От какого избирательного округа" in await head.tap("депутат")
    await head.tap("Кара-Сууйский")
    said = await head.write("Нурлан Бакытов")
    assert "только этому человеку" in said
    deputy = await office.town.resident("Русский")
    await deputy.write(f"/start {said.partition('?start=')[2].split()[0]}")
    await deputy.tap("Да, это я")
    await head.receive()
    assert "Приглашение принято: Нурлан Бакытов. Роль: депутат." in head.seen[-1].message.text
    listed = await head.write("/people")
    assert "Нурлан Бакытов</b>: депутат, Кара-Сууйский избирательный округ №2 (с 20 ноября" in listed


async def test_a_second_link_adds_a_role(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    await head.write(f"/start {await office.invitation(Role.ADMINISTRATOR)}")
    await head.tap("Ооба, менмин")
    assert await office.roles(head) == {Role.HEAD, Role.ADMINISTRATOR}
    assert "башчы жана администратор" in await head.write("/admin")


async def test_not_me(office: OfficeTown) -> None:
    aigul = await office.town.resident()
    payload = await office.invitation(Role.HEAD)
    await aigul.write(f"/start {payload}")
    assert "эч нерсе өзгөргөн жок" in await aigul.tap("Жок, мен эмесмин")
    assert await office.roles(aigul) == frozenset()


async def test_nobody_gives_themselves_a_role(office: OfficeTown) -> None:
    """Who may only invite could else approve and send in an emergency."""
    administrator = await office.staff(Role.ADMINISTRATOR, "Тилек Маматов")
    payload = await invite(administrator, "башчы", "Өзүм")
    assert "Аны башка киши ачышы керек" in await administrator.write(f"/start {payload}")
    assert await office.roles(administrator) == {Role.ADMINISTRATOR}


async def test_the_office_hears_when_a_colleague_deletes_their_data(office: OfficeTown) -> None:
    administrator = await office.staff(Role.ADMINISTRATOR, "Тилек Маматов")
    officer = await office.staff(Role.OFFICER, "Бакыт Асанов")
    await officer.write("/mydata")
    assert "милдеттериңиз да токтойт" in await officer.tap("Баарын өчүрүү")
    await officer.tap("Ооба")
    await administrator.receive()
    assert "Бакыт Асанов өз маалыматын өчүрүп" in administrator.seen[-1].message.text


async def test_a_link_works_once(office: OfficeTown) -> None:
    payload = await office.invitation(Role.OFFICER)
    officer, aigul = await office.town.resident(), await office.town.resident()
    await officer.write(f"/start {payload}")
    await aigul.write(f"/start {payload}")
    await officer.tap("Ооба, менмин")
    assert "мурда колдонулган" in await aigul.tap("Ооба, менмин")
    assert "мурда колдонулган" in await aigul.write(f"/start {payload}")
    assert "кабыл алгансыз" in await officer.write(f"/start {payload}")
    assert await office.roles(aigul) == frozenset()


async def test_an_old_link_says_what_to_do(office: OfficeTown) -> None:
    payload = await office.invitation(Role.OFFICER)
    aigul = await office.town.resident("Русский")
    await aigul.write(f"/start {payload}")
    clock.move(timedelta(hours=73))
    assert "Срок этого приглашения истёк. Попросите новую ссылку." in await aigul.tap("Да, это я")
    assert "Срок этого приглашения истёк" in await aigul.write(f"/start {payload}")


async def test_a_link_sent_to_the_wrong_person_is_withdrawn(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    payload = await invite(head, "администратор", "Ким Экени Белгисиз")
    aigul = await office.town.resident()
    await aigul.write(f"/start {payload}")
    await head.write("/people")
    await head.tap("Чакырууну жокко чыгаруу")
    await head.tap("Ким Экени Белгисиз")
    assert "жокко чыгарылды: Ким Экени Белгисиз" in await head.tap("Ооба, жокко чыгаруу")
    assert "Бул чакыруу жокко чыгарылган" in await aigul.tap("Ооба, менмин")
    assert "Ким Экени Белгисиз" not in await head.write("/people")


async def test_a_name_too_long_is_asked_again(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    await head.write("/invite")
    await head.tap("администратор")
    assert "120 тамгадан ашырбай" in await head.write("А" * 121)
    assert "Чакырылган адам" in await head.write("Бакыт Асанов")


# Leaving


async def take_back(by: Phone, label: str) -> str:
    await by.write("/people")
    await by.tap("Милдеттен бошотуу")
    await by.tap(label)
    return await by.tap("Ооба, бошотуу")


async def test_a_role_is_taken_back_and_its_holder_is_a_resident_again(office: OfficeTown) -> None:
    administrator = await office.staff(Role.ADMINISTRATOR, "Жолдош Админов")
    head = await office.staff(Role.HEAD, "Асан Токтогулов")
    officer = await office.staff(Role.OFFICER, "Бакыт Асанов")
    assert any("Иш менюсу" in label for label in await keyboard(officer))
    said = await take_back(administrator, "Бакыт Асанов: жооптуу кызматкер")
    assert "Милдеттен бошотулду: Бакыт Асанов, жооптуу кызматкер" in said
    await officer.receive()
    assert "бул милдеттен бошотулдуңуз: жооптуу кызматкер" in officer.seen[-1].message.text
    await head.receive()
    assert "Милдеттен бошотулду: Бакыт Асанов" in head.seen[-1].message.text
    assert FOR_STAFF in await officer.write("/admin")
    assert not any("Иш менюсу" in label for label in await keyboard(officer))
    assert await office.town.villages(officer), "the subscription stays"


async def keyboard(phone: Phone) -> list[str]:
    await phone.write("/menu")
    return phone.keyboard


async def test_the_last_administrator_stays(office: OfficeTown) -> None:
    administrator = await office.staff(Role.ADMINISTRATOR, "Жолдош Админов")
    assert "Бул жалгыз администратор" in await take_back(administrator, "Жолдош Админов")
    await administrator.write("/mydata")
    await administrator.tap("Баарын өчүрүү")
    assert "Бул жалгыз администратор" in await administrator.tap("Ооба, өчүрүңүз")
    assert await office.roles(administrator) == {Role.ADMINISTRATOR}


async def test_the_first_administrator_may_go_when_there_is_another(office: OfficeTown) -> None:
    administrator = await office.staff(Role.ADMINISTRATOR, "Жолдош Админов")
    await office.staff(Role.ADMINISTRATOR, "Жаңы Админова")
    await take_back(administrator, "Жолдош Админов")
    assert await office.roles(administrator) == frozenset()
    assert administrator.buttons == ["🏠 Тургундун менюсу"]


async def test_a_deleted_colleague_is_gone_from_the_list_and_the_record(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD, "Асан Токтогулов")
    officer = await office.staff(Role.OFFICER, "Бакыт Асанов")
    await officer.write("/mydata")
    await officer.tap("Баарын өчүрүү")
    assert "өчүрүлдү" in await officer.tap("Ооба, өчүрүңүз")
    await head.receive()  # what was said before
    assert "Бакыт" not in await head.write("/people")
    assert "Милдет берилди: (өчүрүлгөн), жооптуу кызматкер" in await head.write("/audit")


async def test_two_take_the_same_role_back(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD, "Асан Токтогулов")
    administrator = await office.staff(Role.ADMINISTRATOR, "Жолдош Админов")
    await office.staff(Role.OFFICER, "Бакыт Асанов")
    for one in (head, administrator):
        await one.write("/people")
        await one.tap("Милдеттен бошотуу")
        await one.tap("Бакыт Асанов")
    await head.tap("Ооба, бошотуу")
    assert "мурда эле бошотулган" in await administrator.tap("Ооба, бошотуу")
    assert len(await office.record(AuditEntry.tag == AuditTag.REVOKED)) == 1


# Forged


async def changes(office: OfficeTown) -> int:
    async with office.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(AuditEntry)) or 0


@pytest.mark.parametrize(
    "role", [None, *(role for role in Role if role not in (Role.HEAD, Role.ADMINISTRATOR))]
)
async def test_others_can_neither_see_nor_change_people(office: OfficeTown, role: Role | None) -> None:
    phone = await office.staff(role) if role else await office.town.resident()
    await office.invitation(Role.HEAD)
    before = await changes(office)
    for command in ("/people", "/invite"):
        assert FOR_STAFF in await phone.write(command)
    for payload in ("people:", "invite:", "takeback:", "uninvite:"):
        assert FOR_STAFF in await phone.tap_payload(payload)
    assert await changes(office) == before


@pytest.mark.parametrize("payload", ["join:", "join:x", "join:i_x", "join:'; DROP TABLE staff; --"])
async def test_a_forged_acceptance_gives_nothing(office: OfficeTown, payload: str) -> None:
    aigul = await office.town.resident()
    await office.invitation(Role.HEAD)
    assert "Мындай чакыруу жок" in await aigul.tap_payload(payload)
    assert await office.roles(aigul) == frozenset()


async def test_who_loses_the_right_in_the_middle_of_a_form_goes_no_further(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD, "Асан Токтогулов")
    administrator = await office.staff(Role.ADMINISTRATOR, "Жолдош Админов")
    await office.staff(Role.ADMINISTRATOR, "Жаңы Админова")
    await administrator.write("/invite")
    await administrator.tap("башчы")
    _, taking = administrator.button("Артка")
    await take_back(head, "Жолдош Админов")
    before = await changes(office)
    assert FOR_STAFF in await administrator.write("Өзүм Башчымын")
    assert FOR_STAFF in await administrator.tap_payload(taking.payload)
    assert await changes(office) == before
    assert "Эмне кылгыңыз келет" in await administrator.write("/menu")


async def test_a_forged_role_in_the_form_is_refused(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    await head.write("/invite")
    _, choice = head.button("депутат")
    token = choice.payload.partition("/")[0]
    assert "баскычтардын бирин басыңыз" in await head.tap_payload(f"{token}/role/king")
    await head.tap("депутат")
    assert "баскычтардын бирин басыңыз" in await head.tap_payload(f"{token}/district/999")
    assert not await office.record(AuditEntry.tag == AuditTag.INVITED, AuditEntry.person_id.is_not(None))


@pytest.mark.parametrize("button", ["Милдеттен бошотуу", "Чакырууну жокко чыгаруу"])
async def test_who_loses_the_right_sees_no_more_names(office: OfficeTown, button: str) -> None:
    head = await office.staff(Role.HEAD, "Асан Токтогулов")
    administrator = await office.staff(Role.ADMINISTRATOR, "Жолдош Админов")
    await office.staff(Role.ADMINISTRATOR, "Жаңы Админова")
    await office.invitation(Role.OFFICER, "Бакыт Асанов")
    await administrator.write("/people")
    await administrator.tap(button)
    await take_back(head, "Жолдош Админов")
    await administrator.receive()
    said = await administrator.write("Асан")
    assert FOR_STAFF in said
    assert administrator.buttons == []
