"""/admin shows just what this person may do."""

import pytest
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.areas.admin.dialogs.menu import in_rows
from bot.areas.admin.entries import AdminEntry
from bot.areas.people.models import Role
from bot.areas.people.rules import PERMISSIONS, Permission
from bot.core.db import Database
from bot.core.i18n import Translator
from bot.core.messages import Choice
from tests.areas.people.office import OfficeTown, open_office, words


def entry_for(permission: Permission) -> AdminEntry:
    def label(_t: Translator) -> Markup:
        return Markup(permission.value)

    return AdminEntry(label, f"x:{permission.value}", permission)


@pytest.fixture
async def full_office(sqlite: Database) -> OfficeTown:
    """One button for each permission, beside the real ones."""
    return await open_office(sqlite, *(entry_for(permission) for permission in Permission))


@pytest.mark.parametrize("role", Role)
async def test_each_role_sees_its_own_buttons(full_office: OfficeTown, role: Role) -> None:
    phone = await full_office.staff(role)
    await phone.write("/admin")
    shown = {label for label in phone.buttons if label in set(Permission)}
    assert shown == {permission.value for permission in PERMISSIONS[role]}
    assert ("👥 Кызматкерлер" in phone.buttons) is (Permission.MANAGE_PEOPLE in PERMISSIONS[role])
    assert ("🧾 Өзгөртүүлөр" in phone.buttons) is (Permission.READ_AUDIT in PERMISSIONS[role])


async def test_a_resident_is_told_kindly(office: OfficeTown) -> None:
    aigul = await office.town.resident("Русский")
    for said in (await aigul.write("/admin"), await aigul.tap_payload("admin:")):
        assert "Это раздел для сотрудников" in said
        assert "/menu" in said


async def test_several_roles_make_one_menu(full_office: OfficeTown) -> None:
    phone = await full_office.staff(Role.DEPUTY)
    await full_office.join(phone, Role.ADMINISTRATOR)
    said = await phone.write("/admin")
    assert "депутат жана администратор" in said
    assert phone.buttons.count("read_figures") == 1
    assert "manage_people" in phone.buttons


async def test_what_waits_is_counted_for_each_person(sqlite: Database) -> None:
    async def waiting(_session: AsyncSession, person_id: int) -> int:
        return 2 if person_id == officer_id else 0

    entry = AdminEntry(lambda _t: Markup("Бекитүү"), "x:", Permission.COMPOSE_BROADCAST, waiting)
    office = await open_office(sqlite, entry)
    officer, head = await office.staff(Role.OFFICER), await office.staff(Role.HEAD)
    officer_id = await office.person(officer)
    assert "Сизди 2 иш күтүп турат" in await officer.write("/admin")
    assert "Бекитүү (2)" in officer.buttons
    assert "күтүп" not in await head.write("/admin")
    assert "Бекитүү" in head.buttons


async def test_nobody_else_s_things_are_counted(sqlite: Database) -> None:
    """A counter behind a permission one lacks isn't even asked."""

    async def waiting(_session: AsyncSession, _person_id: int) -> int:
        raise AssertionError

    entry = AdminEntry(lambda _t: Markup("Бекитүү"), "x:", Permission.APPROVE_BROADCAST, waiting)
    office = await open_office(sqlite, entry)
    assert "Иш менюсу" in await (await office.staff(Role.OFFICER)).write("/admin")


async def test_as_a_resident_and_back(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    await head.write("/admin")
    await head.tap("Тургундун менюсу")
    assert any("Менин айылым" in label for label in head.keyboard)
    assert "🗂 Иш менюсу" in head.keyboard
    assert "башчы" in await head.write("🗂 Иш менюсу")


async def test_help_names_the_work_menu_to_staff_only(office: OfficeTown) -> None:
    head, aigul = await office.staff(Role.HEAD), await office.town.resident()
    assert "/admin" in await head.write("/help")
    assert "/admin" not in await aigul.write("/help")


async def test_every_way_on_from_the_menu_is_answered(office: OfficeTown) -> None:
    head = await office.staff(Role.HEAD)
    await head.write("/admin")
    payloads = [choice for row in head.seen[-1].message.choices for choice in row]
    assert len(payloads) == 4
    for choice in payloads:
        assert isinstance(choice, Choice)
        said = await head.tap_payload(choice.payload)
        assert said
        assert "мурунку суроого" not in said


def test_the_words_of_counts_in_russian() -> None:
    from bot.areas.admin.texts.menu import menu

    for count, said in ((1, "Вас ждёт 1 дело"), (3, "Вас ждут 3 дела"), (5, "Вас ждут 5 дел")):
        assert said in menu(words("ru"), "Асан", [Role.HEAD], waiting=count)


def test_short_neighbours_share_a_row() -> None:
    labels = (
        "📤 Жөнөтүлгөндөр",
        "🏛 Кеңешке сунуштар",
        "📊 Сандар",
        "👥 Айыл өкмөтүнүн кызматкерлери",
        "🗣 Угуулар",
    )
    rows = [[one.label for one in row] for row in in_rows([Choice(label, "x:") for label in labels])]
    assert rows == [list(labels[:2]), [labels[2]], [labels[3]], [labels[4]]]


async def test_help_names_the_commands_of_ones_own_roles(office: OfficeTown) -> None:
    head, deputy = await office.staff(Role.HEAD), await office.staff(Role.DEPUTY)
    assert "/people – " in await head.write("/help")
    said = await deputy.write("/help")
    assert "/admin – кызматкердин иш менюсу" in said
    assert "/people" not in said
    aigul = await office.town.resident()
    assert "/admin" not in await aigul.write("/help")
