"""Mandates beside meetings and initiatives, joined as the program itself joins them."""

from datetime import timedelta

import pytest

from bot.app import compose_areas
from bot.areas.broadcasts.models import Broadcast
from bot.areas.hearings.jobs import jobs as hearing_jobs
from bot.areas.hearings.models import Meeting, MeetingKind, ReportPart
from bot.areas.initiatives.models import Initiative, InitiativeSupport
from bot.areas.people.models import Role
from bot.areas.residents.dialogs import Hooks
from bot.core import clock
from bot.core.db import Database
from bot.core.scheduling import Job
from tests.areas.appeals.desk import Desk
from tests.areas.broadcasts.office import SKIP, at
from tests.areas.broadcasts.press import NOON
from tests.areas.hearings.hall import Hall
from tests.areas.residents.chat import Phone, open_town

CHOOSE_DAY = "Отчетуңуздун күнүн тандаңыз"


class House(Desk, Hall):
    """Every area's routes, the meetings' and the mandates' clock, from the composition."""

    jobs: tuple[Job, ...] = ()

    async def secretary(self) -> Phone:
        return await self.staff(Role.COUNCIL_SECRETARY, name="Назгүл Асанова")


@pytest.fixture
async def house(sqlite: Database) -> House:
    clock.move_to(NOON)
    areas = compose_areas()
    # The town brings the residents' own routes.
    house = House(await open_town(sqlite, Hooks(), *areas.routes[1:]))
    wanted = {"mandates", *(one.name for one in hearing_jobs)}
    house.jobs = tuple(one for one in areas.jobs if one.name in wanted)
    assert len(house.jobs) == len(wanted)
    await house.open()
    return house


async def test_the_council_registers_an_initiative_from_the_mandates_card(house: House) -> None:
    deputy, author, secretary = await house.deputy(), await house.voter(), await house.secretary()
    mandate = await house.mandate(author, deputy)
    assert "берилген эмес" in await secretary.tap_payload(f"ininew:{mandate.id}")
    await deputy.tap_payload(f"dm:council.{mandate.id}")
    await deputy.write("Жол боюнча токтом кабыл алалы")
    await secretary.tap_payload(f"mc:card.{mandate.id}")
    await secretary.tap("Демилге катары")
    assert "токтом кабыл алалы" in await secretary.tap("Ченем жаратуу")
    for answer in ("Мектепке жол", SKIP, "Жол салуу", "Депутат", "Э. Садыков", "Бүт аймак", SKIP):
        button = answer in {SKIP, "Депутат", "Бүт аймак"}
        await (secretary.tap(answer) if button else secretary.write(answer))
    await secretary.tap("✅ Каттоо")
    [found] = await house.all(Initiative)
    assert found.appeal_id == mandate.id
    for phone in (author, deputy):
        assert "демилге катары каттады, № 1/2026" in await house.told(phone)
    assert "Мектепке жол" in await author.tap_payload(f"in:card.{found.id}")
    await secretary.tap_payload(f"mc:card.{mandate.id}")
    assert "демилге катары каттады, № 1/2026" in str(secretary.seen[-1].message.text), "its card tells it"
    assert "№ 1/2026" in await secretary.tap("Демилге 1/2026"), "the same one, not another"
    # Its author supports it without being asked, and so hears how it ends.
    [support] = await house.all_of(InitiativeSupport)
    assert support.person_id == await house.person(author)
    assert "демилге катары каттады" in await author.tap_payload(f"md:card.{mandate.id}")
    # What the council decided leads to the answer that the mandate's author waits for.
    for stage, answers in (("considered", ("бүгүн",)), ("accepted", ("бүгүн", "24/7", "бүгүн"))):
        await secretary.tap_payload(f"ini:stage.{found.id}.{stage}")
        for answer in answers:
            await secretary.write(answer)
        await secretary.tap(SKIP)
        assert ("Талапка жооп" in str(secretary.buttons)) == (stage == "accepted")
        # The deputy follows it too, without being counted among those who support it.
        assert "Мектепке жол" in await house.told(deputy)
        assert "Сизге берилген" in await house.told(deputy)
    assert len(await house.all_of(InitiativeSupport)) == 1
    assert "Акт № 24/7" in await house.told(deputy)
    await secretary.tap("Талапка жооп")
    assert "Жооп берүү" in str(secretary.buttons)


