"""The office opens the list, a duty's card, says what was done and shows it; told by talking to the bot."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.areas.hearings.models import MeetingKind, MeetingState
from bot.areas.municipality.models import Municipality
from bot.areas.obligations import access, linking, listing, proving
from bot.areas.obligations.models import Link, Proof
from bot.areas.obligations.proving import Told
from bot.areas.obligations.rules.state import FactKind, State
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.db import Database
from bot.core.errors import Refused
from bot.core.messages import AttachmentKind
from tests.areas.broadcasts.press import attachments, send_file
from tests.areas.obligations.ledger import DEPUTY_SINCE, Ledger, at, open_ledger
from tests.areas.residents.chat import BISHKEK, Phone

K, S = MeetingKind, State
SKIP = "Өткөрүп жиберүү"


def day(month: int, number: int) -> date:
    return date(2026, month, number)


async def spring(database: Database) -> Ledger:
    """10 March 2026: the winter is over, the second quarter not yet begun."""
    ledger = await open_ledger(database, day(3, 10))
    await ledger.begin()
    return ledger


@pytest.fixture
async def ledger(sqlite: Database) -> Ledger:
    return await spring(sqlite)


async def open_card(phone: Phone, label: str) -> str:
    """Turning the list's pages until the duty is there."""
    await phone.write("/plan")
    for _ in range(6):
        if any(label in button for button in phone.buttons):
            return await phone.tap(label)
        await phone.tap("/")
    raise AssertionError(f"no duty {label!r}")


async def test_the_whole_year_is_one_screen_with_what_is_behind_first(ledger: Ledger) -> None:
    await ledger.meeting(K.HEAD_REPORT, day(2, 10))
    said = await ledger.officer.write("/plan")
    assert "2026-жылдын милдеттери" in said
    behind, now, ahead, done = [
        said.index(heading)
        for heading in ("<b>Мөөнөтү өткөн", "<b>Азыр аткарылышы", "<b>Алдыда", "<b>Аткарылганы")
    ]
    assert behind < said.index("🔴 1 Бюджет аткаруу") < now
    assert now < said.index("🟡 3 СЭӨП боюнча угуу") < ahead
    assert ahead < said.index("⚪ 4 Бюджет долбоору") < done
    assert done < said.index("🟢 2 Башчынын жылдык отчету · 10.02")
    assert len(ledger.officer.seen[-1].message.choices) <= 10


async def test_the_list_is_narrowed_to_what_one_wants(ledger: Ledger) -> None:
    await ledger.officer.write("/plan")
    await ledger.officer.tap("Тандоо")
    await ledger.officer.tap("Календарь")
    await ledger.officer.tap("Мөөнөтү өткөн")
    said = await ledger.officer.tap("✅ Көрсөтүү")
    assert "Календарь" in said
    assert "1 Бюджет аткаруу" in said
    assert "1.1 Сайт" not in said
    assert "4 Бюджет долбоору" not in said
    await ledger.officer.tap("Тандоо")
    assert "1.1 Сайт" in await ledger.officer.tap("Баарын көрсөтүү")


async def test_mine_is_what_i_answer_for(ledger: Ledger) -> None:
    finance = await ledger.staff(Role.FINANCE_HEAD, name="Чынара Бекова")
    await finance.write("/plan")
    said = await finance.tap("Меники")
    assert "1 Бюджет аткаруу" in said
    assert "4 Бюджет долбоору" in said
    assert "Сайт жана" not in said
    assert "Сайт жана" in await finance.tap("Баарыныкы")


async def test_years_before_can_be_looked_at(ledger: Ledger) -> None:
    await ledger.begin(day(1, 1), 2025)
    await ledger.officer.write("/plan")
    await ledger.officer.tap("Башка жылдар")
    assert "2025-жылдын милдеттери" in await ledger.officer.tap("2025")


async def test_a_card_tells_source_times_people_and_what_shows_it(ledger: Ledger) -> None:
    await ledger.meeting(K.BUDGET_HEARING, day(3, 4))
    said = await open_card(ledger.officer, "Бюджет атк")
    assert "милдеттүү иш-чаралардын календары, 1-сап" in said
    assert "Январь-февраль" in said
    assert "ФЭБ башчысы" in said
    assert "🟠" in said
    assert "Коомдук бюджеттик угуу: Суу түтүгүн оңдоо" in said
    assert "мөөнөтүнөн кийин" in said


