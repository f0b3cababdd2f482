"""State from facts: meetings, bulletins, boards and groups tell how far each duty has come."""

from datetime import date, datetime

import pytest

from bot.areas.broadcasts.models import BroadcastKind, BroadcastState
from bot.areas.bulletins.models import BulletinKind, DistributionKind
from bot.areas.hearings.models import MeetingKind, MeetingState, NoticePurpose, PostingKind
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.models import Municipality
from bot.areas.obligations.models import PostingWay
from bot.areas.obligations.rules.budget_hearings import row_of
from bot.areas.obligations.rules.materials import spread
from bot.areas.obligations.rules.state import State
from bot.core.db import Database
from tests.areas.obligations.ledger import DEPUTY_SINCE, Ledger, at, open_ledger

K, S = MeetingKind, State
LEGAL = LegalValues()


@pytest.fixture
async def ledger(sqlite: Database) -> Ledger:
    """2026, with the program since its first day."""
    ledger = await open_ledger(sqlite)
    await ledger.begin()
    return ledger


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


# Budget hearings


@pytest.mark.parametrize(
    ("on", "row"),
    [
        (day(1, 1), (2026, "cal.1")),
        (day(2, 28), (2026, "cal.1")),
        (day(2, 29, 2028), (2028, "cal.1")),
        (day(3, 10), (2026, "cal.1")),
        (day(5, 31), (2026, "cal.1")),
        (day(6, 1), (2026, "cal.4")),
        (day(8, 31), (2026, "cal.4")),
        (day(9, 20), (2026, "cal.4")),
        (day(12, 1), (2026, "cal.4")),
        (day(12, 2), None),
    ],
)
def test_the_day_tells_of_which_budget_a_hearing_is(on: date, row: tuple[int, str] | None) -> None:
    assert row_of(on, LEGAL) == row


def test_a_longer_time_for_catching_up_never_takes_the_other_rows_own_days() -> None:
    legal = LegalValues(obligation_catch_up_days=366)
    assert row_of(day(1, 20), legal) == (2026, "cal.1")
    assert row_of(day(7, 20), legal) == (2026, "cal.4")
    assert row_of(day(12, 20), legal) == (2026, "cal.4")


async def test_budget_hearings_go_from_a_plan_to_a_report(ledger: Ledger) -> None:
    today = day(2, 10)
    assert await ledger.stands("cal.1", today) is S.OPEN
    hearing = await ledger.meeting(K.BUDGET_HEARING, day(2, 20), MeetingState.DRAFT)
    assert await ledger.stands("cal.1", today) is S.PLANNED
    await ledger.change(hearing, state=MeetingState.CALLED)
    assert await ledger.stands("cal.1", today) is S.ANNOUNCED
    await ledger.change(hearing, state=MeetingState.HELD)
    assert await ledger.stands("cal.1", day(2, 21)) is S.DONE
    # A protocol alone doesn't end a hearing: its results are owed to the public too.
    await ledger.register(hearing, day(3, 2))
    assert await ledger.stands("cal.1", day(3, 3)) is S.DONE
    await ledger.notice(hearing, NoticePurpose.RESULTS, at(day(3, 4)))
    assert await ledger.stands("cal.1", day(3, 5)) is S.REPORTED
    assert await ledger.stands("cal.4", day(6, 5)) is S.OPEN


async def test_what_is_caught_up_counts_as_late_for_its_own_row(ledger: Ledger) -> None:
    await ledger.meeting(K.BUDGET_HEARING, day(3, 10))
    await ledger.meeting(K.BUDGET_HEARING, day(9, 15))
    rows = await ledger.rows(day(10, 1))
    found = {key: [f.on for f in rows[key].standings[0].judgement.facts] for key in ("cal.1", "cal.4")}
    assert found == {"cal.1": [day(3, 10)], "cal.4": [day(9, 15)]}
    assert {rows[key].standings[0].judgement.state for key in found} == {S.LATE}


