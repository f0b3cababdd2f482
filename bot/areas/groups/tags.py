"""What is recorded of village groups; never who a resident that forwards is."""

import enum


class AuditTag(enum.StrEnum):
    OPENED = "group:registry:opened"
    CHANGED = "group:registry:changed"
    MEMBERS = "group:members:told"
    CLOSED = "group:registry:closed"
    ASKED = "group:forwarder:asked"
    AGREED = "group:forwarder:agreed"
    ENDED = "group:forwarder:ended"
    FORWARDED = "group:pack:forwarded"
    TAKEN_BACK = "group:pack:taken_back"
    PASSED_ON = "group:pack:passed_on"
    FAILED = "group:pack:failed"
