"""The officer registers groups, asks who forwards, keeps the numbers; nobody is made to forward."""

import re

import pytest

from bot.areas.groups.models import GroupKind, VillageGroup
from bot.areas.groups.tags import AuditTag
from bot.areas.people.models import Role
from bot.core.audit import AuditEntry
from tests.areas.broadcasts.office import at
from tests.areas.groups.village import DONE, Village


async def register(village: Village, name: str = "Миң-Булак айылы") -> VillageGroup:
    officer = village.officer
    await officer.write("/groups")
    await officer.tap("WhatsApp тобу")
    await officer.write(name)
    await officer.tap("Миң-Булак")
    await officer.tap("Даяр")
    assert "Бүтүн сан" in await officer.write("көп")
    await officer.write("1 230")
    await officer.tap("Кыргызча жана орусча")
    await officer.tap("Маанилүүлөрү гана")
    assert "chat.whatsapp.com" in await officer.write("билбейм")
    await officer.write("https://chat.whatsapp.com/Abc")
    found: VillageGroup = (await village.all(VillageGroup))[-1]
    return found


async def test_a_group_is_registered_and_the_officer_forwards(village: Village) -> None:
    group = await register(village)
    assert (group.kind, group.members, group.bilingual, group.news) == (GroupKind.WHATSAPP, 1230, True, False)
    assert "Сиз жөнөтөсүз" in await village.officer.tap("Өзүм")
    card = await village.officer.tap("Топту ачуу")
    assert "1 230" in card.replace("\xa0", " ")
    assert "Жөнөтөт: Асан Токтогулов" in card
    tags = [entry.tag for entry in await village.all(AuditEntry, AuditEntry.tag.like("group:%"))]
    assert tags == [AuditTag.OPENED, AuditTag.AGREED]


async def test_a_deputy_is_asked_and_may_say_no(village: Village) -> None:
    deputy = await village.staff(Role.DEPUTY, name="Мирлан Абдыраев")
    await register(village)
    await village.officer.tap("Кызматкер, депутат")
    assert "Мирлан" in await village.officer.tap("Мирлан")
    (asked,) = await village.gets(deputy)
    assert "Асан Токтогулов суранып" in asked.text
    await deputy.tap("Жок, болбойт")
    assert "жөнөтө албайт экен" in await village.told(village.officer)
    assert (await village.all(VillageGroup))[0].forwarder_id is None
    assert "колдонулуп" in await deputy.tap("Ооба, жөнөтөм"), "an old button says how it is"


async def test_a_residents_link_works_once(village: Village) -> None:
    group = await register(village)
    await village.officer.tap("Тургун")
    link = re.search(r"start=(\S+)", await village.officer.write("Айгүл эже"))
    assert link is not None
    first, second = await village.resident(), await village.resident()
    assert "1 230" in (await first.write(f"/start {link[1]}")).replace("\xa0", " ")
    await second.write(f"/start {link[1]}")
    await first.tap("Ооба, жөнөтөм")
    assert "колдонулуп" in await second.tap("Ооба, жөнөтөм")
    assert (await village.all(VillageGroup))[0].forwarder_id == await village.person(first)
    assert "Айгүл эже" in await village.told(village.officer)
    kept = str([(entry.before, entry.after) for entry in await village.all(AuditEntry)])
    assert "Айгүл эже" not in kept, "the record doesn't name residents"
    assert group.id


async def test_who_asked_may_not_keep_groups_any_more(village: Village) -> None:
    secretary = await village.staff(Role.COUNCIL_SECRETARY, name="Нурзат")
    group = await village.group()
    await secretary.tap_payload(f"fw:link.{group.id}")
    link = (await secretary.write("Айгүл")).rpartition("start=")[2].strip()
    await village.take_roles(secretary)
    assert "колдонулуп" in await (await village.resident()).write(f"/start {link}")


async def test_who_forwards_stops_whenever_they_like(village: Village) -> None:
    neighbour = await village.resident()
    group = await village.group(forwarder=neighbour)
    await village.goes_out()
    await village.gets(neighbour)
    page = await neighbour.write("/groups")
    assert "Миң-Булак айылы" in page
    assert "1 билдирүү" in page
    await neighbour.tap("🛑")
    assert "рахмат" in await neighbour.tap("токтотом")
    assert "эч ким жөнөтпөйт" in await village.told(village.officer)
    assert (await village.pack(group)).forwarder_id is None
    assert "кызматкер" in await neighbour.write("/groups")


async def test_the_office_changes_and_closes(village: Village) -> None:
    neighbour = await village.resident()
    group = await village.group(forwarder=neighbour)
    await village.goes_out()
    officer = village.officer
    await officer.tap_payload(f"vg:edit.{group.id}.name")
    assert "Жаңы ат" in await officer.write("Жаңы ат")
    await officer.tap_payload(f"vg:edit.{group.id}.villages")
    await officer.tap("Бардык айылдар")
    assert "Бардык айылдар" in await officer.tap("Даяр")
    await officer.tap_payload(f"vg:close.{group.id}")
    assert "жабылды" in await officer.tap("Ооба, жабылсын")
    assert "кереги жок" in str([one.text for one in await village.gets(neighbour)])
    pack = await village.pack(group)
    assert "мөөнөтү өттү" in await neighbour.tap_payload(f"pk:y.{pack.id}") or pack.state == "closed"
    await village.goes_out()
    assert (await village.pack(group)).id == pack.id, "nothing goes there any more"
    assert "жабылган" in await officer.tap_payload(f"vg:members.{group.id}")


async def test_the_members_are_asked_anew_every_quarter(village: Village) -> None:
    await village.group(forwarder=village.officer)
    await village.go_to(at("2027-02-01 10:00"))
    assert "Квартал" not in await village.told(village.officer)
    await village.go_to(at("2027-02-19 10:00"))
    assert "Квартал" in await village.told(village.officer)
    told = len(await village.letters(village.officer))
    await village.go_to(at("2027-02-25 10:00"))
    assert len(await village.letters(village.officer)) == told
    await village.gets(village.officer)
    await village.officer.tap("Миң-Булак")
    assert "251" in await village.officer.write("251")


@pytest.mark.parametrize("role", [Role.HEAD, Role.COUNCIL_SECRETARY, Role.DEPUTY, Role.FINANCE_HEAD])
async def test_who_may_keep_groups(village: Village, role: Role) -> None:
    phone = await village.staff(role, name="Бирөө")
    said = await phone.write("/groups")
    assert ("Айыл топтору" in said) is (role in {Role.HEAD, Role.COUNCIL_SECRETARY})


async def test_a_confirmation_by_the_head_looks_at_the_right_group(village: Village) -> None:
    group = await village.group(forwarder=await village.resident())
    number = await village.goes_out()
    assert "Миң-Булак айылы" in await village.head.tap_payload(f"pk:b.{number}")
    await village.head.tap("Миң-Булак")
    assert "Рахмат" in await village.head.tap("Жөнөтүлдү")
    assert (await village.pack(group)).settled_by == await village.person(village.head)
    report = await village.head.tap_payload(f"bc:report.{number}")
    assert "WhatsApp топтор: 1 топ, 240 катышуучу" in report
    assert DONE not in report
