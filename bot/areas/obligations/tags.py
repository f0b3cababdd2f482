"""What is recorded of a year's obligations and of the plan."""

import enum


class AuditTag(enum.StrEnum):
    YEAR_OPENED = "obligation:year:opened"
