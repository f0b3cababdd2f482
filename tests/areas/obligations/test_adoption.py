"""A plan is adopted as 004 §4 says: group, discussion, the head's order; then only a revision changes it."""

import pytest

from bot.areas.hearings.models import MeetingState
from bot.areas.obligations import adoption, editions, personal, years
from bot.areas.obligations.indicators.targets import targets
from bot.areas.obligations.models import GroupMember, PlanState
from bot.areas.obligations.papers import printing
from bot.areas.obligations.papers.orders import group_order
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.errors import Refused
from bot.core.i18n import Translator
from tests.areas.broadcasts.office import SKIP, at
from tests.areas.obligations.planner import Planner
from tests.areas.residents.chat import BISHKEK


async def test_a_plan_goes_its_whole_way(either_planner: Planner) -> None:
    planner = either_planner
    said = await planner.begin_plan()
    assert "2025–2028-жылдардын планы" in said
    # The head is in the group and leads it (§4.1); alone that is too few.
    said = await planner.officer.tap("Жумушчу топ")
    assert "⭐ Бакыт Осмонов" in said
    assert "стратегия, 4.3: айыл өкмөтүнөн, кеңештен жана жамааттан кеминде 7 мүчө керек, азыр 1" in said
    plan = await planner.plan()
    assert "кеминде 7 мүчө" in await planner.head.tap_payload(f"oba:approve.{plan.id}")
    await planner.join("Айжан Бекова", "кеңештин депутаттары", "Аял")
    await planner.quick_group(first=1)
    head = next(one for one in await planner.all(GroupMember) if one.leads)
    await planner.officer.tap_payload(f"oba:describe.{plan.id}.{head.id}")
    await planner.officer.write("Айыл өкмөтүнүн башчысы")
    await planner.officer.tap("Эркек")
    await planner.officer.tap("Этникалык азчылык")
    await planner.officer.tap("Майыптыгы бар")
    await planner.officer.tap("Башка социалдык")
    assert "Курамы стратегиянын талаптарына ылайык (4.3, 4.4)" in await planner.officer.tap("Даяр")
    await planner.officer.tap_payload(f"oba:ordered.{plan.id}")
    await planner.officer.write("3-Б")
    assert "7 мүчө; буйрук № 3-Б, 5-январь, 2026-ж" in await planner.officer.write("05.01.2026")

    # Without the assembly nothing is approved (§4.9).
    assert "айылдык жыйында талкууланат" in await planner.head.tap_payload(f"oba:approve.{plan.id}")
    clock.move_to(at("2026-01-26 10:00"))
    await planner.discuss()
    # Only the head approves (§4.10).
    await planner.officer.tap_payload(f"oba:plan.{plan.id}")
    assert not any(one == "✅ Бекитүү" for one in planner.officer.buttons)
    said = await planner.officer.tap_payload(f"oba:approve.{plan.id}")
    assert (await planner.plan()).state is PlanState.DRAFT
    await planner.head.tap_payload(f"oba:approve.{plan.id}")
    await planner.head.write("14")
    said = await planner.head.write("19.01.2026")
    assert "16 жер толтурула элек" in said
    said = await planner.head.tap("Бекитем")
    assert "буйрук андан мурунку болбойт" in said
    await planner.head.tap("Артка")
    await planner.head.write("25.01.2026")
    said = await planner.head.tap("Бекитем")
    assert "2025–2028-жылдардын планы бекитилди" in said
    assert "буйрук № 14, 25-январь" in await planner.told(planner.officer)
    found = await planner.plan()
    assert (found.state, found.approved_by) == (PlanState.APPROVED, await planner.person(planner.head))
    assert "Бекитилген: буйрук № 14" in await planner.officer.tap_payload("obp:year.2026")


async def test_after_the_approval_numbers_are_fixed_and_days_are_free(planner: Planner) -> None:
    await planner.number("plan.1.4", "materials_min", "8")
    await planner.approved_plan()
    said = await planner.number("plan.1.4", "materials_min", "6")
    assert "Бекитилген планда бул жерде 8 деп турат" in said
    # A blank that was left open may still be filled, and set right.
    await planner.number("plan.1.1", "informed_web", "40")
    await planner.number("plan.1.1", "informed_web", "45")
    assert (await planner.row("plan.1.1")).obligation.targets["informed_web"] == 45
    row = await planner.row("plan.1.4")
    await planner.officer.tap_payload(f"obp:on.{row.id}.1")
    assert "Күнү белгиленди" in await planner.officer.write("10.02.2026")
    await planner.officer.tap_payload(f"obp:name.{row.id}")
    await planner.officer.write("Сагын Алиев")
    await planner.officer.tap("Ушул жерге гана")
    assert "кайра кароо менен гана" in await planner.officer.tap_payload("obp:new.2026")


