"""An officer sets up the year with a thumb: blank after blank, row after row."""

from datetime import date

import pytest

from bot.app import compose_areas
from bot.areas.municipality.models import Municipality
from bot.areas.obligations import own_events, planning, years
from bot.areas.obligations.catalogue import Recurrence, Rule, measures
from bot.areas.obligations.own_events import Draft
from bot.areas.obligations.rules import targets
from bot.areas.people.models import Role
from bot.core import clock
from bot.core.audit import AuditEntry
from bot.core.errors import Refused
from tests.areas.broadcasts.office import SKIP, at
from tests.areas.obligations.planner import Planner
from tests.areas.residents.chat import BISHKEK

BLANKS = 16
"""Nine numbers of 001, and the officer's name in seven of its rows."""


async def test_the_year_is_filled_blank_after_blank(either_planner: Planner) -> None:
    planner = either_planner
    said = await planner.officer.tap_payload("obp:")
    assert f"Дагы {BLANKS} жер толтурула элек" in said
    said = await planner.officer.tap("Бош жерлер")
    assert "____%" in said
    assert "эң көбү 100" in await planner.officer.write("120")
    said = await planner.officer.write("40 %")
    assert f"Дагы {BLANKS - 1} жер толтурула элек" in said
    assert "Ким жооптуу?" in said
    said = await planner.officer.write("Нурлан Осмонов")
    assert "Дагы 6 сапта" in said
    said = await planner.officer.tap("Ооба, баарына")
    assert f"Дагы {BLANKS - 8} жер" in said
    # What was half done is kept, and the walk begins anew where it was left.
    await planner.officer.tap("Жокко чыгаруу")
    assert "Дагы 8 жер толтурула элек" in await planner.officer.tap_payload("obp:")
    await planner.officer.tap("Бош жерлер")
    for answer in ("30", "50", "8", "35", "3", "2", "2"):
        said = await planner.officer.write(answer)
    assert "Дагы 1 жер" in said
    said = await planner.officer.tap(SKIP)
    assert "Саптар бүттү. Дагы 1 жер" in said
    await planner.officer.tap("Бош жерлер")
    assert "Бардык жерлер толтурулду" in await planner.officer.write("200")
    row = await planner.row("plan.1.1")
    assert (row.obligation.targets, [one.name for one in row.named]) == (
        {"informed_web": 40},
        ["Нурлан Осмонов"],
    )


async def test_a_colleague_is_named_by_a_tap_and_taken_off_again(planner: Planner) -> None:
    row = await planner.row("cal.1")
    await planner.officer.tap_payload(f"obp:name.{row.id}")
    assert "Асан Токтогулов" in await planner.officer.tap("Асан Токтогулов")
    named = (await planner.row("cal.1")).named
    assert named[0].person_id == await planner.person(planner.officer)
    # A typed name of a colleague is the colleague, not a stranger.
    await planner.officer.tap_payload(f"obp:name.{row.id}")
    await planner.officer.write("бакыт осмонов")
    assert [one.person_id for one in (await planner.row("cal.1")).named][1] == await planner.person(
        planner.head
    )
    await planner.officer.tap_payload(f"obp:who.{row.id}")
    await planner.officer.tap("✖️ Асан")
    assert [one.name for one in (await planner.row("cal.1")).named] == ["Бакыт Осмонов"]
    await planner.officer.tap_payload(f"obp:name.{row.id}")
    await planner.officer.write("Абдыкадыров " * 10)
    assert len((await planner.row("cal.1")).named) == 2
    await planner.officer.tap_payload(f"obp:who.{row.id}")
    assert max(len(one) for one in planner.officer.buttons) < 40, "a row of the phone holds no more"


async def test_a_day_leaves_time_for_lawful_notice(planner: Planner) -> None:
    row = await planner.row("cal.1")
    said = await planner.officer.tap_payload(f"obp:day.{row.id}")
    # Fourteen whole days lie between 5 and 20 January.
    assert "толук 14 күн мурун" in said
    assert "20-январь" in said
    said = await planner.officer.write("19.01.2026")
    assert "Ушул күндөрдүн бирин тандаңыз: 20-январь, 2026-ж. – 28-февраль, 2026-ж." in said
    assert "Ушул күндөрдүн бирин" in await planner.officer.write("01.03.2026")
    said = await planner.officer.write("20.01.2026")
    assert "Күнү белгиленди: 20-январь" in said
    assert (await planner.row("cal.1")).periods[0].planned_on == date(2026, 1, 20)
    await planner.officer.tap_payload(f"obp:on.{row.id}.1")
    await planner.officer.tap("Күнүн алып салуу")
    assert (await planner.row("cal.1")).periods[0].planned_on is None


