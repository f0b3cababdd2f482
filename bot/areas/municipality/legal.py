"""Values the rules give, each with its source. A municipality's file may change them, never in code."""

from datetime import time

from pydantic import BaseModel, ConfigDict, Field


class LegalValues(BaseModel):
    """Defaults are the seeds'; where a seed is silent, the recommended value and where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # 001 §1.5: the digest of last month's work goes out on the 25th of every month.
    monthly_bulletin_day: int = Field(25, ge=1, le=28)
    # 001 §1.3, 1.4: every quarter; the seed names no day. The month after the quarter's end.
    quarterly_bulletin_day: int = Field(10, ge=1, le=28)
    bulletin_hour: time = time(10, 0)
    # Ten days to prepare with reminders: recommended, the seeds are silent.
    bulletin_draft_days_before: int = Field(10, ge=1, le=20)
    bulletin_reminder_days_before: tuple[int, ...] = (10, 3, 1)
    # Nobody is woken by the office: recommended 21:00-08:00, the seeds are silent.
    quiet_from: time = time(21, 0)
    quiet_until: time = time(8, 0)
    # Law No. 58 of 14 April 2008 on personal information: consent is versioned and may be withdrawn.
    consent_version: int = Field(1, ge=1)
    invite_valid_hours: int = Field(72, ge=1, le=720)
