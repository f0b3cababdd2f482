"""From registration to the result; residents see, support and hear of each stage."""

import pytest

from bot.areas.initiatives import personal, queries, rules
from bot.areas.initiatives.models import InitiativeKind, InitiativeStage, InitiativeSupport, Initiator
from bot.areas.municipality.legal import LegalValues
from bot.areas.people.models import Role
from bot.areas.people.rules import PERMISSIONS, Permission
from bot.areas.residents import my_data
from bot.core import clock
from bot.core.contacts import meet
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.office import SKIP, at
from tests.areas.broadcasts.press import RUSSIAN, send_file
from tests.areas.initiatives.registry import Registry

STEPS = LegalValues().initiative_signatures


@pytest.mark.parametrize(
    ("population", "needed"), [(900, 300), (6_000, 300), (6_001, 600), (20_000, 600), (20_001, 1_000)]
)
def test_signatures_follow_the_population(population: int, needed: int) -> None:
    kind, voters = InitiativeKind.NORM_MAKING, Initiator.RESIDENTS
    assert rules.signatures_needed(kind, voters, population, STEPS) == needed
    assert rules.signatures_needed(kind, Initiator.DEPUTY, population, STEPS) is None
    assert rules.signatures_needed(InitiativeKind.LOCAL, voters, population, STEPS) is None


@pytest.mark.parametrize(
    ("typed", "som"),
    [("450 000", 450_000), ("450000 сом", 450_000), ("450 миң", 450_000), ("1,5 млн сом", 1_500_000)],
)
def test_money_is_read_as_people_write_it(typed: str, som: int) -> None:
    assert rules.read_money(typed) == som


@pytest.mark.parametrize("typed", ["", "көп", "-5", "1.2.3", "²", "9" * 20, "5 млрд"])
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="initiatives:money"):
        rules.read_money(typed)


async def test_a_draft_act_goes_its_whole_way(either_registry: Registry) -> None:
    registry = either_registry
    resident = await registry.resident()
    assert "катталган демилге жок" in await resident.write("/initiatives")
    assert "Катталды: № 1/2026" in await registry.register()
    needed = (await registry.initiative()).signatures_needed

    await resident.write("/initiatives")
    said = await resident.tap("Жайыт эрежелери")
    assert f"Кагаздагы колдор: 214, керек: {needed}" in said
    said = await resident.tap("Колдойм")
    assert "мыйзам боюнча коюлган кол эмес" in said
    assert "бир жолу эсептелет" in await resident.tap_payload("in:support.1")
    assert len(await registry.all_of(InitiativeSupport)) == 1

    # Without enough signatures it doesn't come before the council.
    await registry.officer.tap_payload("ini:card.1")
    assert "Адегенде колдорду" in await registry.officer.tap("Кол топтолду")
    assert "Кол саноо" in str(registry.officer.buttons), "the way on stands below"
    assert "азыр «катталды»" in await registry.officer.tap_payload("ini:stage.1.considered")
    await registry.officer.tap_payload("ini:count.1")
    await registry.officer.write("1012")
    assert "1 тургунга кабар берилет" in await registry.stage("Кол топтолду", SKIP)
    assert "кол топтолду" in (await registry.deliver())[resident.address]
    await registry.stage("Кеңеш карады", SKIP)
    await registry.stage("Колдоо тапты", "№ 15/2", "бүгүн", SKIP)
    came = await registry.deliver()
    assert "Акт № 15/2, 20-ноябрь" in came[resident.address]
    assert "чечим чыкты" in await resident.tap_payload("in:support.1")
    await registry.stage("Аткарылды", "Эрежелер күчүнө кирди", SKIP)
    assert (await registry.initiative()).stage is InitiativeStage.DONE
    async with registry.database.reading() as session:
        found = await queries.figures(session, 2026)
        before = await queries.figures(session, 2025)
    assert (found.acts_initiated, found.acts_approved, found.local_done) == (1, 1, 0)
    assert before.acts_initiated == 0


async def test_before_registering_all_that_everybody_will_read_is_shown(registry: Registry) -> None:
    await registry.register(kind="Жергиликтүү демилге", title="Балдар <аянтчасы>")
    preview = str(registry.officer.seen[-2].message.text)
    assert "Балдар &lt;аянтчасы&gt;" in preview
    assert "Правила выпаса" in preview
    assert "Мал жаюунун жаңы эрежелери" in preview


async def test_skip_under_the_question_before_does_not_take_the_russian_title_away(
    registry: Registry,
) -> None:
    officer = registry.officer
    await officer.write("/initiatives")
    await officer.tap("➕ Каттоо")
    await officer.tap("Ченем жаратуу")
    await officer.write("Жайыт эрежелери")
    asked, skip = officer.button(SKIP)
    await officer.write("Правила выпаса")
    said = await officer.tap_payload(skip.payload, asked.id)
    assert "мурунку суроого" in said
    assert "Эмне сунушталат" in said, "the question where one stands is asked again"
    await officer.write("Мал жаюунун жаңы эрежелери")
    await officer.tap("Депутат")
    await officer.write("Асанов Б.")
    await officer.tap("Бүт аймак")
    await officer.tap(SKIP)
    await officer.tap("✅ Каттоо")
    assert (await registry.initiative()).title_ru == "Правила выпаса"