async def test_the_reports_form_offers_what_became_of_mandates_and_appeals(house: House) -> None:
    deputy, author = await house.deputy(), await house.voter()
    other = await house.deputy("Башка Депутат", "ak-terek")
    mandate = await house.mandate(author, deputy)
    await house.mandate(await house.voter("ak-terek", village="ak-terek"), other, "Ак-Терекке суу")
    await house.appeal(author, "Көчөдө жарык жок", village_id=1)
    clock.move(timedelta(minutes=1))
    await house.called(kind="Депутаттын отчету", day="20.12", matter="Жылдык отчет")
    assert "чакырылган: 20-декабрь" in await deputy.tap_payload("dm:day"), "no other day is chosen beside it"
    async with house.database.session() as session:
        meeting = await session.get_one(Meeting, (await house.meeting()).id)
        meeting.rapporteurs = ["Эркин Садыков, депутат"]
    await deputy.write("/report")
    await deputy.tap("Жылдык отчет")
    said = await deputy.tap("Кезеги менен")
    assert "Шайлоочулардын сунуш-талаптары" in said
    assert "Келген сунуш-талаптар: 1" in said
    assert mandate.number in said
    assert "даттануулар боюнча" in await deputy.tap("Ушундай алуу")
    assert "даттануулар: 1, жооп берилгени: 0" in str(deputy.seen[-1].message.text)
    await deputy.tap("Ушундай алуу")
    kept = {one.item: one.text for one in await house.all_of(ReportPart)}
    assert set(kept) == {"d1", "d2"}
    assert mandate.number in kept["d1"]
    assert "Ак-Терек" not in kept["d1"] + kept["d2"]


async def test_a_wished_day_opens_the_call_with_its_kind_and_day_and_ends_the_reminders(house: House) -> None:
    deputy, secretary = await house.deputy(), await house.secretary()
    await house.tick(minutes=1)
    assert CHOOSE_DAY in await house.told(deputy)
    await deputy.write("/mandates")
    await deputy.tap("Отчетумдун күнү")
    await deputy.write("20.12")
    [row] = (await house.letters(secretary))[-1].choices
    assert row[0].payload == "mtnew:report.2026-12-20"
    await secretary.tap_payload(row[0].payload)
    await secretary.write("Жылдык отчет")
    assert "Кайсы күнү" not in await secretary.write("Годовой отчет")
    for answer in ("10:00", "Маданият үйү"):
        await secretary.write(answer)
    for label in (SKIP, "Бардык тургундар", SKIP, "айыл"):
        await secretary.tap(label)
    await secretary.write("Эркин Садыков")
    for label in ("Адаттагысын алуу", SKIP, SKIP):
        await secretary.tap(label)
    meeting = await house.meeting()
    assert (meeting.kind, meeting.starts_at) == (MeetingKind.DEPUTY_REPORT, at("2026-12-20 10:00"))


@pytest.mark.parametrize("payload", ["mtnew:report.2026-11-20", "mtnew:report.x", "mtnew:report.2036-01-01"])
async def test_a_wished_day_that_cannot_be_asks_kind_and_day_as_always(house: House, payload: str) -> None:
    secretary = await house.secretary()
    await secretary.tap_payload(payload)
    assert "Депутаттын отчету" in str(secretary.buttons)


async def test_a_called_report_meeting_ends_the_reminders_and_the_chair_hears_of_nobody(house: House) -> None:
    deputy = await house.deputy()
    chair = await house.staff(Role.COUNCIL_CHAIR, name="Төрага")
    await house.called(kind="Депутаттын отчету", day="20.12", matter="Жылдык отчет")
    assert "чакырылган: 20-декабрь" in await deputy.tap_payload("dm:day"), "no other day is chosen beside it"
    before = (await house.all_told(deputy)).count(CHOOSE_DAY)
    for day in ("2026-11-28", "2026-12-07", "2026-12-14"):
        await house.go_to(at(f"{day} 10:00"))
    assert (await house.all_told(deputy)).count(CHOOSE_DAY) == before
    await house.go_to(at("2027-01-11 10:00"))
    assert "Эркин Садыков" not in await house.all_told(chair)


async def test_the_heads_report_offers_what_came_and_what_is_overdue(house: House) -> None:
    author = await house.resident()
    await house.appeal(author, "Көчөдө жарык жок", village_id=1)
    await house.go_to(at("2026-12-12 10:00"))
    await house.called(kind="Башчынын отчету", day="20.12", matter="Жылдык отчет")
    meeting = await house.meeting()
    said = await house.head.tap_payload(f"mtreport:{meeting.id}.l1")
    assert "Тургундардын кайрылуулары: 1; өз убагында жооп берилгени: 0" in said
    said = await house.head.tap_payload(f"mtreport:{meeting.id}.l4")
    assert "мөөнөтү өткөн кайрылуулары: 1" in said
    assert "кайрылуулары" not in await house.head.tap_payload(f"mtreport:{meeting.id}.b1")


async def test_the_bulletins_draft_tells_of_appeals(house: House) -> None:
    await house.appeal(await house.resident(), "Көчөдө жарык жок")
    house.jobs = tuple(one for one in compose_areas().jobs if one.name == "bulletins")
    await house.go_to(at("2026-12-21 10:00"))
    drafts = [str(one.text_ky) for one in await house.all_of(Broadcast)]
    [told] = [one for one in drafts if "кайрылуу келди" in one]
    assert "Өткөн айда 1 кайрылуу келди. Өз убагында жооп берилгени: 0" in told
    assert "каралып жатканы: 1" in told