async def test_a_revision_changes_it_and_is_kept_with_what_it_changed(planner: Planner) -> None:
    await planner.number("plan.1.4", "materials_min", "8")
    await planner.approved_plan()
    first = await planner.plan()
    await planner.officer.tap_payload(f"oba:revise.{first.id}")
    said = await planner.officer.write("Таза суу маселеси биринчи орунга чыкты")
    assert "Кайра кароо башталды" in said
    assert "Эмне үчүн: Таза суу" in said or "Себеби: Таза суу" in said
    await planner.number("plan.1.4", "materials_min", "12")
    await planner.discuss("2026-01-26 08:00")
    await planner.head.tap_payload(f"oba:approve.{(await planner.plan()).id}")
    await planner.head.write("40")
    said = await planner.head.write("26.01.2026")
    assert "8 → 12" in said
    await planner.head.tap("Бекитем")
    second = await planner.plan()
    assert (await planner.find_plan(first.id)).state is PlanState.REPLACED
    assert second.said is not None
    assert second.said["2026"]["plan.1.4"]["targets"] == {"materials_min": 12}
    said_first = (await planner.find_plan(first.id)).said
    assert said_first is not None
    assert said_first["2026"]["plan.1.4"]["targets"] == {"materials_min": 8}
    said = await planner.officer.tap_payload(f"oba:edition.{second.id}")
    assert "8 → 12" in said
    # At most once a year (§4.11): the next one is refused with its day.
    clock.move_to(at("2026-11-20 10:00"))
    said = await planner.officer.tap_payload(f"oba:revise.{second.id}")
    assert "26-январь, 2027-ж" in said
    clock.move_to(at("2027-01-26 10:00"))
    assert "артыкчылыктар" in await planner.officer.tap_payload(f"oba:revise.{second.id}")


async def test_a_revision_given_up_leaves_what_was_approved(planner: Planner) -> None:
    await planner.number("plan.1.4", "materials_min", "8")
    await planner.officer.tap_payload("obp:new.2026")
    await planner.officer.tap("Сурамжылоо")
    await planner.officer.tap("Жарым жыл сайын")
    await planner.officer.tap("Жыл сайын")
    await planner.approved_plan()
    await planner.officer.tap_payload(f"oba:revise.{(await planner.plan()).id}")
    await planner.officer.write("Артыкчылыктар өзгөрдү")
    await planner.number("plan.1.4", "materials_min", "2")
    await planner.number("plan.1.2", "attended", "15")
    survey = await planner.row("own.citizen_survey")
    await planner.officer.tap_payload(f"obp:remove.{survey.id}")
    await planner.officer.tap("Алып салуу")
    await planner.officer.tap_payload("obp:new.2026")
    await planner.officer.tap("Жаштар форуму")
    await planner.officer.tap("Зарыл болгондо")
    await planner.officer.tap("Ушул жылы гана")
    draft = await planner.plan()
    assert draft.state is PlanState.DRAFT
    await planner.officer.tap_payload(f"oba:drop.{draft.id}")
    said = await planner.officer.tap("Баш тартуу")
    assert "буйрук № 14" in said
    assert (await planner.row("plan.1.4")).obligation.targets == {"materials_min": 8}
    # What the approved plan left blank keeps what it was filled with.
    assert (await planner.row("plan.1.2")).obligation.targets == {"attended": 15}
    assert len((await planner.row("own.citizen_survey")).periods) == 2
    assert not await planner.obligations("own.youth_forum")


async def test_while_a_revision_is_drawn_up_the_approved_numbers_hold(planner: Planner) -> None:
    await planner.number("plan.1.4", "materials_min", "8")
    await planner.approved_plan()
    await planner.officer.tap_payload(f"oba:revise.{(await planner.plan()).id}")
    await planner.officer.write("Артыкчылыктар өзгөрдү")
    await planner.number("plan.1.4", "materials_min", "2")
    await planner.number("plan.1.2", "attended", "15")
    async with planner.database.reading() as session:
        hold = await editions.in_force(session, 2026)
        aims = await targets(session, 2026)
    assert hold["plan.1.4"] == {"materials_min": 8}, "what is only proposed judges nothing yet"
    # A blank that the approved plan left open needs no revision.
    assert (aims["materials_min"], aims["attended"]) == (8, 15)
    row = await planner.row("plan.1.4")
    assert row.obligation.targets == {"materials_min": 2}, "the draft keeps what was typed"


