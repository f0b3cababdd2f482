"""What is recorded of bulletins."""

import enum


class AuditTag(enum.StrEnum):
    OPENED = "bulletin:draft:opened"
    PUBLISHED = "bulletin:issue:published"
    ESCALATED = "bulletin:draft:escalated"
    CLOSED = "bulletin:issue:closed"
    DISTRIBUTED = "bulletin:copy:distributed"
