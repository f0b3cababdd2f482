"""/audit: readable by the head, in plain words, page by page."""

import enum
from datetime import timedelta

import pytest

from bot.areas.admin.texts import lower_areas
from bot.areas.municipality.service import AuditTag as MunicipalityTag
from bot.areas.people import dialogs as people
from bot.areas.people.models import Role
from bot.areas.people.tags import AuditTag as PeopleTag
from bot.areas.residents.service import AuditTag as ResidentTag
from bot.core import audit, clock
from bot.core.audit import AuditEntry
from tests.areas.people.office import OfficeTown, words


async def note(office: OfficeTown, tag: str, by: int | None = None, times: int = 1) -> None:
    async with office.database.session() as session:
        for _ in range(times):
            audit.record(session, clock.now(), tag, person_id=by)


async def test_the_head_reads_what_was_changed_by_whom_and_when(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD, "Асан Токтогулов")
    await head.write("/invite")
    await head.tap("администратор")
    await head.write("Бакыт Асанов")
    said = await head.write("/audit")
    assert "• 20-ноябрь, 2026-ж., 12:00, <b>Асан Токтогулов</b>" in said
    assert "Чакыруу түзүлдү: Бакыт Асанов, администратор" in said
    assert "<b>Система</b>\nМилдет берилди: Асан Токтогулов, башчы" in said
    assert "Муниципалитеттин файлы окулду" in said
    assert said.index("Бакыт Асанов") < said.index("Муниципалитеттин"), "the latest first"


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.HEAD)])
async def test_nobody_else_reads_it(office: OfficeTown, role: Role | None) -> None:
    phone = await office.staff(role) if role else await office.town.resident()
    for said in (
        await phone.write("/audit"),
        await phone.tap_payload("audit:"),
        await phone.tap_payload("auditby:who.0..."),
    ):
        assert "укугу бар кызматкерлер" in said


async def test_a_head_who_lost_the_role_turns_no_more_pages(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    await office.staff(Role.ADMINISTRATOR, "Жолдош Админов")
    await note(office, "people:x:y", times=15)
    await head.write("/audit")
    from bot.areas.people import roles

    person_id = await office.person(head)
    async with office.database.session() as session:
        await roles.revoke_role(session, person_id, Role.HEAD, person_id, clock.now())
    assert "укугу бар кызматкерлер" in await head.tap("Мурункулары")


async def test_pages_turn_both_ways(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    await note(office, "people:role:granted", times=20)
    first = await head.write("/audit")
    assert first.count("•") == 10
    assert "◀️ Жаңылары" not in head.buttons
    await head.tap("Мурункулары")
    assert {"◀️ Жаңылары", "Мурункулары ▶️"} <= set(head.buttons)
    last = await head.tap("Мурункулары")
    assert "Муниципалитеттин файлы" in last
    assert "Мурункулары ▶️" not in head.buttons
    await head.tap("Жаңылары")
    assert await head.tap("Жаңылары") == first


async def test_narrowed_to_a_person(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD, "Асан Токтогулов")
    await office.staff(Role.OFFICER, "Бакыт Асанов")
    await note(office, "people:role:granted", await office.person(head))
    await head.write("/audit")
    await head.tap("👤 Ким")
    assert {"Асан Токтогулов", "Бакыт Асанов", "Система"} <= set(head.buttons)
    said = await head.tap("Асан Токтогулов")
    assert "Тандалганы: Асан Токтогулов" in said
    assert said.count("•") == 1
    await head.tap("👤 Ким")
    assert "эч нерсе жазылган жок" in await head.tap("Бакыт Асанов")
    await head.tap("👤 Ким")
    assert "<b>Асан Токтогулов</b>" not in await head.tap("Система")
    assert "Тандалганы" not in await head.tap("Баарын көрсөтүү")


async def test_many_names_are_shown_in_screens(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD, "Асан Токтогулов")
    for number in range(9):
        await office.staff(Role.DEPUTY, f"Депутат {number}")
    await head.write("/audit")
    await head.tap("👤 Ким")
    seen = set(head.buttons)
    await head.tap("Дагы")
    seen |= set(head.buttons)
    assert {f"Депутат {number}" for number in range(9)} <= seen


async def test_narrowed_to_a_subject_and_a_time_together(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    clock.move(timedelta(days=8))
    await note(office, "municipality:file:applied")
    await note(office, "broadcast:draft:opened")
    await head.write("/audit")
    await head.tap("📂 Эмне")
    assert (await head.tap("Муниципалитет")).count("•") == 2
    await head.tap("📅 Качан")
    said = await head.tap("Акыркы 7 күн")
    assert "Тандалганы: Муниципалитет, Акыркы 7 күн" in said
    assert said.count("•") == 1


async def test_what_residents_chose_is_shown_only_when_asked_and_without_names(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD, "Асан Токтогулов", "Русский")
    await office.town.resident()
    assert "подписка" not in await head.write("/audit")
    await head.tap("📂 Что")
    said = await head.tap("Выбор жителей")
    assert said.count("Оформлена подписка") == 2
    assert "Асан Токтогулов" not in said
    assert "👤 Кто" not in head.buttons, "nobody can be looked for here"
    forged = await head.tap_payload(f"audit:0.{await office.person(head)}.resident.")
    assert forged.count("Оформлена подписка") == 2


@pytest.mark.parametrize(
    "payload", ["audit:99999", "audit:x.y.z.w", "audit:0.99999..", "auditby:", "auditby:x.y"]
)
async def test_forged_buttons_are_read_kindly(office: OfficeTown, payload: str) -> None:
    head = await office.staff(Role.HEAD)
    assert "ката кетти" not in await head.tap_payload(payload)


async def test_an_unknown_tag_is_never_shown_raw(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    await note(office, "spaceship:door:opened")
    said = await head.write("/audit")
    assert "Башка өзгөртүү" in said
    assert "spaceship" not in said


WORDS = {**lower_areas.WORDS, **people.audit_words}


@pytest.mark.parametrize("tag", [*MunicipalityTag, *ResidentTag, *PeopleTag])
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_tag_has_its_own_sentence(tag: enum.StrEnum, language: str) -> None:
    """Also for an entry that an older program wrote with nothing in it."""
    entry = AuditEntry(at=clock.now(), tag=tag.value)
    said = WORDS[tag.value](words(language), entry)
    assert said
    assert tag.value not in said
    assert said != WORDS[tag.value](words("en"), entry), "it isn't translated"


async def test_on_postgresql_too(either_office: OfficeTown) -> None:
    head = await either_office.staff(Role.HEAD, "Асан Токтогулов")
    await note(either_office, "people:role:granted", await either_office.person(head), times=12)
    assert (await head.write("/audit")).count("•") == 10
    narrowed = f"audit:0.{await either_office.person(head)}.people.today"
    assert (await head.tap_payload(narrowed)).count("•") == 10
    assert (await head.tap("Мурункулары")).count("•") == 2