async def test_an_assembly_held_before_this_program_is_noted(planner: Planner) -> None:
    await planner.begin_plan()
    plan = await planner.plan()
    called = await planner.assembly("2026-02-20 15:00", MeetingState.CALLED)
    assert "өтө элек" in await planner.officer.tap_payload(f"oba:link.{plan.id}.{called}")
    await planner.officer.tap_payload(f"oba:talk.{plan.id}")
    await planner.officer.tap("Мурда өткөн")
    assert "аралыгындагы" in await planner.officer.write("01.02.2026")
    await planner.officer.write("12.03.2025")
    said = await planner.officer.write("Клубда өттү, 84 киши келди")
    assert "Айылдык жыйында талкууланды: 12-март, 2025-ж" in said


async def test_two_plans_never_have_the_same_year(planner: Planner) -> None:
    await planner.begin_plan()
    await planner.officer.tap_payload("oba:begin.2026")
    assert "2025–2028-жылдарга план бар" in await planner.officer.write("2027-2030")
    assert "2025-2028 деп жазыңыз" in await planner.officer.write("2027")


async def test_somebody_else_at_the_group_s_head_is_remarked(planner: Planner) -> None:
    await planner.begin_plan()
    await planner.quick_group()
    plan = await planner.plan()
    other = next(one for one in await planner.all(GroupMember) if one.name == "Талант Исаков")
    said = await planner.officer.tap_payload(f"oba:lead.{plan.id}.{other.id}")
    assert "стратегия, 4.1: топту айыл өкмөтүнүн башчысы жетектейт" in said


async def test_the_officer_lays_the_plan_before_the_head(planner: Planner) -> None:
    await planner.begin_plan()
    plan = await planner.plan()
    assert "кеминде 7 мүчө" in await planner.officer.tap_payload(f"oba:ask.{plan.id}")
    assert "Жумушчу топ" in str(planner.officer.buttons), "the way to what is missing stands below"
    await planner.quick_group()
    await planner.officer.tap_payload(f"oba:plan.{plan.id}")
    assert "талкууланат" in await planner.officer.tap("Башчыга сунуштоо")
    assert "талкуулан" in await planner.officer.tap("Талкуулоо")
    clock.move_to(at("2026-01-26 10:00"))
    await planner.discuss()
    assert "Башчыга кабар берилди" in await planner.officer.tap("Башчыга сунуштоо")
    assert "бекитүүгө сунушталды" in await planner.told(planner.head)


async def test_a_plan_of_years_to_come_is_fixed_when_they_open(planner: Planner) -> None:
    await planner.number("plan.1.4", "materials_min", "8")
    clock.move_to(at("2026-01-26 10:00"))
    await planner.officer.tap_payload("oba:begin.2026")
    await planner.officer.write("2027-2030")
    await planner.quick_group()
    await planner.discuss()
    await planner.approve_plan()
    async with planner.database.session() as session:
        await years.open_year(session, 2027, at("2026-12-01 09:00"), BISHKEK)
    row = await planner.row("plan.1.4", 2027)
    said = await planner.officer.tap_payload(f"obp:num.{row.id}.materials_min")
    assert "Бекитилген планда бул жерде 8" in said


async def test_what_is_said_of_members_stays_with_who_keeps_the_plan(planner: Planner) -> None:
    await planner.begin_plan()
    await planner.join("Айжан Бекова", "жергиликтүү жамаат", "Аял", "Этникалык", position="мугалим")
    plan = await planner.plan()
    chair = await planner.staff(Role.COUNCIL_CHAIR, name="Төраган")
    member = (await planner.all(GroupMember))[-1]
    assert "Этникалык" not in await chair.tap_payload(f"oba:member.{plan.id}.{member.id}")
    assert "Этникалык азчылык" in await planner.officer.tap_payload(f"oba:member.{plan.id}.{member.id}")
    async with planner.database.session() as session:
        t = Translator("ky", BISHKEK)
        paper = str(group_order(t, await printing.gather_order(session, t, plan, clock.now())))
    assert "мугалим" in paper
    assert "азчылык" not in paper
    entries = str([(one.before, one.after) for one in await planner.all_of(AuditEntry)])
    assert "Айжан" not in entries
    assert "minority" not in entries