async def test_a_cancelled_meeting_was_never_called(ledger: Ledger) -> None:
    hearing = await ledger.meeting(K.BUDGET_HEARING, day(2, 20), MeetingState.CALLED)
    assert await ledger.stands("cal.1", day(2, 10)) is S.ANNOUNCED
    await ledger.change(hearing, state=MeetingState.CANCELLED)
    assert await ledger.stands("cal.1", day(2, 10)) is S.OPEN
    assert await ledger.stands("cal.1", day(3, 1)) is S.MISSED


async def test_a_meeting_moved_past_its_window_is_missed_until_it_is_held(ledger: Ledger) -> None:
    meeting = await ledger.meeting(K.HEAD_REPORT, day(2, 25), MeetingState.CALLED)
    await ledger.change(meeting, starts_at=at(day(3, 4)))
    assert await ledger.stands("cal.2", day(3, 1)) is S.MISSED
    await ledger.change(meeting, state=MeetingState.HELD)
    assert await ledger.stands("cal.2", day(3, 5)) is S.LATE


async def test_midnight_of_the_last_day_is_the_municipalitys(ledger: Ledger) -> None:
    await ledger.meeting(K.HEAD_REPORT, day(2, 28), hour=23, starts_at=at(day(2, 28), 23, 30))
    assert await ledger.stands("cal.2", day(3, 1)) is S.DONE
    late = await ledger.meeting(K.PROGRAMME_HEARING, day(6, 1), starts_at=at(day(6, 1), 0, 15))
    rows = await ledger.rows(day(6, 2))
    assert rows["cal.3"].standings[0].judgement.state is S.LATE
    assert rows["cal.3"].standings[0].judgement.facts[0].subject_id == late


async def test_the_last_day_of_february_is_in_time_in_a_leap_year(sqlite: Database) -> None:
    ledger = await open_ledger(sqlite, day(1, 5, 2028))
    await ledger.begin(day(1, 1, 2028))
    await ledger.meeting(K.HEAD_REPORT, day(2, 29, 2028))
    assert await ledger.stands("cal.2", day(3, 1, 2028), year=2028) is S.DONE
    assert await ledger.stands("cal.1", day(2, 29, 2028), year=2028) is S.OPEN
    assert await ledger.stands("cal.1", day(3, 1, 2028), year=2028) is S.MISSED


async def test_a_tariff_hearing_that_nobody_needed_is_never_owed(ledger: Ledger) -> None:
    assert await ledger.stands("cal.5", day(5, 1)) is S.NOT_NEEDED
    await ledger.meeting(K.TARIFF_HEARING, day(5, 20), MeetingState.CALLED)
    assert await ledger.stands("cal.5", day(5, 1)) is S.ANNOUNCED


async def test_a_waived_row_stays_waived_whatever_is_held(ledger: Ledger) -> None:
    await ledger.set("cal.3", waived_at=at(day(3, 1)), waived_reason="Программа кабыл алынган")
    assert await ledger.stands("cal.3", day(7, 1)) is S.WAIVED


# Deputies


async def test_each_deputy_in_office_owes_a_report_in_december(ledger: Ledger) -> None:
    one = await ledger.deputy("Эркин Садыков", "manas")
    two = await ledger.deputy("Гүлзат Асанова", "manas")
    for phone in (one, two):
        await ledger.term(phone, DEPUTY_SINCE)
    await ledger.meeting(K.DEPUTY_REPORT, day(12, 10), rapporteurs=["Эркин Садыков, депутат"])
    rows = await ledger.rows(day(12, 15))
    judged = rows["cal.6"].standings[0].judgement
    assert (judged.state, judged.count, judged.asked) == (S.PARTLY, 1, 2)
    assert judged.missing == {await ledger.person(two)}
    await ledger.meeting(K.DEPUTY_REPORT, day(12, 20), rapporteurs=["Гүлзат Асанова"])
    assert await ledger.stands("cal.6", day(12, 21)) is S.DONE