async def test_a_local_initiative_ends_with_photos_and_money(registry: Registry) -> None:
    await registry.register(kind="Жергиликтүү демилге", title="Балдар аянтчасы", amount="450 миң")
    await registry.stage("Колдоо тапты", SKIP)
    await registry.stage("Аткарылды", "Аянтча курулду", "430 000")
    await send_file(registry.officer, AttachmentKind.PHOTO)
    await registry.officer.tap("Даяр")
    found = await registry.initiative()
    assert (found.amount, found.spent, found.stage) == (450_000, 430_000, InitiativeStage.DONE)
    resident = await registry.resident()
    assert "Жумшалды: 430" in await resident.tap_payload("in:card.1")
    await resident.tap("Кагаздар")
    assert resident.seen[-1].message.attachments
    said = await registry.officer.tap_payload("ini:plan.2026")
    assert "катталды: 1, колдоо тапты: 1, ишке ашты: 1" in said
    assert "азырынча жазылган эмес" in said


async def test_a_refusal_has_its_reason_and_a_day_that_fits(registry: Registry) -> None:
    await registry.register(kind="АКӨБ долбоору", title="Көпүрө", by="АКӨБ", amount="1,5 млн")
    await registry.officer.tap_payload("ini:stage.1.refused")
    assert "аралыгындагы күндү" in await registry.officer.write("25.12.2026")
    await registry.officer.write("бүгүн")
    assert SKIP not in registry.officer.buttons
    await registry.officer.write("Бюджетте акча жок")
    resident = await registry.resident()
    assert "колдоо тапкан жок: Бюджетте акча жок" in await resident.tap_payload("in:card.1")
    assert "чечим чыкты" in await resident.tap_payload("in:support.1")


async def test_papers_are_asked_for_by_what_they_are(registry: Registry) -> None:
    await registry.register()
    assert "Актынын долбоору" in await registry.all_told(registry.officer)
    other = await registry.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")
    await registry.register(other, kind="АКӨБ", by="АКӨБ", amount="450 000", signatures=SKIP)
    assert "Актынын долбоору" not in await registry.all_told(other), "a project has no draft act"


async def test_at_night_nobody_is_woken(registry: Registry) -> None:
    resident = await registry.resident()
    await registry.register()
    await resident.tap_payload("in:support.1")
    clock.move_to(at("2026-11-20 23:00"))
    await registry.stage("Колдоо тапкан жок", "Мыйзамга каршы")
    assert {one.due_at for one in await registry.bulk()} == {at("2026-11-21 08:00")}


async def test_a_mandate_becomes_an_initiative_once(registry: Registry) -> None:
    said = await registry.officer.tap_payload("ininew:8")
    assert "берилген эмес" in said
    await registry.officer.tap_payload("ininew:7")
    said = await registry.officer.tap("Ченем жаратуу")
    assert "Сунуш-талаптан келди: «Мектепке жол керек»" in said
    for answer in ("Мектепке жол", SKIP, "Жол салуу", "Депутат", "Э. Садыков", "Бүт аймак", SKIP):
        button = answer in {SKIP, "Депутат", "Бүт аймак"}
        await (registry.officer.tap(answer) if button else registry.officer.write(answer))
    await registry.officer.tap("✅ Каттоо")
    found = await registry.initiative()
    assert (found.appeal_id, found.signatures_needed) == (7, None)
    assert "Катталды: № 1/2026" in await registry.officer.tap_payload("ininew:7")


async def test_a_slip_is_set_right(registry: Registry) -> None:
    await registry.register()
    await registry.officer.tap_payload("ini:change.1")
    await registry.officer.tap("Кыргызча аталышы")
    await registry.officer.write("Жайыт <эрежеси>")
    assert (await registry.initiative()).title_ky == "Жайыт <эрежеси>"
    assert "Жайыт &lt;эрежеси&gt;" in await registry.officer.tap_payload("ini:card.1")


@pytest.mark.parametrize("role", [None, *Role])
async def test_only_who_keeps_the_register_changes_it(registry: Registry, role: Role | None) -> None:
    await registry.register()
    other = await (registry.staff(role, name="Башка киши") if role else registry.resident())
    may = role is not None and Permission.KEEP_INITIATIVES in PERMISSIONS[role]
    for payload in ("ini:card.1", "ini:new.0", "ini:count.1", "ini:change.1.about", "ini:plan.2026"):
        said = await other.tap_payload(payload)
        assert ("укугу бар кызматкерлер үчүн" in said) is not may, said
    await other.tap_payload("ini:stage.1.withdrawn")
    await other.write("бүгүн")
    await other.tap_payload("ininew:7")
    assert (await registry.initiative()).stage is InitiativeStage.REGISTERED


@pytest.mark.parametrize(
    "payload", ["in:card.99", "in:support.x", "in:", "in:zzz.1", "ini:stage.1.zzz", "ini:zz"]
)
async def test_a_strange_button_says_something(registry: Registry, payload: str) -> None:
    await registry.register()
    assert await registry.officer.tap_payload(payload)


async def test_who_deletes_themselves_supports_nothing_any_more(registry: Registry) -> None:
    resident = await registry.resident()
    await registry.register()
    await resident.tap_payload("in:support.1")
    async with registry.database.reading() as session:
        kept = await personal.kept_data(session, await registry.person(resident))
    assert kept["initiatives_supported"][0]["initiative"] == "Жайыт эрежелери"
    async with registry.database.session() as session:
        contact = await meet(session, "telegram", resident.address, clock.now())
        await my_data.delete_person(session, contact, clock.now(), erasers=(personal.forget,))
    assert not await registry.all_of(InitiativeSupport)


async def test_in_russian_too_and_support_is_taken_back(registry: Registry) -> None:
    resident = await registry.resident(RUSSIAN)
    await registry.register()
    await resident.write("/initiatives")
    assert "Нормотворческая инициатива № 1/2026" in await resident.tap("Правила выпаса")
    await resident.tap("Поддерживаю")
    await resident.tap("Подробнее")
    assert "больше не поддерживаете" in await resident.tap("Не поддерживаю")
    assert not await registry.all_of(InitiativeSupport)
