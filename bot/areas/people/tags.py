"""What is recorded of people."""

import enum


class AuditTag(enum.StrEnum):
    INVITED = "people:invitation:created"
    GRANTED = "people:role:granted"
    REVOKED = "people:role:revoked"
