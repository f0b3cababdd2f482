"""Values the rules give, each with its source. A municipality's file may change them, never in code."""

import re
from datetime import time
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?")


def _clock(value: Any) -> time:
    """Hours and minutes as people write them; a bare 9 would otherwise be nine seconds past midnight."""
    if isinstance(value, time):
        return value
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("time_parsing", "Input should be a time like 09:00")
    return time(int(match[1]), int(match[2]))


Clock = Annotated[time, BeforeValidator(_clock)]
DaysBefore = Annotated[int, Field(ge=1, le=20)]


class LegalValues(BaseModel):
    """Defaults are the seeds'; where a seed is silent, the recommended value and where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # 001 §1.5: the digest of last month's work goes out on the 25th of every month.
    monthly_bulletin_day: int = Field(25, ge=1, le=28)
    # 001 §1.3, 1.4: every quarter; the seed names no day. The month after the quarter's end.
    quarterly_bulletin_day: int = Field(10, ge=1, le=28)
    bulletin_hour: Clock = time(10, 0)
    # Ten days to prepare with reminders: recommended, the seeds are silent.
    bulletin_draft_days_before: DaysBefore = 10
    bulletin_reminder_days_before: tuple[DaysBefore, ...] = (10, 3, 1)
    # Nobody is woken by the office: recommended 21:00-08:00, the seeds are silent.
    quiet_from: Clock = time(21, 0)
    quiet_until: Clock = time(8, 0)
    # Law No. 58 of 14 April 2008 on personal information: consent is versioned and may be withdrawn.
    consent_version: int = Field(1, ge=1)
    invite_valid_hours: int = Field(72, ge=1, le=720)

    # 001 §1.3 names no hours: who forwards to a WhatsApp group and hasn't said that it is done is reminded
    # at this hour of the next mornings; of a hearing's notice and an emergency sooner. Recommended.
    group_reminder_time: Clock = time(9, 0)
    group_notice_reminder_hours: int = Field(3, ge=1, le=48)
    group_emergency_reminder_minutes: int = Field(30, ge=5, le=600)
    # Recommended: after so many reminders the officer hears of it.
    group_reminders_most: int = Field(3, ge=1, le=10)
    # Recommended: how many are in a group is asked anew every quarter (001 §1.3 counts by quarters).
    group_members_months: int = Field(3, ge=1, le=12)

    # 002 §2.5: residents are told no later than 5 days before a report meeting; the Typical Charter
    # (instructions to §18) says the same of assemblies. A municipality may give more, never less.
    report_notice_days: int = Field(5, ge=5, le=60)
    assembly_notice_days: int = Field(5, ge=5, le=60)
    # Typical Charter, instructions to §20: 14 days recommended for hearings; the seeds are silent.
    hearing_notice_days: int = Field(14, ge=5, le=60)
    # The charter leaves a kurultai's notice to the council; 14 days recommended.
    kurultai_notice_days: int = Field(14, ge=5, le=60)
    # 000, note (forums, greening): no days are given.
    other_notice_days: int = Field(5, ge=1, le=60)
    # 002 §2.5 says only «5 күндөн кечиктирбестен». The stricter reading: so many whole days lie between,
    # neither the day of sending nor that of the meeting counted. True: the meeting's day counts as one.
    notice_counts_meeting_day: bool = False
    # An approved notice that isn't out yet: officer and head hear of it so many hours before it is too late.
    notice_alarm_hours: tuple[Annotated[int, Field(ge=1, le=120)], ...] = (24, 4)
    # Recommended; the seeds are silent.
    meeting_reminder_hours: tuple[Annotated[int, Field(ge=1, le=240)], ...] = (24, 2)
    # 002 §2.5: participants and speakers are listed no later than 2 days before, and speakers told.
    lists_days_before: int = Field(2, ge=2, le=14)
    # 002 §2.5: bodies asked for information answer within 5 days of receipt.
    information_reply_days: int = Field(5, ge=1, le=30)
    # 002 §3.1: registration 30 to 15 minutes before the start.
    registration_opens_minutes: int = Field(30, ge=15, le=240)
    registration_closes_minutes: int = Field(15, ge=0, le=60)
    # 002 §3.6-3.8 name no day for the protocol: reminders until it is there, recommended.
    protocol_reminder_days: tuple[Annotated[int, Field(ge=1, le=60)], ...] = (1, 3, 7)
    # 002 §3.9: within a month the public is told what was done; counted from the meeting, the stricter way.
    measures_months: int = Field(1, ge=1, le=1)
    decision_reminder_days_before: tuple[DaysBefore, ...] = (7, 1)
    # Typical Charter, instructions to §20: a hearing's results are published within 10 days.
    results_days: int = Field(10, ge=1, le=30)
    # Typical Charter 17.5: who got no answer at the meeting gets it in writing within 3 days.
    question_reply_days: int = Field(3, ge=1, le=14)
    # Recommended, the seeds are silent: who hasn't answered a survey is reminded so many days before its end.
    survey_reminder_days_before: tuple[DaysBefore, ...] = (3, 1)
    # 001 §3.2: at least ____ questionnaires a year are put in the box; the municipality fills the blank.
    questionnaires_min: int | None = Field(None, ge=1, le=1_000_000)
    # 001 §3.2: information is collected at least twice a year.
    survey_collections_min: int = Field(2, ge=2, le=24)

    # Law No. 67 of 4 May 2007 as it is applied (secondary source): an appeal is answered within 14 working
    # days. A municipality may promise less, never more; a bill of March 2026 would make it 10.
    appeal_answer_days: int = Field(14, ge=1, le=14)
    # Recommended: the office aims at less than the law leaves it.
    appeal_target_days: int = Field(10, ge=1, le=14)
    # Recommended: besides half-time, so many working days before the last one.
    appeal_reminder_days_before: tuple[Annotated[int, Field(ge=1, le=10)], ...] = (3, 1)
    # Law No. 67 art. 6-1 names electronic appeals, but not clearly a bot's: each municipality decides whether
    # a message here is a registered appeal or feedback, and residents are told which.
    appeals_are_registered: bool = False
    # Recommended: so long after a repair the author is asked whether it holds.
    appeal_recheck_days: int = Field(28, ge=1, le=180)
    # Recommended against floods: one person's appeals and mandates within a day.
    appeals_a_day: int = Field(5, ge=1, le=50)
    # 000 row 6: deputies report to their voters in December; reminders begin so many months before it.
    deputy_report_month: int = Field(12, ge=1, le=12)
    deputy_report_reminder_days_before: int = Field(30, ge=7, le=90)
    # Typical Charter 19.6 (note): 300 signatures up to 6,000 inhabitants, 600 up to 20,000, 1,000 above.
    initiative_signatures: tuple[tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=1)]], ...] = (
        (0, 300),
        (6_001, 600),
        (20_001, 1_000),
    )
    # 001 §2.2-2.4: at least ____ a year; the municipality fills the blanks.
    local_initiatives_min: int | None = Field(None, ge=1, le=10_000)
    norm_acts_min: int | None = Field(None, ge=1, le=10_000)
    tpsg_projects_min: int | None = Field(None, ge=1, le=10_000)
    # Recommended; the seeds are silent. Who booked a slot of a reception is reminded so many hours before.
    reception_reminder_hours: tuple[Annotated[int, Field(ge=1, le=240)], ...] = (24, 2)
    # Recommended: weekly reception hours can be booked so many weeks ahead.
    reception_weeks_ahead: int = Field(4, ge=1, le=12)
    # 004 §2.5: what is told of local issues is brought up to date at least once every half-year; the same is
    # asked of everything that 002 §7.2 wants public. A municipality may do it oftener, never later.
    publication_update_months: int = Field(6, ge=1, le=6)

    # 004 §4.3-4.4: at least 7 members; neither sex under 30 %.
    plan_group_members_min: int = Field(7, ge=7, le=100)
    plan_group_sex_percent: int = Field(30, ge=30, le=50)
    # 004 §4.11: the plan is revised at most once a year.
    plan_revision_months: int = Field(12, ge=12, le=60)
    # Recommended; the seeds are silent: besides opening and half-time, so many days before a window's end.
    obligation_reminder_days_before: tuple[DaysBefore, ...] = (14, 7, 1)
    # Recommended; the seeds are silent: what is done so long after its window counts for it, as late.
    obligation_catch_up_days: int = Field(92, ge=1, le=366)
    # 001 §1.1, 1.5 ask for site and social pages. A bot's chat is a page that residents follow; False where
    # the office counts only what a person ticked with a link.
    bot_counts_as_page: bool = True