async def test_where_no_lawful_day_is_left_it_is_said_at_once(planner: Planner) -> None:
    clock.move_to(at("2026-02-14 10:00"))
    row = await planner.row("cal.1")
    said = await planner.officer.tap_payload(f"obp:day.{row.id}")
    assert "мыйзамдуу күн калган жок" in said
    # What is no meeting may be done on the last day.
    row = await planner.row("plan.1.4")
    await planner.officer.tap_payload(f"obp:day.{row.id}")
    assert "Кайсы мөөнөткө" in str(planner.officer.seen[-1].message.text)
    await planner.officer.tap("1-январь – 31-март")
    assert "Күнү белгиленди" in await planner.officer.write("14.02.2026")


async def test_money_and_a_note_stand_in_the_row(planner: Planner) -> None:
    row = await planner.row("plan.2.2")
    await planner.officer.tap_payload(f"obp:sum.{row.id}")
    assert "миллион" in await planner.officer.write("көп") or "Мисалы" in str(
        planner.officer.seen[-1].message.text
    )
    said = await planner.officer.write("50 миң")
    assert "50\xa0000 сом" in said or "50 000 сом" in said
    await planner.officer.tap_payload(f"obp:note.{row.id}")
    assert "Ашар <менен>".replace("<", "&lt;").replace(">", "&gt;") in await planner.officer.write(
        "Ашар <менен>"
    )
    await planner.officer.tap_payload(f"obp:note.{row.id}")
    await planner.officer.tap("Эскертүүсүз")
    found = await planner.row("plan.2.2")
    assert (found.obligation.amount, found.obligation.note) == (50_000, None)


async def test_only_the_head_says_that_something_is_not_held(planner: Planner) -> None:
    row = await planner.row("plan.2.4")
    await planner.officer.tap_payload(f"obp:row.{row.id}")
    assert not any("Быйыл өтпөйт" in one for one in planner.officer.buttons)
    await planner.officer.tap_payload(f"obp:waive.{row.id}")
    await planner.officer.write("АКӨБ жок")
    assert (await planner.row("plan.2.4")).obligation.waived_at is None
    await planner.head.tap_payload(f"obp:row.{row.id}")
    await planner.head.tap("Быйыл өтпөйт")
    assert "Бир нече сөз жазыңыз" in await planner.head.write("х")
    said = await planner.head.write("Айылда АКӨБ түзүлө элек")
    assert "Быйыл өткөрүлбөйт: Айылда АКӨБ түзүлө элек" in said
    assert (await planner.row("plan.2.4")).count_blank == 0
    await planner.head.tap("Быйыл өтөт")
    assert (await planner.row("plan.2.4")).count_blank == 1


async def test_who_keeps_no_plan_changes_nothing(planner: Planner) -> None:
    resident = await planner.resident()
    row = await planner.row("plan.1.4")
    assert "obp" not in await resident.tap_payload(f"obp:row.{row.id}")
    await resident.tap_payload(f"obp:num.{row.id}.materials_min")
    await resident.write("9")
    assert (await planner.row("plan.1.4")).obligation.targets == {}


async def test_an_own_event_comes_every_year_or_once(planner: Planner) -> None:
    officer = planner.officer
    await officer.tap_payload("obp:new.2026")
    await officer.tap("Курултай")
    await officer.tap("Бир жолу, белгилүү")
    await officer.tap("Май")
    assert not any("Апрель" in one for one in officer.buttons)
    await officer.tap("Июнь")
    said = await officer.tap("Жыл сайын")
    assert "Кошулду: Жергиликтүү курултайлар" in said
    assert "Май-Июнь" in said
    await officer.tap_payload("obp:new.2026")
    await officer.tap("Башка иш-чара")
    await officer.write("Айыл күнү")
    await officer.tap(SKIP)
    await officer.tap("Квартал сайын")
    await officer.tap("Ушул жылы гана")
    # A kurultai needs its notice too.
    kurultai = await planner.row("own.local_kurultai")
    await officer.tap_payload(f"obp:day.{kurultai.id}")
    assert "толук 14 күн" in str(officer.seen[-1].message.text)
    assert len((await planner.row("own.event.1")).periods) == 4
    async with planner.database.session() as session:
        await years.open_year(session, 2027, at("2026-12-01 09:00"), BISHKEK)
        keys = [row.key for row in await planning.rows_of(session, 2027)]
    assert "own.local_kurultai" in keys
    assert "own.event.1" not in keys
    event = await planner.row("own.event.1")
    await officer.tap_payload(f"obp:remove.{event.id}")
    await officer.tap("Алып салуу")
    assert not await planner.obligations("own.event.1")


async def test_what_the_rules_ask_for_is_not_removed(planner: Planner) -> None:
    row = await planner.row("cal.2")
    await planner.officer.tap_payload(f"obp:remove.{row.id}")
    assert "эрежелер талап кылат" in await planner.officer.tap("Алып салуу")
    assert await planner.obligations("cal.2")


