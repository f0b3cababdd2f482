"""How many came and how they were answered, against a plain recount; nobody is named."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from bot.areas.appeals import ending, figures, following, report_to_voters
from bot.areas.appeals.figures import Figures, tally
from bot.areas.appeals.models import Appeal, AppealKind, AppealState, AppealTopic, Origin
from bot.areas.appeals.rules.fates import Case, Fate
from bot.areas.appeals.texts import figures as texts
from bot.areas.appeals.texts.figures import bulletin_line
from bot.areas.municipality.working_days import WorkCalendar
from bot.core import clock
from bot.core.i18n import Translator
from tests.areas.appeals.desk import Desk
from tests.areas.appeals.office_day import arrives, closes, disputes, in_hand
from tests.areas.broadcasts.office import at
from tests.areas.residents.chat import BISHKEK

START, END = at("2026-11-01 00:00"), at("2026-12-01 00:00")
TODAY = date(2026, 12, 30)
_S = AppealState
TO_OFFICE = (AppealKind.COMPLAINT, AppealKind.PROPOSAL)
CLOSED = {_S.CLOSED, _S.FORWARDED, _S.DECLINED, _S.WITHDRAWN}


# Against a plain recount


def working_days(start: date, end: date) -> int:
    """Day by day, as one counts them in a calendar on the wall."""
    counted, day = 0, start
    while day < end:
        day += timedelta(days=1)
        counted += WorkCalendar().works(day)
    return counted


def middle(numbers: Sequence[int]) -> float | None:
    ordered = sorted(numbers)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@st.composite
def case(draw: st.DrawFn) -> Case:
    mandate = draw(st.booleans())
    received = date(2026, 11, 1) + timedelta(days=draw(st.integers(0, 60)))
    due = None if mandate else received + timedelta(days=20)
    told = draw(st.none() | st.integers(0, 40))
    state = draw(st.sampled_from(list(_S)))
    return Case(
        kind=AppealKind.MANDATE
        if mandate
        else draw(st.sampled_from([AppealKind.COMPLAINT, AppealKind.PROPOSAL])),
        state=state,
        topic=draw(st.none() | st.sampled_from(list(AppealTopic))),
        village_id=draw(st.none() | st.integers(1, 3)),
        deputy_id=draw(st.integers(1, 3)) if mandate else None,
        received_on=received,
        due_on=due,
        last_on=due + timedelta(days=draw(st.sampled_from([0, 15]))) if due else None,
        told_on=received + timedelta(days=told) if told is not None else None,
        passed_on=state is _S.FORWARDED and told is not None and draw(st.booleans()),
        joined=draw(st.booleans()),
        disputed=draw(st.booleans()),
    )


@given(st.lists(case(), max_size=40), st.dates(date(2026, 11, 1), date(2027, 2, 28)))
def test_every_figure_is_what_a_plain_recount_finds(found: list[Case], today: date) -> None:
    made = tally(found, today, WorkCalendar())
    in_time = late = mandates = passed = passed_late = waiting = overdue = open_ = 0
    took = []
    for one in found:
        answered = one.told_on is not None and not one.passed_on
        if answered:
            assert one.told_on is not None
            took.append(working_days(one.received_on, one.told_on))
            if one.due_on is None:
                mandates += 1
            elif one.told_on > one.due_on:
                late += 1
            else:
                in_time += 1
        elif one.state is _S.FORWARDED:
            passed += 1
            passed_late += bool(one.told_on and one.due_on and one.told_on > one.due_on)
        elif one.state not in CLOSED - {_S.CLOSED}:
            waiting += 1
        if one.state not in CLOSED:
            open_ += 1
            overdue += bool(one.state is not _S.DISPUTED and one.last_on and today > one.last_on)
    assert made.received == len(found) == sum(made.fates.values())
    fates = made.fates
    assert (fates[Fate.IN_TIME], fates[Fate.LATE], fates[Fate.ANSWERED]) == (in_time, late, mandates)
    assert (fates[Fate.FORWARDED], made.forwarded_late, fates[Fate.WAITING]) == (passed, passed_late, waiting)
    assert (made.open, made.overdue) == (open_, overdue)
    assert made.median_days == middle(took)
    assert (made.joined, made.disputed) == (
        len([one for one in found if one.joined]),
        len([one for one in found if one.disputed]),
    )
    for parts, key in ((made.kinds, "kind"), (made.topics, "topic"), (made.villages, "village_id")):
        counted = Counter(getattr(one, key) for one in found if getattr(one, key) is not None)
        assert {name: part.received for name, part in parts.items()} == counted
    assert sum(part.overdue for part in made.kinds.values()) == overdue
    assert sum(part.answered for part in made.kinds.values()) == in_time + mandates


async def read(desk: Desk, start: datetime = START, end: datetime = END, today: date = TODAY) -> Figures:
    async with desk.database.reading() as session:
        return await figures.figures(session, start, end, today, BISHKEK)


async def test_both_databases_find_what_the_rows_say(either_desk: Desk) -> None:
    """Every state, answered on the last minute of the last day, at midnight after it, never."""
    desk = either_desk
    moments = (None, at("2026-11-20 23:59"), at("2026-11-21 00:00"), at("2026-12-05 12:00"))
    rows: list[dict[str, Any]] = [
        {"state": state, "answered_at": told, "due_on": due, "received_at": received}
        for state in _S
        for told in moments
        for due in (date(2026, 11, 20), None)
        for received in (at("2026-10-31 23:59"), START, at("2026-11-30 23:59"), END)
    ]
    async with desk.database.session() as session:
        for number, row in enumerate(rows):
            mandate = row["due_on"] is None
            ended = row["state"] in CLOSED
            session.add(
                Appeal(
                    number=f"26-{number:04}-0",
                    kind=AppealKind.MANDATE if mandate else AppealKind.COMPLAINT,
                    origin=Origin.STAFF,
                    registered=False,
                    attachments=[],
                    closed_at=row["answered_at"] if ended else None,
                    **row,
                )
            )
    inside = [row for row in rows if row["received_at"] in {START, at("2026-11-30 23:59")}]
    answered = [row for row in inside if row["answered_at"] is not None and row["state"] is not _S.FORWARDED]
    lawful = [row for row in answered if row["due_on"]]
    made = await read(desk)
    assert made.received == len(inside)
    assert made.fates[Fate.IN_TIME] == len([row for row in lawful if row["answered_at"] == moments[1]])
    assert made.fates[Fate.LATE] == len([row for row in lawful if row["answered_at"] != moments[1]])
    assert made.fates[Fate.ANSWERED] == len(answered) - len(lawful)
    assert made.fates[Fate.FORWARDED] == len([row for row in inside if row["state"] is _S.FORWARDED])
    assert made.open == len([row for row in inside if row["state"] not in CLOSED])


# As it comes about


async def test_what_is_passed_on_is_no_answer(desk: Desk) -> None:
    one, other = await desk.resident(), await desk.resident()
    first, second = await in_hand(desk, one, village_id=1), await in_hand(desk, other, village_id=1)
    officer = await desk.person(desk.officer)
    async with desk.database.session() as session:
        await ending.forward(session, first.id, officer, whose="РЭС", telephone=None, now=clock.now())
        await ending.forward(
            session, second.id, officer, whose="РЭС", telephone=None, now=at("2026-12-20 10:00")
        )
    made = await read(desk)
    assert (made.fates[Fate.FORWARDED], made.forwarded_late, made.median_days) == (2, 1, None)
    assert made.fates[Fate.IN_TIME] + made.fates[Fate.LATE] == 0
    deputy = await desk.deputy()
    async with desk.database.reading() as session:
        known = await report_to_voters.contribute(
            session, Translator("ky", BISHKEK), [await desk.person(deputy)], START, END
        )
    assert "жооп берилгени: 0" in str(known["d2"])


async def test_what_was_answered_before_it_was_passed_on_counts_as_answered(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await disputes(desk, phone, await closes(desk, await in_hand(desk, phone)))
    head = await desk.person(desk.head)
    clock.move(timedelta(days=30))
    async with desk.database.session() as session:
        await ending.reopen(session, appeal.id, head, "Кайра көргүлө", clock.now(), BISHKEK)
    async with desk.database.session() as session:
        await ending.forward(session, appeal.id, head, whose="РЭС", telephone=None, now=clock.now())
    made = await read(desk)
    assert (made.fates, made.disputed) == (Counter({Fate.IN_TIME: 1}), 1)


async def test_each_of_two_joined_ones_counts_with_its_own_days(desk: Desk) -> None:
    one, other = await desk.resident(), await desk.resident()
    first = await in_hand(desk, one, "Жогорку көчөдө суу түтүгү жарылды")
    await desk.go_to(at("2026-12-08 10:00"))
    second = await arrives(desk, other, "Түтүк жарылып, суу агып жатат")
    async with desk.database.session() as session:
        await ending.join(session, second.id, first.id, await desk.person(desk.officer), clock.now())
    await desk.go_to(at("2026-12-14 10:00"))
    await closes(desk, first)
    made = await read(desk, end=at("2027-01-01 00:00"))
    assert (made.fates, made.joined) == (Counter({Fate.LATE: 1, Fate.IN_TIME: 1}), 1)
    assert made.median_days == (16 + 4) / 2


async def test_what_is_taken_back_is_neither_late_nor_overdue(desk: Desk) -> None:
    phone = await desk.resident()
    appeal = await arrives(desk, phone)
    async with desk.database.session() as session:
        await following.withdraw(session, appeal.id, await desk.person(phone), clock.now())
    made = await read(desk)
    assert (made.fates, made.open, made.overdue) == (Counter({Fate.WITHDRAWN: 1}), 0, 0)


async def test_overdue_is_what_the_offices_list_calls_so(desk: Desk) -> None:
    """With the head it waits for the head; opened again it has its new aim."""
    phone = await desk.resident()
    appeal = await closes(desk, await in_hand(desk, phone))
    await arrives(desk, await desk.resident(), "Таштанды")
    await desk.go_to(at("2026-12-14 11:00"))
    await disputes(desk, phone, appeal)
    assert (await read(desk, today=clock.now().date())).overdue == 1
    await desk.officer.write("/cases")
    assert any("Мөөнөтү өткөн (1)" in label for label in desk.officer.buttons)
    await desk.head.tap_payload(f"ap:reopen.{appeal.id}")
    await desk.head.write("Кайра барып көрүңүздөр")
    assert (await read(desk, today=clock.now().date())).overdue == 1
    assert (await read(desk, today=date(2026, 12, 29))).overdue == 2
    assert (await read(desk)).fates[Fate.IN_TIME] == 1


# Where they are read


async def three(desk: Desk) -> None:
    """Answered in time, answered late, and one that is overdue."""
    phone = await desk.resident()
    for text in ("=1+1 Айгүлдүн сөзү", "Жол", "Суу"):
        await desk.appeal(phone, text, name="Айгүл Асанова")
    async with desk.database.session() as session:
        for number, day in ((1, "2026-11-24 10:00"), (2, "2026-12-28 10:00")):
            await session.execute(
                update(Appeal)
                .where(Appeal.id == number)
                .values(answered_at=at(day), closed_at=at(day), state=_S.CLOSED)
            )
    clock.move_to(at("2026-12-30 12:00"))


async def test_the_bulletin_tells_how_many_came_and_how_they_were_answered(desk: Desk) -> None:
    await three(desk)
    made = await read(desk)
    assert (made.received, made.open, made.overdue, made.median_days) == (3, 1, 1, 14)
    async with desk.database.reading() as session:
        told = await figures.contribute(session, START, END, lambda one: bulletin_line(BISHKEK, one))
        nothing = await figures.contribute(session, END, END, lambda one: bulletin_line(BISHKEK, one))
    line = told[0].title("ky")
    assert line == (
        "Өткөн айда 3 кайрылуу келди. Өз убагында жооп берилгени: 1, кечиктирилгени: 1, каралып жатканы: 1"
    )
    assert "с опозданием: 1" in told[0].title("ru")
    assert told[0].day is None, "it is told of the whole month, not of its first day"
    assert nothing == []


def test_the_bulletins_numbers_add_up_to_what_came_in() -> None:
    fates = {Fate.IN_TIME: 4, Fate.WAITING: 6, Fate.ANSWERED: 1, Fate.DECLINED: 2, Fate.FORWARDED: 1}
    made = replace(tally([], TODAY, WorkCalendar()), received=14, fates=Counter(fates), open=8)
    for line in bulletin_line(BISHKEK, made).values():
        came, *parts = [int(one) for one in re.findall(r"\d+", line)]
        assert (came, sum(parts)) == (14, 14), line
    assert "четке кагылган сунуш-талаптар: 2" in bulletin_line(BISHKEK, made)["ky"]


async def test_who_reads_figures_gets_them(desk: Desk) -> None:
    await three(desk)
    said = await desk.officer.tap_payload("apfig:")
    assert "Келди: <b>3</b>" in said
    assert "Мөөнөтү өткөн: <b>1</b>" in said
    assert "Даттануу: 3 ✅1 🔴1" in said
    assert "келген жок" in await desk.officer.tap_payload("apfig:2020q0")
    resident = await desk.resident()
    assert "укугу бар кызматкерлер үчүн" in await resident.tap_payload("apfig:")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "в день поступления"),
        (1, "за 1 рабочий день"),
        (2.5, "за 3 рабочих дня"),
        (7, "за 7 рабочих дней"),
    ],
)
def test_the_half_is_told_as_people_say_it(days: float, said: str) -> None:
    assert said in texts.half(Translator("ru", BISHKEK), days)