async def test_a_meeting_that_names_nobody_is_of_all_whom_it_concerns(ledger: Ledger) -> None:
    for name in ("Эркин Садыков", "Гүлзат Асанова"):
        await ledger.term(await ledger.deputy(name), DEPUTY_SINCE)
    meeting = await ledger.meeting(K.DEPUTY_REPORT, day(12, 10))
    assert await ledger.stands("cal.6", day(12, 15)) is S.DONE
    await ledger.register(meeting, day(12, 16))
    assert await ledger.stands("cal.6", day(12, 17)) is S.REPORTED


async def test_who_left_or_came_in_december_owes_no_report(ledger: Ledger) -> None:
    stays, leaves, comes, joined = [
        await ledger.deputy(name)
        for name in ("Эркин Садыков", "Гүлзат Асанова", "Нурбек Алиев", "Айгүл Осмонова")
    ]
    await ledger.term(stays, DEPUTY_SINCE)
    await ledger.term(leaves, DEPUTY_SINCE, at(day(12, 12)))
    await ledger.term(comes, at(day(12, 14)))
    await ledger.term(joined, at(day(9, 1)))
    missing = (await ledger.rows(day(12, 20)))["cal.6"].standings[0].judgement.missing
    assert missing == {await ledger.person(stays), await ledger.person(joined)}


async def test_what_a_former_deputy_reported_stays_done(ledger: Ledger) -> None:
    phone = await ledger.deputy("Эркин Садыков")
    await ledger.term(phone, DEPUTY_SINCE, datetime(2027, 2, 1, tzinfo=at(day(1, 1)).tzinfo))
    await ledger.meeting(K.DEPUTY_REPORT, day(12, 10))
    assert await ledger.stands("cal.6", day(3, 1, 2027)) is S.DONE


async def test_a_proof_may_be_about_one_deputy_or_about_all(ledger: Ledger) -> None:
    one, two = [await ledger.deputy(name) for name in ("Эркин Садыков", "Гүлзат Асанова")]
    for phone in (one, two):
        await ledger.term(phone, DEPUTY_SINCE)
    await ledger.proof("cal.6", 1, day(12, 5), about=await ledger.person(one))
    assert await ledger.stands("cal.6", day(12, 6)) is S.PARTLY
    await ledger.proof("cal.6", 1, day(12, 7))
    assert await ledger.stands("cal.6", day(12, 8)) is S.DONE


# Assemblies


async def test_one_meeting_counts_for_both_rows_that_it_serves(ledger: Ledger) -> None:
    meeting = await ledger.meeting(K.VILLAGE_ASSEMBLY, day(2, 10), protocol=day(2, 12))
    rows = await ledger.rows(day(2, 13))
    for key in ("plan.1.2", "plan.2.1"):
        judged = rows[key].standings[0].judgement
        assert (judged.state, [fact.subject_id for fact in judged.facts]) == (S.REPORTED, [meeting])
    assert rows["cal.1"].standings[0].judgement.state is S.OPEN


async def test_an_assembly_without_protocol_is_done_and_not_reported(ledger: Ledger) -> None:
    await ledger.meeting(K.VILLAGE_ASSEMBLY, day(4, 10))
    assert await ledger.states("plan.2.1", day(5, 1)) == [S.DONE, S.AHEAD]


async def test_a_january_meeting_is_the_new_years(ledger: Ledger) -> None:
    await ledger.begin(day(1, 1), 2027)
    await ledger.meeting(K.VILLAGE_ASSEMBLY, day(1, 20, 2027))
    assert await ledger.states("plan.2.1", day(2, 1, 2027)) == [S.MISSED, S.MISSED]
    assert await ledger.stands("plan.2.1", day(2, 1, 2027), year=2027) is S.DONE


# Bulletins and messages


async def test_the_digest_belongs_to_its_month_whenever_it_appears(ledger: Ledger) -> None:
    await ledger.bulletin(day(12, 1, 2025), at(day(1, 25)))
    await ledger.bulletin(day(1, 1), at(day(2, 27)))
    await ledger.bulletin(day(2, 1), None)
    states = await ledger.states("plan.1.5", day(3, 20))
    assert states[:4] == [S.DONE, S.LATE, S.PLANNED, S.AHEAD]
    assert (await ledger.states("plan.1.5", day(3, 26)))[2] is S.MISSED