async def test_the_cards_button_begins_the_doing(ledger: Ledger) -> None:
    await open_card(ledger.officer, "СЭӨП")
    assert "Кайсы маселе тууралуу" in await ledger.officer.tap("▶️ Жыйын чакыруу")


async def test_what_the_system_cannot_see_is_marked_with_a_proof(database: Database) -> None:
    ledger = await spring(database)
    clock.move_to(at(day(6, 20)))
    await open_card(ledger.head, "Башчы: кең")
    await ledger.head.tap("✅ Аткарылды")
    await ledger.head.tap("1-жарымы")
    await ledger.head.write("12.06")
    await send_file(ledger.head, AttachmentKind.PHOTO)
    await ledger.head.tap("Даяр")
    await ledger.head.tap(SKIP)  # no link
    await ledger.head.write("Кеңештин сессиясында угулду, токтом №12")
    said = await ledger.head.tap("Ооба, бар")
    assert "жыйынтыгы катталды" in said
    assert await ledger.stands("reg.4.4", day(6, 20)) is S.REPORTED
    card = await ledger.officer.write("/plan")
    assert "4.4 Башчы: кеңешке отчет" in card
    said = await open_card(ledger.officer, "Башчы: кең")
    assert "Бакыт Осмонов" in said
    assert "токтом №12" in said


async def test_a_day_to_come_and_a_day_long_before_are_asked_back(ledger: Ledger) -> None:
    period = await ledger.period("reg.4.4", 2)
    clock.move_to(at(day(7, 5)))
    await ledger.head.tap_payload(f"ob:tick.{period.id}")
    assert "келечекте" in await ledger.head.write("20.07.2026")
    assert "Күнү туурабы" in await ledger.head.write("20.05.2026")
    await ledger.head.tap("Ооба, ошол күнү")
    await ledger.head.tap(SKIP)
    await ledger.head.tap(SKIP)
    assert "эмне аткарылганын" in ledger.head.seen[-1].message.text.lower()
    await ledger.head.write("Сессияда")
    await ledger.head.tap("Азырынча жок")
    assert await ledger.stands("reg.4.4", day(7, 5), 2) is S.DONE


async def test_the_service_itself_asks_for_day_proof_and_right(ledger: Ledger) -> None:
    period = await ledger.period("reg.4.4", 1)
    head, resident = await ledger.person(ledger.head), await ledger.person(await ledger.resident())
    finance = await ledger.person(await ledger.staff(Role.FINANCE_HEAD, name="Чынара Бекова"))
    now = clock.now()

    async def refused(by: int, told: Told) -> str:
        with pytest.raises(Refused) as caught:
            async with ledger.database.session() as session:
                await proving.prove(session, period.id, by, told, now, BISHKEK)
        return caught.value.code

    good = Told(day(3, 1), note="Болду")
    assert await refused(head, Told(day(3, 11), note="Болду")) == "obligations:proof_ahead"
    assert await refused(head, Told(day(3, 1))) == "obligations:proof_missing"
    assert await refused(head, Told(day(3, 1), link="эмне")) == "obligations:proof_link"
    assert await refused(finance, good) == "people:not_allowed"
    assert await refused(resident, good) == "people:not_allowed"
    await ledger.set("reg.4.4", waived_at=now, waived_reason="Башчы жаңы")
    assert await refused(head, good) == "obligations:proof_waived"


async def test_only_a_link_counts_where_the_chat_is_no_page(ledger: Ledger) -> None:
    async with ledger.database.session() as session:
        (await session.get_one(Municipality, 1)).legal = {"bot_counts_as_page": False}
    period = await ledger.period("plan.1.1", 3)
    await ledger.officer.tap_payload(f"ob:tick.{period.id}")
    await ledger.officer.write("09.03")
    await ledger.officer.tap(SKIP)
    assert "шилтеме гана" in ledger.officer.seen[-1].message.text
    assert "https://" in await ledger.officer.write("сайтта бар")
    await ledger.officer.write("facebook.com/aiyl/posts/1")
    await ledger.officer.tap(SKIP)
    assert await ledger.stands("plan.1.1", day(3, 10), 3) is S.DONE
    proof = (await ledger.all(Proof))[0]
    assert proof.link == "https://facebook.com/aiyl/posts/1"