async def test_correcting_a_member_keeps_what_is_skipped_and_leaving_is_asked_back(planner: Planner) -> None:
    await planner.begin_plan()
    await planner.join("Айжан Бекова", "жергиликтүү жамаат", "Аял", "Этникалык", position="мугалим")
    plan, member = await planner.plan(), (await planner.all(GroupMember))[-1]
    await planner.officer.tap_payload(f"oba:describe.{plan.id}.{member.id}")
    await planner.officer.write("китепканачы")
    await planner.officer.tap(SKIP)
    await planner.officer.tap(SKIP)
    found = (await planner.all(GroupMember))[-1]
    assert (found.position, found.woman, found.minority) == ("китепканачы", True, True)
    said = await planner.officer.tap_payload(f"oba:out.{plan.id}.{member.id}")
    assert "Айжан Бекова жумушчу топтон чыгарылсынбы?" in said
    assert len(await planner.all(GroupMember)) == 2
    assert "Айжан" not in await planner.officer.tap("Топтон чыгаруу")
    assert len(await planner.all(GroupMember)) == 1


async def test_who_leaves_is_forgotten_beside_the_name_in_the_order(planner: Planner) -> None:
    await planner.begin_plan()
    person = await planner.person(planner.head)
    row = await planner.row("cal.1")
    await planner.officer.tap_payload(f"obp:name.{row.id}")
    await planner.officer.tap("Бакыт Осмонов")
    async with planner.database.session() as session:
        kept = await personal.kept_data(session, person)
        await personal.forget(session, person)
    assert kept["answers_for"] == [{"year": 2026, "duty": "cal.1", "name": "Бакыт Осмонов"}]
    assert kept["working_groups"][0]["plan"] == "2025-2028"
    assert not (await planner.row("cal.1")).named
    assert [(one.name, one.person_id) for one in await planner.all(GroupMember)] == [("Бакыт Осмонов", None)]


async def test_only_the_head_s_word_approves_even_past_the_buttons(planner: Planner) -> None:
    await planner.begin_plan()
    await planner.quick_group()
    plan = await planner.plan()
    for role in (Role.OFFICER, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR, Role.ADMINISTRATOR):
        phone = await planner.staff(role, name=role.value)
        async with planner.database.session() as session:
            with pytest.raises(Refused, match="people:not_allowed"):
                await adoption.approve(
                    session,
                    await planner.person(phone),
                    plan.id,
                    "1",
                    clock.now().date(),
                    clock.now(),
                    BISHKEK,
                )


async def test_a_duty_s_history_tells_nothing_of_a_plan_with_the_same_number(planner: Planner) -> None:
    await planner.begin_plan()
    plan = await planner.plan()
    duty = (await planner.row("cal.1")).obligation
    assert duty.id == plan.id
    await planner.officer.tap_payload(f"obp:note.{duty.id}")
    await planner.officer.write("Клубда")
    said = await planner.officer.tap_payload(f"ob:log.{duty.id}")
    assert "эскертүү өзгөртүлдү" in said
    assert "План түзүү башталды" not in said


async def test_nobody_discussed_a_revision_before_what_it_revises_was_approved(planner: Planner) -> None:
    await planner.approved_plan()
    await planner.officer.tap_payload(f"oba:revise.{(await planner.plan()).id}")
    await planner.officer.write("Таза суу маселеси биринчи орунга чыкты")
    plan, before = await planner.plan(), await planner.assembly("2026-01-22 15:00")
    after = await planner.assembly("2026-01-26 08:00")
    assert "Азырынча талкууланган жок" in await planner.officer.tap_payload(f"oba:talk.{plan.id}")
    offered = [choice.payload for row in planner.officer.seen[-1].message.choices for choice in row]
    assert f"oba:link.{plan.id}.{after}" in offered
    assert f"oba:link.{plan.id}.{before}" not in offered
    assert "25-январь, 2026-ж. бекитилген" in await planner.officer.tap_payload(
        f"oba:link.{plan.id}.{before}"
    )
    await planner.officer.tap_payload(f"oba:earlier.{plan.id}")
    await planner.officer.write("22.01.2026")
    assert "кайра кароо: ал күнгө чейинки" in await planner.officer.write("Клубда өттү, 84 киши келди")


async def test_where_and_who_of_a_discussion_is_more_than_two_letters(planner: Planner) -> None:
    await planner.begin_plan()
    await planner.officer.tap_payload(f"oba:earlier.{(await planner.plan()).id}")
    await planner.officer.write("12.03.2025")
    assert "Бир нече сөз жазыңыз" in await planner.officer.write("ой")
    assert "Айылдык жыйында талкууланды" in await planner.officer.write("Клубда өттү, 84 киши келди")


async def test_who_is_in_the_group_is_not_offered_and_is_told_of_at_once(planner: Planner) -> None:
    await planner.begin_plan()
    [leader] = await planner.all_of(GroupMember)
    head = leader.name
    await planner.officer.tap_payload(f"oba:join.{(await planner.plan()).id}")
    assert head not in str(planner.officer.buttons)
    assert "топто бар" in await planner.officer.write(head)
