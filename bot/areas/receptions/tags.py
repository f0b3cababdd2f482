"""What is recorded of receptions; never who booked, never what about."""

import enum


class AuditTag(enum.StrEnum):
    PUBLISHED = "reception:hours:published"
    WEEKLY = "reception:series:published"
    ENDED = "reception:series:ended"
    CANCELLED = "reception:hours:cancelled"