async def test_who_only_looks_gets_no_buttons_that_change(ledger: Ledger) -> None:
    deputy = await ledger.deputy()
    said = await open_card(deputy, "Бюджет атк")
    assert "милдеттүү иш-чаралардын календары, 1-сап" in said
    assert not [one for one in deputy.buttons if "Аткарылды" in one or "Эмне тиешелүү" in one]
    period = await ledger.period("cal.1", 1)
    for payload in (f"ob:tick.{period.id}", f"ob:links.{period.id}", f"ob:not.{period.id}.meeting.1"):
        assert "укугу бар кызматкерлер" in await deputy.tap_payload(payload)
    resident = await ledger.resident()
    assert "милдеттери" not in await resident.write("/plan")


async def test_a_deputy_proves_their_own_report_alone(ledger: Ledger) -> None:
    one, two = [await ledger.deputy(name) for name in ("Эркин Садыков", "Гүлзат Асанова")]
    for phone in (one, two):
        await ledger.term(phone, DEPUTY_SINCE)
    clock.move_to(at(day(12, 20)))
    period = await ledger.period("cal.6", 1)
    await one.tap_payload(f"ob:tick.{period.id}")
    await one.write("15.12")
    await one.tap(SKIP)
    await one.tap(SKIP)
    await one.write("Айылдык жыйында отчет бердим")
    await one.tap("Азырынча жок")
    assert await ledger.stands("cal.6", day(12, 20)) is S.PARTLY
    said = await open_card(ledger.officer, "Депутаттардын")
    assert "Азырынча жок: Гүлзат Асанова" in said
    await ledger.officer.tap("✅ Аткарылды")
    assert "Эркин Садыков" not in ledger.officer.buttons
    await ledger.officer.tap("Гүлзат Асанова")
    await ledger.officer.write("18.12")
    await ledger.officer.tap(SKIP)
    await ledger.officer.tap(SKIP)
    await ledger.officer.write("Протоколу кеңеште")
    await ledger.officer.tap("Ооба, бар")
    assert await ledger.stands("cal.6", day(12, 20)) is S.DONE


async def test_a_proof_is_taken_back_by_its_giver_or_who_keeps_the_plan(ledger: Ledger) -> None:
    finance = await ledger.staff(Role.FINANCE_HEAD, name="Чынара Бекова")
    number = await ledger.proof("cal.1", 1, day(2, 20), recorded_by=await ledger.person(ledger.head))
    period = await ledger.period("cal.1", 1)
    await finance.tap_payload(f"ob:gone.{number}")
    assert await ledger.stands("cal.1", day(3, 10)) is S.DONE
    await ledger.officer.tap_payload(f"ob:ticks.{period.id}")
    await ledger.officer.tap("кайра алуу")
    await ledger.officer.tap("Ооба, кайра алам")
    assert await ledger.stands("cal.1", day(3, 10)) is S.MISSED
    kept = (await ledger.all(Proof))[0]
    assert kept.withdrawn_at is not None
    tags = [entry.tag for entry in await ledger.all(AuditEntry)]
    assert "obligation:proof:withdrawn" in tags
    await open_card(ledger.officer, "Бюджет атк")
    assert "кайра алынды" in await ledger.officer.tap("Тарыхы")
    # A second tap on the old button finds nothing to take back.
    assert "мындан ары жок" in await ledger.officer.tap_payload(f"ob:gone.{number}")


async def test_the_files_of_a_proof_are_shown(ledger: Ledger) -> None:
    await ledger.officer.tap_payload(f"ob:tick.{(await ledger.period('cal.1', 1)).id}")
    await ledger.officer.write("20.02")
    await send_file(ledger.officer, AttachmentKind.PHOTO, reference="photo1")
    await ledger.officer.tap("Даяр")
    await ledger.officer.tap(SKIP)
    await ledger.officer.tap(SKIP)
    await ledger.officer.tap("Ооба, бар")
    await open_card(ledger.head, "Бюджет атк")
    await ledger.head.tap("Далилдери")
    await ledger.head.tap("көрсөтүү")
    assert [kind.kind for kind in attachments(ledger.head)[-1]] == [AttachmentKind.PHOTO]


# Linking


async def test_a_meeting_of_another_kind_is_linked_and_let_go_again(ledger: Ledger) -> None:
    hearing = await ledger.meeting(K.PUBLIC_HEARING, day(2, 12), matter_ky="Бюджет тууралуу")
    assert await ledger.stands("cal.1", day(3, 10)) is S.MISSED
    await open_card(ledger.officer, "Бюджет атк")
    said = await ledger.officer.tap("Эмне тиешелүү")
    assert "Коомдук угуу: Бюджет тууралуу" in said
    await ledger.officer.tap("1 бул жерге")
    assert await ledger.stands("cal.1", day(3, 10)) is S.DONE
    link = (await ledger.all(Link))[0]
    assert (link.kind, link.subject_id, link.excluded) == (FactKind.MEETING, hearing, False)
    assert "деп белгиленген" in ledger.officer.seen[-1].message.text
    await ledger.officer.tap("белгисин алуу")
    assert await ledger.stands("cal.1", day(3, 10)) is S.MISSED