async def test_the_years_number_prevails_over_the_files(planner: Planner) -> None:
    async with planner.database.session() as session:
        office = await session.get_one(Municipality, 1)
        office.legal = {**office.legal, "local_initiatives_min": 4, "questionnaires_min": 150}
    async with planner.database.reading() as session:
        found = await planning.values_of_year(session, 2026)
    assert (found.local_initiatives_min, found.questionnaires_min) == (4, 150)
    # What the file gives is no blank.
    assert (await planner.row("plan.2.2")).count_blank == 0
    await planner.number("plan.2.2", "initiatives_min", "6")
    async with planner.database.reading() as session:
        found = await planning.values_of_year(session, 2026)
        other = await planning.values_of_year(session, 2025)
    assert (found.local_initiatives_min, found.questionnaires_min) == (6, 150)
    assert other.local_initiatives_min == 4


async def test_the_record_names_the_row_and_no_people(planner: Planner) -> None:
    row = await planner.row("plan.1.3")
    await planner.officer.tap_payload(f"obp:name.{row.id}")
    await planner.officer.write("Сагын Алиев")
    await planner.officer.tap("Ушул жерге гана")
    entries = [one for one in await planner.all_of(AuditEntry) if one.tag == "obligation:people:named"]
    assert [one.after["key"] for one in entries] == ["plan.1.3"]
    assert "Сагын" not in str([one.after for one in entries])


@pytest.mark.parametrize("typed", ["", "12,5", "-3", "көп", "0", "²", "9" * 30])
def test_what_is_no_number_is_refused(typed: str) -> None:
    parameter = measures()["plan.1.4"].parameters[0]
    with pytest.raises(Refused, match="obligations:number"):
        targets.read_number(parameter, typed)


def test_a_document_s_own_number_is_the_least() -> None:
    growth = measures()["plan.1.1"].parameters[1]
    assert targets.read_number(growth, "12 %") == 12
    with pytest.raises(Refused):
        targets.read_number(growth, "9")


async def test_a_screen_of_another_area_reads_the_same_number(planner: Planner) -> None:
    await planner.number("plan.2.2", "initiatives_min", "7")
    routes = compose_areas().routes
    handler = next(one.actions["ini"] for one in routes if "ini" in one.actions)
    assert handler.args[0] is planning.values_of_year  # type: ignore[attr-defined]  # a partial
    svplan = next(one.actions["svplan"] for one in routes if "svplan" in one.actions)
    assert svplan.args[0] is planning.values_of_year  # type: ignore[attr-defined]  # a partial


async def test_who_keeps_the_plan_comes_from_the_list_to_the_row_and_back(planner: Planner) -> None:
    await planner.officer.write("/plan")
    assert "2026-жылдын планы" in await planner.officer.tap("Планды түзүү")
    row = await planner.row("plan.1.4")
    await planner.officer.tap_payload(f"ob:card.{row.id}")
    assert "материал, кеминде" in " ".join(
        [await planner.officer.tap("Сапты толтуруу"), *planner.officer.buttons]
    )
    await planner.officer.tap("Абалы")
    deputy = await planner.staff(Role.FINANCE_HEAD, name="Эркин Жумабаев")
    await deputy.write("/plan")
    assert not any("Планды түзүү" in one for one in deputy.buttons)


async def test_a_year_of_long_own_events_is_one_screen(planner: Planner) -> None:
    quarterly = Recurrence(rule=Rule.QUARTERLY, ky="Квартал сайын", ru="Ежеквартально")
    by = await planner.person(planner.officer)
    async with planner.database.session() as session:
        for number in range(own_events.MOST):
            draft = Draft(
                None, f"{number} {'Ынтымактуулуктарыбыздын' * 12}", None, quarterly, every_year=False
            )
            await own_events.add(session, by, 2026, draft, clock.now())
    for payload in ("ob:list.2026", "obr:", f"ob:card.{(await planner.row('own.event.5')).id}"):
        said = await planner.officer.tap_payload(payload)
        assert "Ынтымактуулук" in said or payload == "obr:"
        assert len(str(planner.officer.seen[-1].message.text)) < 4096, payload


async def test_an_own_event_whose_months_are_over_says_how_it_stands(planner: Planner) -> None:
    clock.move_to(at("2026-06-10 10:00"))
    officer = planner.officer
    for last, over in (("Март", True), ("Июнь", False)):
        await officer.tap_payload("obp:new.2026")
        await officer.tap("Жашылдандыруу")
        await officer.tap("Бир жолу, белгилүү")
        await officer.tap("Март")
        await officer.tap(last)
        await officer.tap("Ушул жылы гана")
        said = " ".join(str(one.message.text) for one in officer.seen[-2:])
        assert ("өтүп кеткен" in said) is over