async def test_a_stopped_bulletin_proves_nothing(ledger: Ledger) -> None:
    await ledger.bulletin(day(12, 1, 2025), at(day(1, 25)), state=BroadcastState.STOPPED)
    assert await ledger.stands("plan.1.5", day(1, 26)) is S.MISSED


async def test_a_message_is_news_on_a_page_where_the_chat_counts_as_one(ledger: Ledger) -> None:
    await ledger.message(at(day(1, 31), 23, 50))
    await ledger.message(at(day(2, 3)), kind=BroadcastKind.EMERGENCY)
    assert (await ledger.states("plan.1.1", day(3, 1)))[:2] == [S.DONE, S.MISSED]
    async with ledger.database.session() as session:
        (await session.get_one(Municipality, 1)).legal = {"bot_counts_as_page": False}
    assert (await ledger.states("plan.1.1", day(3, 1)))[0] is S.MISSED
    await ledger.proof("plan.1.1", 1, day(1, 20), link="https://example.kg/news")
    assert (await ledger.states("plan.1.1", day(3, 1)))[0] is S.DONE


async def test_a_digest_that_only_the_chat_has_is_a_plan_where_a_page_is_asked(ledger: Ledger) -> None:
    async with ledger.database.session() as session:
        (await session.get_one(Municipality, 1)).legal = {"bot_counts_as_page": False}
    await ledger.bulletin(day(12, 1, 2025), at(day(1, 25)))
    assert await ledger.stands("plan.1.5", day(1, 25)) is S.PLANNED


async def test_posters_count_against_the_quarters_part_each_material_once(ledger: Ledger) -> None:
    await ledger.set("plan.1.4", targets={"materials_min": 6})
    bulletin = await ledger.bulletin(day(12, 1, 2025), at(day(1, 25)))
    for hour in (9, 10, 11):
        await ledger.copy(bulletin, DistributionKind.BOARD, at(day(2, 1), hour))
    judged = (await ledger.rows(day(2, 2)))["plan.1.4"].standings
    assert [one.judgement.asked for one in judged] == [2, 1, 2, 1]
    assert (judged[0].judgement.state, judged[0].judgement.count) == (S.PARTLY, 1)
    # The notice of a meeting has the bulletin's number; it is another material all the same.
    meeting = await ledger.meeting(K.VILLAGE_ASSEMBLY, day(3, 20))
    assert meeting == bulletin
    await ledger.posting(meeting, PostingKind.BOARD, at(day(3, 5)))
    assert await ledger.stands("plan.1.4", day(3, 6)) is S.DONE


async def test_a_report_that_hangs_on_boards_is_a_material_of_the_quarter_it_was_hung_in(
    ledger: Ledger,
) -> None:
    await ledger.report_posted(2025, 4, at(day(1, 15)), PostingWay.MEDIA)
    assert await ledger.stands("plan.1.4", day(1, 20)) is S.OPEN, "a newspaper is no board"
    for hour in (9, 10):
        await ledger.report_posted(2025, 4, at(day(1, 16), hour))
    judged = (await ledger.rows(day(1, 20)))["plan.1.4"].standings[0].judgement
    assert (judged.state, judged.count, judged.done_on) == (S.DONE, 1, day(1, 16))


@pytest.mark.parametrize("target", [1, 4, 6, 7, 10, 40])
def test_a_years_number_is_spread_evenly_and_none_of_it_is_lost(target: int) -> None:
    parts = [spread(target, quarter) for quarter in (1, 2, 3, 4)]
    assert sum(parts) == max(target, 4)
    assert max(parts) - min(parts) <= 1


async def test_a_group_message_counts_in_the_quarter_it_was_sent(ledger: Ledger) -> None:
    bulletin = await ledger.bulletin(day(1, 1), at(day(4, 10)), kind=BulletinKind.QUARTERLY)
    await ledger.copy(bulletin, DistributionKind.GROUP, at(day(4, 11)))
    assert (await ledger.states("plan.1.3", day(4, 12)))[:2] == [S.MISSED, S.DONE]