async def test_a_hearing_moved_to_the_other_budget_row_leaves_the_first(ledger: Ledger) -> None:
    early = await ledger.meeting(K.BUDGET_HEARING, day(5, 20))
    clock.move_to(at(day(6, 20)))
    period = await ledger.period("cal.4", 1)
    assert await ledger.stands("cal.1", day(6, 20)) is S.LATE
    async with ledger.database.session() as session:
        subject = (FactKind.MEETING, early)
        officer = await ledger.person(ledger.officer)
        await linking.link(session, period.id, subject, officer, clock.now(), BISHKEK)
    assert await ledger.stands("cal.1", day(6, 20)) is S.MISSED
    assert await ledger.stands("cal.4", day(6, 20)) is S.DONE


async def test_what_is_said_not_to_belong_does_not_count_here_and_does_elsewhere(ledger: Ledger) -> None:
    await ledger.meeting(K.VILLAGE_ASSEMBLY, day(2, 12))
    assert await ledger.stands("plan.1.2", day(3, 10)) is S.DONE
    period = await ledger.period("plan.1.2", 1)
    await ledger.officer.tap_payload(f"ob:links.{period.id}")
    await ledger.officer.tap("1 бул жерге эмес")
    assert await ledger.stands("plan.1.2", day(3, 10)) is S.MISSED
    assert await ledger.stands("plan.2.1", day(3, 10)) is S.DONE


async def test_only_things_that_are_there_and_fit_are_linked(ledger: Ledger) -> None:
    report = await ledger.meeting(K.DEPUTY_REPORT, day(2, 12))
    cancelled = await ledger.meeting(K.PUBLIC_HEARING, day(2, 13), MeetingState.CANCELLED)
    period = await ledger.period("cal.1", 1)
    for subject in (f"meeting.{report}", f"meeting.{cancelled}", "meeting.999", "poster.1", "nonsense.1"):
        said = await ledger.officer.tap_payload(f"ob:link.{period.id}.{subject}")
        assert "болбойт" in said
    assert not await ledger.all(Link)


async def test_forged_and_old_buttons_are_answered_kindly(ledger: Ledger) -> None:
    for payload in ("ob:card.x", "ob:card.999", "ob:per.", "ob:gone.7"):
        assert "мындан ары жок" in await ledger.officer.tap_payload(payload)
    for payload in ("ob:", "ob:nonsense", "ob:list.20x6.zzzz.-1", "ob:list.9999", f"ob:tick.{10**20}"):
        assert await ledger.officer.tap_payload(payload)


# How many wait


async def test_the_menu_counts_what_i_owe_and_what_is_overdue(ledger: Ledger) -> None:
    async def count(phone: Phone) -> int:
        async with ledger.database.reading() as session:
            return await listing.count_owed(session, await ledger.person(phone))

    finance = await ledger.staff(Role.FINANCE_HEAD, name="Чынара Бекова")
    assert await count(finance) == 1
    before = await count(ledger.officer)
    await ledger.meeting(K.BUDGET_HEARING, day(3, 4))
    assert await count(finance) == 0
    # It is an assembly of the half-year too.
    assert await count(ledger.officer) == before - 2
    assert await count(await ledger.resident()) == 0


def test_a_filter_is_read_back_from_its_button() -> None:
    for by in (
        listing.Narrowed(mine=True, how=listing.How.BEHIND),
        listing.Narrowed(quarter=True, which=listing.Which.PLAN),
    ):
        assert listing.read(by.write()) == by
    assert listing.read("rubbish") == listing.Narrowed()


async def test_who_owes_proves_and_others_do_not(ledger: Ledger) -> None:
    finance = await ledger.person(await ledger.staff(Role.FINANCE_HEAD, name="Чынара Бекова"))
    rows = await ledger.rows(day(3, 10))
    async with ledger.database.reading() as session:
        viewer = await access.viewer(session, finance)
        assert viewer.may_prove(rows["cal.1"])
        assert not viewer.may_prove(rows["plan.1.1"])
        assert (await session.scalars(select(Proof))).all() == []
