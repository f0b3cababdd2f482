"""What is recorded of broadcasts."""

import enum


class AuditTag(enum.StrEnum):
    OPENED = "broadcast:draft:opened"
    EDITED = "broadcast:draft:edited"
    DELETED = "broadcast:draft:deleted"
    SUBMITTED = "broadcast:draft:submitted"
    RETURNED = "broadcast:draft:returned"
    APPROVED = "broadcast:message:approved"
    SCHEDULED = "broadcast:message:scheduled"
    POSTPONED = "broadcast:message:postponed"
    EMERGENCY = "broadcast:message:emergency"
    STARTED = "broadcast:message:started"
    PAUSED = "broadcast:message:paused"
    FINISHED = "broadcast:message:finished"
    RESUMED = "broadcast:message:resumed"
    STOPPED = "broadcast:message:stopped"
    TOO_LATE = "broadcast:message:too_late"
