"""What is recorded of a year's obligations and of the plan."""

import enum


class AuditTag(enum.StrEnum):
    YEAR_OPENED = "obligation:year:opened"
    REPORT_WRITTEN = "obligation:report:written"
    REPORT_PUBLISHED = "obligation:report:published"
    REPORT_POSTED = "obligation:report:posted"
    PRESENTATION_MADE = "obligation:presentation:made"
