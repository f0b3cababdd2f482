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
